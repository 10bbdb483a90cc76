"""Takes other people's names, numbers and addresses out of what a pack prints of calls; counts the places.

What was said in calls may name people. The record itself is never changed: a pack made so leaves the record's
contents out altogether, and keeps the chain of their digests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reports.evidence import EvidenceReport
from reports.pack import ScenarioCard
from simulator.understanding.nameless import Names, known_values, nameless

_PARTS = (
    *("transcript", "logs", "messages", "deployments", "escalations", "tree_steps", "events"),
    *("findings", "facts", "retags", "radio", "opening"),
)
"""The parts of a report that hold what was said, written or cast."""
_WORDS = frozenset(
    [
        *("text", "value", "before", "what", "sentence", "address", "reason", "speaker", "as_written"),
        *("told", "logged", "passed", "followed", "opening"),
    ]
)


class Redacting:
    """Takes names out of the papers of one call; ``places`` counts where."""

    def __init__(self, cast: Mapping[str, str], names: Names) -> None:
        self._known = known_values(dict(cast), [])
        self._names = names
        self.places = 0

    def report(self, report: EvidenceReport) -> EvidenceReport:
        """Return the report without names in what it prints of the call."""
        whole = report.model_dump()
        for part in _PARTS:
            whole[part] = self._through(whole[part], part)
        return EvidenceReport.model_validate(whole)

    def card(self, card: ScenarioCard) -> ScenarioCard:
        """Return a scenario card without the names that were cast."""
        facts = tuple(f.model_copy(update={"value": self._without(f.value)}) for f in card.facts)
        happens = tuple((when, self._without(what)) for when, what in card.happens)
        callers = tuple(self._without(c) for c in card.callers)
        return card.model_copy(update={"facts": facts, "happens": happens, "callers": callers})

    def _through(self, value: Any, key: str) -> Any:
        if isinstance(value, str):
            return self._without(value) if key in _WORDS else value
        if isinstance(value, dict):
            return {name: self._through(one, name) for name, one in value.items()}
        if isinstance(value, (list, tuple)):
            return tuple(self._through(one, key) for one in value)
        return value

    def _without(self, words: str) -> str:
        bare = nameless(words, self._known, self._names)
        self.places += bare != words
        return bare


Maker = Callable[[Mapping[str, str]], Redacting]
"""Makes what takes names out of one call, from what was cast in it."""
