"""What a learner made of rules has before it: the attempt as it stands, the scenario, and its own words.

It looks things up and remembers what was tried; it decides no deed and marks nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import is_
from random import Random
from typing import Any, TypeVar

from simulator.engine.conditions import holds
from simulator.engine.standing import IncidentLog, Line
from simulator.engine.state import State
from simulator.engine.world import World
from simulator.marking.compiled import Same
from simulator.model.commands import Command
from simulator.model.reading import DialogueContext
from simulator.model.scenario import Indicator
from simulator.proving.door import Door
from simulator.proving.plan import Plan

T = TypeVar("T")
ENDLESS = 1e9
_WORD = re.compile(r"[a-z']+")
_HALF, _NEARLY = 0.5, 0.85
"""The share of a limit by which a learner means to be done: a usual one, and one who is short of time."""
_FAMILIAR = frozenset(("love", "duck", "pet", "mate", "chuck", "lad", "pell"))
"""A model learner leaves out phrasings with these: familiar words, and somebody's name."""


CHOICES = 3
"""So many phrasings of an act a learner has ready."""
_COMMON = 32
"""A word that so many acts use belongs to every call."""


@lru_cache(maxsize=1 << 14)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))


def is_familiar(text: str) -> bool:
    """Tell whether a phrasing has words that the model learner leaves out."""
    return not _FAMILIAR.isdisjoint(_words(text))


@lru_cache(maxsize=4)
def _uncommon(phrasings: Same[Mapping[str, tuple[str, ...]]]) -> Callable[[str], tuple[str, ...]]:
    """Return what tells the words of a text but for those that so many acts use that every call has them."""
    acts = Counter(w for told in phrasings.value.values() for w in {*_words(" ".join(told))})
    common = frozenset(w for w, count in acts.items() if count >= _COMMON)

    @cache
    def of(text: str) -> tuple[str, ...]:
        return tuple(w for w in _words(text) if w not in common)

    return of


@dataclass(frozen=True)
class Wish:
    """One deed that the learner would do now: by when (call time), on which line, and how often at most."""

    key: str
    by: float
    deed: Command
    most: int = 1


@dataclass(frozen=True)
class Done:
    """One deed that was done: the key of its wish, when, and how the attempt stood just before.

    ``state`` and ``count`` (events so far) are those in which the deed found the attempt, at call time ``t``
    or earlier: whatever was due in between happens first.
    """

    key: str
    t: float
    deed: Command
    state: State
    count: int


@dataclass
class Sight:
    """The learner's view of a running attempt.

    ``tried`` counts deeds by the key of their wish, ``begun`` the seconds spent on what was left half
    written; ``done`` keeps the deeds in order.
    """

    door: Door
    plan: Plan
    phrasings: Mapping[str, tuple[str, ...]]
    seed: int
    clock: float = 0.0
    tried: dict[str, int] = field(default_factory=dict)
    begun: dict[str, float] = field(default_factory=dict)
    done: list[Done] = field(default_factory=list)
    _clear: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _banned: dict[str, frozenset[str]] = field(default_factory=dict)
    _once: dict[Hashable, Any] = field(default_factory=dict)
    _while_same: dict[Hashable, tuple[tuple[object, ...], Any]] = field(default_factory=dict)
    _now: tuple[State | None, dict[Hashable, Any]] = (None, {})

    def seen_in(self, world: World) -> "Sight":
        """Return the same view of the same attempt in another world, with nothing looked up in it yet."""
        door = self.door
        there = Door.resumed(world, door.reader, door.seed, door.state, door.record)
        tried, begun = dict(self.tried), dict(self.begun)
        return Sight(there, self.plan, self.phrasings, self.seed, self.clock, tried, begun, list(self.done))

    @property
    def world(self) -> World:
        """The world of the attempt."""
        return self.door.world

    @property
    def t(self) -> float:
        """Call time now, in seconds."""
        return max(self.clock, self.door.state.t)

    @property
    def pace(self) -> float:
        """How much longer this learner's limits are."""
        return self.door.state.pace

    def once(self, what: Hashable, find: Callable[[], T]) -> T:
        """Return what does not change while the attempt runs, found out when it is first asked for."""
        if what not in self._once:
            self._once[what] = find()
        found: T = self._once[what]
        return found

    def to_note(self) -> set[str]:
        """Return the facts that an indicator wants noted as they come."""
        return self.once("to note", lambda: {fact for _, one in self.indicators() for fact in one.notes})

    def now(self, what: Hashable, find: Callable[[], T]) -> T:
        """Return what holds while the attempt stands as it does, found out when it is first asked for."""
        state, known = self._now
        if state is not self.door.state:
            known = {}
            self._now = self.door.state, known
        if what not in known:
            known[what] = find()
        found: T = known[what]
        return found

    def while_same(self, what: Hashable, rests_on: tuple[object, ...], find: Callable[[], T]) -> T:
        """Return what holds while all that it rests on is the very same, found out again when it is not."""
        known = self._while_same.get(what)
        if known is None or len(known[0]) != len(rests_on) or not all(map(is_, known[0], rests_on)):
            known = self._while_same[what] = rests_on, find()
        found: T = known[1]
        return found

    def indicators(self) -> Iterable[tuple[str, Indicator]]:
        """Return the indicators that this learner works for."""
        known = self.world.scenario.indicators
        return ((name, one) for name, one in known.items() if name not in self.plan.leaves_out)

    # -- facts -----------------------------------------------------------------------------------------

    def told(self, fact: str) -> bool:
        """Tell whether the learner was told a fact, with something to it."""
        telling = self.door.state.told.get(fact)
        return telling is not None and telling.known

    def heard_of(self, fact: str) -> bool:
        """Tell whether a fact was told, or asked for and not known."""
        return fact in self.door.state.told

    def corrected(self, fact: str) -> bool:
        """Tell whether another fact that was told corrects this one."""
        told = self.door.state.told
        return any(other in told for other in self.once("corrections", self._corrections).get(fact, ()))

    def _corrections(self) -> dict[str, list[str]]:
        """Return for each fact that is corrected those that correct it."""
        found: dict[str, list[str]] = {}
        for other, known in self.world.scenario.facts.items():
            if known.replaces:
                found.setdefault(known.replaces, []).append(other)
        return found

    def value(self, fact: str) -> str:
        """Return what was told for a fact."""
        telling = self.door.state.told.get(fact)
        return (telling.value if telling else "") or self.world.scenario.facts[fact].value

    def incident_of_fact(self, fact: str) -> str:
        """Return the scenario's incident that a fact is about."""
        call = self.world.scenario.facts[fact].call or self.world.first_call
        return self.world.incident_of(call)

    # -- lines and logs --------------------------------------------------------------------------------

    def call_of(self, indicator: Indicator) -> str:
        """Return the call that an indicator is about: its own, else the first."""
        return indicator.call or self.world.first_call

    def line(self, call: str) -> Line | None:
        """Return the line on which a caller is now, live or on hold."""
        open_lines = [x for x in self.door.state.lines_of_call(call) if x.status in ("live", "held")]
        return open_lines[-1] if open_lines else None

    def answered_at(self, call: str) -> float | None:
        """Return when a call was first answered."""
        lines = self.door.state.lines.values()
        times = [x.answered_at for x in lines if x.call == call and x.answered_at is not None]
        return min(times, default=None)

    def said(self, call: str, act: str) -> bool:
        """Tell whether an act was said to a caller and understood."""
        return any(act in line.said for line in self.door.state.lines_of_call(call))

    def incident(self, indicator: Indicator) -> str:
        """Return the scenario's incident that an indicator is about."""
        return indicator.incident or self.world.incident_of(self.call_of(indicator))

    def log(self, incident: str) -> IncidentLog | None:
        """Return the log in use for a scenario's incident."""
        return self.door.state.log_of(incident)

    def knew_where(self, incident: str) -> float | None:
        """Return when the learner knew where an incident is, ``None`` while it is not known."""
        known = self.world.scenario.incidents.get(incident)
        if known is None or not known.address:
            calls = (c for c, script in self.world.scenario.calls.items() if script.incident == incident)
            times = [t for c in calls if (t := self.answered_at(c)) is not None]
            return min(times, default=None)
        telling = self.door.state.told.get(known.address)
        return telling.t if telling else None

    def begins(self, indicator: Indicator, otherwise: float | None) -> float | None:
        """Return when the limit of an indicator begins to count; ``None`` while it has not begun."""
        kind, _, name = indicator.after.partition(":")
        state = self.door.state
        if kind == "fact":
            return state.told[name].t if name in state.told else None
        if kind == "cue":
            return state.fired.get(name)
        return self.answered_at(name) if kind == "call" else otherwise

    def holds(self, indicator: Indicator) -> bool:
        """Tell whether the chance of an indicator is there now."""
        call, incident = self.call_of(indicator), self.incident(indicator)
        return holds(indicator.needs, self.door.state, self.world, call, incident)

    def due(self, start: float, indicator: Indicator, otherwise: float) -> float:
        """Return by when the learner wants to have done something, well inside the limit."""
        within = indicator.within if indicator.within is not None else otherwise
        return start + self.share * within * self.pace

    @property
    def share(self) -> float:
        """The share of a limit by which this learner means to be done; the rest is in hand."""
        return _NEARLY if self.plan.hurries else _HALF

    def soon(self, seconds: float) -> float:
        """Return how soon this learner does what a usual one wants to have done in so many seconds."""
        return seconds * self.pace * self.share / _HALF

    # -- words -----------------------------------------------------------------------------------------

    def banned(self, call: str) -> frozenset[str]:
        """Return the acts and manners that are never to be said on a call."""
        if call not in self._banned:
            known = [i for i in self.world.scenario.indicators.values() if i.never_says]
            self._banned[call] = frozenset(a for i in known if i.call in ("", call) for a in i.never_says)
        return self._banned[call]

    def allowed(self, call: str, acts: Iterable[str]) -> tuple[str, ...]:
        """Return those acts that may be said on a call and that the learner has words for."""
        never = self.banned(call)
        return tuple(a for a in acts if a not in never and self._known(a))

    def _known(self, act: str) -> tuple[str, ...]:
        own = self.world.scenario.acts.get(act)
        return own.phrasings if own else self.phrasings.get(act, ())

    def phrase(self, act: str, call: str = "", turn: int = 0) -> str:
        """Return words for an act, drawn by the seed; another one at each turn.

        The learner speaks plainly: of the drawn phrasings those come first that the reader hears as meant,
        and as nothing that must not be said.
        """
        clear = self._clear.get(f"{call}:{act}")
        if clear is None:
            clear = self._clear[f"{call}:{act}"] = self._plain(act, call)
        return clear[(turn + self.plan.other_words) % len(clear)] if clear else ""

    def _strangeness(self) -> Callable[[str], int]:
        """Return what counts the words of a text that belong to some other call: not common, nor of this."""
        at_home, uncommon = self.once("words at home", self._at_home), _uncommon(Same(self.phrasings))
        return lambda text: sum([w not in at_home for w in uncommon(text)])

    def _at_home(self) -> frozenset[str]:
        known = self.world.scenario
        heard = [known.brief, known.kind_of_call, *(c.opening for c in known.calls.values())]
        return frozenset(_words(" ".join((*heard, *(i.label for i in known.incidents.values())))))

    def options(self, act: str) -> list[str]:
        """Return all words for an act, in the order in which this learner would choose them."""
        options = list(self._known(act))
        Random(f"{self.seed}:{act}").shuffle(options)  # noqa: S311 (drawn to be repeated, not to be secret)
        strange = self._strangeness()
        options.sort(key=strange)
        if self.plan.hurries:  # the shortest that somebody would write who writes with care
            options.sort(key=lambda text: (strange(text) > 0, not text[:1].isupper(), len(text)))
        return options

    def _plain(self, act: str, call: str) -> tuple[str, ...]:
        options = self.options(act)
        never = self.banned(call) - {act}
        addressed = "caller" if call else "organisation"
        clear: list[str] = []
        for text in options:
            if is_familiar(text):
                continue
            reading = self.door.reader.read(text, DialogueContext.model_validate({"addressed": addressed}))
            heard = {*reading.sure(), *reading.unsure(), *(f"manner:{m}" for m in reading.manner)}
            if reading.sure()[:1] == (act,) and not heard & never:
                clear.append(text)
            if len(clear) == CHOICES:
                break
        return tuple(clear) or tuple(options[:CHOICES])
