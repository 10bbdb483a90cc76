"""What was learnt from the lines of a bank: the weights of words and vectors, and the features of phrasings.

Knows numbers only: where they come from and what they decide is `fitting`'s business.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from simulator.understanding.in_place import InPlace
from simulator.understanding.layers import Vector
from simulator.understanding.line_weights import LineWeights
from simulator.understanding.word_weights import WordWeights, read_rows, rows_kept


@dataclass(frozen=True)
class Learnt:
    """The learnt weights for each class, and the word features of the phrasings, one a row.

    ``kept``: the file that they are looked at in; None where they are in memory.
    """

    word_weights: WordWeights
    vector_weights: Vector | None
    intercept: Vector
    taught: csr_matrix
    kept: InPlace | None = None
    _parts: dict[tuple[int, int], csr_matrix] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, rows: csr_matrix, vectors: Vector | None, weights: LineWeights, taught: int) -> "Learnt":
        """Return what comes of the weights of lines; the first ``taught`` of these are phrasings."""
        alpha = weights.all()
        return cls(
            word_weights=WordWeights.of(rows, weights, alpha),
            vector_weights=None if vectors is None else vectors.T @ alpha,
            intercept=alpha.sum(axis=0),
            taught=rows[:taught],
        )

    @classmethod
    def read(cls, kept: InPlace, shape: tuple[int, int, int], width: int, taught: int) -> "Learnt | None":
        """Return what a file holds; None unless it is whole and of this shape.

        ``shape``: how many words, lines and classes there are; ``width``: of a vector, or 0.
        """
        words, _lines, classes = shape
        arrays = kept.arrays
        try:
            word_weights = WordWeights.read(arrays, shape)
            rows = read_rows(arrays, "taught", (taught, words))
            weights, intercept = arrays.get("vector_weights"), arrays["intercept"]
        except (KeyError, ValueError, IndexError):
            return None
        found = None if weights is None else (weights.dtype, weights.shape)
        wanted = (np.dtype(np.float32), (width, classes)) if width else None
        whole = found == wanted and intercept.dtype == np.float32 and intercept.shape == (classes,)
        if word_weights is None or rows is None or not whole:
            return None
        return cls(word_weights, weights, intercept, rows, kept)

    def arrays(self) -> Mapping[str, npt.NDArray[Any]]:
        """Return what is to be kept, by name."""
        vectors = {} if self.vector_weights is None else {"vector_weights": self.vector_weights}
        own = {"intercept": self.intercept} | rows_kept("taught", self.taught)
        return self.word_weights.arrays() | vectors | own

    def phrasings(self, start: int, end: int) -> csr_matrix:
        """Return the word features of some phrasings, that stand one after another: seen, not copied.

        SciPy copies what it is handed where that is part of something larger, so it is handed nothing: the
        copies of thirty calls' phrasings would be held beside the files that they lie in, 1 to 3 MB a call.
        """
        found = self._parts.get((start, end))
        if found is None:
            ends = self.taught.indptr[start : end + 1]
            first, last = int(ends[0]), int(ends[-1])
            found = csr_matrix((end - start, self.taught.shape[1]), dtype=self.taught.dtype)
            found.data, found.indices = self.taught.data[first:last], self.taught.indices[first:last]
            found.indptr = ends - first
            self._parts[start, end] = found
        return found
