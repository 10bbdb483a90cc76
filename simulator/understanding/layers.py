"""Runs the layers of a sentence encoder (BERT shape) with numpy: attention inside each text, two dense steps.

Knows rows of numbers and the lengths of the texts they belong to; no words, no files, no encoder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

from simulator.understanding.in_place import InPlace

Vector = npt.NDArray[np.float32]

_BLOCK = (64, 384)
"""Columns, and rows, of a matrix that are multiplied at once where that saves copying them."""

_GO = 40
"""Rows of so small a block that are multiplied at once; from twice as many on all of them are."""

_COPY_NOTHING = frozenset({"SkylakeX", "Cooperlake", "SapphireRapids"})
"""Kinds of processors, as OpenBLAS calls them, on which it multiplies small blocks where they lie.

There a line's few pieces take half the time in such blocks, and 64 of them a fifth less. All others copy each
block before they use it: there a whole matrix takes a tenth less than its blocks, and 44 rows that go at once
a fifth less than 40 and 4."""

_STRIDE = 4
"""Rows that a processor multiplies at once: a pack of 7 takes half as long again as one of 8."""

_ROWS = 16
"""Rows of the widest step that are worked on at once."""

_LOG_ODDS = tuple(
    np.float32(factor)
    for factor in (
        -3.62784973e-09,
        2.67566184e-07,
        -7.94813808e-06,
        1.10546748e-04,
        6.60534859e-05,
        -7.26682983e-02,
        -1.59576854,
    )
)
"""The normal distribution's log odds over x, negated, as a polynomial in x squared, the highest power first.

Fitted so that x times the chance is nowhere out by more than 7e-8; far out, the highest power
carries it to 0 or x.
"""


@dataclass(frozen=True, slots=True)
class Layer:
    """The weights of one transformer layer; its matrices are cut into blocks of rows and of columns."""

    query_key_value: Vector
    query_key_value_bias: Vector
    out: Vector
    out_bias: Vector
    norm: tuple[Vector, Vector]
    wide: Vector
    wide_bias: Vector
    narrow: Vector
    narrow_bias: Vector
    last_norm: tuple[Vector, Vector]

    @property
    def opened(self) -> "Layer":
        """This layer, ready to run."""
        return self


@dataclass(frozen=True, eq=False)
class LateLayer:
    """A layer that is made ready when it is first run: those that others stand in for mostly never are."""

    kept: InPlace = field(repr=False)
    place: int

    @cached_property
    def opened(self) -> Layer:
        """This layer, ready to run from now on."""
        return layer_of(self.kept.arrays, self.place)

    def close(self) -> None:
        """Let go of what was made ready; the next run makes it again."""
        self.__dict__.pop("opened", None)


Layers = Sequence[Layer | LateLayer]


def layer_of(arrays: Mapping[str, npt.NDArray[Any]], place: int) -> Layer:
    """Return one layer from an encoder's named arrays, in the precision and the blocks that it runs in."""

    def get(name: str) -> Vector:
        return ready(arrays[f"{place}.{name}"])

    matrices = [_blocks(arrays[f"{place}.{name}"]) for name in ("qkv", "out", "wide", "narrow")]
    qkv, out, wide, narrow = _side_by_side(matrices)
    return Layer(
        qkv,
        get("qkv_bias"),
        out,
        get("out_bias"),
        (get("norm"), get("norm_bias")),
        wide,
        get("wide_bias"),
        narrow,
        get("narrow_bias"),
        (get("last"), get("last_bias")),
    )


def ready(array: npt.NDArray[Any]) -> Vector:
    """Return an array as 32-bit numbers, side by side in memory."""
    return np.ascontiguousarray(array.astype(np.float32))


def run(layers: Layers, heads: int, state: Vector, lengths: Sequence[int]) -> Vector:
    """Run the pieces of texts of these lengths, the shortest first, through layers.

    Empty rows are put under them up to a full stride, and are taken away again.
    """
    rows, groups = len(state), _equal_lengths(lengths)
    state = np.concatenate([state, np.zeros((-rows % _STRIDE, state.shape[1]), dtype=np.float32)])
    with np.errstate(over="ignore"):
        for layer in layers:
            state = _through(layer.opened, heads, state, groups)
    return state[:rows]


def normed(state: Vector, scale: tuple[Vector, Vector]) -> Vector:
    """Layer normalisation."""
    share = np.float32(1.0 / state.shape[-1])
    mean = state @ _shares(state.shape[-1])
    centred: Vector = state - mean[:, None]
    spread = np.vecdot(centred, centred)
    spread *= share
    spread += np.float32(1e-12)
    centred /= np.sqrt(spread, out=spread)[:, None]
    centred *= scale[0]
    centred += scale[1]
    return centred


@cache
def _shares(width: int) -> Vector:
    """Return what each of so many numbers weighs in their mean."""
    return np.full(width, 1.0 / width, dtype=np.float32)


@cache
def _copies_nothing() -> bool:
    """Tell whether small blocks are multiplied where they lie on this processor."""
    return any(pool.get("architecture") in _COPY_NOTHING for pool in threadpool_info())


def _blocks(matrix: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return a matrix as blocks one after another, seen otherwise; ways that do not divide stay whole."""
    rows, columns = matrix.shape
    wide, deep = _BLOCK if _copies_nothing() else (columns, rows)
    wide = columns if columns % wide else wide
    deep = rows if rows % deep else deep
    return matrix.reshape(-1, deep, columns // wide, wide).transpose(0, 2, 1, 3)


def _side_by_side(matrices: Sequence[npt.NDArray[Any]]) -> list[Vector]:
    """Return matrices as 32-bit numbers in one piece of memory.

    Linux gives a piece of this size large pages, from which a line's weights come a little sooner.
    """
    whole = np.empty(sum(matrix.size for matrix in matrices), dtype=np.float32)
    ends = np.cumsum([matrix.size for matrix in matrices])
    found = [part.reshape(m.shape) for part, m in zip(np.split(whole, ends[:-1]), matrices, strict=True)]
    for part, matrix in zip(found, matrices, strict=True):
        part[:] = matrix
    return found


def _dense(state: Vector, blocks: Vector, bias: Vector) -> Vector:
    """One dense step: rows by a matrix that is cut into blocks."""
    out: Vector = state @ blocks[0, 0] if blocks.shape[:2] == (1, 1) else _by_blocks(state, blocks)
    out += bias
    return out


def _by_blocks(state: Vector, blocks: Vector) -> Vector:
    """Return rows by a matrix that is cut into several blocks."""
    rows, (_, count, deep, wide) = len(state), blocks.shape
    out = np.empty((rows, count * wide), dtype=np.float32)
    go = rows if rows > 2 * _GO else _GO
    for start in range(0, rows, go):
        some, into = state[start : start + go], out[start : start + go]
        np.matmul(some[:, :deep], blocks[0], out=_in_blocks(into, count))
        for i in range(1, len(blocks)):
            more = np.empty_like(into)
            np.matmul(some[:, i * deep : (i + 1) * deep], blocks[i], out=_in_blocks(more, count))
            into += more
    return out


def _in_blocks(rows: Vector, count: int) -> Vector:
    """Return rows as so many blocks of their columns: the same numbers, seen otherwise."""
    return rows.reshape(len(rows), count, -1).transpose(1, 0, 2)


def _through(layer: Layer, heads: int, state: Vector, groups: Sequence[tuple[int, int, int]]) -> Vector:
    """One transformer layer: attention inside each text, then the two dense steps, each normed."""
    mixed = _dense(state, layer.query_key_value, layer.query_key_value_bias)
    heard = np.zeros(state.shape, dtype=np.float32)
    each = state.shape[1] // heads
    for start, count, length in groups:
        block = mixed[start : start + count * length].reshape(count, length, 3, heads, each)
        query, key, value = block.transpose(2, 0, 3, 1, 4)
        odds = np.matmul(key, query.swapaxes(2, 3))  # a key a row: sums over rows go side by side
        odds *= np.float32(each**-0.5)
        odds -= np.maximum.reduce(odds, axis=-2, keepdims=True)
        np.exp(odds, out=odds)
        odds /= np.add.reduce(odds, axis=-2, keepdims=True)
        place = heard[start : start + count * length].reshape(count, length, heads, each)
        np.matmul(odds.swapaxes(2, 3), value, out=place.transpose(0, 2, 1, 3))
    out = _dense(heard, layer.out, layer.out_bias)
    out += state
    state = normed(out, layer.norm)
    wide = _gelu(_dense(state, layer.wide, layer.wide_bias))
    out = _dense(wide, layer.narrow, layer.narrow_bias)
    out += state
    return normed(out, layer.last_norm)


def _equal_lengths(lengths: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return (start, count, length) for each run of texts of one length."""
    groups: list[tuple[int, int, int]] = []
    start = 0
    for length in sorted(set(lengths)):
        count = lengths.count(length)
        groups.append((start, count, length))
        start += count * length
    return groups


def _gelu(x: Vector) -> Vector:
    """Gaussian error linear unit, in place (within 6e-7): x over 1 + exp of a polynomial in x.

    A few rows at a time, so that they stay near the processor: whole arrays take two to five times as long.
    """
    square, power = (np.empty((min(_ROWS, len(x)), x.shape[1]), dtype=np.float32) for _ in range(2))
    for start in range(0, len(x), _ROWS):
        some = x[start : start + _ROWS]
        square, power = square[: len(some)], power[: len(some)]
        np.multiply(some, some, out=square)
        np.multiply(square, _LOG_ODDS[0], out=power)
        for factor in _LOG_ODDS[1:-1]:
            power += factor
            power *= square
        power += _LOG_ODDS[-1]
        power *= some
        np.exp(power, out=power)
        power += np.float32(1.0)
        some /= power
    return x
