"""Collects the lines from which the reader can learn: not understood, or re-tagged by an assessor.

Read from the records at every asking and kept nowhere else, so that what is lawfully erased is gone here too.
Names, numbers and addresses are taken out before a line leaves this module, and nobody's id goes with it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from functools import lru_cache
from typing import Any

from simulator.model.events import TriedFrom
from simulator.model.reading import Reading
from simulator.service.library import Library
from simulator.store.attempts import AttemptFilter
from simulator.store.opening import Store
from simulator.store.values import Attempt, StoredEvent
from simulator.understanding.nameless import Names, known_values, nameless
from simulator.understanding.normalise import plain_words
from simulator.understanding.people_called import ALSO_WORDS, family_names, given_names
from simulator.understanding.proposing import Collected

MOST_ATTEMPTS = 400
"""The latest calls that are looked through."""
MOST_REMEMBERED = 1000

Line = tuple[int, str, frozenset[str]]
Retags = dict[str, dict[int, frozenset[str]]]


class Collecting:
    """Collects lines from the records of ended calls."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library
        self._names = Names()
        self._seen: OrderedDict[tuple[str, int], tuple[Line, ...]] = OrderedDict()

    def lines(self, scenario_id: str = "") -> dict[str, list[Collected]]:
        """Return the collected lines by scenario: of one, or of all that the library still has."""
        wanted = AttemptFilter(scenario_id=scenario_id or None)
        attempts = self._store.attempts.list(wanted, limit=MOST_ATTEMPTS).items
        ended = [a for a in attempts if a.status != "running" and self._library.find(a.scenario_id)]
        people = self._store.people.names(frozenset(a.learner_id for a in ended))
        self._names = replace(names_of(self._library), strangers=True)
        retags: dict[tuple[str, str], Retags] = {}
        found: dict[str, list[Collected]] = {}
        for attempt in ended:
            who = (attempt.learner_id, attempt.unit)
            if who not in retags:
                retags[who] = self._retags(*who)
            own = retags[who].get(attempt.id, {})
            for seq, text, heard in self._spoken(attempt, people.get(attempt.learner_id, "")):
                acts = own.get(seq)
                if acts is not None or not heard:
                    found.setdefault(attempt.scenario_id, []).append(Collected(text, heard, acts))
        return found

    def _retags(self, learner_id: str, unit: str) -> Retags:
        """Return what assessors say that a learner's lines hold, by attempt and place; the latest counts."""
        portfolio = self._store.portfolios.find(learner_id, unit)
        found: Retags = {}
        for event in self._store.portfolios.read(portfolio.id) if portfolio else ():
            if event.kind == "retagged" and event.payload:
                own = found.setdefault(str(event.payload["attempt"]), {})
                own[int(event.payload["seq"])] = frozenset(event.payload["acts"])
        return found

    def _spoken(self, attempt: Attempt, learner: str) -> tuple[Line, ...]:
        """Return everything that was said in an ended attempt, without names."""
        key = (attempt.id, attempt.head_seq)
        if key not in self._seen:
            events = self._store.attempts.read(attempt.id)
            self._seen[key] = self._without_names(events, learner)
            while len(self._seen) > MOST_REMEMBERED:
                self._seen.popitem(last=False)
        return self._seen[key]

    def _without_names(self, events: list[StoredEvent], learner: str) -> tuple[Line, ...]:
        first: dict[str, Any] = (events[0].payload if events else None) or {}
        written = first.get("tried_from")
        origin = TriedFrom.model_validate(written) if written else None  # what was copied was said only once
        known = known_values(first.get("cast", {}), [learner] if learner else [])
        return tuple(
            (
                e.seq,
                nameless(str(e.payload.get("text", "")), known, self._names),
                frozenset(Reading.model_validate(e.payload.get("reading", {})).sure()),
            )
            for e in events
            if e.kind == "spoke" and e.payload and not (origin and origin.holds(e.seq, e.t))
        )


def names_of(library: Library) -> Names:
    """Return the names that anybody might be called, sparing words that the phrases themselves use."""
    return _names(library.bank.content_hash, frozenset(p for a in library.bank.acts for p in a.phrasings))


@lru_cache(maxsize=2)
def _names(_digest: str, phrasings: frozenset[str]) -> Names:
    given, family = given_names(), family_names()
    taught = frozenset(word for phrasing in phrasings for word in plain_words(phrasing))
    # A phrasing may itself hold a name; it spares nobody who is called so.
    return Names(given, family, spared=(taught - given - family) | ALSO_WORDS)
