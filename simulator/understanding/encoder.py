"""Runs a small sentence encoder (BERT shape, all-MiniLM-L6-v2 by default) with numpy alone.

Turns plain lines into vectors of length one. Reads its weights from a folder handed in and does nothing
else with the disk; it never downloads and imports none of the packages the weights came in.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from simulator.understanding.word_pieces import pieces_of_word, words_of

Vector = npt.NDArray[np.float32]
K = TypeVar("K")
V = TypeVar("V")

DESCRIPTION = "encoder.json"
ARRAYS = "encoder.npz"
VOCABULARY = "vocab.txt"
MAX_PIECES = 96
"""Longer lines are read by their beginning; no clause is that long."""

_KEPT = 8192
_PACK = 600
"""Word pieces that are run at once, or a few more."""

_STRIDE = 4
"""Rows that a processor multiplies at once: a pack of 7 takes half as long again as one of 8."""

_ROWS = 16
"""Rows of the widest step that are worked on at once."""


class EncoderFault(ValueError):
    """The encoder's folder is there but cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The weights of one transformer layer."""

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


@dataclass(frozen=True)
class Encoder:
    """A sentence encoder ready to run. ``digest`` names its weights, ``name`` is what people are shown.

    ``kind`` is the name without the digest, ``source`` the digest of the published file it came from.
    """

    name: str
    kind: str
    source: str
    digest: str
    heads: int
    vocabulary: Mapping[str, int]
    _words: npt.NDArray[np.float16] = field(repr=False)
    _places: Vector = field(repr=False)
    _norm: tuple[Vector, Vector] = field(repr=False)
    _layers: tuple[Layer, ...] = field(repr=False)
    _kept: dict[str, Vector] = field(default_factory=dict, repr=False)

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return int(self._places.shape[1])

    def with_upper(self, kind: str, digest: str, upper: Mapping[int, Layer]) -> "Encoder":
        """Return this encoder with some of its layers in place of its own; ``digest`` is theirs."""
        whole = hashlib.sha256(f"{self.digest}{digest}".encode()).hexdigest()
        layers = tuple(upper.get(i, own) for i, own in enumerate(self._layers))
        name = f"{kind}-{whole[:8]}"
        return replace(self, name=name, kind=kind, digest=whole, _layers=layers, _kept={})

    def knows(self, word: str) -> bool:
        """Tell whether ``word`` is a whole word of the encoder's vocabulary."""
        return word in self.vocabulary

    def embed(self, texts: Sequence[str], *, keep: bool = True) -> Vector:
        """Return one vector of length one for each text. Recent texts are kept, so repeats cost nothing."""
        kept = {t: vector for t in texts if (vector := self._kept.get(t)) is not None}
        wanted = [t for t in dict.fromkeys(texts) if t not in kept]
        fresh = dict(zip(wanted, self._fresh(wanted, keep), strict=True)) if wanted else {}
        if keep and fresh:
            remember(self._kept, fresh, _KEPT)
        if not texts:
            return np.zeros((0, self.width), dtype=np.float32)
        return np.stack([fresh[t] if t in fresh else kept[t] for t in texts])

    def pieces_of(self, texts: Sequence[str]) -> list[tuple[tuple[int, ...], Vector]]:
        """Return the word pieces of each text and their vectors, of length one, in the text's context.

        Two texts can so be compared piece by piece, where their means would blur what each of them says.
        """
        pieces = [self.pieces(t) for t in texts]
        found = []
        for told, states in zip(pieces, self._states_of(pieces), strict=True):
            own = states[1:-1]
            found.append(
                (tuple(told[1:-1]), own / np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9))
            )
        return found

    def states_below(self, texts: Sequence[str], door: int) -> list[Vector]:
        """Return each text's pieces as they come out of the layers below ``door``."""
        return self._states_of([self.pieces(t) for t in texts], door)

    def through(self, layers: Sequence[Layer], states: Sequence[Vector]) -> list[Vector]:
        """Run states, shortest first, through other layers of this encoder's shape."""
        lengths = [len(s) for s in states]
        return _parted(self._run(layers, np.concatenate(states), lengths), lengths)

    def forget(self) -> None:
        """Forget the texts kept so far (for measuring)."""
        self._kept.clear()

    def _fresh(self, texts: Sequence[str], keep: bool) -> Vector:
        """Return the vectors of texts that are not known; ``keep`` tells whether they will be."""
        return self._encode(texts)

    def _encode(
        self, texts: Sequence[str], door: int | None = None, below: dict[str, Vector] | None = None
    ) -> Vector:
        """Encode texts in packs of some 600 word pieces, equal lengths side by side.

        Each text's pieces are put into ``below`` as they come out of the layers below ``door``.
        """
        pieces = [self.pieces(t) for t in texts]
        found = np.zeros((len(texts), self.width), dtype=np.float32)
        for pack in _packs(pieces):
            lengths = [len(pieces[i]) for i in pack]
            state = self._states([pieces[i] for i in pack], door)
            if door is not None and below is not None:
                below |= zip((texts[i] for i in pack), _parted(state, lengths), strict=True)
                state = np.concatenate(self.through(self._layers[door:], _parted(state, lengths)))
            found[pack] = _means(state, lengths)
        return found

    def _states_of(self, pieces: Sequence[Sequence[int]], door: int | None = None) -> list[Vector]:
        """Return each text's pieces as they come out of the layers below ``door``, or out of all of them."""
        found: dict[int, Vector] = {}
        for pack in _packs(pieces):
            states = self._states([pieces[i] for i in pack], door)
            ends = np.cumsum([len(pieces[i]) for i in pack])
            found.update({i: states[end - len(pieces[i]) : end] for i, end in zip(pack, ends, strict=True)})
        return [found[i] for i in range(len(pieces))]

    def pieces(self, text: str) -> list[int]:
        """Return the word pieces of a text with its opening and closing marks."""
        found: list[int] = []
        for word in words_of(text):
            found.extend(pieces_of_word(word, self.vocabulary))
            if len(found) >= MAX_PIECES - 2:
                break
        return [self.vocabulary["[CLS]"], *found[: MAX_PIECES - 2], self.vocabulary["[SEP]"]]

    def _states(self, pack: Sequence[Sequence[int]], door: int | None = None) -> Vector:
        """Run one pack of texts, shortest first, through the layers; their pieces stand one under another.

        ``door``: the first layer that is left out; None runs them all.
        """
        lengths = [len(p) for p in pack]
        ids = np.concatenate([np.asarray(p, dtype=np.intp) for p in pack])
        places = np.concatenate([np.arange(n) for n in lengths])
        state = _normed(self._words[ids].astype(np.float32) + self._places[places], self._norm)
        return self._run(self._layers[:door], state, lengths)

    def _run(self, layers: Sequence[Layer], state: Vector, lengths: Sequence[int]) -> Vector:
        """Run the pieces of texts of these lengths, the shortest first, through layers.

        Empty rows are put under them up to a full stride, and are taken away again.
        """
        rows, groups = len(state), _equal_lengths(lengths)
        state = np.concatenate([state, np.zeros((-rows % _STRIDE, self.width), dtype=np.float32)])
        for layer in layers:
            state = self._layer(layer, state, groups)
        return state[:rows]

    def _layer(self, layer: Layer, state: Vector, groups: Sequence[tuple[int, int, int]]) -> Vector:
        """One transformer layer: attention inside each text, then the two dense steps, each normed."""
        width = self.width
        mixed = state @ layer.query_key_value
        mixed += layer.query_key_value_bias
        heard = np.zeros_like(state)
        each = width // self.heads
        for start, count, length in groups:
            block = mixed[start : start + count * length].reshape(count, length, 3, self.heads, each)
            query, key, value = block.transpose(2, 0, 3, 1, 4)
            odds = np.matmul(query, key.swapaxes(2, 3))
            odds *= np.float32(each**-0.5)
            odds -= np.maximum.reduce(odds, axis=-1, keepdims=True)
            np.exp(odds, out=odds)
            odds /= np.add.reduce(odds, axis=-1, keepdims=True)
            place = heard[start : start + count * length].reshape(count, length, self.heads, each)
            np.matmul(odds, value, out=place.transpose(0, 2, 1, 3))
        out = heard @ layer.out
        out += layer.out_bias
        out += state
        state = _normed(out, layer.norm)
        wide = state @ layer.wide
        wide += layer.wide_bias
        out = _gelu(wide) @ layer.narrow
        out += layer.narrow_bias
        out += state
        return _normed(out, layer.last_norm)


def _parted(state: Vector, lengths: Sequence[int]) -> list[Vector]:
    """Return the pieces of each text, which stand one under another."""
    return np.split(state, np.cumsum(lengths)[:-1])


def _means(state: Vector, lengths: Sequence[int]) -> Vector:
    """Return the mean of each text's pieces, of length one."""
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    means = np.add.reduceat(state, starts, axis=0) / np.asarray(lengths, dtype=np.float32)[:, None]
    whole: Vector = means / np.linalg.norm(means, axis=1, keepdims=True)
    return whole


def _packs(pieces: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield the places of texts in packs, the shortest first, so that equal lengths stand side by side."""
    pack: list[int] = []
    for i in sorted(range(len(pieces)), key=lambda i: (len(pieces[i]), i)):
        pack.append(i)
        if sum(len(pieces[j]) for j in pack) >= _PACK:
            yield pack
            pack = []
    if pack:
        yield pack


def load_encoder(path: Path) -> Encoder | None:
    """Load the encoder in folder ``path``; None where there is none (then the words-only reader reads).

    From then on numpy's linear algebra runs on one thread in this process: a line is too short to share,
    and a hundred learners share two cores. Raises EncoderFault when the folder's files do not agree.
    """
    path = Path(path)
    if not (path / DESCRIPTION).is_file():
        return None
    try:
        about: dict[str, Any] = json.loads((path / DESCRIPTION).read_text(encoding="utf-8"))
        with (path / ARRAYS).open("rb") as arrays:
            digest = hashlib.file_digest(arrays, "sha256").hexdigest()
        words = (path / VOCABULARY).read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as fault:
        raise EncoderFault(
            f"{path}: its files cannot be read ({fault}). Remove the folder and start again."
        ) from fault
    if digest != about.get("sha256"):
        raise EncoderFault(
            f"{path / ARRAYS}: not what {DESCRIPTION} describes. Remove the folder, start again."
        )
    threadpool_limits(limits=1, user_api="blas")
    return _built(about, digest, path, {w: i for i, w in enumerate(words) if w})


def _built(about: Mapping[str, Any], digest: str, path: Path, vocabulary: Mapping[str, int]) -> Encoder:
    """Build the encoder from its arrays, in the precision they run in."""
    with np.load(path / ARRAYS, allow_pickle=False) as arrays:
        layers = tuple(layer_of(arrays, i) for i in range(int(about["layers"])))
        return Encoder(
            name=f"{about['name']}-{digest[:8]}",
            kind=str(about["name"]),
            source=str(about.get("source_sha256", "")),
            digest=digest,
            heads=int(about["heads"]),
            vocabulary=vocabulary,
            _words=arrays["words"].astype(np.float16),
            _places=_ready(arrays["places"]),
            _norm=(_ready(arrays["norm"]), _ready(arrays["norm_bias"])),
            _layers=layers,
        )


def remember(kept: dict[K, V], fresh: Mapping[K, V], most: int) -> None:
    """Keep what is new; where that would be too much, it takes the place of all that was kept."""
    if len(kept) + len(fresh) > most:
        kept.clear()
    kept.update(fresh)


def layer_of(arrays: Mapping[str, npt.NDArray[Any]], place: int) -> Layer:
    """Return one layer from an encoder's named arrays, in the precision it runs in."""

    def get(name: str) -> Vector:
        return _ready(arrays[f"{place}.{name}"])

    return Layer(
        get("qkv"),
        get("qkv_bias"),
        get("out"),
        get("out_bias"),
        (get("norm"), get("norm_bias")),
        get("wide"),
        get("wide_bias"),
        get("narrow"),
        get("narrow_bias"),
        (get("last"), get("last_bias")),
    )


def _ready(array: npt.NDArray[Any]) -> Vector:
    """Return an array as 32-bit numbers, side by side in memory."""
    return np.ascontiguousarray(array.astype(np.float32))


def _equal_lengths(lengths: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return (start, count, length) for each run of texts of one length."""
    groups: list[tuple[int, int, int]] = []
    start = 0
    for length in sorted(set(lengths)):
        count = lengths.count(length)
        groups.append((start, count, length))
        start += count * length
    return groups


def _normed(state: Vector, scale: tuple[Vector, Vector]) -> Vector:
    """Layer normalisation."""
    width = np.float32(state.shape[-1])
    mean = np.add.reduce(state, axis=-1, keepdims=True)
    mean /= width
    centred: Vector = state - mean
    spread = np.sqrt(np.einsum("ij,ij->i", centred, centred) / width + np.float32(1e-12))
    centred /= spread[:, None]
    centred *= scale[0]
    centred += scale[1]
    return centred


def _gelu(x: Vector) -> Vector:
    """Gaussian error linear unit, in place; the error function by Abramowitz and Stegun 7.1.26 (below 2e-7).

    A few rows at a time, so that they stay near the processor: whole arrays take two to five times as long.
    """
    size, t, tail = (np.empty((min(_ROWS, len(x)), x.shape[1]), dtype=np.float32) for _ in range(3))
    for start in range(0, len(x), _ROWS):
        half = x[start : start + _ROWS]
        size, t, tail = size[: len(half)], t[: len(half)], tail[: len(half)]
        np.abs(half, out=size)
        size *= np.float32(0.7071067811865476)
        np.multiply(np.float32(0.3275911), size, out=t)
        t += np.float32(1.0)
        np.divide(np.float32(1.0), t, out=t)
        np.multiply(np.float32(1.061405429), t, out=tail)
        for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
            tail += np.float32(factor)
            tail *= t
        np.negative(size, out=t)
        t *= size
        tail *= np.exp(t, out=t)
        half *= np.float32(0.5)
        np.abs(half, out=size)
        np.subtract(np.float32(1.0), tail, out=tail)
        size *= tail
        half += size
    return x
