"""What a learner is asked: which questions are drawn, and what is shown beside each, in words.

Pure: a bank, a record and a seed in, questions out. Neighbours get different questions because those drawn
least often come first and the seed breaks ties. Nothing here knows a key point.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from simulator.model.clock import clock
from simulator.model.events import (
    Deployed,
    Escalated,
    Event,
    Heard,
    MessageSent,
    PrioritySet,
    Record,
    Spoke,
)
from simulator.model.organisation import Organisation
from simulator.model.papers import Asked, ReportBrief, ShownPart
from simulator.model.questions import Moment, Question, QuestionBank

LINES_BEFORE = 5
"""Lines of the call that are shown before the deed that a question asks about."""
ADVISING = "advise"
"""How the ids of acts of advice begin."""

_TITLES: dict[Moment, str] = {
    "priority": "From your last call: the priority",
    "deployment": "From your last call: what you sent",
    "message": "From your last call: a message",
    "escalation": "From your last call: the escalation",
    "advice": "From your last call: advice that you gave",
}


def draw(
    bank: QuestionBank,
    criteria: Sequence[str],
    *,
    seed: int,
    moments: Mapping[Moment, ShownPart],
    before: Mapping[str, int],
    neighbours: Mapping[str, int],
) -> tuple[Question, ...]:
    """Return one question for each criterion that the bank can ask about, in the order of the criteria.

    Args:
        bank: what may be asked at the learner's organisation.
        criteria: what is to be asked about.
        seed: breaks ties, so that the same paper is drawn again from the same record.
        moments: what the learner's own last call offers to be asked about.
        before: how often this learner was asked each question.
        neighbours: how often the others were asked each in the same task.
    """
    chance = random.Random(seed)  # noqa: S311 - a draw of questions, no secret
    kinds: Counter[str] = Counter()
    drawn: list[Question] = []
    for criterion in criteria:
        fitting = [q for q in bank.questions if q.criterion == criterion and _can_be_asked(q, moments)]
        order = sorted((q.id, chance.random()) for q in fitting)
        lot = dict(order)
        if fitting:
            best = min(
                fitting,
                key=lambda q: (before.get(q.id, 0), neighbours.get(q.id, 0), kinds[q.kind], lot[q.id]),
            )
            kinds[best.kind] += 1
            drawn.append(best)
    return tuple(drawn)


def _can_be_asked(question: Question, moments: Mapping[Moment, ShownPart]) -> bool:
    return question.shows.moment is None or question.shows.moment in moments


def asked(
    question: Question,
    organisation: Organisation,
    moments: Mapping[Moment, ShownPart],
    *,
    call: str = "",
    heading: str = "",
) -> Asked:
    """Return a question as it is put to a learner: its words and what is shown beside it."""
    own = question.shows.moment is not None
    return Asked(
        id=question.id,
        criterion=question.criterion,
        kind=question.kind,
        verb=question.verb,
        ask=question.ask.strip(),
        clause=question.clause,
        heading=heading,
        shown=tuple(_shown(question, organisation, moments)),
        call=call if own else "",
    )


def asked_in(brief: ReportBrief, bank: QuestionBank, organisation: Organisation) -> tuple[Asked, ...]:
    """Return the parts of a report as they are put to a learner."""
    found = ((part, bank.question(part.question)) for part in brief.parts)
    return tuple(asked(q, organisation, {}, heading=part.heading) for part, q in found if q is not None)


def _shown(
    question: Question, organisation: Organisation, moments: Mapping[Moment, ShownPart]
) -> Iterable[ShownPart]:
    shows = question.shows
    if shows.tree:
        yield _tree(organisation, shows.tree)
    if shows.roster:
        lines = tuple(_resource(organisation, name) for name in shows.roster)
        yield ShownPart(title="The roster", lines=lines)
    if shows.message:
        title = "The text" if question.kind == "spot the error" else "The message"
        yield ShownPart(title=title, lines=tuple(x for x in shows.message.strip().splitlines() if x.strip()))
    if shows.calls:
        yield ShownPart(title="The calls", lines=shows.calls)
    if shows.moment is not None and shows.moment in moments:
        yield moments[shows.moment]


def _tree(organisation: Organisation, name: str) -> ShownPart:
    tree = organisation.tree(name)
    ends = {o.id: o.text for o in tree.outcomes}
    number = {n.id: i for i, n in enumerate(tree.nodes, 1)}

    def to(place: str) -> str:
        return f"go to question {number[place]}" if place in number else ends.get(place, place)

    lines = tuple(
        f"{number[n.id]}. {n.ask} Yes: {to(n.yes)} No: {to(n.no)} Not known: {to(n.not_known)}"
        for n in tree.nodes
    )
    return ShownPart(title=f"Decision tree: {tree.title}", lines=lines)


def _resource(organisation: Organisation, name: str) -> str:
    one = organisation.resource(name)
    skills = {s.id: s.label for s in organisation.skills}
    places = {p.id: p.name for p in organisation.places}
    can = ", ".join(skills.get(s, s) for s in one.skills)
    state = one.starts if not one.busy_with else f"{one.starts}: {one.busy_with}"
    base = places.get(one.base, one.base)
    return f"{one.call_sign} ({one.kind}, crew of {one.crew}, at {base}): {can}. {state}."


def moments_of(record: Record, organisation: Organisation) -> dict[Moment, ShownPart]:
    """Return what a call offers to be asked about: the last deed of each kind, with the lines before it."""
    found: dict[Moment, int] = {}
    events = [r.event for r in record]
    for place, event in enumerate(events):
        kind = _kind(event)
        if kind is not None:
            found[kind] = place
    return {
        kind: ShownPart(title=_TITLES[kind], lines=tuple(_excerpt(events, place, organisation)))
        for kind, place in found.items()
    }


def _kind(event: Event) -> Moment | None:
    if isinstance(event, PrioritySet):
        return "priority"
    if isinstance(event, Deployed):
        return "deployment"
    if isinstance(event, MessageSent):
        return "message"
    if isinstance(event, Escalated):
        return "escalation"
    if isinstance(event, Spoke) and any(a.startswith(ADVISING) for a in event.reading.sure()):
        return "advice"
    return None


def _excerpt(events: Sequence[Event], place: int, organisation: Organisation) -> list[str]:
    said = [f"{clock(e.t)} {_words(e, organisation)}" for e in events[:place] if isinstance(e, Spoke | Heard)]
    deed = events[place]
    return [*said[-LINES_BEFORE:], f"{clock(deed.t)} {_words(deed, organisation)}"]


def _words(event: Event, organisation: Organisation) -> str:
    if isinstance(event, Spoke):
        return f"You: {event.text}"
    if isinstance(event, Heard):
        return f"{event.name or event.who.capitalize()}: {event.text}"
    if isinstance(event, PrioritySet):
        level = next((p.label for p in organisation.priorities if p.id == event.level), "")
        why = f' Your reason: "{event.reason}"' if event.reason else " You gave no reason."
        return f"You set priority {event.level} ({level}).{why}"
    if isinstance(event, Deployed):
        names = {r.id: r.call_sign for r in organisation.resources}
        where = f" to {event.address}" if event.address else ""
        return f"You sent {names.get(event.resource, event.resource)}{where}."
    if isinstance(event, MessageSent):
        names = {o.id: o.name for o in organisation.directory}
        names |= {r.id: r.call_sign for r in organisation.resources}
        return f'You to {names.get(event.to, event.to)}, by {event.medium}: "{event.text}"'
    if isinstance(event, Escalated):
        level = next((x.label for x in organisation.escalation_levels if x.id == event.level), event.level)
        return f'You escalated to {level}: "{event.reason}"'
    return ""
