"""The record of a paper as the store keeps it, and the questions that it pins. It decides nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from simulator.model.papers import PAPER_EVENT, PaperEvent, PaperState, fold_paper
from simulator.model.questions import Question, QuestionBank
from simulator.store.opening import Store
from simulator.store.values import NewEvent, StoredEvent


def paper_to_store(event: PaperEvent, at: datetime) -> NewEvent:
    """Return an event of a paper as the store keeps it; ``at`` is the time of day in UTC."""
    payload = event.model_dump(mode="json", exclude={"kind", "t"}, exclude_defaults=True)
    return NewEvent(kind=event.kind, t=event.t, recorded_at=at, payload=payload)


def paper_from_store(stored: StoredEvent) -> PaperEvent:
    """Return a stored event of a paper; raises ``ValueError`` for an erased one."""
    if stored.payload is None:
        raise ValueError(f"Event {stored.seq} of record {stored.stream_id} was erased")
    return PAPER_EVENT.validate_python({**stored.payload, "kind": stored.kind, "t": stored.t})


def read_paper(store: Store, paper_id: str) -> tuple[PaperState, int]:
    """Return a paper as its record holds it and the seq of its last event."""
    stored = store.papers.read(paper_id)
    return fold_paper([paper_from_store(e) for e in stored]), stored[-1].seq


def pinned_text(bank: QuestionBank, drawn: Sequence[Question]) -> str:
    """Return the questions of a paper, their key points and laws, as the text that it pins."""
    laws = {law for q in drawn for law in (q.law, *(p.law for p in q.points)) if law}
    update = {"questions": tuple(drawn), "laws": tuple(x for x in bank.laws if x.id in laws)}
    pinned = bank.model_copy(update=update)
    return json.dumps(pinned.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)


def pinned_questions(text: str) -> QuestionBank:
    """Return the questions of a paper from the text that it pinned."""
    return QuestionBank.model_validate_json(text)
