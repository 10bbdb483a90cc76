"""Finding somebody's words in the records of a learner, and erasing the events that hold them, for ever.

The law on personal data may ask for it; whoever asks names words that must go, and only what holds them is
ever shown. What was erased is told of by the record itself: verification says *erased*, and nothing is
marked from what is left. Of portfolio records only the learner's profile is searched: what else stands there
was entered as evidence or decided, and is withdrawn or written anew in its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from simulator.model.papers import spliced
from simulator.portfolio.rules import SHORTEST_REASON
from simulator.service.access import Actor, require
from simulator.service.errors import CannotDo, NotThere, ServiceError
from simulator.service.library import Library
from simulator.store.attempts import AttemptFilter
from simulator.store.opening import Store
from simulator.store.streams import Streams
from simulator.store.values import StoredEvent

LONGEST = 500
SHORTEST_WORDS = 3
AROUND = 60
_KEPT = ("attempt_started", "paper_started")
"""The beginning of a record holds nothing that anybody typed: who is cast, what is asked, what is pinned.

But a question about the learner's own call quotes the lines of a moment of it.
"""
_KINDS = {
    "spoke": "said",
    "heard": "heard",
    "message_sent": "message sent",
    "message_answered": "answer to a message",
    "field_written": "field of the log",
    "note_added": "note",
    "priority_set": "reason for a priority",
    "answer_edited": "written answer",
    "help_declared": "declaration",
    "profile_written": "profile, as it was written then",
    "profile_discussed": "what was said when it was talked through",
}
_OF_PROFILES = ("profile_written", "profile_discussed")


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds the words: an event of a call or profile, all changes of an answer; ``t`` is in seconds."""

    record: str
    sort: Literal["call", "paper", "profile"]
    title: str
    started_at: datetime
    seqs: tuple[int, ...]
    t: float
    kind: str
    excerpt: str

    @property
    def key(self) -> str:
        """Name it among what was found."""
        return f"{self.record}:{self.seqs[0]}"


class ErasingWords:
    """The use cases of lawful erasure in records. ``now`` gives the time of day in UTC."""

    def __init__(self, store: Store, library: Library, now: Callable[[], datetime]) -> None:
        self._store = store
        self._library = library
        self._now = now
        self._streams: dict[str, Streams] = {
            "call": store.attempts,
            "paper": store.papers,
            "profile": store.portfolios,
        }

    def find(self, actor: Actor | None, learner_id: str, words: str) -> tuple[Holding, ...]:
        """Return what holds the words in a learner's ended calls, papers and profiles, the oldest first.

        Raises:
            ServiceError: the words are too few to mean anybody.
            NotThere: the records are the actor's own.
        """
        by = require(actor, "administrator")
        if by.person_id == learner_id:
            raise NotThere("Somebody else erases what stands in one's own records.")
        wanted = _plain(words)
        if len(wanted) < SHORTEST_WORDS:
            raise ServiceError(f"Give at least {SHORTEST_WORDS} characters of what must go.", "words")
        found = [*self._in_calls(learner_id, wanted), *self._in_papers(learner_id, wanted)]
        found += self._in_profiles(learner_id, wanted)
        return tuple(sorted(found, key=lambda h: (h.started_at, h.record, h.seqs)))

    def erase(
        self, actor: Actor | None, learner_id: str, words: str, keys: Sequence[str], *, reason: str
    ) -> int:
        """Erase what was chosen of what holds the words; return how many events are gone.

        Records that are sealed too, and whatever was decided: decisions and signatures stay as they are.

        Raises:
            ServiceError: nothing is chosen, or there is no reason that a reader would understand.
            NotThere: what was chosen does not hold the words (any more).
        """
        by = require(actor, "administrator")
        if len(reason.strip()) < SHORTEST_REASON:
            raise ServiceError("Say why the words must go; the reason stays in their place.", "reason")
        if not keys:
            raise ServiceError("Choose what is to be erased.", "keys")
        there = {h.key: h for h in self.find(actor, learner_id, words)}
        if not set(keys) <= set(there):
            raise NotThere("Something chosen does not hold these words any more. Look again.")
        together: dict[tuple[str, str], set[int]] = defaultdict(set)
        for key in keys:
            together[there[key].sort, there[key].record].update(there[key].seqs)
        gone = 0
        for (sort, record), seqs in together.items():
            done = self._streams[sort].erase(
                record,
                seqs,
                actor=by.person_id,
                reason=reason.strip()[:LONGEST],
                erased_at=self._now(),
            )
            gone += len(done)
        return gone

    def _in_calls(self, learner_id: str, wanted: str) -> Iterator[Holding]:
        for attempt in self._store.attempts.list(AttemptFilter(learner_id=learner_id), limit=2000).items:
            events = self._store.attempts.read(attempt.id)
            holding = [(e, where) for e in events if (where := _excerpt(e, wanted))]
            if holding and attempt.status == "running":
                raise CannotDo("A call of this learner is still running. Wait until it has ended.")
            known = self._library.find(attempt.scenario_id)
            title = known.title if known else attempt.scenario_id
            for event, where in holding:
                kind = _KINDS.get(event.kind, event.kind.replace("_", " "))
                yield Holding(
                    attempt.id, "call", title, attempt.started_at, (event.seq,), event.t, kind, where
                )

    def _in_papers(self, learner_id: str, wanted: str) -> Iterator[Holding]:
        for paper in self._store.papers.of_learner(learner_id):
            by_part: dict[str, list[StoredEvent]] = defaultdict(list)
            for event in self._store.papers.read(paper.id):
                if where := _quoted(event, wanted):
                    yield Holding(
                        paper.id, "paper", "Written answers", paper.started_at, (event.seq,), event.t,
                        "question about a call", where,
                    )  # fmt: skip
                if event.payload is not None and event.kind not in _KEPT:
                    by_part[str(event.payload.get("part", ""))].append(event)
            for events in by_part.values():
                where = _in_answer(events, wanted)
                if where and paper.status == "running":
                    raise CannotDo("A paper of this learner is still open. Wait until it is handed in.")
                if where:
                    kind = _KINDS.get(events[0].kind, events[0].kind.replace("_", " "))
                    seqs = tuple(e.seq for e in events if e.kind in ("answer_edited", "help_declared"))
                    yield Holding(
                        paper.id, "paper", "Written answers", paper.started_at, seqs, events[0].t, kind, where
                    )

    def _in_profiles(self, learner_id: str, wanted: str) -> Iterator[Holding]:
        for portfolio in self._store.portfolios.of_learner(learner_id):
            for event in self._store.portfolios.read(portfolio.id):
                where = _excerpt(event, wanted) if event.kind in _OF_PROFILES else ""
                if where:
                    title, kind = f"Unit {portfolio.unit}", _KINDS[event.kind]
                    yield Holding(
                        portfolio.id, "profile", title, event.recorded_at, (event.seq,), event.t, kind, where
                    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _excerpt(event: StoredEvent, wanted: str) -> str:
    """Return the words with a little around them, or nothing where the event does not hold them."""
    if event.payload is None or event.kind in _KEPT:
        return ""
    return next((cut for text in _texts(dict(event.payload)) if (cut := _around(text, wanted))), "")


def _quoted(event: StoredEvent, wanted: str) -> str:
    """Return where the beginning of a paper quotes the words from a call of the learner, or nothing."""
    if event.payload is None or event.kind != "paper_started":
        return ""
    moments = [asked.get("shown") for asked in event.payload.get("asked", ()) if asked.get("call")]
    return next((cut for text in _texts(moments) if (cut := _around(text, wanted))), "")


def _around(text: str, wanted: str) -> str:
    flat = " ".join(text.split())
    at = flat.casefold().find(wanted)
    if at < 0:
        return ""
    start, end = max(0, at - AROUND), at + len(wanted) + AROUND
    return f"{'…' if start else ''}{flat[start:end]}{'…' if end < len(flat) else ''}"


def _in_answer(events: Sequence[StoredEvent], wanted: str) -> str:
    """Return where an answer holds the words, or held them at any time: an event holds a change alone."""
    text, found = "", ""
    for event in events:
        payload = dict(event.payload or {})
        if event.kind == "answer_edited":
            text = spliced(text, int(payload["at"]), int(payload["removed"]), str(payload["added"]))
            found = _around(text, wanted) or found
        else:
            found = _excerpt(event, wanted) or found
    return found
