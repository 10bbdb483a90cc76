"""Cuts a written answer into sentences, clauses and short runs of them, each with its place in the text.

It keeps the writer's own spelling and offsets, so that whatever earns a point can be cited word for word.
It judges no meaning.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from simulator.model.word_sets import word_set
from simulator.understanding.answer_stance import denies
from simulator.understanding.normalise import plain_words

MAX_CHARACTERS = 20_000
"""A longer text is read up to here; a report over several criteria stays well below."""

MOST_SENTENCES = 200
MOST_CLAUSES = 30
LONGEST_RUN = 3
"""A run of more clauses than this says several things; the whole sentence is tried besides."""

_ENDS = re.compile(r"(?<=[.!?;])[\"'”’)\]]*\s+|\n+|(?<=[a-z]):\s+")
_BREAKS = re.compile(r",\s+|\s+[-–—]+\s+|\s*[()]\s*|\s*/\s+")
_JOINERS = word_set(
    "and but because so then or although though while whereas since unless plus nor until if when"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
LEAST_WORDS = 2


@dataclass(frozen=True)
class Segment:
    """A stretch of the text from ``start`` to ``end``; ``sentence`` and ``clauses`` say which it covers."""

    text: str
    start: int
    end: int
    sentence: int
    clauses: int = 1

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The plain words of the stretch."""
        return plain_words(self.text)

    @cached_property
    def denied(self) -> bool:
        """Whether any clause of the stretch denies: two denials beside each other do not cancel out."""
        if self.clauses == 1:
            return denies(self.words)
        return any(denies(part.words) for whole in sentences(self.text) for part in clauses(whole))


def sentences(text: str) -> list[Segment]:
    """Return the sentences of a text, in order, without the empty ones."""
    found: list[Segment] = []
    start = 0
    text = text[:MAX_CHARACTERS]
    for match in [*_ENDS.finditer(text), None]:
        end = match.start() if match else len(text)
        _add(found, text, start, end, len(found))
        start = match.end() if match else end
        if len(found) >= MOST_SENTENCES:
            break
    return found


def clauses(sentence: Segment) -> list[Segment]:
    """Return the clauses of a sentence: parted at commas, dashes, brackets and joining words."""
    cuts = sorted({0, len(sentence.text), *_cuts(sentence.text)})
    found: list[Segment] = []
    begin = 0
    for cut in cuts[1:]:
        part = sentence.text[begin:cut]
        if len(_WORD.findall(part)) < LEAST_WORDS and cut != len(sentence.text):
            continue
        _add(found, sentence.text, begin, cut, sentence.sentence)
        begin = cut
    if len(found) > 1 and len(_WORD.findall(found[-1].text)) < LEAST_WORDS:
        last = found.pop()
        first = found.pop()
        _add(found, sentence.text, first.start, last.end, sentence.sentence)
    return [
        Segment(c.text, c.start + sentence.start, c.end + sentence.start, c.sentence)
        for c in found[:MOST_CLAUSES]
    ]


def segments(text: str) -> list[Segment]:
    """Return clauses, runs of up to three of them, whole sentences and pairs of sentences, none twice."""
    whole = sentences(text)
    found: dict[tuple[int, int], Segment] = {}
    for sentence in whole:
        parts = clauses(sentence)
        for run in range(1, min(LONGEST_RUN, len(parts)) + 1):
            for i in range(len(parts) - run + 1):
                _keep(found, text, parts[i].start, parts[i + run - 1].end, sentence.sentence, run)
        _keep(found, text, sentence.start, sentence.end, sentence.sentence, max(len(parts), 1))
    for first, second in pairwise(whole):
        if len(first.words) + len(second.words) <= 40:
            _keep(found, text, first.start, second.end, first.sentence, 9)
    return list(found.values())


def _cuts(text: str) -> Iterator[int]:
    for match in _BREAKS.finditer(text):
        yield match.end()
    for match in _WORD.finditer(text):
        if match.start() and match.group().casefold() in _JOINERS:
            yield match.start()


def _keep(  # noqa: PLR0917 - a place in the text, and what lies there
    found: dict[tuple[int, int], Segment], text: str, start: int, end: int, sentence: int, count: int
) -> None:
    found.setdefault((start, end), Segment(text[start:end], start, end, sentence, count))


def _add(found: list[Segment], text: str, start: int, end: int, sentence: int) -> None:
    """Add a stretch without the white space and commas around it; nothing where nothing is left."""
    part = text[start:end]
    begin = start + len(part) - len(part.lstrip(" ,-–—\n\t"))
    stop = end - (len(part) - len(part.rstrip(" ,-–—\n\t")))
    if stop > begin and _WORD.search(text[begin:stop]):
        found.append(Segment(text[begin:stop], begin, stop, sentence))
