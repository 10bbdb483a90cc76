"""Tells how like a line is to the nearest phrasing of each act, counted from what is usual in its bank.

A linear model asks what sets an act apart from the others. In a bank of another field, whose acts lie close
and whose lines often are of an act that it lacks, the nearest phrasing knows something besides: which of two
like acts it is, and whether it is any. Knows numbers only: no words, no acts by name, no band.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from simulator.understanding.layers import Vector

Matrix = npt.NDArray[np.float64]

WEIGHT = 4.0
"""Log odds that a likeness of 1 is worth; 2 to 8 do much alike."""

BELOW = 0.09
"""A line may be so much less like a phrasing than the bank's own are like one another, and be as likely."""

ALONE = 0.70
"""What is usual in a bank of one phrasing an act, where nothing tells."""


@dataclass(frozen=True)
class Nearest:
    """The phrasings of a bank, act by act. ``starts``: where each act's begin.

    ``usual``: how like a phrasing is to the nearest other one of its act, in the mean.
    """

    rows: csr_matrix = field(repr=False)
    vectors: Vector = field(repr=False)
    starts: npt.NDArray[np.intp] = field(repr=False)
    usual: float

    @classmethod
    def of(cls, rows: csr_matrix, vectors: Vector, counts: Sequence[int]) -> "Nearest":
        """Take the features of phrasings, scaled as those of lines are; so many (``counts``) of each act."""
        ends = np.cumsum([0, *counts])
        alike = [_alike(rows[a:b], vectors[a:b]) for a, b in pairwise(ends) if b > a + 1]
        usual = float(np.concatenate(alike).mean()) if alike else ALONE
        return cls(rows, vectors, ends[:-1], round(usual, 4))

    def likeness(self, words: csr_matrix, vectors: Vector) -> Matrix:
        """Return how like each line (row) is to the nearest phrasing of each act (column), at most 1."""
        each = vectors @ self.vectors.T + (self.rows @ words.T).toarray().T
        found: Matrix = np.maximum.reduceat(each, self.starts, axis=1).astype(np.float64)
        return found

    def log_odds(self, words: csr_matrix, vectors: Vector) -> Matrix:
        """Return what it adds to the log odds of each act in each line: less than nothing where it is far."""
        return WEIGHT * (self.likeness(words, vectors) - self.usual + BELOW)


def _alike(rows: csr_matrix, vectors: Vector) -> Vector:
    """Return for each phrasing of an act how like the nearest of the others is."""
    each: Vector = vectors @ vectors.T + (rows @ rows.T).toarray()
    np.fill_diagonal(each, -1.0)
    nearest: Vector = each.max(axis=1)
    return nearest
