"""Keeps the weights of words and letter groups for classes in a sixth of the room, to the last bit.

A weight is the sum over the lines learnt from that hold the word. For words of many lines the sums are kept;
most words stand in a few lines, and theirs are summed when a line with them is read. Knows numbers only.
"""

from dataclasses import dataclass

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
