"""Records that are kept with their indicators judged, so that a changed marking is tried without a play."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import NamedTuple, NoReturn

from simulator.marking.calls import judge
from simulator.marking.compiled import Brief, Same, brief_for, claimable
from simulator.marking.findings import word_for
from simulator.marking.judgement import Case
from simulator.marking.view import View
from simulator.model.events import Record
from simulator.model.findings import FindingWord, IndicatorResult
from simulator.model.organisation import Organisation
from simulator.model.scenario import Indicator, Scenario
from simulator.model.unit import Unit
from simulator.proving.carried_over import Beside, looks_at
from simulator.proving.parts import Part, left_of, take_out

EARNED: FindingWord = "evidence found"
Judging = Callable[[Case], IndicatorResult]


class Judged:
    """One record with every indicator judged."""

    def __init__(
        self,
        record: Record,
        view: View,
        brief: Brief,
        results: Mapping[str, IndicatorResult],
        judging: Judging = judge,
    ) -> None:
        """Keep what was judged, and by what."""
        self.record, self.view, self.brief, self.results = record, view, brief, dict(results)
        self.judging = judging
        self._of: dict[str, list[IndicatorResult]] = {}
        for result in self.results.values():
            self._of.setdefault(result.criterion, []).append(result)
        self._words = {c: word_for(found) for c, found in self._of.items()}

    def words(self, criteria: Iterable[str]) -> dict[str, FindingWord]:
        """Return the finding on each criterion."""
        return {c: self.word(c) for c in criteria}

    def word(
        self, criterion: str, changed: Mapping[str, IndicatorResult | None] | None = None
    ) -> FindingWord:
        """Return the finding on a criterion, with some results replaced or (``None``) left out."""
        if not changed:
            return self._words.get(criterion) or word_for([])
        found = [changed.get(r.indicator, r) for r in self._of.get(criterion, ())]
        return word_for([kept for kept in found if kept is not None])

    def earned(self, criteria: Iterable[str]) -> frozenset[str]:
        """Return the criteria that the record earns."""
        return frozenset(c for c in criteria if self.word(c) == EARNED)

    def with_indicator(self, name: str, changed: Indicator) -> IndicatorResult:
        """Judge one indicator again as it would be if it were written otherwise."""
        return self.judging(Case(self.view, _with_one(self.brief, name, Same(changed)), name))


@lru_cache(maxsize=16)
def _with_one(brief: Brief, name: str, changed: Same[Indicator]) -> Brief:
    """Return a brief with one indicator written otherwise: it is asked for of one play after another."""
    return _with(brief, {**brief.scenario.indicators, name: changed.value})


def _with(brief: Brief, indicators: Mapping[str, Indicator]) -> Brief:
    one = copy(brief)
    one.scenario = brief.scenario.model_copy(update={"indicators": indicators})
    return one


class Before:
    """How a record was marked before: each result with the digest of all that it rests on."""

    def __init__(self) -> None:
        """Begin with nothing marked."""
        self.rests_on: tuple[str, Judging] | None = None
        self.view: View | None = None
        self.results: dict[str, tuple[str, IndicatorResult]] = {}
        self.looks_at: dict[str, tuple[str, frozenset[str] | None]] = {}


class Marker:
    """Judges the records of one scenario; what it judged before it judges again only if that may differ."""

    def __init__(self, scenario: Scenario, organisation: Organisation, unit: Unit) -> None:
        """Hold what the records are judged by."""
        self.scenario, self.organisation, self.unit = scenario, organisation, unit
        wanted = set(claimable(unit))
        self.criteria = tuple(c for c in scenario.criteria if c in wanted)
        self._looked_at = left_of(scenario, Part.MARKED)
        self._shown: dict[int, Shown] = {}

    @cached_property
    def _around(self) -> str:
        """The digest of what every judge may look at, whichever indicator it judges."""
        seen = self._looked_at.model_copy(update={"indicators": {}})
        told = seen.model_dump_json(), repr(seen.act_labels), self.organisation.model_dump_json()
        return sha256("\n".join(told).encode()).hexdigest()

    def _show(self, view: View) -> "Shown":
        """Return what the judges of a record are shown; nothing that they may not look at is there."""
        brief = brief_for(self._looked_at, self.organisation, view.start.cast, view.start.variant)
        shown = self._shown.get(id(brief))
        if shown is None or shown.brief is not brief:
            take_out(brief.scenario, Part.MARKED)
            shown = self._shown[id(brief)] = Shown(brief)
        return shown

    def judged(
        self,
        record: Record,
        judging: Judging = judge,
        before: Before | None = None,
        well: "WellDone | None" = None,
    ) -> Judged:
        """Return a record with every indicator judged, or found judged before.

        ``well``: another record that was judged, mostly the same; what its judges found, and must find in
        this one as well, is carried over.
        """
        known = before or Before()
        view = known.view
        if view is None or known.rests_on != (self._around, judging):
            known.rests_on, known.results, known.looks_at = (self._around, judging), {}, {}
            view = known.view = View(record)
        shown = self._show(view)
        results: dict[str, tuple[str, IndicatorResult]] = {}
        beside: Beside | None = None
        for name, digest in shown.digests.items():
            found = known.results.get(name)
            if found is None or found[0] != digest:
                carried = None
                if well is not None and well.before.rests_on == known.rests_on:
                    beside = beside or Beside(record, well.record)
                    carried = self._carried(well, beside, shown, name, judging)
                found = digest, carried or judging(Case(view, shown.to_the_judge_of(name), name))
            results[name] = found
        known.results = results
        return Judged(
            record, view, shown.brief, {name: found for name, (_, found) in results.items()}, judging
        )

    def _carried(
        self, well: "WellDone", beside: Beside, shown: "Shown", name: str, judging: Judging
    ) -> IndicatorResult | None:
        """Return what the judge of an indicator found in the other record, if it must find it here."""
        digest, known = shown.digests[name], well.before.results.get(name)
        if known is None or known[0] != digest or "attempt_started" in beside.kinds:
            return None
        looks = well.before.looks_at.get(name)
        if looks is None or looks[0] != digest:
            brief = shown.to_the_judge_of(name)
            kinds = looks_at(well.record, lambda view: judging(Case(view, brief, name)))
            looks = well.before.looks_at[name] = digest, kinds
        if looks[1] is None or not beside.kinds.isdisjoint(looks[1]):
            return None
        return beside.carried(known[1])


class WellDone(NamedTuple):
    """The record of the job done well, beside which those of mutants are laid, and how it was marked."""

    record: Record
    before: Before


class Shown:
    """What of a brief the judge of each indicator is shown: that one alone, or all that ask for facts told.

    Which of several pays for a wrong place that a party was told hangs on the others (``marking.passed_on``).
    """

    def __init__(self, brief: Brief) -> None:
        """Tell apart what each judge goes by."""
        self.brief = brief
        self._carrying = {name: one for name, one in brief.scenario.indicators.items() if one.carries}
        each = {name: one.model_dump_json() for name, one in brief.scenario.indicators.items()}
        together = " ".join(f"{name} {each[name]}" for name in self._carrying)
        self.digests = {
            name: f"{told} {together}" if name in self._carrying else told for name, told in each.items()
        }
        self._briefs: dict[str, Brief] = {}

    def to_the_judge_of(self, name: str) -> Brief:
        """Return the brief with no other indicators than the judge of one may look at."""
        if name not in self._briefs:
            alone = Alone(name, self.brief.scenario.indicators[name])
            self._briefs[name] = _with(self.brief, self._carrying if name in self._carrying else alone)
        return self._briefs[name]


class Alone(Mapping[str, Indicator]):
    """One indicator that is asked for by its name; to look for others beside it fails."""

    def __init__(self, name: str, one: Indicator) -> None:
        """Hold it."""
        self._name, self._one = name, one

    def __getitem__(self, name: str) -> Indicator:
        """Return the one."""
        if name != self._name:
            raise KeyError(name)
        return self._one

    def __iter__(self) -> NoReturn:
        """Refuse."""
        raise RuntimeError(f"The judge of {self._name} looked at other indicators, and is shown none.")

    __len__ = __iter__
