"""What the forms of a pack ask for stands in it: who people are, what was planned, asked and talked about."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import docx
import pytest

from reports.bag import unzipped
from simulator.model.commands import Say
from simulator.model.planned import PlanMade, PlanReviewed, WitnessRegistered
from simulator.model.portfolio import EvidenceItem, Exchange
from simulator.portfolio.digests import digest_of
from simulator.service.errors import ServiceError
from simulator.service.questioning import AskedMore
from tests.service.packing import LOCAL, no_pdf
from tests.service.portfolio_making import ON, UNIT_234, add, decide, enough, item

PLANNED = {
    "criteria": ["3.5"],
    "method": "professional discussion",
    "what": "Talk through the levels",
    "place": "Room 2",
    "agreed": True,
    "at_time": "14:00",
    "means": "The centre's procedures, section 7",
    "adjusted": True,
}
TALK = {
    "began": "14:05",
    "ended": "14:40",
    "recording": "Talk 12, shelf C",
    "language": "English",
    "documents": "Procedures, section 7",
    "further": "One case from work",
}
REGISTER = {
    "certified_on": "3 May 2019",
    "competence": "Nine years in a control room",
    "developed_on": "12 June 2026",
    "in_post": "May 2019 to now",
    "conflict": "none known",
}


def parts(centre, name="index.html"):
    """Return a file of the pack of the learner, as it would be made now."""
    made = centre.service.packs.pack(LOCAL, centre.learner.person_id, UNIT_234, set_pdf=no_pdf)
    return unzipped(made.content)[f"data/{name}"]


def part(centre, number: int) -> str:
    """Return one document of a pack as text."""
    page = parts(centre).decode()
    found = page.split(f'id="doc-{number}"', 1)[1].split("<h2", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def plan(centre, **changes):
    """Plan something and return the plan's id."""
    due = ON + timedelta(days=30)
    made = centre.service.gathering.plan(
        centre.assessor, centre.learner.person_id, UNIT_234, due=due, **(PLANNED | changes)
    )
    return made.plans[-1].made.plan


def review(centre, of, **said):
    """Say what came of a plan."""
    values = {"by": "", "plan": of, "outcome": "done", "text": "The levels are known", **said}
    return centre.service.gathering.review_plan(
        centre.assessor, centre.learner.person_id, UNIT_234, PlanReviewed(**values)
    )


def test_the_register_says_what_makes_an_assessor_competent_and_what_nobody_recorded(centre):
    enough(centre)
    decide(centre, "3.1")
    assert "not recorded" in part(centre, 3)
    centre.service.centre_rules.register(
        centre.administrator, centre.assessor.person_id, qualified=True, qualification="Award", **REGISTER
    )
    told = part(centre, 3)
    for words in (*REGISTER.values(), f"account {centre.assessor.person_id[:8]}", "not needed: qualified"):
        assert words in told


def test_the_register_of_witnesses_says_how_to_reach_them_since_when_and_what_might_sway_them(centre):
    made = WitnessRegistered(
        by="", witness="", name="Noor Castell", role="Shift leader", organisation="Harbour Line",
        relationship="line manager", expert=False, contact="01632 960118",
        worked_with="2019 to now", conflict="none",
    )  # fmt: skip
    centre.service.gathering.register_witness(centre.assessor, centre.learner.person_id, UNIT_234, made)
    told = part(centre, 6)
    for words in (
        "contact: 01632 960118",
        "2019 to now",
        "conflict of interest: none",
        "entered ",
        "Signature",
    ):
        assert words in told


def test_a_plan_says_when_where_with_what_and_that_adjustments_apply_but_never_which(centre):
    review(
        centre, plan(centre), outstanding="A case of the third level", action="Bring one", owner="the learner"
    )
    plan(centre)
    told = part(centre, 7)
    for words in (
        *("Plan 1 for 3.5", "Room 2", "14:00", "The centre's procedures, section 7"),
        *("Adjustments apply: they stand apart", "Achieved: The levels are known"),
        *("A case of the third level", "Bring one Owner: the learner", "Next plan plan 2", "Plan 2 for 3.5"),
    ):
        assert words in told.replace("&#x27;", "'"), words


def test_an_action_of_a_review_has_an_owner(centre):
    with pytest.raises(ServiceError, match="whose"):
        review(centre, plan(centre), action="Bring one")


def test_a_discussion_says_when_it_was_what_was_talked_about_and_what_is_wanted_still(centre):
    asked = Exchange(
        question="When?",
        answer="At two calls.",
        criterion="3.5",
        outcome="shown",
        prompted=False,
        summary=True,
    )
    centre.service.questioning.record(
        centre.assessor, centre.learner.person_id, UNIT_234, method="professional discussion", title="Talk",
        on=centre.clock().date(), questioned="face to face", exchanges=[asked], plan=plan(centre),
        more=AskedMore(**TALK),
    )  # fmt: skip
    told = part(centre, 16)
    for words in (
        *TALK.values(),
        "In summary; no hint was given",
        "3.5: shown",
        "Who took part the learner and",
    ):
        assert words in told, words


def test_a_question_says_what_nobody_recorded_of_it(centre):
    asked = Exchange(question="What?", answer="Four services.", criterion="3.1", outcome="shown")
    add(centre, item("questioning", ("3.1",), exchanges=(asked,), questioned="by phone"))
    told = part(centre, 15)
    for words in (
        "Language not recorded",
        "Recording not recorded",
        "In the exact words; hint: not recorded",
    ):
        assert words in told


def test_fields_that_came_later_change_no_digest_while_they_are_empty():
    """What was signed before a form asked for more stays signed."""
    from simulator.portfolio import digests

    plain = digests._plain
    asked = Exchange(question="q", answer="a")
    made = EvidenceItem(
        id="e", method="questioning", title="t", on=ON, setting="workplace", exchanges=(asked,)
    )
    old = plain(made)
    assert not set(TALK) & set(old)
    assert set(old["exchanges"][0]) == {"question", "answer", "criterion", "at", "outcome", "asked_by"}
    due = PlanMade(by="a", plan="p", criteria=("3.5",), method="report", what="w", due=ON, agreed=True)
    assert set(plain(due)) == {"kind", "by", "plan", "criteria", "method", "what", "place", "due", "agreed"}
    told = asked.model_copy(update={"prompted": False})
    assert plain(told)["prompted"] is False
    assert digest_of(plain(told)) != digest_of(plain(asked))


def test_the_forms_hold_every_retag_with_both_readings_who_when_and_why(centre):
    attempt = centre.in_call(mode="assessment")
    centre.act(attempt, Say(line="line:1", text="Wendshire Incident Line, what is the address?"))
    centre.service.attempts.finish(centre.learner, attempt)
    records = centre.service.records
    line = next(r for r in records.open_attempt(centre.assessor, attempt).record if r.event.kind == "spoke")
    records.retag(centre.assessor, attempt, line.seq, ("reassure",), "Said kindly on the tape")
    form = docx.Document(io.BytesIO(parts(centre, "forms.docx")))
    tables = [[c.text for c in r.cells] for t in form.tables for r in t.rows if len(r.cells) == 5]
    (row,) = [r for r in tables if "Said kindly on the tape" in r[4]]
    assert line.event.text in row[1]
    assert row[2]
    assert row[3].startswith("Reassures")
    assert centre.assessor.name in row[4]
    assert re.search(r"\d{1,2} \w+ 20\d\d", row[4])
