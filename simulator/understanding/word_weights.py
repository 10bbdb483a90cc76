"""Keeps the weights of words and letter groups for classes in a sixth of the room, to the last bit.

A weight is the sum over the lines learnt from that hold the word. For words of many lines the sums are kept;
most words stand in a few lines, and theirs are summed when a line with them is read. Knows numbers only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from simulator.understanding.line_weights import LineWeights, Weights

COMMON = 32
"""A word of more lines than this has its sums kept: one in twelve, and half of what a line's words are."""


@dataclass(frozen=True)
class WordWeights:
    """Weights of words (rows) for classes (columns), as they come out of the lines learnt from.

    ``places``: where a word's sums stand in ``sums``; or, counted down from -1, which of the others it is.
    ``lines_of``: the lines that hold each of these.
    """

    places: npt.NDArray[np.int32]
    sums: Weights
    lines_of: csr_matrix
    weights: LineWeights

    @classmethod
    def of(cls, rows: csr_matrix, weights: LineWeights, alpha: Weights) -> "WordWeights":
        """Keep the weights of the words of ``rows`` (a line a row); ``alpha`` is ``weights`` in full."""
        words = rows.T.tocsr()
        common = np.diff(words.indptr) > COMMON
        places = np.where(common, np.cumsum(common) - 1, -np.cumsum(~common)).astype(np.int32)
        return cls(places, np.asarray(words[common] @ alpha), words[~common], weights)

    @classmethod
    def read(
        cls, arrays: Mapping[str, npt.NDArray[Any]], shape: tuple[int, int, int]
    ) -> "WordWeights | None":
        """Return the weights that ``arrays`` hold, by name; None unless they are whole.

        ``shape``: how many words, lines and classes there are.
        """
        words, lines, classes = shape
        weights = LineWeights.read(arrays, (lines, classes))
        places, sums = arrays["places"], arrays["sums"]
        whole = places.dtype == np.int32 and places.shape == (words,) and sums.dtype == np.float32
        if weights is None or not whole or sums.shape[1:] != (classes,):
            return None
        lines_of = read_rows(arrays, "lines_of", (words - len(sums), lines))
        return None if lines_of is None else cls(places, sums, lines_of, weights)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what is to be kept, by name."""
        own = {"places": self.places, "sums": self.sums}
        return self.weights.arrays() | own | rows_kept("lines_of", self.lines_of)

    def scores(self, words: csr_matrix) -> Weights:
        """Return the score of each line (row of ``words``) for each class.

        Sums are taken in the order of the lines, as if all of them were kept.
        """
        used, own = np.unique(words.indices, return_inverse=True)
        found = np.empty((len(used), self.sums.shape[1]), dtype=np.float32)
        places = self.places[used]
        known = places >= 0
        found[known] = self.sums[places[known]]
        rare = self.lines_of[-1 - places[~known]]
        lines, column = np.unique(rare.indices, return_inverse=True)
        narrow = csr_matrix((rare.data, column, rare.indptr), shape=(rare.shape[0], len(lines)))
        found[~known] = narrow @ self.weights.some(lines)
        scores: Weights = (
            csr_matrix((words.data, own, words.indptr), shape=(words.shape[0], len(used))) @ found
        )
        return scores


def rows_kept(name: str, rows: csr_matrix) -> dict[str, npt.NDArray[Any]]:
    """Return a sparse matrix as arrays to be kept under a name."""
    return {f"{name}.data": rows.data, f"{name}.indices": rows.indices, f"{name}.indptr": rows.indptr}


def read_rows(arrays: Mapping[str, npt.NDArray[Any]], name: str, shape: tuple[int, int]) -> csr_matrix | None:
    """Return the sparse matrix that was kept under a name; None unless it is whole and of this shape."""
    data, indices, indptr = (arrays[f"{name}.{part}"] for part in ("data", "indices", "indptr"))
    kinds = data.dtype == np.float32 and indices.dtype == np.int32 and indptr.dtype == np.int32
    if not kinds or len(indptr) != shape[0] + 1 or not len(data) == len(indices) == int(indptr[-1]):
        return None
    return csr_matrix((data, indices, indptr), shape=shape, copy=False)
