"""Keeps the weight that each line learnt from has for each class, in six tenths of the room, to the last bit.

Learning cuts a weight to so many decimal places (`linear.AGREED`), so it is a whole number of smallest steps.
All but one in twenty are small enough for 16 bits; the others stand beside them. Knows numbers only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.understanding.linear import AGREED

Weights = npt.NDArray[np.float32]

STEPS = 10.0**AGREED
_MOST = 32_767


@dataclass(frozen=True)
class LineWeights:
    """Weights of lines (rows) for classes (columns), each a whole number of steps.

    ``small``: those that 16 bits can hold, nought in place of the others. ``large``: these, line by line;
    ``columns``: the class of each; ``starts``: where a line's begin (and, last, where all of them end).
    """

    small: npt.NDArray[np.int16]
    large: npt.NDArray[np.int32]
    columns: npt.NDArray[np.uint16]
    starts: npt.NDArray[np.int32]

    @classmethod
    def of(cls, weights: Weights) -> "LineWeights":
        """Keep weights that were cut to ``AGREED`` places."""
        steps = np.rint(weights.astype(np.float64) * STEPS).astype(np.int32)
        far = np.abs(steps) > _MOST
        starts = np.concatenate([[0], np.cumsum(far.sum(axis=1))])
        return cls(
            small=np.where(far, 0, steps).astype(np.int16),
            large=steps[far],
            columns=np.nonzero(far)[1].astype(np.uint16),
            starts=starts.astype(np.int32),
        )

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], shape: tuple[int, int]) -> "LineWeights | None":
        """Return the weights that ``arrays`` hold, by name; None unless they are whole and of this shape."""
        found = cls(arrays["small"], arrays["large"], arrays["columns"], arrays["starts"])
        count = (len(found.large),)
        kinds = [found.small.dtype, found.large.dtype, found.columns.dtype, found.starts.dtype]
        sizes = [found.small.shape, found.large.shape, found.columns.shape, found.starts.shape]
        whole = kinds == [np.dtype(kind) for kind in ("i2", "i4", "u2", "i4")]
        whole = whole and sizes == [shape, count, count, (shape[0] + 1,)]
        return found if whole else None

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what is to be kept, by name."""
        return {
            "small": self.small,
            "large": self.large,
            "columns": self.columns,
            "starts": self.starts,
        }

    def all(self) -> Weights:
        """Return the weights of all lines."""
        return self.some(np.arange(len(self.small)))

    def some(self, lines: npt.NDArray[np.integer[Any]]) -> Weights:
        """Return the weights of these lines."""
        found: Weights = np.divide(self.small[lines], np.float32(STEPS), dtype=np.float32)
        starts = self.starts[lines]
        counts = self.starts[lines + 1] - starts
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        own = np.repeat(starts, counts) + within
        rows = np.repeat(np.arange(len(lines)), counts)
        found[rows, self.columns[own]] = (self.large[own] / STEPS).astype(np.float32)
        return found
