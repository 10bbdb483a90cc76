"""Records of which a part was lawfully erased: who erased it, when and why, and what can still be told.

Nothing is marked from such a record: what is gone might have been what shows a criterion. The findings that
were shown before stand in the portfolio record, with their marker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from simulator.service.errors import CannotDo
from simulator.store.values import Erasure, StoredEvent


@dataclass(frozen=True)
class Gone:
    """One erasure as people read it: which events, who erased them, when (UTC), and why."""

    events: tuple[int, ...]
    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class Remains:
    """What is left to tell of such a record: what is gone, how many events stand, the findings shown last."""

    gone: tuple[Gone, ...]
    events: int
    kinds: tuple[tuple[int, float, str], ...]
    findings: Mapping[str, str]
    marker: str

    @property
    def sentence(self) -> str:
        """What is gone, in a sentence each."""
        return " ".join(sentence_of(g) for g in self.gone)


class ErasedInPartError(CannotDo):
    """The record can be told of, and not be read whole: what remains of it comes along."""

    def __init__(self, remains: Remains) -> None:
        self.remains = remains
        super().__init__(f"{remains.sentence} What is left is not marked.")


def sentence_of(one: Gone) -> str:
    """Return one erasure in a sentence."""
    which = ", ".join(str(seq) for seq in one.events)
    what = f"events {which} were" if len(one.events) > 1 else f"event {which} was"
    who = f" by {one.by}" if one.by else ""
    on = f"{one.at.day} {one.at:%B %Y}"
    return f"Of this record {what} lawfully erased{who} on {on}: {one.why.rstrip('.')}."


def remains_of(
    events: Sequence[StoredEvent],
    erasures: Sequence[Erasure],
    names: Callable[[frozenset[str]], Mapping[str, str]],
    shown: Sequence[Mapping[str, object]],
) -> Remains:
    """Return what remains of a record; ``shown`` are the notes on its findings as shown, in order."""
    known = names(frozenset(e.actor for e in erasures))
    together: dict[tuple[str, datetime, str], list[int]] = {}
    for one in erasures:
        together.setdefault((one.actor, one.erased_at, one.reason), []).append(one.seq)
    last = shown[-1] if shown else {}
    found = last.get("findings")
    return Remains(
        gone=tuple(
            Gone(tuple(sorted(seqs)), known.get(by, by), at, why) for (by, at, why), seqs in together.items()
        ),
        events=len(events),
        kinds=tuple((e.seq, e.t, e.kind) for e in events if e.payload is None),
        findings={str(c): str(w) for c, w in found.items()} if isinstance(found, Mapping) else {},
        marker=str(last.get("marker", "")),
    )
