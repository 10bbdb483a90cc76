"""The reader's logistic regression: what it learns, and that no matrix of likenesses is needed for it."""

import numpy as np
import pytest
import threadpoolctl
from scipy.sparse import csr_matrix

from simulator.understanding import linear
from simulator.understanding.linear import Likeness, Shared, fit_weights

CHANCE = np.random.default_rng(7)
CLASSES = np.repeat(np.arange(4), 6)
CENTRES = CHANCE.normal(size=(4, 12)).astype(np.float32)
LINES = CENTRES[CLASSES] + CHANCE.normal(scale=0.3, size=(24, 12)).astype(np.float32)
ROWS, VECTORS = csr_matrix(LINES[:, :5]), LINES[:, 5:]
EQUAL = np.ones(24, dtype=np.float32)


def test_what_is_learnt_through_the_features_is_what_the_matrix_of_likenesses_teaches():
    written = (LINES @ LINES.T + 1).astype(np.float32)
    through = fit_weights(Likeness(ROWS, VECTORS), CLASSES, EQUAL, 10.0)
    assert np.allclose(through, fit_weights(written, CLASSES, EQUAL, 10.0), atol=2e-2)


def test_every_line_scores_highest_for_the_class_it_was_taught_as():
    likeness = Likeness(ROWS, VECTORS)
    scores = likeness @ fit_weights(likeness, CLASSES, EQUAL, 10.0)
    assert (scores.argmax(axis=1) == CLASSES).all()


def test_lines_without_vectors_are_learnt_from_their_words():
    likeness = Likeness(csr_matrix(LINES), None)
    scores = likeness @ fit_weights(likeness, CLASSES, EQUAL, 10.0)
    assert (scores.argmax(axis=1) == CLASSES).all()


def test_what_another_processor_rounds_otherwise_changes_no_weight_that_is_kept():
    noise = (VECTORS * (1 + CHANCE.normal(scale=2e-7, size=VECTORS.shape))).astype(np.float32)
    one = fit_weights(Likeness(ROWS, VECTORS), CLASSES, EQUAL, 10.0)
    other = fit_weights(Likeness(ROWS, noise), CLASSES, EQUAL, 10.0)
    assert np.abs(one - other).max() < 1e-5


def test_shortened_steps_end_where_steps_that_are_not_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(linear, "STEPS", 400)
    monkeypatch.setattr(linear, "TOLERANCE", 1e-8)
    likeness = Likeness(ROWS, VECTORS)
    shortened = likeness @ fit_weights(likeness, CLASSES, EQUAL, 10.0)
    monkeypatch.setattr(Shared, "shorten", lambda *_: None)
    assert np.allclose(shortened, likeness @ fit_weights(likeness, CLASSES, EQUAL, 10.0), atol=1e-3)


def test_more_classes_than_are_reckoned_at_once_change_no_score():
    wide = CHANCE.normal(size=(24, 2 * linear.COLUMNS + 3))
    assert np.allclose(Likeness(ROWS, VECTORS) @ wide, (LINES.astype(float) @ LINES.T + 1) @ wide)


def test_fitting_leaves_the_other_processor_to_others():
    with threadpoolctl.threadpool_limits(limits=2, user_api="blas"):
        fit_weights(Likeness(ROWS, VECTORS), CLASSES, EQUAL, 10.0)
        assert {
            lib["num_threads"] for lib in threadpoolctl.threadpool_info() if lib["user_api"] == "blas"
        } == {1}
