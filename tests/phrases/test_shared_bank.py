"""Statements about the shared phrase bank, read as plain YAML; it never judges how lines are understood."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from simulator.understanding.normalise import plain_words

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "phrases"
FILES = sorted(p for p in FOLDER.glob("*.yaml") if p.name != "off_topic.yaml")
KEYS = {"label", "like", "near", "answered as", "must hear", "must not hear", "phrasings"}
FORMS = {"question", "statement", "instruction", "any"}
SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
AMERICAN = re.compile(
    r"\b(neighbor|color|center|gray|flashlight|sidewalk|apartment|license plate|cell ?phone|truck|"
    r"parking lot|gas station|911|apologize|recognize|summarize|organize|favor|behavior|mom)(s|d|ed|ing)?\b",
    re.IGNORECASE,
)
NATIONAL = {"999", "111", "105", "101", "0800111999"}
DRAMA = re.compile(r"01632960\d{3}|07700900\d{3}|02079460\d{3}|01134960\d{3}|08081570\d{3}")
CORE = set(
    """
greet_service greet ask_location ask_exact_location ask_landmark ask_postcode ask_direction_of_travel
ask_caller_location ask_name ask_callback_number ask_safe_to_call ask_what_happened ask_what_now ask_when
ask_how_many ask_who_is_there ask_injuries ask_breathing ask_conscious ask_trapped ask_can_leave
ask_vulnerable ask_children ask_pets ask_hazards ask_fire_or_smoke ask_ignition ask_chemicals ask_weapons
ask_suspect ask_vehicles ask_registration ask_access ask_neighbours ask_previous ask_symptoms
ask_smell_strength ask_where_smell ask_meter_location ask_cellar ask_road_blocked ask_fuel_leak
ask_can_talk ask_press_key_or_cough ask_yes_no_sign ask_relation ask_description ask_repeat ask_spell
confirm_location confirm_details reassure empathise acknowledge thank explain_why explain_next
say_help_arranged say_help_sent promise_arrival promise_safe calm_down blame insult dismiss set_boundary
persist signpost hold_line stay_on_line ask_to_wait task_giving refuse_eta worsening_advice
give_reference summarise close_call refer_other_service check_done ask_understood radio_acknowledge
radio_go_ahead radio_stand_by radio_say_again pass_information ask_eta ask_reference ask_will_attend
ask_availability request_update no_information advise_leave advise_stay_inside advise_keep_away
advise_do_not_move_casualty advise_keep_warm advise_warn_others advise_no_flames advise_no_switches
advise_open_windows advise_turn_off_gas_at_meter advise_do_not_use_phone_inside advise_hazard_lights
advise_stand_behind_barrier advise_watch_breathing advise_meet_crew advise_do_not_go_back
wrong_search_leak wrong_go_to_cellar wrong_switch_on_light wrong_light_flame wrong_move_casualty
wrong_remove_helmet wrong_go_back_in wrong_stay_in_gas wrong_confront wrong_give_drink
wrong_turn_ignition
""".split()  # noqa: SIM905 - a paragraph reads better than a list of quoted ids
)


def _load() -> tuple[dict[str, dict], list[str]]:
    """Return every act by id, and the ids in the order of the files (repeated when two files share one)."""
    acts: dict[str, dict] = {}
    ids: list[str] = []
    for path in FILES:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
        ids.extend(document["acts"])
        acts.update(document["acts"])
    return acts, ids


ACTS, IDS = _load()
LINES = [(act, line) for act, entry in ACTS.items() for line in entry["phrasings"]]


def _plain(text: str) -> str:
    """Return ``text`` as its plain words, so that case, contractions and text-speak make no difference."""
    return " ".join(plain_words(text))


def test_the_bank_holds_every_act_that_scenarios_are_promised() -> None:
    assert set(ACTS) >= CORE
    assert len(ACTS) >= 70


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_says_its_format_and_holds_acts(path: Path) -> None:
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    assert set(document) == {"format", "acts"}
    assert document["format"] == "1"


def test_no_act_stands_in_two_files() -> None:
    assert [act for act, n in Counter(IDS).items() if n > 1] == []


@pytest.mark.parametrize("act", sorted(ACTS))
def test_an_act_is_written_in_the_agreed_form(act: str) -> None:
    entry = ACTS[act]
    assert SLUG.fullmatch(act)
    assert {"label", "like", "near", "phrasings"} <= set(entry) <= KEYS
    assert entry["like"] in FORMS
    assert entry["label"].strip()
    assert set(entry["near"]) - {act}
    assert set(entry["near"]) <= set(ACTS) - {act}, "a neighbour is unknown"
    assert all(isinstance(line, str) and line == line.strip() and line for line in entry["phrasings"])
    assert max(map(len, entry["phrasings"])) <= 120


@pytest.mark.parametrize("act", sorted(ACTS))
def test_an_act_has_enough_phrasings_none_the_same_but_for_spelling(act: str) -> None:
    lines = [_plain(line) for line in ACTS[act]["phrasings"]]
    assert len(set(lines)) == len(lines), [line for line, n in Counter(lines).items() if n > 1]
    assert len(lines) >= 18


@pytest.mark.parametrize("act", sorted(ACTS))
def test_the_phrasings_of_an_act_do_not_keep_beginning_alike(act: str) -> None:
    openings = Counter(tuple(plain_words(line)[:2]) for line in ACTS[act]["phrasings"])
    opening, times = openings.most_common(1)[0]
    assert times <= len(ACTS[act]["phrasings"]) * 0.4, f"{times} begin with {opening}"
    assert len(openings) >= 10


def test_no_phrasing_belongs_to_two_acts() -> None:
    owners: dict[str, set[str]] = {}
    for act, line in LINES:
        owners.setdefault(_plain(line), set()).add(act)
    assert {line: acts for line, acts in owners.items() if len(acts) > 1} == {}


@pytest.mark.parametrize("act", sorted(a for a in ACTS if ACTS[a].get("must hear")))
def test_every_phrasing_has_a_word_that_its_act_must_hear(act: str) -> None:
    needed = ACTS[act]["must hear"]
    assert [line for line in ACTS[act]["phrasings"] if not any(_has(line, words) for words in needed)] == []


@pytest.mark.parametrize("act", sorted(a for a in ACTS if ACTS[a].get("must not hear")))
def test_no_phrasing_has_a_word_that_its_act_must_not_hear(act: str) -> None:
    barred = ACTS[act]["must not hear"]
    assert [line for line in ACTS[act]["phrasings"] if any(_has(line, words) for words in barred)] == []


def _has(line: str, words: str) -> bool:
    return f" {words} " in f" {' '.join(plain_words(line))} "


def test_words_to_hear_are_plain_so_that_a_contraction_cannot_hide_one() -> None:
    for act, entry in ACTS.items():
        for words in [*entry.get("must hear", []), *entry.get("must not hear", [])]:
            assert re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", words), f"{act}: {words}"


def test_the_spelling_is_british() -> None:
    texts = [*LINES, *((act, entry["label"]) for act, entry in ACTS.items())]
    assert [(act, line) for act, line in texts if AMERICAN.search(line)] == []


def test_every_dialable_number_is_a_drama_number_or_a_national_public_one() -> None:
    wrong = []
    for act, line in LINES:
        for digits in re.findall(r"\d[\d ]*\d", line):
            number = digits.replace(" ", "")
            looks_dialable = len(number) >= 7 or number in NATIONAL
            if looks_dialable and number not in NATIONAL and not DRAMA.fullmatch(number):
                wrong.append((act, line))
    assert wrong == []


def test_every_wrong_advice_has_a_neighbour_that_gives_the_right_advice() -> None:
    wrong = [act for act in ACTS if act.startswith("wrong_")]
    assert [act for act in wrong if not any(n.startswith("advise_") for n in ACTS[act]["near"])] == []


def test_the_unsafe_or_rude_things_are_marked_in_their_labels() -> None:
    unsafe = {"promise_arrival", "promise_safe", "calm_down", "blame", "insult", "dismiss"}
    for act, entry in ACTS.items():
        bad = act.startswith("wrong_") or act in unsafe
        assert bad == entry["label"].endswith(("(unsafe)", "(should not)")), act
