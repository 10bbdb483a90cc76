"""Portfolios for the demonstration: one complete and signed, one with gaps, one with a void signature.

They are filled through the same use cases as by people, with a clock that stands in the past and the
passwords that were drawn at that moment. Everybody and every incident in them is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from simulator.model.findings import FindingWord
from simulator.model.planned import PlanReviewed, WitnessRegistered
from simulator.model.portfolio import (
    DECLARATION,
    UNIT,
    Claim,
    EvidenceItem,
    Exchange,
    decision_subject,
)
from simulator.model.session import REALISM, session_subject
from simulator.model.unit import Method
from simulator.service import demo_centre
from simulator.service.access import Actor
from simulator.service.demo_desk import ADMINISTRATOR, Desk
from simulator.service.demo_words import ASKED, LOG_FILE, SHIFTS
from simulator.service.uploads import Upload

DISCUSSED = "3.5"
DOUBT = "The name came by itself; I would not say that it was asked for."
FROM_CALLS = ("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.1", "2.2", "2.3")


def fill_portfolios(
    desk: Desk, complete: Actor, gaps: Actor, void: Actor, attempts: Mapping[str, str]
) -> None:
    """Fill three portfolios; ``attempts`` maps a learner's id to an assessment of theirs to observe."""
    desk.parts["centre_rules"].register(
        ADMINISTRATOR,
        desk.assessor.person_id,
        qualified=True,
        qualification="Assessor award, level 3, 2019",
        job_title="Control room tutor",
        **demo_centre.ASSESSOR,
    )
    desk.parts["registrations"].register(
        desk.assessor,
        complete.person_id,
        uln=demo_centre.ULN,
        number=demo_centre.ENROLMENT,
        on=(desk.now - timedelta(days=21)).date(),
    )
    _complete(desk, complete, attempts)
    _gaps(desk, gaps, attempts)
    _void(desk, void)


def _observed(desk: Desk, learner: Actor, days: int, title: str, *, sort: str, told: str) -> str:
    item = EvidenceItem(
        id="",
        method="observation",
        title=title,
        on=(desk.now - timedelta(days=days)).date(),
        setting="workplace",
        claims=tuple(Claim(criterion=c) for c in FROM_CALLS),
        narrative=f"{told} The log was complete when the call ended, and the hand-over was short and right.",
        place="Harbour Line control room, desk 4",
        incident=f"HL-{days:03d}",
        incident_type=sort,
    )
    return desk.add(learner, item)


def _told(desk: Desk, learner: Actor, criterion: str, method: Method = "questioning", plan: str = "") -> str:
    question, answer = ASKED[criterion]
    item = EvidenceItem(
        id="",
        method=method,
        title=f"{desk.unit.criteria[criterion].name} at Harbour Line",
        on=desk.now.date() if method == "professional discussion" else (desk.now - timedelta(days=7)).date(),
        plan=plan,
        setting="workplace",
        claims=(Claim(criterion=criterion),),
        narrative="Asked at the desk after the shift, without notes; written down as it was said.",
        place="Harbour Line meeting room",
        exchanges=(
            Exchange(
                question=question,
                answer=answer,
                criterion=criterion,
                outcome="shown",
                asked_by=desk.assessor.name,
                prompted=False,
            ),
        ),
        questioned="face to face",
        language="English",
        recording="none: written down as it was said",
    )
    if method == "professional discussion":
        item = item.model_copy(update=demo_centre.TALK)
    reference = desk.add(learner, item)
    if item.plan:
        review = PlanReviewed(by="", plan=item.plan, outcome="done", text="Held as planned; nothing is left.")
        desk.parts["gathering"].review_plan(desk.assessor, learner.person_id, desk.unit.number, review)
    return reference


def _planned(
    desk: Desk, learner: Actor, criteria: tuple[str, ...], method: Method, *, what: str, days: int
) -> str:
    """Plan something for a day, as agreed with the learner, and return the plan's id."""
    after = desk.parts["gathering"].plan(
        desk.assessor,
        learner.person_id,
        desk.unit.number,
        criteria=criteria,
        method=method,
        what=what,
        due=(desk.now - timedelta(days=days)).date(),
        place="Harbour Line control room",
        agreed=True,
        at_time="from 22:00" if method == "observation" else "14:00",
        means="The centre's procedures; nothing else",
    )
    return after.plans[-1].made.plan


def _marked(desk: Desk, attempt: str) -> None:
    """Say first what is seen, then answer each indicator, then let the learner see the debrief."""
    if desk.records is None:
        return
    for criterion in desk.parts["observing"].still_blind(desk.assessor, attempt):
        seen: FindingWord = "partial evidence" if criterion == "1.2" else "evidence found"
        desk.parts["observing"].view_blind(desk.assessor, attempt, criterion, seen)
    for finding in desk.records.open_attempt(desk.assessor, attempt).marking.findings:
        for n, one in enumerate(i for i in finding.indicators if i.result != "undecided"):
            doubted = n == 0 and finding.criterion == "1.2"
            answer, why = ("disagree", DOUBT) if doubted else ("agree", "")
            desk.records.judge(desk.assessor, attempt, one.indicator, answer, why)
    desk.records.release(desk.assessor, attempt)


def _simulated(desk: Desk, learner: Actor, attempt: str) -> str:
    draft = desk.parts["observing"].drafted(desk.assessor, attempt)
    claims = tuple(Claim(criterion=c, at=60.0 + 20 * n) for n, c in enumerate(("1.1", "1.3", "1.5")))
    narrative = (
        "Watched the whole recording. Calm throughout; the log and the message agree with what was said."
    )
    return desk.add(learner, draft.model_copy(update={"claims": claims, "narrative": narrative}))


def _supervised(desk: Desk, learner: Actor, attempt: str) -> None:
    """Fill in the session sheet of a call, and let both sign it."""
    desk.parts["session_sheets"].check(
        desk.assessor,
        attempt,
        supervisor=f"{desk.assessor.name}, at the next desk",
        identity="Known by sight; badge looked at before the call",
        so=[statement for statement in REALISM if statement not in ("conditions", "interruptions")],
        why="A father who cannot be moved is too rare on shift to wait for.",
        note="A quiet training room: nobody interrupted, as it would be on a shift.",
    )
    for who in (desk.assessor, learner):
        desk.sign(who, learner, session_subject(attempt))


def _complete(desk: Desk, learner: Actor, attempts: Mapping[str, str]) -> None:
    """Everything met, signed by both, and locked: planned, seen shift by shift, decided at the end."""
    unit, gathering = desk.unit, desk.parts["gathering"]
    desk.on(20)
    what = "Three shifts with incidents of more than one sort"
    shifts = _planned(desk, learner, FROM_CALLS, "observation", what=what, days=SHIFTS[-1][0])
    for days, title, sort, told in SHIFTS:
        desk.on(days)
        desk.sign_evidence(learner, _observed(desk, learner, days, title, sort=sort, told=told))
        if sort == SHIFTS[0][2]:
            desk.on(17)
            desk.sign_evidence(learner, _log_brought(desk, learner))
        if sort == SHIFTS[1][2]:
            desk.on(12)
            desk.sign_evidence(learner, _testified(desk, learner))
    done = PlanReviewed(
        by="",
        plan=shifts,
        outcome="done",
        text="Three shifts seen, of three sorts.",
        outstanding="What is told when must still be talked through",
        action="Plan a discussion of 3.5",
        owner="the assessor",
    )
    gathering.review_plan(desk.assessor, learner.person_id, unit.number, done)
    desk.on(7)
    asked = [c for c in unit.criteria if c not in FROM_CALLS and c != DISCUSSED]
    desk.sign_evidence(learner, *(_told(desk, learner, c) for c in asked))
    if learner.person_id in attempts:
        desk.on(5)
        _marked(desk, attempts[learner.person_id])
        desk.sign_evidence(learner, _simulated(desk, learner, attempts[learner.person_id]))
        _supervised(desk, learner, attempts[learner.person_id])
    desk.on(4)
    what = f"Talk through {unit.criteria[DISCUSSED].name.lower()}"
    talk = _planned(desk, learner, (DISCUSSED,), "professional discussion", what=what, days=0)
    _spoken_of(desk, learner)
    desk.on(0)
    held = _told(desk, learner, DISCUSSED, "professional discussion", talk)
    desk.sign_evidence(learner, held)
    desk.decide(learner, *unit.criteria)
    decided = [decision_subject(c) for c in unit.criteria]
    desk.sign(desk.assessor, learner, *decided)
    desk.sign(learner, learner, *decided)
    gathering.declare(
        learner,
        learner.person_id,
        unit.number,
        own_work=True,
        sources="The centre's procedures, section 3",
        help_used="My shift leader went through one log with me",
        machine_help="none",
        quality_checks=True,
        appeals=True,
    )
    desk.sign(learner, learner, DECLARATION)
    reason = "All eighteen criteria are met by evidence from work; the simulated call supports it."
    desk.parts["deciding"].decide_unit(
        desk.assessor, learner.person_id, unit.number, competent=True, reason=reason
    )
    desk.sign(desk.assessor, learner, UNIT)
    desk.sign(learner, learner, UNIT)


def _spoken_of(desk: Desk, learner: Actor) -> None:
    """Give feedback with an action, which the learner answers two days later."""
    unit, observing = desk.unit.number, desk.parts["observing"]
    given = observing.give_feedback(
        desk.assessor,
        learner.person_id,
        unit,
        criteria=("1.1", "1.2"),
        text="Calm in all that I saw. In the stairwell call you had the caller back on the question twice.",
        action="Before we talk on the last day, look up when an incident goes to the county",
        due=desk.now.date(),
    ).feedback[-1]
    desk.on(2)
    desk.parts["gathering"].answer_feedback(
        learner, learner.person_id, unit, given.given.feedback, text="I have, and noted two cases.", done=True
    )


def _testified(desk: Desk, learner: Actor) -> str:
    """Register a witness and enter what they saw; return the item's id."""
    witness = WitnessRegistered(
        by="",
        witness="",
        name="Noor Castell",
        role="Shift leader",
        organisation="Harbour Line Contact Centre",
        relationship="line manager",
        expert=True,
        qualification="Control room supervisor, 2016",
        contact="Harbour Line, extension 14",
        worked_with="March 2024 to now",
        conflict="none",
    )
    registered = desk.parts["gathering"].register_witness(
        desk.assessor, learner.person_id, desk.unit.number, witness
    )
    testimony = EvidenceItem(
        id="",
        method="witness testimony",
        title="Night of the storm",
        on=(desk.now - timedelta(days=13)).date(),
        setting="workplace",
        claims=(Claim(criterion="1.7"), Claim(criterion="2.1")),
        narrative="I saw her hand the response up when the second road closed, and tell the county at once.",
        place="Harbour Line control room",
        incident="HL-013",
        incident_type="flood",
        witness=registered.witnesses[-1].witness,
        confirmed="By telephone, the day after",
    )
    return desk.add(learner, testimony)


def _log_brought(desk: Desk, learner: Actor) -> str:
    """Let the learner bring a log of their own; return the item's id."""
    log = EvidenceItem(
        id="",
        method="product",
        title="Incident log of the school call, redacted",
        on=(desk.now - timedelta(days=18)).date(),
        setting="workplace",
        claims=(Claim(criterion="1.3"),),
        place="Harbour Line control room",
        narrative="My log of the call as I wrote it. Names and the number are blacked out.",
        incident="HL-018",
        incident_type="gas escape",
    )
    return desk.add(learner, log, Upload("log-HL-018.txt", LOG_FILE), by=learner)


def _gaps(desk: Desk, learner: Actor, attempts: Mapping[str, str]) -> None:
    """One shift seen, a simulated call, an overdue plan, feedback with an action, much still to come."""
    gathering, observing = desk.parts["gathering"], desk.parts["observing"]
    days, title, sort, told = SHIFTS[0]
    desk.on(days)
    _observed(desk, learner, days, title, sort=sort, told=told)
    desk.on(7)
    _told(desk, learner, "3.1")
    desk.on(3)
    if learner.person_id in attempts:
        _simulated(desk, learner, attempts[learner.person_id])
    for what, criteria, due in (
        ("Watch a night shift with two callers", ("1.4", "1.7"), desk.now - timedelta(days=1)),
        ("Talk through the escalation levels", ("3.5",), desk.now + timedelta(days=4)),
    ):
        gathering.plan(
            desk.assessor,
            learner.person_id,
            desk.unit.number,
            criteria=criteria,
            method="observation" if criteria[0] < "3" else "professional discussion",
            what=what,
            due=due.date(),
            place="Harbour Line control room",
            agreed=True,
        )
    observing.give_feedback(
        desk.assessor,
        learner.person_id,
        desk.unit.number,
        criteria=("1.3",),
        text="The log of the school call is nearly there.",
        comments=("log-gap",),
        action="Show one more log with every field",
        due=(desk.now + timedelta(days=2)).date(),
    )


def _void(desk: Desk, learner: Actor) -> None:
    """Three decisions were signed; then one narrative was written anew."""
    seen = []
    for days, title, sort, told in SHIFTS:
        desk.on(days)
        seen.append(_observed(desk, learner, days, title, sort=sort, told=told))
    first = seen[0]
    desk.on(2)
    desk.decide(learner, "1.1", "1.2", "1.3")
    subjects = [decision_subject(c) for c in ("1.1", "1.2", "1.3")]
    desk.sign(desk.assessor, learner, *subjects)
    portfolios = desk.parts["portfolios"]
    item = portfolios.dossier_of(learner.person_id, desk.unit.number).item(first)
    if item is None:
        return
    desk.on(0)
    changed = item.item.model_copy(
        update={"narrative": "The caller rang off once and was rung back; the rest is as it was written."}
    )
    desk.parts["gathering"].change_evidence(
        desk.assessor, learner.person_id, desk.unit.number, changed, "The first text left the ring-back out."
    )
