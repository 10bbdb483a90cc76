"""Questions are files: what is shipped covers every criterion, and each fault is told with its line."""

from datetime import date
from pathlib import Path

import pytest

from simulator.model.load_library import load_library
from simulator.model.load_questions import Around, load_questions_text
from simulator.model.organisation import Organisation
from simulator.model.question_checks import QUESTION_CODES
from simulator.model.scenario_checks import blocks

ROOT = Path(__file__).parents[2]
CRITERIA = [f"3.{n}" for n in range(1, 9)]
GOOD = """\
format: 1
criterion: 3.4
laws:
  safety: {name: An act about safety, nation: Great Britain, review: 2029-06-30}
questions:
  who-goes:
    kind: written answer
    verb: describe
    ask: Describe how you work out whom to send.
    clause: 11.1
    enough: 2
    points:
      skill:
        text: It has the skill that is needed
        examples: [send somebody who can do it, the right kit for the job]
      free:
        text: It is free to go
        law: safety
        examples: [look whether they are available, not on another job]
    wrong:
      nearest:
        text: Always the nearest
        examples: [send the closest, whichever is nearest]
"""
LINE = {line.strip(): n for n, line in enumerate(GOOD.split("\n"), 1)}
SECOND = GOOD[GOOD.index("  who-goes:") :]
FAULTS = {
    "Q101": ("criterion: 3.4", "criterion: 9.9", 6),
    "Q102": ("clause: 11.1", "clause: 99.1", LINE["clause: 11.1"]),
    "Q103": ("law: safety", "law: safty", LINE["law: safety"]),
    "Q104": ("    clause: 11.1\n", "    clause: 11.1\n    shows: {tree: gass}\n", 11),
    "Q105": ("    clause: 11.1\n", "    clause: 11.1\n    shows: {roster: [zulu9]}\n", 11),
    "Q201": (GOOD[GOOD.index("      free:") : GOOD.index("    wrong:")], "", LINE["points:"]),
    "Q202": ("[look whether they are available, not on another job]", "[it is not on another job]", 16),
    "Q204": ("kind: written answer", "kind: own decision", 6),
    "Q205": ("enough: 2", "enough: 7", LINE["enough: 2"]),
    "Q206": ("not on another job]", "The right kit for the job!]", 16),
    "Q207": ("    clause: 11.1\n", "", 6),
    "Q208": ("criterion: 3.4", "criterion: 1.4", 6),
    "Q209": ("not on another job]", "whom to send]", 16),
    "Q301": ("2029-06-30", "2020-06-30", 4),
    "Q302": (GOOD[GOOD.index("    wrong:") :], "", 6),
}


def anew(centre: Organisation, **changes: object) -> Organisation:
    """Build an organisation anew, without what the old one has worked out already."""
    return Organisation(**({name: getattr(centre, name) for name in Organisation.model_fields} | changes))


@pytest.fixture(scope="module")
def library():
    return load_library(ROOT / "criteria", ROOT / "scenarios")


@pytest.fixture(scope="module")
def around(library):
    centre = library.organisations["wendshire"]
    return Around(library.units["234"], (centre,), None, date(2026, 12, 1))


@pytest.mark.parametrize("criterion", CRITERIA)
def test_every_criterion_has_six_questions_of_different_kinds_resting_on_something(library, criterion):
    asked = [q for q in library.questions_for("234", "wendshire").questions if q.criterion == criterion]
    assert len(asked) >= 6
    assert len({q.kind for q in asked}) >= 3
    for question in asked:
        assert question.points
        for point in question.points:
            assert any(question.rests_on(point)), (question.id, point.id)
            assert len(point.examples) >= 2


def test_every_kind_of_question_is_asked_somewhere(library):
    kinds = {q.kind for q in library.questions_for("234", "wendshire").questions}
    assert len(kinds) == 7


def test_every_law_names_nation_and_review_date(library):
    laws = library.unit_questions["234"].laws
    assert len(laws) >= 8
    assert all(law.nation and date.fromisoformat(law.review) > date(2026, 11, 1) for law in laws)


def test_an_organisation_without_a_clause_is_not_asked_about_it(library):
    centre = library.organisations["wendshire"]
    chapters = tuple(
        c.model_copy(update={"clauses": tuple(x for x in c.clauses if x.id != "7.4")})
        for c in centre.chapters
    )
    smaller = anew(centre, id="smaller", chapters=chapters)
    library.organisations["smaller"] = smaller
    try:
        here = {q.id for q in library.questions_for("234", "wendshire").questions}
        there = {q.id for q in library.questions_for("234", "smaller").questions}
    finally:
        del library.organisations["smaller"]
    assert "none-left" in here - there
    assert "walk-gas" in here - there  # another centre's own questions are its own


def test_the_example_without_faults_has_none(around):
    bank, faults = load_questions_text(GOOD, "good.yaml", around)
    assert faults == []
    assert bank is not None
    assert bank.questions[0].criterion == "3.4"


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_each_fault_is_told_at_its_line_with_a_cure(around, code):
    old, new, line = FAULTS[code]
    assert GOOD.count(old) == 1
    bank, faults = load_questions_text(GOOD.replace(old, new), "bad.yaml", around)
    told = [f for f in faults if f.code == code]
    assert [f.line for f in told] == [line], "\n".join(map(str, faults))
    assert told[0].cure
    assert (bank is None) == any(blocks(f) for f in faults)


def test_a_clause_that_only_some_centres_have_is_advice(library, around):
    centre = library.organisations["wendshire"]
    other = anew(centre, id="other", name="Other", chapters=())
    both = Around(around.unit, (centre, other), None, around.today)
    bank, faults = load_questions_text(GOOD, "good.yaml", both)
    assert {f.code for f in faults} == {"Q303"}
    assert "Other" in faults[0].message
    assert bank is not None


def test_a_question_given_twice_is_told(tmp_path, library):
    from simulator.model.load_questions import load_unit_questions

    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "a.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "b.yaml").write_text(GOOD, encoding="utf-8")
    loaded = load_unit_questions(
        tmp_path, library.units["234"], tuple(library.organisations.values()), today=None
    )
    assert [(f.code, f.line) for f in loaded.faults] == [("Q203", 6)]
    assert len(loaded.bank.questions) == 1


def test_no_code_lacks_an_example():
    assert set(QUESTION_CODES) == {*FAULTS, "Q106", "Q203", "Q303"}
