"""What every judge is handed and what it hands back, with the rules that all kinds share.

Those rules: when the chance was given and from when a limit counts; that time which ran out on its own is
held against nobody; and that a line which was not understood, and could have earned what is missing, makes
the indicator undecided instead of not shown (DESIGN section 5). No kind of indicator is judged here.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from simulator.marking.chance import ALWAYS, Chance, Span, spans
from simulator.marking.compiled import UNSAFE, Brief
from simulator.marking.indexed import Log, Utterance, could_mean_something
from simulator.marking.view import View
from simulator.marking.wording import listed
from simulator.model.asked_in_words import may_ask, only_asks, sentences
from simulator.model.clock import clock
from simulator.model.findings import Result
from simulator.model.scenario import Indicator
from simulator.model.values import tokens

ENDLESS = float("inf")
UNDERSTOOD_LINES = 3
"""So many understood lines to a caller are needed before manner or mood can count for the learner."""

NEARLY = 0.25
"""From this score on what was not heard for sure may have been said."""
SOMETHING_ELSE = 0.35
"""From this score on of another act a line was rather that than anything that was not heard at all."""
LONG = 5
"""A statement of more words than this was no question that lacks its mark ("u hurt anywhere mate")."""
_NEVER = (UNSAFE, "promise_", "insult", "blame", "dismiss", "calm_down")
"""How the acts begin that nobody ought to say."""
NAMED = 3
"""So many lines that were not understood are named and cited in a finding; the transcript has the rest."""


class Judged(NamedTuple):
    """How one indicator came out, in one plain sentence, with what it cites and what is missing."""

    result: Result
    sentence: str
    cites: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    late: bool = False
    """Whether all of it was done, but not in time."""


class Moment(NamedTuple):
    """A moment of the attempt: call time in seconds, and the place in the record."""

    t: float
    seq: int


def shown(sentence: str, cites: Iterable[int] = ()) -> Judged:
    """Return *shown*."""
    return Judged("shown", sentence, tuple(dict.fromkeys(cites)))


def not_shown(
    sentence: str, cites: Iterable[int] = (), missing: Iterable[str] = (), *, late: bool = False
) -> Judged:
    """Return *not shown*; ``missing`` names what would have earned it, ``late`` that it came late."""
    return Judged("not shown", sentence, tuple(dict.fromkeys(cites)), tuple(missing), late)


def contrary(sentence: str, cites: Iterable[int] = (), missing: Iterable[str] = ()) -> Judged:
    """Return *contrary*: the learner did the opposite of what the clause asks."""
    return Judged("contrary", sentence, tuple(dict.fromkeys(cites)), tuple(missing))


def no_chance(sentence: str, cites: Iterable[int] = ()) -> Judged:
    """Return *no chance*: nothing in this attempt gave the occasion."""
    return Judged("no chance", sentence, tuple(dict.fromkeys(cites)))


class Case:
    """One indicator before its judge, with the record and the scenario."""

    __slots__ = ("_held", "brief", "calls", "incident", "indicator", "name", "view")

    def __init__(self, view: View, brief: Brief, name: str) -> None:
        """Bring an indicator of the scenario before its judge."""
        self.view, self.brief, self.name = view, brief, name
        self.indicator: Indicator = brief.scenario.indicators[name]
        self.calls, self.incident = brief.targets[name]
        self._held: tuple[Span, ...] | None = ALWAYS if self.indicator.needs is None else None

    @property
    def rang(self) -> tuple[str, ...]:
        """Those of the calls that rang in this attempt."""
        return tuple(call for call in self.calls if self.view.first_line(call) is not None)

    @property
    def logs(self) -> list[Log]:
        """The logs that stand for the indicator's incident."""
        return self.view.logs_of(self.incident)

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of those logs."""
        return self.view.numbers_of(self.incident)

    @property
    def said(self) -> list[Utterance]:
        """What the learner said to the callers meant."""
        return self.view.said_to(self.calls)

    @property
    def held(self) -> tuple[Span, ...]:
        """When the indicator's own condition held; never means that there was no chance."""
        if self._held is None:
            call = self.calls[0] if self.calls else ""
            self._held = spans(self.indicator.needs, Chance(self.view, self.brief, call, self.incident))
        return self._held

    def moment(self, seq: int) -> Moment:
        """Return the moment of a place in the record."""
        return Moment(self.view.time_of(seq), seq)

    def answering(self) -> Moment | None:
        """Return when the first of the calls was answered, or ``None``."""
        first = self.view.first_answered(self.calls)
        return None if first is None else Moment(first.answered_at or 0.0, first.answered)

    def knew_where(self) -> Moment | None:
        """Return when the learner knew where the incident is: the address told, else the call answered."""
        incident = self.brief.scenario.incidents.get(self.incident)
        told = self.view.told.get(incident.address) if incident else None
        return Moment(told.t, told.seq) if told else self.answering()

    def _after(self) -> Moment | None:
        kind, _, name = self.indicator.after.partition(":")
        if kind == "fact":
            told = self.view.told.get(name)
            return Moment(told.t, told.seq) if told else None
        if kind == "cue":
            fired = self.view.cues.get(name)
            return Moment(fired.event.t, fired.seq) if fired else None
        line = self.view.answered(name)
        return Moment(line.answered_at or 0.0, line.answered) if line else None

    def begins(self, otherwise: Moment | None) -> Moment | None:
        """Return the moment from which a limit counts, or ``None`` where there was no chance.

        In this order: ``after``; the first moment at which ``needs`` held; what the kind itself says.
        """
        if not self.held:
            return None
        if self.indicator.after:
            return self._after()
        if self.indicator.needs is not None and self.held[0][0] > 0:
            return self.moment(self.held[0][0])
        return otherwise

    def limit(self, otherwise: float = ENDLESS) -> float:
        """Return the seconds allowed, stretched by the learner's pace."""
        within = self.indicator.within
        return (otherwise if within is None else within) * self.view.pace

    def time_ran_out(self, deadline: float) -> bool:
        """Tell whether the attempt was ended by the clock before a limit was up."""
        return self.view.end_reason == "time up" and self.view.end_t < deadline < ENDLESS

    def unheard(
        self,
        earning: Iterable[str] = (),
        since: int = 0,
        until: float = ENDLESS,
        said: Sequence[Utterance] = (),
        besides: Iterable[str] = (),
    ) -> list[Utterance]:
        """Return the lines in a window that were not understood and can have earned what is missing.

        Such is a line of the kind that earns (a question, or not one) in which an earning act was heard, but
        not for sure; only where there is none, one with no sure act, a sentence of which was not likelier
        something else and does not speak of other things alone (``besides``: more words for what is missing).
        """
        wanted = frozenset(earning)
        kinds = {self.brief.asks(act) for act in wanted}
        unsure = [u for u in (said or self.said) if u.guesses or not u.understood]
        meant = [u for u in unsure if since <= u.seq and u.t <= until]
        nearly = [u for u in meant if _nearly(u, wanted)]
        if nearly := [u for u in nearly if _can_be(u, kinds)]:
            return nearly
        lost = [u for u in meant if not u.understood and could_mean_something(u.text) and _can_be(u, kinds)]
        if not wanted:
            return lost
        words = tuple(besides)
        left = [(u, _besides_guesses(u)) for u in lost]
        return [u for u, text in left if text and self.brief.vocabulary.may_be(text, wanted, words)]

    def missed(
        self, judged: Judged, unheard: Sequence[Utterance], who: str = "caller", could: str = "have been it"
    ) -> Judged:
        """Return *undecided* in place of *not shown* when a line not understood may have earned it."""
        if not unheard or judged.result == "shown":
            return judged
        lost = [u for u in unheard if not u.understood]
        named = lost or list(unheard)
        moments = listed([clock(u.t) for u in named[:NAMED]] + (["later"] if len(named) > NAMED else []))
        caught = f"the {who} did not catch what you said at {moments}"
        heard = f"what you said at {moments} was only partly understood"
        unclear = f"But {caught if lost else heard}: whether that may {could}, a person must say."
        sentence = f"{judged.sentence} {unclear} It is not counted against you."
        return Judged("undecided", sentence, tuple(u.seq for u in named[:NAMED]), judged.missing)

    def understood(self) -> int:
        """Return how many lines to the callers meant were understood."""
        return self.view.understood_by(self.calls)


def _besides_guesses(u: Utterance) -> str:
    """Return of a line that was not understood what was not likelier something else, sentence by sentence.

    What is never to be said was heard for sure or not at all: a guess at it takes no words from the rest.
    """
    guesses = [
        act for act, score in u.guesses.items() if score >= SOMETHING_ELSE and not act.startswith(_NEVER)
    ]
    heard = [set(tokens(u.words(act))) for act in guesses]
    parts = sentences(u.text)
    taken = [{n for n, (_, mine) in enumerate(parts) if words.intersection(mine)} for words in heard]
    if not all(taken):
        return ""
    return " ".join(text for n, (text, _) in enumerate(parts) if not any(n in places for places in taken))


def _nearly(u: Utterance, wanted: frozenset[str]) -> bool:
    """Tell whether one of some acts was nearly heard; of what was understood, not just by chance."""
    if u.understood:
        return not wanted.isdisjoint(u.likely)
    return any(u.guesses.get(act, 0.0) >= NEARLY for act in wanted)


def _can_be(u: Utterance, kinds: Collection[bool | None]) -> bool:
    """Tell whether a line can be of a kind of acts (``Brief.asks``): orders and long news ask for nothing."""
    if kinds == {True}:
        tells = u.form == "instruction" or (u.form == "statement" and len(u.text.split()) > LONG)
        return not tells or may_ask(u.text)
    return kinds != {False} or not only_asks(u.text)


def first_said(said: Iterable[Utterance], acts: Iterable[str]) -> dict[str, Utterance]:
    """Return for each of the acts the first line that holds it for sure."""
    found: dict[str, Utterance] = {}
    wanted = set(acts)
    for u in said:
        if not wanted.isdisjoint(u.sure):
            for act in wanted & u.sure:
                found.setdefault(act, u)
    return found


def never_answered(case: Case) -> Judged | None:
    """Return the judgement of what cannot be done on a call that never rang or was never answered."""
    if case.view.first_answered(case.calls) is not None:
        return None
    if not case.rang:
        return no_chance("No such call came in.")
    return not_shown("You did not answer the call.")


def within(said: list[Utterance], windows: tuple[tuple[int, int], ...]) -> list[Utterance]:
    """Return the lines that were said within the windows, by the state in which they found the caller."""
    return [u for start, end in windows for u in said if start < u.seq <= end]


def too_little(case: Case) -> str:
    """Say that a learner hardly spoke to whom this is about; that may have been on one call of several."""
    elsewhere = case.view.understood_by(tuple(case.brief.scenario.calls)) > case.understood()
    return f"You said too little {'on that call' if elsewhere else 'to the caller'} for this to count."
