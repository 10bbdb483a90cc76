"""The authoring guide tells every key of the format and no other; its example is a scenario that loads."""

import re
from datetime import date
from pathlib import Path

import pytest

from simulator.model import declared
from simulator.model import scenario as written
from simulator.model.condition import Condition
from simulator.model.fault_pages import fault_titles
from simulator.model.load_library import LoadedLibrary
from simulator.model.load_scenario import load_scenario, load_scenario_text, scenario_hash
from simulator.model.often_said import SaidLater, Voice
from simulator.model.origin import ReviewedBy, without_origin
from simulator.model.reading import Value
from simulator.model.scenario_checks import blocks
from tests.shipped import shipped_library

ROOT = Path(__file__).parents[2]
STARTER = Path(__file__).parent / "starter.yaml"
GUIDE = (ROOT / "docs" / "scenario-format.md").read_text("utf-8")
SECTIONS: dict[str, type[Value]] = {
    "The head of the file": written.Scenario,
    "Where a call comes from": ReviewedBy,
    "Cast": written.CastMember,
    "Incidents": written.Incident,
    "Calls": written.Call,
    "Voices": Voice,
    "When a call rings": written.Rings,
    "Mood": written.Mood,
    "Mood changes": written.MoodChange,
    "Reactions": written.Reaction,
    "Facts": written.Fact,
    "Said later": SaidLater,
    "Told": written.Told,
    "Acts of your own": written.OwnAct,
    "Conditions": Condition,
    "Cues": written.Cue,
    "Roster": written.RosterChange,
    "Outside organisations and crews": written.OutsideParty,
    "Indicators": written.Indicator,
    "Impossible": declared.Impossible,
    "Dependencies": declared.Dependency,
    "Not noticed": declared.NotNoticed,
}


@pytest.fixture(scope="module")
def library() -> LoadedLibrary:
    return shipped_library()


def section(title: str) -> str:
    return GUIDE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def load(text: str, library: LoadedLibrary):
    return load_scenario_text(
        text,
        organisation=library.organisations["wendshire"],
        unit=library.units,
        shared_acts=library.shared_acts,
    )


@pytest.mark.parametrize("title", SECTIONS)
def test_the_guide_tells_every_key_in_the_order_of_the_format(title):
    told = re.findall(r"^\| `([^`]+)` \|", section(title), re.MULTILINE)
    assert told == [name.replace("_", " ") for name in SECTIONS[title].model_fields]


def test_the_guide_lists_every_code_of_scenarios():
    told = re.findall(r"^\| \[(\w\d{3})\]\(faults/(\w+)\.md\) \| (.+) \|$", GUIDE, re.MULTILINE)
    of_scenarios = ((code, title) for code, title in fault_titles().items() if not code.startswith("Q"))
    assert told == [(code, code, title) for code, title in of_scenarios]


def test_the_example_of_the_guide_is_the_starter():
    assert re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[1] == STARTER.read_text("utf-8")


def test_the_starter_is_short_and_loads_without_a_fault_or_advice(library):
    scenario, faults = load_scenario(
        STARTER,
        organisation=library.organisations["wendshire"],
        unit=library.units["234"],
        shared_acts=library.shared_acts,
        today=date(2026, 1, 1),
    )
    assert faults == []
    assert scenario is not None
    assert len(STARTER.read_text("utf-8").splitlines()) <= 50


def test_every_shipped_scenario_can_be_played(library):
    assert [str(fault) for fault in library.faults if blocks(fault)] == []
    assert {Path(file).stem for file in library.files.values()} == {
        path.stem for path in (ROOT / "scenarios").glob("*/*.yaml") if path.parent.name != "phrases"
    }


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("opening", {"opening": True}),
        ("settled", {"settled": True}),
        ("75s", {"at": 75}),
        ("{at: 75s}", {"at": 75}),
        ("{with fact: callback}", {"with_fact": "callback"}),
        ("{opening: yes}", {"opening": True}),
    ],
)
def test_one_word_says_when_a_fact_is_told(word, means, library):
    text = STARTER.read_text("utf-8").replace("told: opening", f"told: {word}")
    scenario, faults = load(text, library)
    assert scenario is not None, faults
    assert scenario.facts["smell"].told == written.Told(**means)


@pytest.mark.parametrize("use", ["practice and assessment", "[practice, assessment]"])
def test_used_for_may_be_written_as_people_say_it(use, library):
    text = STARTER.read_text("utf-8").replace("used for: practice", f"used for: {use}")
    scenario, _ = load(text, library)
    assert scenario is not None
    assert scenario.used_for == ("practice", "assessment")


def test_advice_never_prevents_playing(library):
    text = STARTER.read_text("utf-8").replace("label: Says the name and asks where it is, ", "")
    scenario, faults = load(text, library)
    assert scenario is not None
    assert [fault.code for fault in faults] == ["S305"]


def test_a_text_kept_for_an_old_attempt_loads_although_what_it_names_is_gone():
    text = STARTER.read_text("utf-8").replace('clause: "1.1"', 'clause: "99.9"')
    scenario, faults = load_scenario_text(text, organisation=None, unit=None, shared_acts={})
    assert scenario is not None
    assert faults == []


def test_the_hash_of_a_scenario_is_that_of_its_text_and_not_of_its_line_ends():
    text = STARTER.read_text("utf-8")
    assert scenario_hash(STARTER) == scenario_hash(text) == scenario_hash(text.replace("\n", "\r\n"))
    assert scenario_hash(text) != scenario_hash(text.replace("60s", "61s"))


ORIGIN = """written by: the makers
reviewed by:
  - {who: An examiner of gas calls, on: 2026-05-04}
piloted by: a class of six
piloted on: [2026-05-11,
  2026-06-02]
"""


def test_where_a_call_comes_from_is_read_and_no_proof_rests_on_it(library):
    text = STARTER.read_text("utf-8")
    told = text.replace("\ncast:", f"\n{ORIGIN}cast:", 1)
    scenario, faults = load(told, library)
    assert [fault for fault in faults if blocks(fault)] == []
    assert scenario.written_by == "the makers"
    assert [(r.who, r.on.isoformat()) for r in scenario.reviewed_by] == [
        ("An examiner of gas calls", "2026-05-04")
    ]
    assert [day.isoformat() for day in scenario.piloted_on] == ["2026-05-11", "2026-06-02"]
    assert told != text
    assert without_origin(told) == text


def test_every_shipped_call_says_who_wrote_it_and_claims_no_review_that_nobody_made(library):
    for scenario in library.scenarios.values():
        assert scenario.written_by, scenario.id
        assert scenario.reviewed_by == (), scenario.id
        assert scenario.piloted_on, scenario.id
        assert "none of them a learner" in scenario.piloted_by
