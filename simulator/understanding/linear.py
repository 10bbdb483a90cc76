"""Multinomial logistic regression for the reader: few lines, many classes, fitted in a few seconds at most.

Works on the weight of each line for each class. The lines' likeness to one another (their Gram matrix) is
never written down: it is applied through the lines' features, which is quicker and takes a tenth of the
memory. Deterministic: it starts from nought and takes a fixed course, reckoned in double precision, so that
what one processor rounds otherwise than another stays far below what a score is rounded to, and the weights
learnt are cut to what every processor agrees on. Holds no words and no acts.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.linalg.blas import daxpy, dgemm
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from simulator.understanding.merged_columns import SAME, merged

Matrix = npt.NDArray[np.float64]

AGREED = 6
"""Decimal places of a weight that are the same on every processor (what differs stays below the eighth)."""

STEPS = 12
"""With 245 classes of 4,929 lines the cost is then 0.06 % above the least there is (30 steps without
`Shared`: 0.4 %)."""

MEMORY = 2
TOLERANCE = 2e-3
LEAST_RATE = 2e-4
LEAST_BEND = 1e-10

SHARED = 32
"""Directions in which lines are most alike, that are stepped along apart."""

BEND = 7e-4
"""How far the mean chance of a class bends the cost; .0003 to .003 do alike, .1 costs twice the steps."""

COURSE = (STEPS, MEMORY, TOLERANCE, SHARED, BEND, SAME)
"""All that decides where the descent comes to rest: part of the name of what is kept."""

COLUMNS = 32
"""Classes of which the words' scores are reckoned at once: their columns then stay near the processor."""

BESIDE = 2
"""So many times classes are reckoned beside each other: whoever learns alone has a second core to spare."""


class Likeness:
    """The inner products of all lines (with 1 added for the intercept), applied and never written down."""

    def __init__(self, rows: csr_matrix, vectors: npt.NDArray[np.floating[Any]] | None) -> None:
        """``rows``: the lines' word features; ``vectors``: their vectors, None where there is no encoder."""
        self._rows = merged(rows.astype(np.float64))
        self._columns = self._rows.T.tocsr()
        self._vectors = None if vectors is None else vectors.astype(np.float64)

    def __matmul__(self, weights: Matrix) -> Matrix:
        """Return the score of each line for each class."""
        scores: Matrix = np.empty(weights.shape, dtype=np.float64)

        def score(first: int) -> None:
            some = np.ascontiguousarray(weights[:, first : first + COLUMNS])
            scores[:, first : first + COLUMNS] = self._rows @ (self._columns @ some)

        with ThreadPoolExecutor(BESIDE) as beside:
            list(beside.map(score, range(0, weights.shape[1], COLUMNS)))
        if self._vectors is not None:
            scores += self._vectors @ (self._vectors.T @ weights)
        scores += weights.sum(axis=0)
        return scores


@dataclass(frozen=True)
class Shared:
    """What nearly all lines have in common: the few directions along which the cost bends most.

    Every line is a little like every other (short English sentences), so the cost is a long narrow valley in
    which descent goes to and fro. With the steps along these directions shortened it takes a third of them.
    """

    directions: Matrix
    scores: Matrix
    shorter: Matrix

    @classmethod
    def found(cls, gram: Matrix | Likeness, lines: int, pull: float) -> "Shared":
        """Find them: two rounds of power iteration from a fixed start. ``pull``: a line's mean weight."""
        chance = np.random.Generator(np.random.PCG64(7))
        basis: Matrix = chance.standard_normal((lines, min(SHARED, lines)))
        for _ in range(2):
            basis = np.linalg.qr(gram @ basis)[0]
        scores = gram @ basis
        likeness, turn = np.linalg.eigh((basis.T @ scores + scores.T @ basis) / 2)
        bend = pull * BEND
        return cls(basis @ turn, scores @ turn, (bend / (1.0 + bend * np.maximum(likeness, 0.0)))[:, None])

    def shorten(self, step: Matrix, step_scores: Matrix) -> None:
        """Shorten a step along them, in place; its scores go with it."""
        along = self.shorter * (self.scores.T @ step)
        _take(self.directions, along, step)
        _take(self.scores, along, step_scores)


def fit_weights(
    gram: Matrix | Likeness,
    classes: npt.NDArray[np.intp],
    row_weights: npt.NDArray[np.floating[Any]],
    strength: float,
) -> npt.NDArray[np.float32]:
    """Return the weight of each line (row) for each class (column): ``scores = gram @ weights``.

    ``gram`` holds or applies the inner products of all lines, ``strength`` is C. Minimises
    ``C · Σ w · cross-entropy + ½ ‖W‖²`` by L-BFGS under the inner product of the Gram matrix, which takes the
    same course as L-BFGS on the features themselves at one product a step.
    """
    threadpool_limits(limits=1, user_api="blas")  # a second thread waits at full speed for little to do
    rows = np.arange(len(classes))
    pull = (strength * row_weights)[:, None].astype(np.float64)

    def value(scores: Matrix, alpha: Matrix) -> tuple[float, Matrix]:
        top = scores.max(axis=1, keepdims=True)
        odds = scores - top
        np.exp(odds, out=odds)
        total = odds.sum(axis=1, keepdims=True)
        loss = np.log(total[:, 0]) + top[:, 0] - scores[rows, classes]
        cost = float((pull[:, 0] * loss).sum()) + 0.5 * float(np.vdot(alpha, scores))
        odds *= pull / total
        odds[rows, classes] -= pull[:, 0]
        odds += alpha
        return cost, odds

    shared = Shared.found(gram, len(classes), float(pull.mean()))
    found = _descend(gram, (len(classes), int(classes.max()) + 1), value, shared)
    return np.round(found, AGREED).astype(np.float32)


def _descend(
    gram: Matrix | Likeness,
    shape: tuple[int, ...],
    value: Callable[[Matrix, Matrix], tuple[float, Matrix]],
    shared: Shared,
) -> Matrix:
    """Run L-BFGS and return the coefficients where it came to rest."""
    alpha = np.zeros(shape, dtype=np.float64)
    scores = np.zeros(shape, dtype=np.float64)
    new_alpha, new_scores = np.empty_like(alpha), np.empty_like(scores)  # room that is used again and again
    cost, slope = value(scores, alpha)
    slope_scores = gram @ slope
    first = float(np.vdot(slope, slope_scores))
    past: list[tuple[Matrix, Matrix, Matrix, Matrix, float]] = []
    for _ in range(STEPS):
        size = float(np.vdot(slope, slope_scores))
        if size <= TOLERANCE**2 * first:
            break
        step, step_scores = _direction(slope, slope_scores, past, shared, (new_alpha, new_scores))
        slant = float(np.vdot(slope, step_scores))
        rate = 1.0
        np.add(scores, step_scores, out=new_scores)
        np.add(alpha, step, out=new_alpha)
        new_cost, new_slope = value(new_scores, new_alpha)
        while new_cost > cost + 1e-4 * rate * slant and rate > LEAST_RATE:
            rate *= 0.5
            step *= 0.5
            step_scores *= 0.5
            np.add(scores, step_scores, out=new_scores)
            np.add(alpha, step, out=new_alpha)
            new_cost, new_slope = value(new_scores, new_alpha)
        new_slope_scores = gram @ new_slope
        turned = np.subtract(new_slope, slope, out=slope)
        turned_scores = np.subtract(new_slope_scores, slope_scores, out=slope_scores)
        bend = float(np.vdot(step, turned_scores))
        if bend > LEAST_BEND:
            past = [*past[-(MEMORY - 1) :], (step, step_scores, turned, turned_scores, bend)]
        alpha, new_alpha, scores, new_scores = new_alpha, alpha, new_scores, scores
        cost, slope, slope_scores = new_cost, new_slope, new_slope_scores
    return alpha


def _direction(
    slope: Matrix,
    slope_scores: Matrix,
    past: list[tuple[Matrix, Matrix, Matrix, Matrix, float]],
    shared: Shared,
    room: tuple[Matrix, Matrix],
) -> tuple[Matrix, Matrix]:
    """Return the quasi-Newton direction and its product with the Gram matrix (the two-loop recursion).

    ``room``: two matrices that may be written over.
    """
    step, step_scores = -slope, -slope_scores
    shares: list[float] = []
    for _moved, moved_scores, turned, turned_scores, bend in reversed(past):
        share = float(np.vdot(moved_scores, step)) / bend
        shares.append(share)
        _add(-share, turned, step)
        _add(-share, turned_scores, step_scores)
    shared.shorten(step, step_scores)
    if past:
        _m, _ms, turned, turned_scores, bend = past[-1]
        short, short_scores = room
        short[...], short_scores[...] = turned, turned_scores
        shared.shorten(short, short_scores)
        scale = np.float64(bend / max(float(np.vdot(turned, short_scores)), 1e-12))
        step *= scale
        step_scores *= scale
    for (moved, moved_scores, _turned, turned_scores, bend), share in zip(
        past, reversed(shares), strict=True
    ):
        back = float(np.vdot(turned_scores, step)) / bend
        _add(share - back, moved, step)
        _add(share - back, moved_scores, step_scores)
    return step, step_scores


def _take(left: Matrix, right: Matrix, out_of: Matrix) -> None:
    """Take the product of two matrices out of a third, in place: its turned form is as BLAS would have it."""
    dgemm(-1.0, right.T, left.T, beta=1.0, c=out_of.T, overwrite_c=True)


def _add(factor: float, part: Matrix, into: Matrix) -> None:
    """Add a multiple of ``part`` into a matrix, in place and in one pass."""
    daxpy(part.reshape(-1), into.reshape(-1), a=factor)
