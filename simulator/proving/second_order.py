"""The marking itself changed, one thing at a time: which change would no play of the proof notice?

Every indicator is dropped, every item of a list dropped, every limit loosened and tightened, every critical
flag turned. Limits are all that a scenario gives to marking as a number: an indicator's own time, that of its
incident where it has none, the time from the grading, and how calm a caller has to be. To drop an indicator
is noticed when some kept record then earns what it did not; a change within an indicator when it turns its
result; a critical flag when it changes a finding. Nothing is played again. A flag that is set where no play
is contrary is tried by none: it is told apart from what was noticed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.marking.own_limits import limit_of
from simulator.model.findings import IndicatorResult
from simulator.model.scenario import Incident, Indicator, Scenario, kind_of
from simulator.model.scenario_reach import incident_of
from simulator.proving.judged import EARNED, Judged

_LISTS = (
    *("obtains", "reads_back", "logs", "notes", "carries", "advises", "sends", "uses_medium"),
    *("answers_responder", "greets", "never_says", "closes"),
)
FLAG = "critical flag turned"
HALVED, GRADING_HALVED, MOOD_LOWERED = "limit halved", "time from grading halved", "mood lowered"
TIGHTER = (HALVED, GRADING_HALVED, MOOD_LOWERED)
"""The changes by which less than before is shown."""
MOODS, PANIC = 2, 10
"""By so much is the mood moved at which a caller counts as calm, on the scale from 0 to panic."""
CONTRARY = frozenset(("never_says", "carries", "deploys", "sets_priority", "raises_priority", "keeps_apart"))
"""The kinds of indicator that a judge may find contrary: in any other a critical flag weighs nothing."""


@dataclass(frozen=True)
class Alteration:
    """One change of the marking: of which indicator, what, and the indicator as it would then be."""

    indicator: str
    change: str
    changed: Indicator | None
    item: str = ""

    @property
    def id(self) -> str:
        """Return what tells it from every other."""
        return f"{self.indicator}: {self.change}{' ' if self.item else ''}{self.item}"


def alterations(scenario: Scenario) -> Iterator[Alteration]:
    """Yield every change of a scenario's marking that is tried."""
    for name in scenario.indicators:
        yield from alterations_of(scenario, name)


def alterations_of(scenario: Scenario, name: str) -> Iterator[Alteration]:
    """Yield every change of one indicator that is tried."""
    one = scenario.indicators[name]
    yield Alteration(name, "dropped", None)
    yield from _items(name, one)
    for change, key, value in _limits(one, scenario.incidents.get(incident_of(scenario, one))):
        yield Alteration(name, change, one.model_copy(update={key: value}))
    yield Alteration(name, FLAG, one.model_copy(update={"critical": not one.critical}))


def _items(name: str, one: Indicator) -> Iterator[Alteration]:
    kind = kind_of(one)
    items = getattr(one, kind) if kind in _LISTS else ()
    if len(items) < 2:
        return
    for item in items:
        left = tuple(x for x in items if x != item)
        yield Alteration(name, "without", one.model_copy(update={kind: left}), item)


def _limits(one: Indicator, incident: Incident | None) -> Iterator[tuple[str, str, float]]:
    """Yield each limit of an indicator loosened and tightened: the change, the key, what it then is.

    Where an incident's limit counts for want of an own one, or the marker's, an own one is given: marking
    reads it first.
    """
    times = {"within": limit_of(one), "answers_within": one.answers_within}
    if one.within is None and incident is not None and (one.sets_priority or one.deploys):
        times["within"] = incident.set_within if one.sets_priority else incident.send_within
    for key, limit in times.items():
        if limit is not None:
            yield "limit doubled", key, limit * 2
            yield HALVED, key, limit / 2
    if one.once_graded is not None:
        yield "time from grading doubled", "once_graded", one.once_graded * 2
        yield GRADING_HALVED, "once_graded", one.once_graded / 2
    if one.mood_ends is not None:
        if one.mood_ends + MOODS <= PANIC:
            yield "mood raised", "mood_ends", one.mood_ends + MOODS
        if one.mood_ends >= MOODS:
            yield MOOD_LOWERED, "mood_ends", one.mood_ends - MOODS


def noticed(alteration: Alteration, plays: Sequence[Judged]) -> bool:
    """Tell whether a change of the marking changes what some record earns."""
    return any(_notices(alteration, play) for play in plays if alteration.indicator in play.results)


def _notices(alteration: Alteration, play: Judged) -> bool:
    name = alteration.indicator
    before = play.results[name]
    if alteration.changed is None:
        was = play.word(before.criterion) == EARNED
        return (play.word(before.criterion, {name: None}) == EARNED) != was
    if not _may_differ(alteration, before):
        return False
    after = play.with_indicator(name, alteration.changed)
    if alteration.change == FLAG:
        return play.word(before.criterion, {name: after}) != play.word(before.criterion)
    return after.result != before.result


def _may_differ(alteration: Alteration, before: IndicatorResult) -> bool:
    """Tell whether a change can change a result at all: who asks for less only ever finds more shown."""
    if alteration.change == FLAG:
        return before.kind in CONTRARY and before.result not in ("shown", "no chance")
    if alteration.change in TIGHTER:
        return before.result == "shown"
    return before.result != "shown"


def sets_flag(alteration: Alteration) -> bool:
    """Tell whether a change makes an indicator critical.

    It then changes a finding wherever the indicator is contrary, unless another made it contrary already: one
    that is not noticed is one that no play of the proof could tell.
    """
    return alteration.change == FLAG and alteration.changed is not None and alteration.changed.critical
