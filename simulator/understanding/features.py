"""Turns plain words into numbers: stemmed words and word pairs, and the letter groups inside words.

Counts only what it was fitted on, but lets unseen words weigh in the length of a line, so that a line
full of strange words is like nothing it knows. Never looks at meaning.
"""

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from simulator.understanding.mark_places import UNKNOWN, Places
from simulator.understanding.stems import STOP_WORDS, stem

STOP_WEIGHT = 0.45
"""Weight of a word that carries little by itself; measured, see the reader's notes."""

_WORD_SHARE, _LETTER_SHARE = math.sqrt(0.6), math.sqrt(0.4)


@lru_cache(maxsize=16384)
def _letters(word: str) -> tuple[str, ...]:
    """Return the letter groups (3 to 5 long) of one word, its edges marked."""
    marked = f" {word} "
    return tuple("~" + marked[i : i + n] for n in (3, 4, 5) for i in range(len(marked) - n + 1))


def word_marks(words: Sequence[str]) -> dict[str, float]:
    """Return the words and word pairs of a line with their counts, weak words weighing less."""
    marks: dict[str, float] = {}
    before = "^"
    weak_before = True
    for word in words:
        root = stem(word)
        weak = word in STOP_WORDS
        marks[root] = marks.get(root, 0.0) + (STOP_WEIGHT if weak else 1.0)
        pair = f"{before} {root}"
        marks[pair] = marks.get(pair, 0.0) + (STOP_WEIGHT if weak and weak_before else 0.8)
        before, weak_before = root, weak
    return marks


def letter_marks(words: Sequence[str]) -> dict[str, float]:
    """Return the letter groups of a line with their counts."""
    return dict(Counter(chain.from_iterable(_letters(word) for word in words if len(word) > 2)))


Marks = tuple[dict[str, float], dict[str, float]]
"""The word marks and the letter marks of one line."""
Row = tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]
"""The places of a line's known marks, in order, and their weights."""
Block = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[Any]]
"""Marks of one kind in many lines: the lines they stand in, the marks, how often each stands there."""
_ROWS_KEPT = 256
"""Of each reader, half a kilobyte each: a line's groups share theirs, and other lines seldom come back."""


def fitted_on(lines: Sequence[Sequence[str]]) -> tuple["WordFeatures", csr_matrix]:
    """Return the features fitted on lines of plain words, and their weights on these very lines.

    All lines are weighed at once: one by one takes five times as long.
    """
    ids: dict[str, int] = {}
    counted = [word_marks(words) for words in lines]
    marks = _numbers(ids.setdefault(m, len(ids)) for own in counted for m in own)
    counts = np.array([n for own in counted for n in own.values()], dtype=np.float64)
    owners = np.repeat(np.arange(len(lines)), _numbers(map(len, counted)))
    said = [(line, word) for line, words in enumerate(lines) for word in words if len(word) > 2]
    words = dict.fromkeys(word for _, word in said)
    groups = {word: _numbers(ids.setdefault(m, len(ids)) for m in _letters(word)) for word in words}
    of_line = np.repeat(_numbers(n for n, _ in said), _numbers(len(groups[word]) for _, word in said))
    letters = np.concatenate([_numbers(()), *(groups[word] for _, word in said)])
    every = max(len(ids), 1)
    pairs, times = np.unique(of_line * every + letters, return_counts=True)
    blocks = [(owners, marks, counts), (pairs // every, pairs % every, times)]
    names = list(ids)
    frequency = np.bincount(np.concatenate([marks, blocks[1][1]]), minlength=len(names))
    features = WordFeatures(dict(zip(names, frequency.tolist(), strict=True)), len(lines))
    return features, features.weighed(names, blocks, len(lines))


def _numbers(found: Iterable[int]) -> npt.NDArray[np.int64]:
    return np.fromiter(found, dtype=np.int64)


def _marks(words: Sequence[str]) -> Marks:
    return word_marks(words), letter_marks(words)


class WordFeatures:
    """Word and letter features with inverse document frequencies, fitted once on the bank's lines."""

    def __init__(self, seen: Mapping[str, int], lines: int) -> None:
        """Learn which marks occur (``seen``: in how many of the lines), unless letters are seen but once."""
        count = max(lines, 1)
        kept = sorted(m for m, n in seen.items() if n > 1 or not m.startswith("~"))
        known = {n: math.log((1 + count) / (1 + n)) + 1.0 for n in set(seen.values())}
        self._places = Places(kept)
        self._idf = array("d", (known[seen[mark]] for mark in kept))
        self._unseen = math.log(1 + count) + 1.0
        self._recent: dict[tuple[str, ...], Row] = {}

    @property
    def size(self) -> int:
        """How many marks are known."""
        return len(self._idf)

    def weigh(self, line: Marks) -> dict[int, float]:
        """Return the known marks of a line with their weights; the whole line has length one or less."""
        found: dict[int, float] = {}
        self._block(line[0], _WORD_SHARE, found)
        self._block(line[1], _LETTER_SHARE, found)
        return found

    def _block(self, marks: Mapping[str, float], share: float, into: dict[int, float]) -> None:
        """Add one block of marks, scaled to length ``share`` with the unseen ones counted in."""
        square = 0.0
        known: list[tuple[int, float]] = []
        for place, (mark, count) in zip(self._places.of(marks), marks.items(), strict=True):
            if place == UNKNOWN:
                square += (self._unseen * count * (0.5 if mark.startswith("~") or " " in mark else 1.0)) ** 2
                continue
            weight = (1.0 + math.log(count) if count > 1 else count) * self._idf[place]
            square += weight * weight
            known.append((place, weight))
        if square > 0:
            scale = share / math.sqrt(square)
            for place, weight in known:
                into[place] = weight * scale

    def row(self, words: tuple[str, ...]) -> Row:
        """Return the places and weights of one line of plain words; recent lines are kept."""
        found = self._recent.get(words)
        if found is None:
            found = _row(self.weigh(_marks(words)))
            if len(self._recent) >= _ROWS_KEPT:
                self._recent.clear()
            self._recent[words] = found
        return found

    def matrix(self, lines: Iterable[Sequence[str]]) -> csr_matrix:
        """Return the weights of lines of plain words as one sparse matrix, a line a row."""
        return self._stacked([self.row(tuple(words)) for words in lines])

    def weighed(self, names: Sequence[str], blocks: Sequence[Block], lines: int) -> csr_matrix:
        """Return the weights of lines whose marks are counted as one sparse matrix, a line a row."""
        index = self._places.all_of(names)
        known_idf = np.array([*self._idf, self._unseen])
        idf = known_idf[index]  # -1, a mark that is not known, is the last
        strange = np.array([0.5 if name.startswith("~") or " " in name else 1.0 for name in names])
        rows, places, weights = [], [], []
        for (owners, marks, counts), share in zip(blocks, (_WORD_SHARE, _LETTER_SHARE), strict=True):
            known = index[marks] >= 0
            told = np.where(counts > 1, 1.0 + np.log(np.maximum(counts, 1.0)), counts)
            weight = np.where(known, told, counts * strange[marks]) * idf[marks]
            square = np.bincount(owners, weight * weight, minlength=lines)
            scale = share / np.sqrt(np.where(square > 0, square, 1.0))
            rows.append(owners[known])
            places.append(index[marks][known])
            weights.append((weight * scale[owners])[known])
        row, place = np.concatenate(rows), np.concatenate(places)
        order = np.argsort(row * max(self.size, 1) + place, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=lines))]).astype(np.int32)
        weight = np.concatenate(weights)[order].astype(np.float32)
        return csr_matrix((weight, place[order].astype(np.int32), starts), shape=(lines, self.size))

    def _stacked(self, rows: Sequence[Row]) -> csr_matrix:
        places = [np.zeros(0, dtype=np.int32), *(places for places, _ in rows)]
        weights = [np.zeros(0, dtype=np.float32), *(weights for _, weights in rows)]
        starts = np.cumsum([0, *(len(own) for own, _ in rows)], dtype=np.int32)
        return csr_matrix(
            (np.concatenate(weights), np.concatenate(places), starts), shape=(len(rows), self.size)
        )


def _row(weights: Mapping[int, float]) -> Row:
    """Return a line's weights in the order of their places."""
    row = sorted(weights.items())
    return (
        np.array([place for place, _ in row], dtype=np.int32),
        np.array([weight for _, weight in row], dtype=np.float32),
    )
