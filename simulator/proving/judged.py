"""Records that are kept with their indicators judged, so that a changed marking is tried without a play."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy

from simulator.marking.calls import judge
from simulator.marking.compiled import Brief, brief_for, claimable
from simulator.marking.findings import word_for
from simulator.marking.judgement import Case
from simulator.marking.view import View
from simulator.model.events import Record
from simulator.model.findings import FindingWord, IndicatorResult
from simulator.model.organisation import Organisation
from simulator.model.scenario import Indicator, Scenario
from simulator.model.unit import Unit

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
        indicators = {**self.brief.scenario.indicators, name: changed}
        brief = _changed(self.brief, indicators)
        return self.judging(Case(self.view, brief, name))


def _changed(brief: Brief, indicators: Mapping[str, Indicator]) -> Brief:
    one = copy(brief)
    one.scenario = brief.scenario.model_copy(update={"indicators": dict(indicators)})
    return one


class Marker:
    """Judges the records of one scenario."""

    def __init__(self, scenario: Scenario, organisation: Organisation, unit: Unit) -> None:
        """Hold what the records are judged by."""
        self.scenario, self.organisation, self.unit = scenario, organisation, unit
        wanted = set(claimable(unit))
        self.criteria = tuple(c for c in scenario.criteria if c in wanted)

    def judged(self, record: Record, judging: Judging = judge) -> Judged:
        """Return a record with every indicator judged."""
        view = View(record)
        brief = brief_for(self.scenario, self.organisation, view.start.cast, view.start.variant)
        results = {name: judging(Case(view, brief, name)) for name in brief.scenario.indicators}
        return Judged(record, view, brief, results, judging)
