"""What the portfolio records held when they were last looked at, so that a look reads only what is new.

A portfolio grows with every attempt, and a queue or a home looks at it once for each of them. What is kept
is only ever a copy: every look asks the store for what came after it, also from another server. It writes
nothing.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from simulator.store.portfolios import Portfolios
from simulator.store.values import StoredEvent

MOST_PORTFOLIOS = 500

Payload = dict[str, object]


@dataclass(frozen=True)
class _Seen:
    """One portfolio as it was read: payloads by attempt and kind, and where the record stood then.

    It is replaced, never changed, so that threads may hold it while another one reads on.
    """

    payloads: Mapping[tuple[str, str], tuple[Payload, ...]]
    seq: int = 0
    digest: str = ""
    erased: int = 0


class PortfolioMemory:
    """The portfolio records of one store; any thread may ask."""

    def __init__(self, portfolios: Portfolios) -> None:
        self._portfolios = portfolios
        self._lock = threading.Lock()
        self._ids: dict[tuple[str, str], str] = {}
        self._seen: OrderedDict[str, _Seen] = OrderedDict()

    def payloads(self, learner_id: str, unit: str, attempt_id: str, kind: str) -> tuple[Payload, ...]:
        """Return what the learner's portfolio holds of this kind about one attempt, in the record's order."""
        portfolio_id = self._id(learner_id, unit)
        if portfolio_id is None:
            return ()
        seen = self._up_to_now(portfolio_id)
        if not seen.seq:  # its very opening may have been undone
            self._ids.pop((learner_id, unit), None)
        return seen.payloads.get((attempt_id, kind), ())

    def _id(self, learner_id: str, unit: str) -> str | None:
        found = self._ids.get((learner_id, unit))
        if found is None:
            portfolio = self._portfolios.find(learner_id, unit)
            if portfolio is None:
                return None
            found = self._ids[learner_id, unit] = portfolio.id
        return found

    def _up_to_now(self, portfolio_id: str) -> _Seen:
        with self._lock:
            seen = self._seen.get(portfolio_id)
        fresh = self._read_on(portfolio_id, seen)
        if fresh is not seen:
            with self._lock:
                self._seen[portfolio_id] = fresh
                self._seen.move_to_end(portfolio_id)
                while len(self._seen) > MOST_PORTFOLIOS:
                    self._seen.popitem(last=False)
        return fresh

    def _read_on(self, portfolio_id: str, seen: _Seen | None) -> _Seen:
        """Read from the last event on, itself included: its digest tells that what came before still stands.

        It does not after a transaction that was undone, or a database put back from a copy. What was lawfully
        erased is forgotten here as well.
        """
        erased = len(self._portfolios.erasures(portfolio_id))
        if seen is not None and seen.seq and seen.erased == erased:
            tail = self._portfolios.read(portfolio_id, seen.seq - 1)
            if tail and (tail[0].seq, tail[0].chain_digest) == (seen.seq, seen.digest):
                return _with(seen, tail[1:])
        return _with(_Seen({}, erased=erased), self._portfolios.read(portfolio_id))


def _with(seen: _Seen, newer: list[StoredEvent]) -> _Seen:
    if not newer:
        return seen
    payloads = dict(seen.payloads)
    for event in newer:
        if event.payload is not None:
            key = (str(event.payload.get("attempt", "")), event.kind)
            payloads[key] = (*payloads.get(key, ()), event.payload)
    return _Seen(payloads, newer[-1].seq, newer[-1].chain_digest, seen.erased)
