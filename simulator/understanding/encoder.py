"""Runs a small sentence encoder (BERT shape, all-MiniLM-L6-v2 by default) with numpy alone.

Turns plain lines into vectors of length one. Reads its weights from a folder handed in and does nothing
else with the disk; it never downloads and imports none of the packages the weights came in.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from simulator.understanding.hand import Hand
from simulator.understanding.in_place import look_into
from simulator.understanding.layers import LateLayer, Layer, Layers, Vector, normed, ready, run
from simulator.understanding.spare_memory import large_apart
from simulator.understanding.word_pieces import pieces_of_word, words_of

K = TypeVar("K")
V = TypeVar("V")

DESCRIPTION = "encoder.json"
ARRAYS = "encoder.npz"
VOCABULARY = "vocab.txt"
MAX_PIECES = 96
"""Longer lines are read by their beginning; no clause is that long."""

_KEPT = 8192
_PARTS_KEPT = 8192
_LONGEST_PART = 40
_PACK = 600
"""Word pieces that are run at once, or a few more."""

_WORTH_A_HAND = 32
"""Word pieces from which it pays to run half of them in another thread."""


class EncoderFault(ValueError):
    """The encoder's folder is there but cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Encoder:
    """A sentence encoder ready to run. ``digest`` names its weights, ``name`` is what people are shown.

    ``kind`` is the name without the digest, ``source`` the digest of the published file it came from.
    ``published`` is what it was before layers of this project's own were laid over it, if they were.
    ``hand``: who takes half of a long line's work, where lines are read for people who wait.
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
    _layers: tuple[Layer | LateLayer, ...] = field(repr=False)
    published: "Encoder | None" = field(default=None, repr=False)
    hand: Hand | None = field(default=None, repr=False)
    _kept: dict[str, Vector] = field(default_factory=dict, repr=False)
    _parts: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return int(self._places.shape[1])

    def with_hand(self, hand: Hand) -> "Encoder":
        """Return this encoder with somebody who takes half of a long line's work."""
        published = self.published.with_hand(hand) if self.published is not None else None
        return replace(self, hand=hand, published=published)

    def with_upper(self, kind: str, digest: str, upper: Mapping[int, Layer]) -> "Encoder":
        """Return this encoder with some of its layers in place of its own; ``digest`` is theirs."""
        whole = hashlib.sha256(f"{self.digest}{digest}".encode()).hexdigest()
        layers = tuple(upper.get(i, own) for i, own in enumerate(self._layers))
        name = f"{kind}-{whole[:8]}"
        return replace(self, name=name, kind=kind, digest=whole, _layers=layers, published=self, _kept={})

    def make_ready(self) -> None:
        """Make every layer ready to run, so that the first line need not wait for it."""
        for layer in self._layers:
            _ = layer.opened

    def close_published(self) -> None:
        """Let go of the published layers that others stand in for here: they only compared a bank's lines."""
        if self.published is not None:
            self.published.close_all_but(self._layers)

    def close_all_but(self, kept: Layers) -> None:
        """Let go of layers that are not among these; whoever runs them makes them ready again."""
        for layer in self._layers:
            if isinstance(layer, LateLayer) and layer not in kept:
                layer.close()

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

    def through(self, layers: Layers, states: Sequence[Vector]) -> list[Vector]:
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
                state = self._run(self._layers[door:], state, lengths)
            found[pack] = _means(state, lengths)
        return found

    def _states_of(self, pieces: Sequence[Sequence[int]], door: int | None = None) -> list[Vector]:
        """Return each text's pieces as they come out of the layers below ``door``, or out of all of them."""
        found: dict[int, Vector] = {}
        for pack in _packs(pieces):
            states = self._states([pieces[i] for i in pack], door)
            found |= zip(pack, _parted(states, [len(pieces[i]) for i in pack]), strict=True)
        return [found[i] for i in range(len(pieces))]

    def pieces(self, text: str) -> list[int]:
        """Return the word pieces of a text with its opening and closing marks."""
        found: list[int] = []
        for part in text.split():
            known = self._parts.get(part)
            if known is None:
                known = tuple(p for word in words_of(part) for p in pieces_of_word(word, self.vocabulary))
                if len(part) <= _LONGEST_PART:
                    remember(self._parts, {part: known}, _PARTS_KEPT)
            found.extend(known)
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
        state = normed(self._words[ids].astype(np.float32) + self._places[places], self._norm)
        return self._run(self._layers[:door], state, lengths)

    def _run(self, layers: Layers, state: Vector, lengths: Sequence[int]) -> Vector:
        """Run the pieces of texts, shortest first, through layers; half of many in the other thread."""
        if self.hand is None or len(state) < _WORTH_A_HAND:
            return run(layers, self.heads, state, lengths)
        ends = np.cumsum(lengths)
        first = int(np.searchsorted(ends, len(state) / 2)) + 1
        if first >= len(lengths):
            return run(layers, self.heads, state, lengths)
        rows = int(ends[first - 1])
        beside = self.hand.lend(lambda: run(layers, self.heads, state[rows:], lengths[first:]))
        if beside is None:
            return run(layers, self.heads, state, lengths)
        own = run(layers, self.heads, state[:rows], lengths[:first])
        return np.concatenate([own, beside.result()])


def _parted(state: Vector, lengths: Sequence[int]) -> list[Vector]:
    """Return the pieces of each text, which stand one under another."""
    return [state[end - n : end] for n, end in zip(lengths, accumulate(lengths), strict=True)]


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
    large_apart()
    return _built(about, digest, path, {w: i for i, w in enumerate(words) if w})


def _built(about: Mapping[str, Any], digest: str, path: Path, vocabulary: Mapping[str, int]) -> Encoder:
    """Build the encoder from its arrays, looked at in place until they are run."""
    kept = look_into(path / ARRAYS)
    arrays = kept.arrays
    return Encoder(
        name=f"{about['name']}-{digest[:8]}",
        kind=str(about["name"]),
        source=str(about.get("source_sha256", "")),
        digest=digest,
        heads=int(about["heads"]),
        vocabulary=vocabulary,
        _words=arrays["words"].astype(np.float16, copy=False),
        _places=ready(arrays["places"]),
        _norm=(ready(arrays["norm"]), ready(arrays["norm_bias"])),
        _layers=tuple(LateLayer(kept, i) for i in range(int(about["layers"]))),
    )


def remember(kept: dict[K, V], fresh: Mapping[K, V], most: int) -> None:
    """Keep what is new; where that would be too much, it takes the place of all that was kept."""
    if len(kept) + len(fresh) > most:
        kept.clear()
    kept.update(fresh)
