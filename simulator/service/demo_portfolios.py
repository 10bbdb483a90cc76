"""Portfolios for the demonstration: one complete and signed, one with gaps, one with a void signature.

They are filled through the same use cases as by people, with a clock that stands in the past and the
passwords that were drawn at that moment. Everybody and every incident in them is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.model.portfolio import (
    CHECKS,
    DECLARATION,
    UNIT,
    Claim,
    EvidenceItem,
    Exchange,
    PlanReviewed,
    WitnessRegistered,
    decision_subject,
    evidence_subject,
)
from simulator.model.unit import Method
from simulator.model.unit import Unit as UnitSpecification
from simulator.service.access import Actor
from simulator.service.uploads import Upload
from simulator.service.wiring import PortfolioParts

FROM_CALLS = ("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.1", "2.2", "2.3")
SHIFTS: tuple[tuple[int, str, str, str], ...] = (
    (18, "Gas smell at a school", "gas escape", "Asked for the address first and read it back."),
    (
        15,
        "Lorry over on the bypass",
        "road collision",
        "Two callers at once; put the second on hold and said so.",
    ),
    (9, "Smoke in a stairwell", "fire", "Kept the caller on the line until the crew was at the door."),
)
"""Days ago, title, sort of incident, and a sentence of what was seen."""
REASONS = {
    "1.1": "Even voice in all three calls, also when the second caller in the bypass call shouted.",
    "1.2": "One question at a time; the stairwell caller was led back twice from her neighbour's story.",
    "1.3": "Every field filled while listening; the address stands as it was read back, in all three logs.",
    "1.4": "Priority set within the minute each time, and raised in the bypass call when the fuel was named.",
    "1.5": "The crew got place, number of people and the hazard in one breath; nothing was asked again.",
    "1.6": "Kept to the cards: get out, no switches, stay low. No promise of a time.",
    "1.7": "Handed up when the second road closed and when the cylinder was named, with the reason.",
    "2.1": "Told the gas network and the county by the route in the directory, and noted their references.",
    "2.2": "Radio to the crew on the way, telephone to the control rooms; data only for the long address.",
    "2.3": "Call signs and prowords on the radio, whole sentences on the telephone, as the convention asks.",
    "3.1": "Names all four services of the centre and who each is for.",
    "3.2": "Ties data protection and health and safety to what is done at the desk, not a list of laws.",
    "3.3": "Walks through the flooding tree and says what it is for: the same question in the same order.",
    "3.4": "Matches need to resource by the table, and says what is done when the nearest is out.",
    "3.5": "Gave the three levels with a trigger for each, from cases of the centre's own.",
    "3.6": "Says plainly what is not told to a caller, and why: no treatment, no way back inside, no time.",
    "3.7": "Used six of the centre's phrases and four codes correctly, and spelt a postcode.",
    "3.8": "Gives number and base of each sort of crew, and who is called when they are all out.",
}
"""What the assessor wrote under each decision of the complete portfolio."""
ASKED: dict[str, tuple[str, str]] = {
    "3.1": (
        "What does your centre do for people who report an incident?",
        (
            "We take the report at any hour, send our own wardens and boats, tell the fire service "
            "and the gas network where it is theirs, and ring back until it is closed. Flood warnings "
            "are the fourth thing."
        ),
    ),
    "3.2": (
        "Which laws change what you do at your desk, and how?",
        (
            "Data protection: I write down what the crew needs and no more, and I don't give the "
            "caller's number to a neighbour. Health and safety: I tell the crew of the cylinder "
            "before they go in, always."
        ),
    ),
    "3.3": (
        "Take me through a decision tree that you have used. What is it for?",
        (
            "The flooding one. Is anybody cut off, is the water rising, is there electricity under "
            "it. It is so that everybody asks the same things in the same order, also at four in the "
            "morning."
        ),
    ),
    "3.4": (
        "How do you know what to send?",
        (
            "By the table: what the place needs, then the nearest that has it. A boat for anybody cut "
            "off, two wardens for a road. If the nearest is out I take the next one and tell the "
            "shift leader."
        ),
    ),
    "3.5": (
        "When do you hand an incident up, and to whom?",
        (
            "To the shift leader when there are more than two calls for one place or a road closes. "
            "To the duty manager when somebody is missing. To the county when we have nothing left to "
            "send."
        ),
    ),
    "3.6": (
        "What may you not tell a caller?",
        (
            "Nothing about treatment, that is the ambulance. Never to go back inside. And no time of "
            "arrival, because if it is wrong they wait where they should have left."
        ),
    ),
    "3.7": (
        "Which wording and codes do you use here? Give me some.",
        (
            "Control, go ahead. Received. Repeat all after. Stand by. Then F2 for rising water, R1 "
            "for a road closed, M for a missing person, C for closed. Postcodes I spell: Whisky X-ray "
            "three."
        ),
    ),
    "3.8": (
        "What is there to send, and how much of it?",
        (
            "Two boats at the harbour, six wardens in three vans, one of them at the north yard, and "
            "a pump trailer. When all of it is out, the county sends theirs; that takes them about "
            "forty minutes."
        ),
    ),
}
"""What was asked of each criterion of outcome 3 about the made-up centre Harbour Line, and the answer."""
LOG_FILE = b"02:14 call answered\n02:15 address read back\n02:17 crew told of the cylinder\n02:31 closed\n"
ADMINISTRATOR = Actor("demonstration", "Demonstration", frozenset({"administrator"}))


@dataclass(frozen=True)
class Desk:
    """Who fills the portfolios: the parts, the assessor, every password, the unit, and the present."""

    parts: PortfolioParts
    assessor: Actor
    passwords: Mapping[str, str]
    unit: UnitSpecification
    now: datetime

    def sign(self, who: Actor, learner: Actor, *subjects: str) -> None:
        """Sign subjects as they stand."""
        digests = self.parts["portfolios"].dossier_of(learner.person_id, self.unit.number).digests
        seen = {s: digests[s] for s in subjects}
        self.parts["deciding"].sign(
            who, learner.person_id, self.unit.number, seen, password=self.passwords[who.person_id]
        )

    def add(self, learner: Actor, item: EvidenceItem, *uploads: Upload, by: Actor | None = None) -> str:
        """Enter an item and return its id."""
        added = self.parts["gathering"].add_evidence(
            by or self.assessor, learner.person_id, self.unit.number, item, uploads
        )
        return added.items[-1].item.id

    def decide(self, learner: Actor, *criteria: str) -> None:
        """Decide that criteria are met, relying on all that is mapped to them."""
        for criterion in criteria:
            dossier = self.parts["portfolios"].dossier_of(learner.person_id, self.unit.number)
            self.parts["deciding"].decide(
                self.assessor,
                learner.person_id,
                self.unit.number,
                criterion,
                met=True,
                checks=CHECKS,
                reason=REASONS[criterion],
                relied_on=[i.item.id for i in dossier.standing if criterion in i.item.criteria],
            )


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


def _told(desk: Desk, learner: Actor, criterion: str, method: Method = "questioning") -> str:
    question, answer = ASKED[criterion]
    item = EvidenceItem(
        id="",
        method=method,
        title=f"{desk.unit.criteria[criterion].name} at Harbour Line",
        on=desk.now.date() if method == "professional discussion" else (desk.now - timedelta(days=7)).date(),
        plan=_discussion_planned(desk, learner, criterion) if method == "professional discussion" else "",
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
            ),
        ),
        questioned="face to face",
    )
    reference = desk.add(learner, item)
    if item.plan:
        review = PlanReviewed(by="", plan=item.plan, outcome="done", text="Held as planned; nothing is left.")
        desk.parts["gathering"].review_plan(desk.assessor, learner.person_id, desk.unit.number, review)
    return reference


def _discussion_planned(desk: Desk, learner: Actor, criterion: str) -> str:
    """Plan a discussion, as agreed with the learner, and return the plan's id."""
    after = desk.parts["gathering"].plan(
        desk.assessor,
        learner.person_id,
        desk.unit.number,
        criteria=(criterion,),
        method="professional discussion",
        what=f"Talk through {desk.unit.criteria[criterion].name.lower()}",
        due=desk.now.date(),
        place="Harbour Line meeting room",
        agreed=True,
    )
    return after.plans[-1].made.plan


def _simulated(desk: Desk, learner: Actor, attempt: str) -> None:
    draft = desk.parts["observing"].drafted(desk.assessor, attempt)
    claims = tuple(Claim(criterion=c, at=60.0 + 20 * n) for n, c in enumerate(("1.1", "1.3", "1.5")))
    narrative = (
        "Watched the whole recording. Calm throughout; the log and the message agree with what was said."
    )
    desk.add(learner, draft.model_copy(update={"claims": claims, "narrative": narrative}))


def _complete(desk: Desk, learner: Actor, attempts: Mapping[str, str]) -> None:
    """Everything met, signed by both, and locked."""
    unit, gathering = desk.unit, desk.parts["gathering"]
    for days, title, sort, told in SHIFTS:
        _observed(desk, learner, days, title, sort=sort, told=told)
    witness = WitnessRegistered(
        by="",
        witness="",
        name="Noor Castell",
        role="Shift leader",
        organisation="Harbour Line Contact Centre",
        relationship="line manager",
        expert=True,
        qualification="Control room supervisor, 2016",
    )
    who = gathering.register_witness(desk.assessor, learner.person_id, unit.number, witness).witnesses[-1]
    testimony = EvidenceItem(
        id="",
        method="witness testimony",
        title="Night of the storm",
        on=(desk.now - timedelta(days=12)).date(),
        setting="workplace",
        claims=(Claim(criterion="1.7"), Claim(criterion="2.1")),
        narrative="I saw her hand the response up when the second road closed, and tell the county at once.",
        place="Harbour Line control room",
        incident="HL-012",
        incident_type="flood",
        witness=who.witness,
        confirmed="By telephone, the day after",
    )
    desk.add(learner, testimony)
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
    desk.add(learner, log, Upload("log-HL-018.txt", LOG_FILE), by=learner)
    for criterion in unit.criteria:
        if criterion not in FROM_CALLS:
            _told(
                desk, learner, criterion, "professional discussion" if criterion == "3.5" else "questioning"
            )
    if learner.person_id in attempts:
        _simulated(desk, learner, attempts[learner.person_id])
    dossier = desk.parts["portfolios"].dossier_of(learner.person_id, unit.number)
    entered = [evidence_subject(i.item.id) for i in dossier.standing]
    desk.sign(desk.assessor, learner, *entered)
    desk.sign(learner, learner, *entered)
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


def _gaps(desk: Desk, learner: Actor, attempts: Mapping[str, str]) -> None:
    """One shift seen, a simulated call, an overdue plan, feedback with an action, much still to come."""
    gathering, observing = desk.parts["gathering"], desk.parts["observing"]
    days, title, sort, told = SHIFTS[0]
    _observed(desk, learner, days, title, sort=sort, told=told)
    _told(desk, learner, "3.1")
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
    first, *_ = [_observed(desk, learner, d, title, sort=sort, told=told) for d, title, sort, told in SHIFTS]
    desk.decide(learner, "1.1", "1.2", "1.3")
    subjects = [decision_subject(c) for c in ("1.1", "1.2", "1.3")]
    desk.sign(desk.assessor, learner, *subjects)
    portfolios = desk.parts["portfolios"]
    item = portfolios.dossier_of(learner.person_id, desk.unit.number).item(first)
    if item is None:
        return
    changed = item.item.model_copy(
        update={"narrative": "The caller rang off once and was rung back; the rest is as it was written."}
    )
    desk.parts["gathering"].change_evidence(
        desk.assessor, learner.person_id, desk.unit.number, changed, "The first text left the ring-back out."
    )
