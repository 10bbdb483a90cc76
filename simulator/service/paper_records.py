"""The record of a paper as the store keeps it, and the questions that it pins. It decides nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence

from simulator.model.papers import PAPER_EVENT, PaperStarted, PaperState, fold_paper
from simulator.model.questions import Question, QuestionBank
from simulator.service.erased import ErasedInPartError, remains_of
from simulator.service.live import fields_of
from simulator.store.opening import Store


def read_paper(store: Store, paper_id: str) -> tuple[PaperState, int]:
    """Return a paper as its record holds it and the seq of its last event.

    Raises:
        ErasedInPartError: a part of the record was lawfully erased.
    """
    stored = store.papers.read(paper_id)
    if gone := store.papers.erasures(paper_id):
        raise ErasedInPartError(remains_of(stored, gone, store.people.names, ()))
    return fold_paper([PAPER_EVENT.validate_python(fields_of(e)) for e in stored]), stored[-1].seq


def asked_in_paper(store: Store, paper_id: str) -> tuple[str, ...]:
    """Return the ids of the questions of a paper; none where its beginning was erased."""
    first = next(iter(store.papers.read(paper_id)), None)
    if first is None or first.payload is None:
        return ()
    started = PAPER_EVENT.validate_python(fields_of(first))
    return tuple(a.id for a in started.asked) if isinstance(started, PaperStarted) else ()


def pinned_text(bank: QuestionBank, drawn: Sequence[Question]) -> str:
    """Return the questions of a paper, their key points and laws, as the text that it pins."""
    laws = {law for q in drawn for law in (q.law, *(p.law for p in q.points)) if law}
    update = {"questions": tuple(drawn), "laws": tuple(x for x in bank.laws if x.id in laws)}
    pinned = bank.model_copy(update=update)
    return json.dumps(pinned.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)


def pinned_questions(text: str) -> QuestionBank:
    """Return the questions of a paper from the text that it pinned."""
    return QuestionBank.model_validate_json(text)
