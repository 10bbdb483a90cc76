"""Questions are files: what is shipped covers every criterion, and each fault is told with its line."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from simulator.model.load_library import asked_at, load_library
from simulator.model.load_questions import Around, load_questions_text
from simulator.model.organisation import Organisation
from simulator.model.questions import QuestionBank
from tests.shipped import shipped_library

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


def anew(centre: Organisation, **changes: object) -> Organisation:
    """Build an organisation anew, without what the old one has worked out already."""
    return Organisation(**({name: getattr(centre, name) for name in Organisation.model_fields} | changes))


@pytest.fixture(scope="module")
def library():
    return shipped_library()


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


def test_a_centre_that_took_over_anothers_clauses_is_asked_about_them_while_they_stand(library):
    centre = library.organisations["wendshire"]
    chapters = tuple(
        c.model_copy(update={"clauses": tuple(x for x in c.clauses if x.id != "7.4")})
        for c in centre.chapters
    )
    ours = anew(centre, id="ours", based_on="wendshire", chapters=chapters)
    general = library.unit_questions["234"]
    here = {q.id for q in asked_at(ours, general, QuestionBank()).questions}
    there = {q.id for q in asked_at(centre, general, QuestionBank()).questions}
    assert len(here) > 40
    assert "none-left" in there - here  # rests on 7.4


def test_a_copied_folder_that_says_what_it_is_based_on_is_asked_the_same_questions(tmp_path):
    centres = tmp_path / "criteria" / "organisations"
    shutil.copytree(ROOT / "criteria" / "unit-234", tmp_path / "criteria" / "unit-234")
    for name in ("wendshire", "ours"):
        shutil.copytree(ROOT / "criteria" / "organisations" / "wendshire", centres / name)
    head = centres / "ours" / "organisation.yaml"
    ours = head.read_text("utf-8").replace("id: wendshire\n", "id: ours\nown: yes\nbased on: wendshire\n")
    head.write_text(ours, "utf-8")
    both = load_library(tmp_path / "criteria", ROOT / "scenarios")
    assert [f for f in both.faults if "criteria" in f.file] == []
    asked = {centre: len(both.questions_for("234", centre).questions) for centre in ("wendshire", "ours")}
    assert asked["ours"] == asked["wendshire"] > 40
    assert both.organisations["ours"].own


def test_two_questions_a_criterion_are_kept_for_assessment(library):
    for criterion in CRITERIA:
        asked = [q for q in library.unit_questions["234"].questions if q.criterion == criterion]
        assert sum(q.used_for == ("assessment",) for q in asked) == 2


def test_the_example_without_faults_has_none(around):
    bank, faults = load_questions_text(GOOD, "good.yaml", around)
    assert faults == []
    assert bank is not None
    assert bank.questions[0].criterion == "3.4"


def test_a_clause_that_only_some_centres_have_is_advice(library, around):
    centre = library.organisations["wendshire"]
    other = anew(centre, id="other", name="Other", chapters=())
    both = Around(around.unit, (centre, other), None, around.today)
    bank, faults = load_questions_text(GOOD, "good.yaml", both)
    assert {f.code for f in faults} == {"Q303"}
    assert "Other" in faults[0].message
    assert bank is not None
