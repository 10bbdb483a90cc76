"""The terminal: one fault a line, JSON and nothing else, one sentence for what is wrong, never a trace."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli.main import COMMANDS
from simulator.data_files import CHECKOUT, scenarios_folder
from simulator.model.fault_pages import fault_page
from tests.model.fault_examples import laid_over

FAULTY = CHECKOUT / "tests" / "model" / "scenario_faults"
MISSPELT = FAULTY / "S104_fact_gone_from_an_incident.yaml"
DEEDS = [
    {"t": 4, "deed": "answer", "line": "line:1"},
    {"t": 9, "deed": "say", "line": "line:1", "text": "Wendshire Incident Line, what is the address?"},
    {"t": 20, "deed": "say", "line": "line:1", "text": "Is anybody hurt, and what is your name?"},
    {"t": 60, "deed": "finish"},
]
SCRIPT = "\n".join(json.dumps(deed) for deed in DEEDS)


@pytest.fixture
def script(tmp_path: Path) -> str:
    """Return the file of a short script."""
    path = tmp_path / "deeds.jsonl"
    path.write_text(SCRIPT, encoding="utf-8")
    return str(path)


@pytest.fixture
def record(terminal, script, tmp_path):
    """Return the file of a played record."""
    path = tmp_path / "record.jsonl"
    path.write_text(terminal("play", "gas-escape", "--seed", "7", "--script", script).out, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("command", [one.name for one in COMMANDS])
def test_every_command_explains_itself(terminal, command):
    said = terminal(command, "--help")
    assert said.code == 0
    assert f"python -m simulator {command}" in said.out


def test_help_answers_without_loading_what_only_commands_need():
    heavy = ("pydantic", "numpy", "sqlalchemy", "faker", "streamlit", "uvicorn")
    script = (
        "import sys; from simulator.cli.main import main; main(['--help']);"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "words", [(), ("sing",), ("play",), ("play", "gas-escape", "--seed", "x"), ("check", "--no")]
)
def test_a_command_that_is_mistyped_is_answered_with_its_usage_and_code_2(terminal, words):
    said = terminal(*words)
    assert said.code == 2
    assert said.out == ""
    assert "usage: " in said.err


def test_everything_that_is_shipped_is_without_fault_and_without_advice(terminal):
    said = terminal("check", "--strict")
    assert (said.code, said.out) == (0, "")


def test_a_faulty_file_gives_one_line_for_each_fault_with_place_code_and_cure(terminal):
    said = terminal("check", str(MISSPELT))
    assert said.code == 1
    (line,) = said.out.splitlines()
    assert f"{MISSPELT.name}:" in line
    assert ' S104 incidents.escape.address: there is no fact "adress". Write "address"' in line


def test_faults_as_json_are_one_value_a_line_and_nothing_else(terminal):
    said = terminal("check", "--json", str(FAULTY / "many_all_at_once.yaml"))
    faults = [json.loads(line) for line in said.out.splitlines()]
    assert len(faults) > 1
    assert {"file", "line", "code", "message", "cure"} <= faults[0].keys()


def test_advice_to_the_author_is_printed_and_is_no_failure(terminal, tmp_path):
    path = tmp_path / "advised.yaml"
    path.write_text(laid_over(fault_page("S302").examples[0].text), "utf-8")
    said = terminal("check", str(path))
    assert said.code == 0
    assert "S302" in said.out


def test_advice_fails_too_where_it_is_asked_for_strictly(terminal, tmp_path):
    path = tmp_path / "advised.yaml"
    path.write_text(laid_over(fault_page("S302").examples[0].text), "utf-8")
    said = terminal("check", "--strict", str(path))
    assert said.code == 1
    assert "S302" in said.out
    path.write_text(laid_over(fault_page("S302").examples[1].text), "utf-8")
    assert terminal("check", "--strict", str(path)).code == 0


def test_a_code_is_explained_with_its_meaning_an_example_and_the_same_put_right(terminal):
    said = terminal("check", "--explain", "s203")
    assert said.code == 0
    assert said.out.startswith("# S203 An indicator of a criterion that is not claimed")
    assert said.out.index("## Fails") < said.out.index("## Mended")
    assert terminal("check", "--explain", "S999").err.startswith("There is no code S999.")


def test_a_folder_is_checked_whole(terminal):
    folders = CHECKOUT / "criteria" / "organisations" / "merrowdale", CHECKOUT / "scenarios" / "merrowdale"
    said = terminal("check", "--strict", *map(str, folders))
    assert (said.code, said.out) == (0, "")


def test_the_same_seed_and_deeds_give_the_same_bytes(terminal, script):
    first, again = (terminal("play", "gas-escape", "--seed", "7", "--script", script) for _ in range(2))
    assert first.code == 0
    assert first.out == again.out
    events = [json.loads(line) for line in first.out.splitlines()]
    assert [e["seq"] for e in events] == list(range(1, len(events) + 1))
    assert events[-1]["kind"] == "attempt_ended"


def test_deeds_may_come_on_standard_input_and_are_read_as_a_persons_are(terminal, script):
    by_file = terminal("play", "gas-escape", "--seed", "7", "--script", script).out
    assert terminal("play", "gas-escape", "--seed", "7", "--script", "-", stdin=SCRIPT).out == by_file
    spoke = [json.loads(line) for line in by_file.splitlines() if '"spoke"' in line]
    assert "ask_location" in [act["act"] for act in spoke[0]["reading"]["acts"]]


def test_with_no_script_nobody_does_anything_and_the_call_runs_out(terminal):
    out = terminal("play", "gas-escape").out
    kinds = {json.loads(line)["kind"] for line in out.splitlines()}
    assert "spoke" not in kinds
    assert "attempt_ended" in kinds


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "this line is not JSON"),
        ("[]", "a JSON object is expected"),
        ('{"deed": "answer", "line": "line:1"}', 'give "t"'),
        ('{"t": 2, "deed": "dance"}', "this is no deed"),
        ('{"t": 2, "deed": "say", "line": "line:1"}', "text"),
        ('{"t": 2, "deed": "say", "line": "line:1", "text": "Hi", "reading": {}}', 'leave out "reading"'),
    ],
)
def test_a_script_that_is_wrong_is_refused_in_one_sentence_with_its_line(terminal, line, sentence):
    said = terminal("play", "gas-escape", "--script", "-", stdin=f'{{"t": 1, "deed": "finish"}}\n{line}')
    assert (said.code, said.out) == (1, "")
    (words,) = said.err.splitlines()
    assert words.startswith("-:2: ")
    assert sentence in words


def test_deeds_that_go_back_in_time_are_refused(terminal):
    deeds = '{"t": 9, "deed": "pause"}\n{"t": 3, "deed": "unpause"}'
    assert "in order of time" in terminal("play", "gas-escape", "--script", "-", stdin=deeds).err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("play", "nowhere"), "There is no scenario nowhere, and no such file. Scenarios: beeper-on-the-"),
        (
            ("play", "gas-escape", "--mode", "warm-up"),
            "gas-escape is for practice and assessment, not warm-up.",
        ),
        (("play", "gas-escape", "--variant", "x"), 'gas-escape has no variant "x"; it has light, neighbour.'),
        (("play", "gas-escape", "--script", "/nowhere"), "There is no file /nowhere."),
        (("check", "/nowhere"), "There is no file or folder /nowhere."),
        (("mark", "/nowhere"), "There is no file /nowhere."),
        (("report", "nobodys"), "There is no such attempt."),
        (("play", str(MISSPELT)), "lists all faults"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_no_trace(terminal, words, sentence):
    said = terminal(*words)
    assert said.code in (1, 2)
    assert said.out == ""
    assert sentence in said.err
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) == 1


def test_a_record_is_marked_with_its_findings_and_the_words_that_they_rest_on(terminal, record):
    said = terminal("mark", record)
    assert said.code == 0
    assert "Provisional" in said.out
    assert "1.7  " in said.out
    assert "“Wendshire Incident Line, what is the address?”" in said.out


def test_a_marking_as_json_is_one_value(terminal, record):
    marking = json.loads(terminal("mark", record, "--json").out)
    assert [f["criterion"] for f in marking["findings"]][:2] == ["1.1", "1.2"]


def test_a_record_played_with_another_text_of_the_scenario_is_marked_with_a_warning(terminal, record):
    played = Path(record).read_text(encoding="utf-8")
    digest = json.loads(played.splitlines()[0])["digests"]["scenario"]
    Path(record).write_text(played.replace(digest, "0" * 64), encoding="utf-8")
    assert "has changed since this record was played" in terminal("mark", record).err


def test_something_that_is_no_record_is_refused(terminal, tmp_path):
    (tmp_path / "no.jsonl").write_text('{"kind": "line_held", "t": 1, "line": "line:1"}\n', encoding="utf-8")
    assert "does not begin with attempt_started" in terminal("mark", str(tmp_path / "no.jsonl")).err


def test_each_utterance_is_read_into_one_line_of_json(terminal):
    said = terminal("read", stdin="What is the address, and is anybody hurt?\n\nbanana 🍌 \u202e\n")
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert [line["text"] for line in lines] == [
        "What is the address, and is anybody hurt?",
        "",
        "banana 🍌 \u202e",
    ]
    assert {"ask_location", "ask_injuries"} <= {act["act"] for act in lines[0]["acts"]}
    assert all({"act", "score", "band", "phrase"} == set(act) for act in lines[0]["acts"])
    assert all(set(line) == {"text", "acts"} for line in lines)
    assert lines[1]["acts"] == []
    assert [act["band"] for act in lines[2]["acts"]] == ["none"], "the nearest act, of which nothing is heard"


def test_the_values_of_an_utterance_are_printed_where_they_are_asked_for(terminal):
    said = terminal("read", "--values", stdin="my name is Priya Shah\n")
    assert json.loads(said.out)["values"] == [{"kind": "name", "value": "priya shah"}]


ANSWERS = {
    "wash": {
        "question": "Why do we wash our hands?",
        "criterion": "3.1",
        "key_points": [
            {
                "id": "germs",
                "text": "To remove germs",
                "examples": ["gets rid of bacteria", "kills the bugs"],
            },
            {
                "id": "law",
                "text": "The law requires it",
                "examples": ["hygiene rules say so", "it is the law"],
            },
        ],
        "wrong": [{"id": "show", "text": "Only for show", "examples": ["it is just for show"]}],
    }
}


def test_answers_to_a_bank_that_was_never_seen_are_read_one_a_line(terminal, tmp_path):
    (tmp_path / "bank.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    texts = ["We do it because it gets rid of bacteria.", "", "germs law bacteria bugs hygiene rules"]
    stdin = "".join(json.dumps({"question": "wash", "text": t}) + "\n" for t in texts)
    said = terminal("answers", "--bank", str(tmp_path / "bank.json"), stdin=stdin)
    assert said.code == 0, said.err
    first, empty, stuffed = [json.loads(line) for line in said.out.splitlines()]
    assert list(first) == ["question", "analysable", "points", "wrong", "missing"]
    assert first["points"][0]["id"] == "germs"
    assert first["points"][0]["words"] in texts[0]
    assert first["points"][0]["band"] in ("sure", "likely")
    assert "law" in first["missing"]
    for nothing in (empty, stuffed):
        assert not nothing["analysable"]
        assert nothing["points"] == nothing["wrong"] == []
        assert nothing["missing"] == ["germs", "law"]


def test_a_line_that_is_no_answer_is_told_and_the_others_are_read(terminal, tmp_path):
    (tmp_path / "bank.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    answer = json.dumps({"question": "wash", "text": "It gets rid of bacteria \ud83d."})
    said = terminal("answers", "--bank", str(tmp_path / "bank.json"), stdin=f"\ufeff{answer}\n{{\n{answer}\n")
    assert said.code == 1
    assert len(said.out.splitlines()) == 2
    assert "Line 2 is not JSON" in said.err


@pytest.mark.parametrize("command", ["answers", "read"])
def test_a_bank_saved_with_a_byte_order_mark_is_read_and_one_nested_without_end_is_told(
    terminal, tmp_path, command
):
    whole = ANSWERS if command == "answers" else {"ask_name": ["What is your name?", "Who am I speaking to?"]}
    line = json.dumps({"question": "wash", "text": "It gets rid of bacteria."}) + "\n"
    bank = tmp_path / "bank.json"
    bank.write_text("\ufeff" + json.dumps(whole), encoding="utf-8")
    assert terminal(command, "--bank", str(bank), stdin=line).code == 0
    bank.write_text("[" * 100_000, encoding="utf-8")
    said = terminal(command, "--bank", str(bank), stdin=line)
    assert said.code == 1
    assert "nested too deeply" in said.err
    name = next(iter(whole))
    bank.write_text(f'{{"{name}": 1, "{name}": 2}}', encoding="utf-8")
    said = terminal(command, "--bank", str(bank), stdin=line)
    assert said.code == 1
    assert f'"{name}" stands twice' in said.err


def test_without_a_bank_the_shipped_questions_are_answered(terminal):
    line = json.dumps({"question": "how-to-choose", "text": "Send somebody who has the skills for the job."})
    said = terminal("answers", stdin=line + "\n")
    assert "skills" in [p["id"] for p in json.loads(said.out)["points"]]


@pytest.mark.parametrize(
    ("bank", "line", "words"),
    [
        ("{}", "{}", "should hold questions"),
        ('{"q": {"question": "Why?", "key_points": []}}', "{}", 'no "key_points"'),
        ('{"q": {"question": "Why?", "key_points": [{"id": "a"}]}}', "{}", 'number 1 of "key_points"'),
        (json.dumps(ANSWERS), '{"question": "no", "text": "x"}', "There are: wash"),
        (json.dumps(ANSWERS), "not JSON", "Line 1 is not JSON"),
    ],
)
def test_what_is_wrong_with_a_bank_or_an_answer_is_said(terminal, tmp_path, bank, line, words):
    (tmp_path / "bank.json").write_text(bank, encoding="utf-8")
    said = terminal("answers", "--bank", str(tmp_path / "bank.json"), stdin=line + "\n")
    assert said.code == 1
    assert words in said.err
    assert said.out == ""


def test_a_bank_that_was_never_seen_is_read_with(terminal, tmp_path):
    bank = {
        "order_pizza": [
            "I'd like a pizza",
            "Can I order a pizza?",
            "One margherita, please",
            "pizza for two",
        ],
        "ask_hours": [
            "When do you open?",
            "What are your opening hours?",
            "Are you open on Sunday?",
            "until when",
        ],
    }
    (tmp_path / "bank.json").write_text(json.dumps(bank), encoding="utf-8")
    said = terminal("read", "--bank", str(tmp_path / "bank.json"), stdin="are you open on sundays?\n")
    assert json.loads(said.out)["acts"][0]["act"] == "ask_hours"


@pytest.mark.parametrize("bank", ["[]", "{}", '{"a": []}', '{"a": [1]}', "{"])
def test_a_bank_that_is_wrong_is_refused_in_one_sentence(terminal, tmp_path, bank):
    (tmp_path / "bank.json").write_text(bank, encoding="utf-8")
    said = terminal("read", "--bank", str(tmp_path / "bank.json"), stdin="hello\n")
    assert said.code == 1
    assert len(said.err.splitlines()) == 1


def test_a_scenarios_own_acts_are_heard_only_with_the_scenario(terminal):
    line = "Is he on oxygen?\n"
    with_it = json.loads(terminal("read", "--scenario", "gas-escape", stdin=line).out)
    without = json.loads(terminal("read", stdin=line).out)
    assert "ask_oxygen" in [act["act"] for act in with_it["acts"]]
    assert "ask_oxygen" not in [act["act"] for act in without["acts"]]


def test_the_report_of_a_record_is_printed_as_a_page_and_as_pdf(terminal, record, tmp_path):
    said = terminal("report", record, "--html", str(tmp_path / "r.html"), "--pdf", str(tmp_path / "r.pdf"))
    assert (said.code, said.out) == (0, "")
    assert "what is the address?" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-")


def test_a_report_with_no_file_named_goes_to_standard_output(terminal, record):
    assert terminal("report", record).out.lstrip().startswith("<!")


def test_phrases_proposes_nothing_where_nobody_has_called(terminal, tmp_path):
    said = terminal("phrases", "--json", folder=tmp_path)
    assert (said.code, said.out, said.err) == (0, "", "")
    assert "0 lines not understood, 0 re-tagged" in terminal("phrases", folder=tmp_path).out
    assert "There is no scenario nowhere" in terminal("phrases", "--scenario", "nowhere", folder=tmp_path).err


def test_a_scenario_whose_file_has_a_fault_is_told_by_the_fault_also_when_it_is_named_by_its_id(
    terminal, tmp_path, monkeypatch
):
    shipped = scenarios_folder() / "wendshire" / "gas-escape.yaml"
    broken = tmp_path / "wendshire" / "gas-broken.yaml"
    broken.parent.mkdir()
    broken.write_text(shipped.read_text("utf-8").replace("difficulty: 2", "difficulty: hard", 1), "utf-8")
    monkeypatch.setattr("simulator.cli.stage.scenarios_folder", lambda: tmp_path)
    said = terminal("play", "gas-broken")
    assert said.code == 1
    assert re.search(r"gas-broken\.yaml:\d+: F\d+ difficulty", said.err)
