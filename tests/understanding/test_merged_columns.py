"""Features that always stand together count as one, and lines are as alike as they were."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from simulator.understanding.merged_columns import merged

VALUES = st.sampled_from([0.0, 0.0, 0.25, 0.5, 1.0, -0.75])
LINES = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(VALUES, min_size=columns, max_size=columns).map(np.array), min_size=1, max_size=6
    ).map(np.array)
)


@given(LINES, st.lists(st.integers(0, 4), max_size=6), st.sampled_from([1.0, 0.5, 3.0, -2.0]))
def test_lines_are_as_alike_as_they_were(lines, again, times):
    repeated = [lines[:, n : n + 1] * times for n in again if n < lines.shape[1]]
    wide = np.hstack([lines, *repeated])
    found = merged(csr_matrix(wide))
    assert np.allclose((found @ found.T).toarray(), wide @ wide.T)
    assert found.shape[1] <= np.count_nonzero(np.any(lines != 0, axis=0)) or not found.nnz


def test_the_pieces_of_a_word_that_one_line_has_are_one_column():
    rows = csr_matrix([[0.1, 0.3, 0.0, 0.2], [0.0, 0.0, 0.5, 0.4]])
    assert merged(rows).shape == (2, 3)
