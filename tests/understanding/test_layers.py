"""The layers' arithmetic: the same in blocks and whole, and what is no longer needed is let go."""

import numpy as np
import pytest

from simulator.understanding import layers
from simulator.understanding.layers import LateLayer, layer_of, run

WIDTH, HEADS = 384, 12
SHAPES = {
    "qkv": (WIDTH, 3 * WIDTH),
    "out": (WIDTH, WIDTH),
    "wide": (WIDTH, 4 * WIDTH),
    "narrow": (4 * WIDTH, WIDTH),
}


def arrays(chance):
    """Weights of one layer as a file holds them, drawn by chance."""
    found = {}
    for name, shape in SHAPES.items():
        found[f"0.{name}"] = chance.normal(0, 0.05, shape).astype(np.float16)
        found[f"0.{name}_bias"] = chance.normal(0, 0.05, shape[1]).astype(np.float16)
    for name in ("norm", "last"):
        found[f"0.{name}"], found[f"0.{name}_bias"] = np.ones((2, WIDTH), dtype=np.float16)
    return found


def layer(monkeypatch, whole, kept):
    """The layer as it is made on processors that copy small blocks, and on those that do not."""
    monkeypatch.setattr(layers, "_copies_nothing", lambda: not whole)
    return layer_of(kept, 0)


@pytest.mark.parametrize("lengths", [[3], [9], [7, 7, 12], [4, 5, 37], [20, 30, 40], [1, 2, 90, 96]])
def test_whole_matrices_and_blocks_come_to_the_same(monkeypatch, lengths):
    chance = np.random.default_rng(3)
    kept = arrays(chance)
    state = chance.normal(size=(sum(lengths), WIDTH)).astype(np.float32)
    whole, parted = (layer(monkeypatch, one, kept) for one in (True, False))
    assert whole.wide.shape[:2] == (1, 1)
    assert parted.wide.shape == (1, 24, 384, 64)
    found = run([whole], HEADS, state, lengths)
    assert np.abs(found - run([parted], HEADS, state, lengths)).max() < 2e-5
    ends = np.cumsum(lengths)
    for length, end in zip(lengths, ends, strict=True):
        alone = run([whole], HEADS, state[end - length : end], [length])
        assert np.abs(found[end - length : end] - alone).max() < 2e-5


def test_the_matrices_of_a_layer_lie_side_by_side():
    made = layer_of(arrays(np.random.default_rng(4)), 0)
    matrices = (made.query_key_value, made.out, made.wide, made.narrow)
    places = [matrix.__array_interface__["data"][0] for matrix in matrices]
    assert np.diff(places).tolist() == [matrix.nbytes for matrix in matrices[:-1]]


def test_a_layer_that_was_closed_is_made_ready_again():
    class Kept:
        arrays = arrays(np.random.default_rng(5))

    late = LateLayer(Kept, 0)
    first = late.opened
    assert late.opened is first
    late.close()
    late.close()
    assert late.opened is not first
    assert np.array_equal(late.opened.wide, first.wide)
