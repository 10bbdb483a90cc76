"""Compares the stretches of an answer with the key points of a question and gives the figures that decide.

Every figure is a contrast: with the other points of the question, with the question's own words, with what
the stretch denies. It holds no weights and no bands, and decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from simulator.model.questions import Statement
from simulator.understanding.answer_segments import Segment
from simulator.understanding.answer_stance import denies
from simulator.understanding.encoder import Encoder
from simulator.understanding.features import WordFeatures, fitted_on
from simulator.understanding.layers import Vector
from simulator.understanding.normalise import plain_words
from simulator.understanding.stems import STOP_WORDS

Matrix = npt.NDArray[np.float64]

FIGURES: Final = (
    "nearest",
    "mean",
    "statement",
    "pieces",
    "pieces_both",
    "words",
    "words_mean",
    "margin",
    "margin_mean",
    "question",
    "denial",
    "length",
    "standing",
)
"""What each column of ``Compared.figures`` holds; see ``_figures``."""

WORD_SHARE = 0.3
WEAK_PIECE = 0.3
LEAST_KIN = 0.3
"""What a phrasing of the other polarity counts as, where a point has none of the stretch's polarity."""


@dataclass(frozen=True)
class Prepared:
    """The statements of one question, made ready once: points first, then wrong statements."""

    asked: str
    ids: tuple[str, ...]
    points: int
    phrasings: tuple[tuple[str, ...], ...]
    denied: tuple[tuple[bool, ...], ...]
    words: WordFeatures = field(repr=False)
    rows: csr_matrix = field(repr=False)
    vectors: Vector | None = field(repr=False)
    asked_vector: Vector | None = field(repr=False)
    pieces: tuple[tuple[tuple[int, ...], Vector], ...] = field(repr=False)
    weak: frozenset[int] = field(repr=False)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where the phrasings of each statement stand among all of them."""
        ends = np.cumsum([len(p) for p in self.phrasings])
        return tuple((int(e) - len(p), int(e)) for e, p in zip(ends, self.phrasings, strict=True))


@dataclass(frozen=True)
class Compared:
    """Figures of each stretch (row) against each statement (column), and the stretches themselves."""

    segments: tuple[Segment, ...]
    figures: Matrix
    closest: Matrix


def prepare(
    asked: str, points: Sequence[Statement], wrong: Sequence[Statement], encoder: Encoder | None
) -> Prepared:
    """Make the statements of a question ready. Raises ValueError when no point is given."""
    if not points:
        raise ValueError("A question needs at least one key point to be marked against.")
    every = [*points, *wrong]
    phrasings = tuple(tuple(p for p in s.phrasings if p.strip()) for s in every)
    flat = [p for group in phrasings for p in group]
    plain = [plain_words(p) for p in flat]
    words, _rows = fitted_on([*plain, plain_words(asked)])
    weak = frozenset(encoder.vocabulary[w] for w in STOP_WORDS if w in encoder.vocabulary) if encoder else ()
    return Prepared(
        asked=asked,
        ids=tuple(s.id for s in every),
        points=len(points),
        phrasings=phrasings,
        denied=tuple(tuple(denies(plain_words(p)) for p in group) for group in phrasings),
        words=words,
        rows=words.matrix(plain),
        vectors=encoder.embed(flat) if encoder else None,
        asked_vector=encoder.embed([asked or " "])[0] if encoder else None,
        pieces=tuple(encoder.pieces_of(flat)) if encoder else (),
        weak=frozenset(weak),
    )


def compare(prepared: Prepared, segments: Sequence[Segment], encoder: Encoder | None) -> Compared:
    """Compare stretches of an answer with the statements of a question."""
    texts = [s.text for s in segments]
    likeness = _likeness(prepared, texts, encoder)
    shared = np.asarray((prepared.words.matrix([s.words for s in segments]) @ prepared.rows.T).todense())
    denied = np.array([s.denied for s in segments])
    figures = np.stack(
        [
            *_nearness(prepared, likeness, shared, denied),
            *_contrasts(prepared, likeness, shared, texts, encoder),
            np.repeat([[min(len(s.words), 20) / 10.0] for s in segments], len(prepared.ids), axis=1),
        ],
        axis=2,
    )
    base = _base(prepared, likeness, shared)
    standing = base.max(axis=0) - base.max(axis=0).mean()
    figures = np.concatenate([figures, np.repeat(standing[None, :, None], len(segments), axis=0)], axis=2)
    return Compared(tuple(segments), _ordered(figures), likeness)


_MADE: Final = (
    "nearest",
    "mean",
    "statement",
    "words",
    "words_mean",
    "denial",
    "pieces",
    "pieces_both",
    "margin",
    "margin_mean",
    "question",
    "length",
    "standing",
)


def _ordered(figures: Matrix) -> Matrix:
    """Bring the columns into the order of ``FIGURES``."""
    return np.round(figures[:, :, [_MADE.index(name) for name in FIGURES]], 5)


def _likeness(prepared: Prepared, texts: Sequence[str], encoder: Encoder | None) -> Matrix:
    """Return the likeness of each stretch to each phrasing; that of their words without an encoder."""
    if encoder is None or prepared.vectors is None:
        rows = prepared.words.matrix([plain_words(t) for t in texts])
        return np.asarray((rows @ prepared.rows.T).todense(), dtype=np.float64)
    return np.asarray(encoder.embed(texts) @ prepared.vectors.T, dtype=np.float64)


def _base(prepared: Prepared, likeness: Matrix, shared: Matrix) -> Matrix:
    """Return one plain figure for each statement: nearest and mean phrasing, and shared words."""
    return np.stack(
        [
            0.5 * likeness[:, a:b].max(axis=1)
            + 0.5 * likeness[:, a:b].mean(axis=1)
            + WORD_SHARE * shared[:, a:b].max(axis=1)
            for a, b in prepared.spans
        ],
        axis=1,
    )


def _nearness(
    prepared: Prepared, likeness: Matrix, shared: Matrix, denied: npt.NDArray[np.bool_]
) -> list[Matrix]:
    """Nearest and mean phrasing, the statement itself, shared words, and what speaks for a denial."""
    found: list[list[Matrix]] = [[], [], [], [], [], []]
    for (a, b), polarity in zip(prepared.spans, prepared.denied, strict=True):
        own = likeness[:, a:b]
        nearest = own.max(axis=1)
        same = np.array(polarity)[None, :] == denied[:, None]
        kin = np.where(same, own, own - LEAST_KIN).max(axis=1)
        for into, column in zip(
            found,
            (
                nearest,
                own.mean(axis=1),
                own[:, 0],
                shared[:, a:b].max(axis=1),
                shared[:, a:b].mean(axis=1),
                nearest - kin,
            ),
            strict=True,
        ):
            into.append(column)
    return [np.stack(columns, axis=1) for columns in found]


def _contrasts(
    prepared: Prepared, likeness: Matrix, shared: Matrix, texts: Sequence[str], encoder: Encoder | None
) -> list[Matrix]:
    """Piece by piece, against the other statements, and against the question's own words."""
    base = _base(prepared, likeness, shared)
    count = base.shape[1]
    others = np.stack(
        [np.delete(base, k, axis=1).max(axis=1) if count > 1 else base[:, k] * 0 for k in range(count)],
        axis=1,
    )
    mean = (base.sum(axis=1, keepdims=True) - base) / max(count - 1, 1)
    if encoder is None or prepared.asked_vector is None:
        asked = prepared.words.matrix([plain_words(prepared.asked)])
        rows = prepared.words.matrix([plain_words(t) for t in texts])
        question = np.asarray((rows @ asked.T).todense()).ravel()
        pieces = both = np.zeros_like(base)
    else:
        question = encoder.embed(texts) @ prepared.asked_vector
        pieces, both = _piece_by_piece(prepared, encoder.pieces_of(texts))
    return [pieces, both, base - others, base - mean, np.repeat(question[:, None], count, axis=1)]


def _piece_by_piece(
    prepared: Prepared, stretches: Sequence[tuple[tuple[int, ...], Vector]]
) -> tuple[Matrix, Matrix]:
    """Return how much of a phrasing a stretch covers, and that with how much of the stretch it covers."""
    held = [(pieces, vectors) for pieces, vectors in prepared.pieces if pieces]
    lengths = [len(p) for p, _ in held]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.intp)
    every = np.concatenate([v for _, v in held])
    heavy = np.array([WEAK_PIECE if i in prepared.weak else 1.0 for p, _ in held for i in p])
    total = np.add.reduceat(heavy, starts)
    pieces = np.zeros((len(stretches), len(prepared.ids)))
    both = np.zeros_like(pieces)
    for row, (own, vectors) in enumerate(stretches):
        if not own:
            continue
        alike = np.asarray(vectors @ every.T, dtype=np.float64)
        covered = np.add.reduceat(alike.max(axis=0) * heavy, starts) / total
        weights = np.array([WEAK_PIECE if i in prepared.weak else 1.0 for i in own])
        covers = weights @ np.maximum.reduceat(alike, starts, axis=1) / weights.sum()
        for column, (a, b) in enumerate(prepared.spans):
            pieces[row, column] = covered[a:b].max()
            both[row, column] = (covered[a:b] + covers[a:b]).max() / 2
    return pieces, both
