"""Marks the papers of a pack again, from the pack alone, and compares what was found when they were released.

Nothing of it needs a store. A paper that was not released has no findings to compare: its chain is proven.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from simulator.marking.answers import MARKER, mark_answer, on_criteria
from simulator.model.findings import FindingWord
from simulator.model.papers import PAPER_EVENT, PaperState, fold_paper
from simulator.model.portfolio import AnswerRuled, Kept, PaperReleased
from simulator.model.questions import QuestionBank
from simulator.service.live import fields_of
from simulator.service.paper_records import pinned_questions
from simulator.store.chain import sha256
from simulator.store.values import StoredEvent
from simulator.understanding.answers import answer_reader
from simulator.understanding.encoder import Encoder

Opening = Callable[[], Encoder | None]
"""How the encoder is had by which answers are compared; it is asked for only where a paper is marked."""
Rulings = Mapping[str, Mapping[str, bool]]


def no_encoder() -> None:
    """Stand in where there is no encoder: the words alone are read, and a reading says so."""


class PaperProof:
    """Marks papers again. ``deeds`` are those of the portfolio record, in its order."""

    def __init__(self, files: Mapping[str, bytes], deeds: Sequence[Kept], opening: Opening) -> None:
        self._files = files
        self._deeds = deeds
        self._encoder = cache(opening)

    def told(self, head: Mapping[str, Any], events: Sequence[StoredEvent]) -> tuple[str, bool]:
        """Return what came of marking one paper again, in a sentence, and whether that is a fault.

        Raises ``KeyError`` and ``ValueError`` for a record or a text that cannot be read.
        """
        name = f"paper {head['id'][:8]}"
        found = [k for k in self._deeds if isinstance(k.deed, PaperReleased) and k.deed.paper == head["id"]]
        if head["erased"]:
            return f"{name}: its chain; a part of it was lawfully erased", False
        if not found:
            return (
                f"{name}: its chain alone, not marked again: it was never released, so no finding is printed",
                False,
            )
        digest = head["row"]["content"]["questions"]
        body = self._files[f"data/texts/{digest}"]
        if sha256(body) != digest:
            return f"data/texts/{digest} is not the text that the paper pinned.", True
        state = fold_paper([PAPER_EVENT.validate_python(fields_of(e)) for e in events])
        bank = pinned_questions(body.decode("utf-8"))
        return self._compared(name, state, bank, found[-1])

    def _compared(self, name: str, state: PaperState, bank: QuestionBank, kept: Kept) -> tuple[str, bool]:
        released = kept.deed
        assert isinstance(released, PaperReleased)
        now, marker = mark_paper(state, bank, self._rulings(released.paper, kept.seq), self._encoder())
        if now == released.findings:
            return f"{name} marked again: the same findings", False
        if marker != released.marker:
            return f"{name} was marked by {released.marker}; {marker} finds otherwise", False
        return f"{name}: marked again, its findings are not those that were released.", True

    def _rulings(self, paper: str, before: int) -> Rulings:
        """Return what an assessor had ruled on a paper up to a place of the record; the latest counts."""
        found: dict[str, dict[str, bool]] = {}
        for ruled in self._ruled(paper, before):
            found.setdefault(ruled.part, {})[ruled.statement] = ruled.says
        return found

    def _ruled(self, paper: str, before: int) -> Iterator[AnswerRuled]:
        for kept in self._deeds:
            if kept.seq < before and isinstance(kept.deed, AnswerRuled) and kept.deed.paper == paper:
                yield kept.deed


def mark_paper(
    state: PaperState, bank: QuestionBank, rulings: Rulings, encoder: Encoder | None
) -> tuple[dict[str, FindingWord], str]:
    """Return the finding on each criterion of a paper, and the marker with the reader that found them.

    Raises:
        ValueError: the paper asks what its questions do not hold.
    """
    found, reader = [], ""
    for asked in state.started.asked:
        question = bank.question(asked.id)
        if question is None:
            raise ValueError(f"the question {asked.id} of a paper")
        reading = answer_reader(question, encoder).read(state.written(asked.id).text)
        reader = reader or reading.reader
        found.append(mark_answer(question, reading, rulings.get(asked.id, {})))
    return {f.criterion: f.finding for f in on_criteria(found)}, f"{MARKER}/{reader}"
