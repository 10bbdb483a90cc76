"""Learners who do not do the job. None may crash an attempt, keep it from ending, or earn a criterion.

Each is drawn by a seed and comes in by the same door as a person. ``WANDERERS`` is the list.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from traceback import extract_tb
from typing import NamedTuple

from simulator.engine.standing import Line
from simulator.model.clock import clock
from simulator.model.commands import (
    AddNote,
    Answer,
    Command,
    Deploy,
    EndCall,
    Escalate,
    Finish,
    Hold,
    LinkLine,
    Resume,
    Say,
    Send,
    SetPriority,
    WriteField,
)
from simulator.model.events import Record
from simulator.proving.door import Door
from simulator.proving.proof import RANDOM, RANDOM_PLAYS, walk_id

Words = Mapping[str, tuple[str, ...]]
Wandering = Callable[["Wander"], Iterator[Command]]
MOST_STEPS = 160
"""No wanderer does more than so many things; then it waits for the end."""
CASTINGS = 3
"""So many castings of a form are compared, and wandered through in turn."""
_STEP = 4.0
RUDE_WORDS = [(("insult", "blame", "dismiss", "calm_down")[n % 4], n) for n in range(12)]
"""What somebody rude says: acts, and which of their phrasings."""


class Walk(NamedTuple):
    """Who wanders through a form: by name, the number that draws what it does, the seed that casts."""

    name: str
    number: int
    seed: int

    @property
    def id(self) -> str:
        """The name by which a report and ``prove --show`` call it."""
        return walk_id(self.name, self.number)


class BrokeDownError(Exception):
    """The simulator broke down under a wanderer: when, at which deed, with what; and the play until then."""

    def __init__(self, door: Door, deed: Command | None, fault: Exception) -> None:
        """Say what happened."""
        self.record = door.record
        doing = _in_words(deed) if deed is not None else "waited"
        frame = (extract_tb(fault.__traceback__) or [None])[-1]
        where = f" in {Path(frame.filename).name}, line {frame.lineno}" if frame else ""
        super().__init__(f"at {clock(door.state.t)}, as it {doing} ({fault!r}{where})")


def _in_words(deed: Command) -> str:
    if isinstance(deed, Say):
        return f"said “{deed.text[:80]}”"
    if isinstance(deed, Send):
        return f"sent {deed.to} by {deed.medium} “{deed.text[:80]}”"
    return f"did this: {deed.deed.replace('_', ' ')}"


class Wander:
    """One wanderer's attempt: its door, its words, its chance."""

    def __init__(self, door: Door, words: Words, number: int) -> None:
        """Begin."""
        self.door, self.words = door, words
        self.chance = Random(f"wander:{number}")  # noqa: S311 (drawn to be repeated, not to be secret)
        self.said: dict[str, int] = {}
        self.last: Command | None = None

    def live(self) -> Line | None:
        """Return the caller line that is live."""
        return self.door.state.live_caller_line()

    def phrase(self, act: str, turn: int = 0) -> str:
        """Return words for an act."""
        own = self.door.world.scenario.acts.get(act)
        known = own.phrasings if own else self.words.get(act, ("Hello?",))
        return known[turn % len(known)]

    def questions(self) -> list[str]:
        """Return the acts by which the callers' facts are asked for."""
        facts = self.door.world.scenario.facts.values()
        return list(dict.fromkeys(act for fact in facts for act in fact.asked_by))

    def acts(self) -> list[str]:
        """Return every act that can be said."""
        return [*self.words, *self.door.world.scenario.acts]


def silent(_wander: Wander) -> Iterator[Command]:
    """Pick up and say nothing."""
    return iter(())


def greets_only(wander: Wander) -> Iterator[Command]:
    """Say who is there, and nothing more."""
    line = wander.live()
    if line is not None:
        yield Say(line=line.id, text=wander.door.world.organisation.opening.salutations[0])


def hangs_up(wander: Wander) -> Iterator[Command]:
    """Pick up and put the phone down."""
    line = wander.live()
    if line is not None:
        yield EndCall(line=line.id)


def parrot(wander: Wander) -> Iterator[Command]:
    """Ask everything three times, and then everything in one breath."""
    asks = wander.questions()
    for act in asks:
        for turn in range(3):
            line = wander.live()
            if line is not None:
                yield Say(line=line.id, text=wander.phrase(act, turn))
    line = wander.live()
    if line is not None:
        yield Say(line=line.id, text=" ".join(wander.phrase(a) for a in asks))


def stuffer(wander: Wander) -> Iterator[Command]:
    """Throw key words at the caller and into the log."""
    labels = [t.label for t in wander.door.world.organisation.topics]
    facts = [f.label for f in wander.door.world.scenario.facts.values()]
    for n in range(6):
        line = wander.live()
        if line is not None:
            yield Say(line=line.id, text=" ".join(x.split()[-1] for x in (*labels[n:], *facts[n:])))
        for log in list(wander.door.state.logs):
            for field in wander.door.world.organisation.log_form[:8]:
                yield WriteField(incident=log, field=field.id, value=" ".join(labels))


def rude(wander: Wander) -> Iterator[Command]:
    """Be rude, again and again."""
    for act, turn in RUDE_WORDS:
        line = wander.live()
        if line is not None:
            yield Say(line=line.id, text=wander.phrase(act, turn))


def endless(wander: Wander) -> Iterator[Command]:
    """Never come to an end: the same small talk for ever."""
    for n in range(MOST_STEPS):
        line = wander.live()
        if line is not None:
            yield Say(line=line.id, text=wander.phrase("acknowledge", n))


def careless(wander: Wander) -> Iterator[Command]:
    """Ask two things, write rubbish, send the first crew there is, and close."""
    asks = wander.questions()
    for act in asks[:2]:
        line = wander.live()
        if line is not None:
            yield Say(line=line.id, text=wander.phrase(act))
    state, organisation = wander.door.state, wander.door.world.organisation
    for log in list(state.logs):
        yield WriteField(incident=log, field=organisation.log_form[1].id, value="somewhere in town")
        yield SetPriority(incident=log, level=organisation.priorities[-1].id, reason="")
        free = next((r.resource for r in state.resources.values() if r.status == "available"), "")
        yield Deploy(incident=log, resource=free)
    line = wander.live()
    if line is not None:
        yield EndCall(line=line.id)


def panicking(wander: Wander) -> Iterator[Command]:
    """Promise everything, send everything, hand everything up, hold and resume, and ask nothing."""
    state, organisation = wander.door.state, wander.door.world.organisation
    for n in range(4):
        line = wander.live()
        if line is not None:
            yield Say(
                line=line.id, text=wander.phrase(("calm_down", "promise_safe", "promise_arrival")[n % 3], n)
            )
            yield Hold(line=line.id)
            yield Resume(line=line.id)
    for log in list(state.logs):
        yield SetPriority(incident=log, level=organisation.priorities[0].id, reason="help")
        for resource in list(state.resources)[:8]:
            yield Deploy(incident=log, resource=resource)
        for level in organisation.escalation_levels[1:]:
            yield Escalate(incident=log, level=level.id, reason="help")
        for body in organisation.directory[:6]:
            yield Send(incident=log, to=body.id, medium=body.routes[0].medium, text="Help, come quickly!")


def at_random(wander: Wander) -> Iterator[Command]:
    """Do whatever has been done least often so far, drawn by the seed."""
    for _ in range(40):
        kind = wander.chance.choice(("say", "say", "say", "write", "grade", "send", "tell", "up", "link"))
        deed = _drawn(wander, kind)
        if deed is not None:
            yield deed


def _least(wander: Wander, options: Sequence[str]) -> str:
    said = wander.said
    few, least = 0, [o for o in options if o not in said]
    if not least:
        few = min((said[o] for o in options), default=0)
        least = [o for o in options if said[o] == few]
    one = wander.chance.choice(least)
    said[one] = few + 1
    return one


def _drawn(wander: Wander, kind: str) -> Command | None:
    state, organisation = wander.door.state, wander.door.world.organisation
    line, log = wander.live(), next(iter(state.logs), "")
    if kind == "say" or not log:
        act = _least(wander, wander.acts())
        return Say(line=line.id, text=wander.phrase(act, wander.said[act])) if line else None
    if kind == "write":
        told = [t.value for t in state.told.values() if t.value] or ["unknown"]
        text, field = wander.chance.choice(told), wander.chance.choice(organisation.log_form).id
        if wander.chance.random() < 0.3:
            return AddNote(incident=log, text=text)
        return WriteField(incident=log, field=field, value=text)
    if kind == "grade":
        return SetPriority(incident=log, level=_least(wander, list(organisation.ids("priority"))), reason="?")
    if kind == "send":
        return Deploy(incident=log, resource=_least(wander, list(organisation.ids("resource"))))
    if kind == "up":
        return Escalate(incident=log, level=_least(wander, list(organisation.ids("level"))), reason="?")
    if kind == "link" and line is not None:
        return LinkLine(line=line.id, incident=log)
    body = organisation.outside(_least(wander, list(organisation.ids("organisation"))))
    route = wander.chance.choice(body.routes)
    said = wander.chance.choice([t.value for t in state.told.values() if t.value] or ["quickly"])
    return Send(incident=log, to=body.id, medium=route.medium, text=f"Please attend. {said}")


WANDERERS: dict[str, Wandering] = {
    "silent": silent,
    "greets only": greets_only,
    "hangs up at once": hangs_up,
    RANDOM: at_random,
    "parrot": parrot,
    "keyword stuffer": stuffer,
    "rude": rude,
    "endless": endless,
    "careless": careless,
    "panicking": panicking,
}
"""Everybody who wanders, by name."""


def walks(variants: Sequence[str], variant: str, seed: int, plays: int = RANDOM_PLAYS) -> Iterator[Walk]:
    """Yield who wanders through one of a scenario's forms; random ones have numbers of their own in each.

    ``plays``: how many of the random plays of all forms are played: with fewer, the first ones of each form.
    """
    each = -(-RANDOM_PLAYS // len(variants))
    first = 1 + each * variants.index(variant)
    played = min(each, -(-plays // len(variants)))
    for name in WANDERERS:
        numbers = range(first, first + played) if name == RANDOM else (1,)
        for number in numbers:
            yield Walk(name, number, seed + (number - 1) % CASTINGS)


def begun(door: Door) -> Door:
    """Return the door behind which what rings first was answered: all who wander there begin so.

    Raises:
        BrokeDownError: something in the simulator failed.
    """
    try:
        _until_answered(door)
    except Exception as fault:
        raise BrokeDownError(door, None, fault) from fault
    return door


def wandered(door: Door, words: Words, name: str, number: int) -> Record:
    """Return the record of one wanderer, who answers what rings, unless it was, and then does what it does.

    Raises:
        BrokeDownError: something in the simulator failed.
    """
    wander = Wander(door, words, number)
    try:
        if not door.state.lines:
            _until_answered(door)
        for _, deed in zip(range(MOST_STEPS), WANDERERS[name](wander), strict=False):
            if door.ended:
                break
            wander.last = deed
            door.do(deed, round(door.state.t + _STEP, 2))
            wander.last = None
            _answer_all(door)
        return _run_out(door)
    except Exception as fault:
        raise BrokeDownError(door, wander.last, fault) from fault


def _until_answered(door: Door) -> None:
    for _ in range(20):
        due = door.next_due()
        if door.ended or due is None or any(x.answered_at is not None for x in door.state.lines.values()):
            return
        door.wait(due)
        _answer_all(door)


def _answer_all(door: Door) -> None:
    for line in list(door.state.lines.values()):
        if line.status == "ringing" and line.direction == "in" and not door.ended:
            door.do(Answer(line=line.id), round(door.state.t + 1.0, 2))


def _run_out(door: Door) -> Record:
    """Let time run on, answering what rings, until the attempt ends or nothing more will happen."""
    for _ in range(4000):
        if door.ended:
            return door.record
        due = door.next_due()
        if due is None:
            break
        door.wait(due)
        _answer_all(door)
    door.do(Finish(), door.state.t)
    return door.record
