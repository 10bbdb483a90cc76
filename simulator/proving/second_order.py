"""The marking itself changed, one thing at a time: which change would no play of the proof notice?

Every indicator is dropped, every item of a list dropped, every limit loosened and tightened, every critical
flag turned. To drop an indicator is noticed when some kept record then earns what it did not; a change within
an indicator when it turns its result; a critical flag when it changes a finding. Nothing is played again.
A flag that is set where no play is contrary is tried by none: it is told apart from what was noticed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.model.findings import IndicatorResult
from simulator.model.scenario import Indicator, kind_of
from simulator.proving.judged import EARNED, Judged

_LISTS = (
    *("obtains", "reads_back", "logs", "notes", "carries", "advises", "sends", "uses_medium"),
    *("answers_responder", "greets", "never_says", "closes"),
)
FLAG = "critical flag turned"
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


def alterations(indicators: Mapping[str, Indicator]) -> Iterator[Alteration]:
    """Yield every change that is tried."""
    for name, one in indicators.items():
        yield Alteration(name, "dropped", None)
        yield from _items(name, one)
        yield from _limits(name, one)
        yield Alteration(name, FLAG, one.model_copy(update={"critical": not one.critical}))


def _items(name: str, one: Indicator) -> Iterator[Alteration]:
    kind = kind_of(one)
    items = getattr(one, kind) if kind in _LISTS else ()
    if len(items) < 2:
        return
    for item in items:
        left = tuple(x for x in items if x != item)
        yield Alteration(name, "without", one.model_copy(update={kind: left}), item)


def _limits(name: str, one: Indicator) -> Iterator[Alteration]:
    for key in ("within", "answers_within"):
        limit = getattr(one, key)
        if limit is not None:
            yield Alteration(name, "limit doubled", one.model_copy(update={key: limit * 2}))
            yield Alteration(name, "limit halved", one.model_copy(update={key: limit / 2}))


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
    if alteration.change == "limit halved":
        return before.result == "shown"
    return before.result != "shown"


def sets_flag(alteration: Alteration) -> bool:
    """Tell whether a change makes an indicator critical.

    It then changes a finding wherever the indicator is contrary, unless another made it contrary already: one
    that is not noticed is one that no play of the proof could tell.
    """
    return alteration.change == FLAG and alteration.changed is not None and alteration.changed.critical
