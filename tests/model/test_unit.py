"""The unit stands word for word as it is published, and stands in no code."""

import re
from pathlib import Path

from simulator.model.load_unit import load_unit, load_unit_text
from simulator.model.unit import Unit

UNIT_234 = Path("criteria/unit-234")
UNIT_900 = Path(__file__).parent / "units" / "unit-900"

PUBLISHED = {
    "1.1": "respond to incoming calls in a calm and professional manner",
    "1.2": "maintain control of the conversation",
    "1.3": "record the contact and information in an incident log "
    "in accordance with organisational procedures",
    "1.4": "assess and prioritise reported incidents in accordance with organisational procedures",
    "1.5": "pass accurate and concise contact information to those responsible for taking action "
    "in accordance with organisational procedures",
    "1.6": "provide information, advice and support in response to requests "
    "in accordance with organisational procedures",
    "1.7": "escalate incident responses in accordance with organisational procedures.",
    "2.1": "communicate with external organisations in accordance with organisational procedures",
    "2.2": "use the most efficient means (voice or data options) to communicate "
    "with those dealing with the incident",
    "2.3": "use agreed conventions of wording, style and approach appropriate "
    "for different communication media.",
    "3.1": "describe the incident management services offered by the contact centre",
    "3.2": "describe the impact of regulation or legislation on incident management",
    "3.3": "describe the purpose and use of decision trees",
    "3.4": "describe how to determine the appropriate allocation of resources to incidents",
    "3.5": "describe the boundaries of a contact incident that justify actions being escalated "
    "to different levels of response",
    "3.6": "describe the nature and limits of instructions and advice that can be passed on "
    "to a contact reporting an incident",
    "3.7": "describe standard wording and codes used by the organisation "
    "when dealing with incident management",
    "3.8": "describe the type and extent of resources available for deployment in incident management.",
}
OUTCOMES = {
    "1": "be able to deal with incidents through a contact centre",
    "2": "be able to use contact centre communications systems to deploy incident management resources",
    "3": "understand how to deal with incidents in a contact centre",
}
AIM = (
    "This unit concerns being able to deal with incidents through a contact centre, use contact centre "
    "communications systems to deploy incident management resources and understand how to deal with "
    "incidents in a contact centre"
)


def unit(folder: Path) -> Unit:
    found, faults = load_unit(folder)
    assert [str(fault) for fault in faults] == []
    assert found is not None
    return found


def test_all_eighteen_criteria_stand_word_for_word() -> None:
    assert {name: item.statement for name, item in unit(UNIT_234).criteria.items()} == PUBLISHED


def test_the_outcomes_and_the_aim_stand_word_for_word() -> None:
    found = unit(UNIT_234)
    assert {outcome.id: outcome.statement for outcome in found.outcomes} == OUTCOMES
    assert found.aim == AIM


def test_the_particulars_of_the_unit_are_those_published() -> None:
    found = unit(UNIT_234)
    assert (found.number, found.uan, found.level, found.credit, found.guided_hours) == (
        "234",
        "K/503/0421",
        2,
        7,
        40,
    )
    assert found.title == "Deal with incidents through a contact centre"
    assert found.endorsement == ("This unit is endorsed by Cfa, the Sector Skills Council for Administration")
    assert found.standards == "This unit is linked to Contact Centre NOS 38."


def test_each_outcome_allows_the_methods_that_the_unit_lists() -> None:
    found = unit(UNIT_234)
    skills = ("observation", "product", "professional discussion", "questioning", "witness testimony")
    assert found.methods_for("1.7") == skills
    assert found.methods_for("2.1") == skills
    assert found.methods_for("3.8") == ("report", "professional discussion", "questioning")


def test_only_knowledge_is_beyond_calls_and_it_concerns_the_learners_own_centre() -> None:
    by_outcome = {o.id: (o.from_calls, o.own_centre_only) for o in unit(UNIT_234).outcomes}
    assert by_outcome == {"1": (True, False), "2": (True, False), "3": (False, True)}


def test_simulated_evidence_of_skills_is_supplementary_as_shipped() -> None:
    rules = {outcome.id: outcome.simulation.rule for outcome in unit(UNIT_234).outcomes}
    assert rules == {"1": "supplementary only", "2": "supplementary only", "3": "allowed"}


def test_decisions_are_made_in_the_words_of_the_unit() -> None:
    words = unit(UNIT_234).decision_words
    assert (words.criterion_yes, words.criterion_no) == ("met", "not yet met")
    assert (words.unit_yes, words.unit_no) == ("competent", "not yet competent")


def test_a_made_up_unit_is_read_by_the_same_code() -> None:
    found = unit(UNIT_900)
    assert list(found.criteria) == ["A.i", "A.ii"]
    assert found.methods_for("A.ii") == ("observation", "report")
    assert found.decision_words.unit_yes == "keeper"


def test_no_code_knows_the_unit_by_its_number_or_its_words() -> None:
    telltale = re.compile(
        r"K/503/0421|unit[-_ ]?234|\"234\"|in accordance with organisational", re.IGNORECASE
    )
    found = [
        f"{path}:{number}"
        for path in sorted(Path("simulator/model").glob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if telltale.search(line) and "criteria/unit-234" not in line
    ]
    assert found == []


def test_a_criterion_that_stands_under_two_outcomes_is_a_fault() -> None:
    text = (UNIT_900 / "unit.yaml").read_text(encoding="utf-8")
    second = text[text.index("  A:\n") :].replace("  A:", "  B:", 1)
    found, faults = load_unit_text(text + second)
    assert found is None
    assert {(fault.code, fault.field) for fault in faults} == {
        ("F019", "outcomes.B.criteria.A.i"),
        ("F019", "outcomes.B.criteria.A.ii"),
    }


def test_the_hash_of_a_unit_changes_with_one_word_and_not_with_line_ends() -> None:
    text = (UNIT_900 / "unit.yaml").read_text(encoding="utf-8")
    same, _ = load_unit_text(text.replace("\n", "\r\n"))
    other, _ = load_unit_text(text.replace("Once.", "Twice."))
    here = unit(UNIT_900)
    assert same is not None
    assert other is not None
    assert same.content_hash == here.content_hash != other.content_hash
