"""Which calls that are viewed blind first still lack the own view of the assessor who decided by them.

A unit is not signed off on such a call. Views are said call by call and criterion by criterion, so the rule
follows decisions: whoever decided a criterion relying on a call of the blind share says what they saw for it.
A call on which no decision relies holds nothing up. The blind share is there to show that people judged for
themselves what was decided, and to compare their view with the machine's; where nothing was decided there is
nothing of that to show, and every attempt stands in the pack all the same, this one with the words that
nobody viewed it first. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from reports.assemble import reference_of
from simulator.marking.compiled import claimable
from simulator.model.matrix import Dossier
from simulator.service.blind import blind_share, is_blind
from simulator.service.library import Library
from simulator.store.attempts import AttemptFilter
from simulator.store.errors import NotFound
from simulator.store.opening import Store
from simulator.store.values import Attempt


@dataclass(frozen=True)
class Lacking:
    """A call of the blind share, the assessor whose own view is missing, and for which criteria.

    ``assessor`` is empty, and there are no criteria, where no decision relies on the call.
    """

    attempt_id: str
    reference: str
    title: str
    assessor: str = ""
    criteria: tuple[str, ...] = ()


class OwnViews:
    """Finds what is missing; for callers that have checked whose portfolio it is."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library

    def lacking(self, dossier: Dossier) -> tuple[Lacking, ...]:
        """Return the calls on which decisions rely without their assessor's own view."""
        said = {(b.by, b.attempt, b.criterion) for b in dossier.blind}
        missing: dict[tuple[str, str], list[str]] = {}
        for criterion, decision in dossier.decisions.items():
            items = (dossier.item(e) for e in decision.deed.relied_on)
            for call in dict.fromkeys(i.item.attempt for i in items if i is not None and i.item.attempt):
                if (decision.deed.by, call, criterion) not in said:
                    missing.setdefault((call, decision.deed.by), []).append(criterion)
        found = []
        for (call, assessor), criteria in missing.items():
            viewed = self._viewed_blind(call)
            left = tuple(c for c in criteria if viewed and c in self._claimed(viewed))
            if viewed and left:
                found.append(self._named(viewed, assessor, left))
        return tuple(found)

    def not_relied_on(self, dossier: Dossier, learner_id: str, unit: str) -> tuple[Lacking, ...]:
        """Return the blind calls of a learner on which no decision relies and that nobody viewed first."""
        relied = {e for d in dossier.decisions.values() for e in d.deed.relied_on}
        used = {i.item.attempt for i in dossier.items if i.item.id in relied}
        seen = {b.attempt for b in dossier.blind}
        share = blind_share(self._store.settings)
        attempts = self._store.attempts.list(AttemptFilter(learner_id=learner_id), limit=2000).items
        return tuple(
            self._named(a)
            for a in sorted(attempts, key=lambda a: (a.started_at, a.id))
            if a.unit == unit and a.status != "running" and is_blind(a.id, a.mode, share)
            if a.id not in used and a.id not in seen and not self._store.attempts.erasures(a.id)
        )

    def _viewed_blind(self, attempt_id: str) -> Attempt | None:
        """Return an attempt of the blind share; none where its record was erased in part, or is not here."""
        try:
            attempt = self._store.attempts.get(attempt_id)
        except NotFound:
            return None
        blind = is_blind(attempt.id, attempt.mode, blind_share(self._store.settings))
        return attempt if blind and not self._store.attempts.erasures(attempt.id) else None

    def _claimed(self, attempt: Attempt) -> Collection[str]:
        """Return the criteria for which a call has findings, and so for which an own view can be said."""
        scenario, _ = self._library.pinned(attempt, self._store.texts.get)
        claimed = {*scenario.criteria, *(i.criterion for i in scenario.indicators.values())}
        return claimed & set(claimable(self._library.unit(attempt.unit)))

    def _named(self, attempt: Attempt, assessor: str = "", criteria: tuple[str, ...] = ()) -> Lacking:
        found = self._library.find(attempt.scenario_id)
        title = found.title if found else attempt.scenario_id
        return Lacking(attempt.id, reference_of(attempt.id), title, assessor, criteria)


def refusal(lacking: Collection[Lacking]) -> str:
    """Return why a unit cannot be decided or signed yet, in a sentence; nothing where no view is missing."""
    if not lacking:
        return ""
    told = "; ".join(f"{one.reference} ({one.title}) for {', '.join(one.criteria)}" for one in lacking)
    return (
        f"Decisions rely on calls that are viewed blind first, without the own view of who decided: {told}. "
        "Say at the marking desk what you see there, or decide these criteria again without them."
    )
