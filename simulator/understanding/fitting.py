"""Learns the reader's linear model from the acts' phrasings, off-topic lines and machine-made contraries.

Knows features, weights of lines and classes; knows nothing of bands, segmentation or the conversation.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from simulator.model.reading import ActPhrasings
from simulator.understanding.clauses import Clause
from simulator.understanding.embedding_cache import KeptLines
from simulator.understanding.encoder import Encoder
from simulator.understanding.features import WordFeatures, fitted_on
from simulator.understanding.guards import Profile, profiles_of
from simulator.understanding.kept_once import kept_once
from simulator.understanding.learnt import Learnt
from simulator.understanding.learnt_cache import learnt_key, read_learnt, write_learnt
from simulator.understanding.line_weights import LineWeights
from simulator.understanding.linear import COURSE, Likeness, fit_weights
from simulator.understanding.nearest import Nearest
from simulator.understanding.normalise import Speller
from simulator.understanding.opposites import opposites
from simulator.understanding.plain_lines import PlainLine, as_clause, plain_lines
from simulator.understanding.word_weights import COMMON, WordWeights

Vector = npt.NDArray[np.float32]

STRENGTH = 10.0
ENCODER_SHARE = 0.5
"""Share of the encoder in a line's length, the words have the rest; .4 to .6 do much alike."""
PUBLISHED_SHARE = 0.85
"""The same where the published layers read a bank of another field: there its words alone tell less."""

MOST_CONTRARIES = 10
"""Contraries kept of one act: more teach no more and double the time of learning."""

LEAST_WEIGHT = 20.0
"""What all phrasings of an act weigh together at least (an off-topic line weighs 1)."""

TOO_CLOSE = 0.75
"""An off-topic or contrary line this like a phrasing of an act is left out: it would mislead."""


@dataclass(frozen=True)
class Phrasings:
    """The phrasings of one act, as they were written and in plain words."""

    written: tuple[str, ...]
    plain: tuple[str, ...]


@dataclass(frozen=True)
class Fitted:
    """The learnt model: weights of words and vector places for each class, acts first.

    ``phrasings``: those of each act, which calls have in common for the most part; what is the same is kept
    once in a process. ``starts``: where each act's begin among all. ``lines``: where their vectors are.
    ``nearest``: what the nearest phrasing adds in a bank of another field; None in every other.
    """

    acts: tuple[str, ...]
    profiles: tuple[Profile, ...]
    speller: Speller
    features: WordFeatures
    phrasings: tuple[Phrasings, ...]
    share: float
    learnt: Learnt = field(repr=False)
    starts: tuple[int, ...]
    lines: KeptLines | None = field(repr=False)
    nearest: Nearest | None = None

    @property
    def word_weights(self) -> WordWeights:
        """The weights of words for each class."""
        return self.learnt.word_weights

    @property
    def vector_weights(self) -> Vector | None:
        """The weights of vector places for each class; None where words alone were learnt from."""
        return self.learnt.vector_weights

    @cached_property
    def taught_words(self) -> dict[tuple[str, ...], int]:
        """The place of the act whose phrasing these very words are; words of two acts are left out."""
        taught = Counter(words for act in self.profiles for words in act.taught_words)
        return {
            words: place
            for place, act in enumerate(self.profiles)
            for words in act.taught_words
            if taught[words] == 1
        }

    def features_of(
        self, clauses: Sequence[Clause], encoder: Encoder | None
    ) -> tuple[csr_matrix, Vector | None]:
        """Return the scaled word features and vectors of clauses."""
        words = self.features.matrix([c.words for c in clauses])
        if encoder is None or self.vector_weights is None:
            return words, None
        vectors = encoder.embed([c.text for c in clauses])
        return words * np.float32((1 - self.share) ** 0.5), vectors * np.float32(self.share**0.5)

    def log_odds(self, clauses: Sequence[Clause], encoder: Encoder | None) -> npt.NDArray[np.float64]:
        """Return the log odds of each act (column) against everything else, for each clause (row)."""
        words, vectors = self.features_of(clauses, encoder)
        scores = self.word_weights.scores(words) + self.learnt.intercept
        if vectors is not None and self.vector_weights is not None:
            scores = scores + vectors @ self.vector_weights
        wide = scores.astype(np.float64)
        odds = np.exp(wide - wide.max(axis=1, keepdims=True))
        chances = odds / odds.sum(axis=1, keepdims=True)
        chances = np.clip(chances[:, : len(self.acts)], 1e-12, 1 - 1e-9)
        found: npt.NDArray[np.float64] = np.log(chances / (1.0 - chances))
        if self.nearest is not None and vectors is not None:
            found = found + self.nearest.log_odds(words, vectors)
        return found

    def nearness(self, place: int, clause: Clause, encoder: Encoder | None) -> float:
        """Return what is in an act's log odds for how like the clause its nearest phrasing is."""
        if self.nearest is None:
            return 0.0
        words, vectors = self.features_of([clause], encoder)
        return 0.0 if vectors is None else float(self.nearest.log_odds(words, vectors)[0, place])

    def closest(self, place: int, clause: Clause, encoder: Encoder | None) -> tuple[str, float]:
        """Return the phrasing of an act that is most like the clause, with its likeness (at most 1)."""
        best, likeness = self._closest(place, *self._told(clause, encoder), encoder)
        return self.phrasings[place].written[best], likeness

    def plain_phrasings(self, asked: Sequence[tuple[Clause, int]], encoder: Encoder | None) -> list[str]:
        """Return for each clause and act (by its place) the act's phrasing most like it, in plain words."""
        told = {clause: self._told(clause, encoder) for clause in dict.fromkeys(c for c, _ in asked)}
        return [
            self.phrasings[place].plain[self._closest(place, *told[clause], encoder)[0]]
            for clause, place in asked
        ]

    def _told(self, clause: Clause, encoder: Encoder | None) -> tuple[Vector, Vector | None]:
        """Return the scaled word features of a clause, a number for each, and its vector."""
        places, weights = self.features.row(clause.words)
        words = np.zeros(self.features.size, dtype=np.float32)
        if encoder is None or self.vector_weights is None:
            words[places] = weights
            return words, None
        words[places] = weights * np.float32((1 - self.share) ** 0.5)
        return words, encoder.embed([clause.text])[0] * np.float32(self.share**0.5)

    def _closest(
        self, place: int, words: Vector, vector: Vector | None, encoder: Encoder | None
    ) -> tuple[int, float]:
        """Return which of an act's phrasings is most like what has these features, and how like it is."""
        plain = self.phrasings[place].plain
        start = self.starts[place]
        likeness = self.learnt.phrasings(start, start + len(plain)) @ words
        if vector is not None and self.lines is not None and encoder is not None:
            own = self.lines.again(encoder, plain) * np.float32(self.share**0.5)
            likeness = likeness + own @ vector
        rounded = np.round(likeness.astype(np.float64), 4)
        best = int(np.argmax(rounded))
        return best, float(rounded[best])


@dataclass(frozen=True)
class Taught:
    """The phrasings of each act and the lines of each off-topic class, as clauses that ``speller`` mended."""

    speller: Speller
    acts: tuple[tuple[Clause, ...], ...]
    others: tuple[tuple[Clause, ...], ...]


def in_plain_words(
    acts: Sequence[ActPhrasings],
    off_topic: Sequence[ActPhrasings],
    dictionary: Collection[str],
    cache_folder: Path | None = None,
) -> Taught:
    """Return what is taught in plain words.

    ``dictionary``: words that are spelt right. ``cache_folder``: where plain words are kept between runs.
    """
    plain = plain_lines((p for one in (*acts, *off_topic) for p in one.phrasings), cache_folder)
    speller = _speller([*acts, *off_topic], plain, dictionary)
    both = (
        tuple(tuple(_line(p, plain[p], speller) for p in one.phrasings if p.strip()) for one in group)
        for group in (acts, off_topic)
    )
    return Taught(speller, *both)


def learn(
    acts: Sequence[ActPhrasings],
    told: Taught,
    by: tuple[Encoder, KeptLines] | None,
    cache_folder: Path | None = None,
    *,
    another_field: bool = False,
) -> Fitted:
    """Learn the acts. ``by``: who makes vectors of plain texts, and where they are kept; None: words alone.

    ``told``: the same acts in plain words. ``cache_folder``: where what was learnt from the very same lines
    is kept; None keeps nothing. ``another_field``: the published layers read the bank. Form, and whose matter
    it is, then bind only where an author declared the form, and an act's nearest phrasing counts besides.
    """
    taught, others = told.acts, told.others
    share = PUBLISHED_SHARE if another_field else ENCODER_SHARE
    profiles = profiles_of(acts, taught, guess=not another_field)
    has_its_own = _contrary_is_taught(acts)
    contrary = [
        _contraries(lines) if prof.bids and prof.act not in has_its_own else []
        for lines, prof in zip(taught, profiles, strict=True)
    ]
    classes = [*taught, *others, *contrary]
    lines = [line for group in classes for line in group]
    labels = np.array([i for i, group in enumerate(classes) for _ in group], dtype=np.intp)
    features, rows = fitted_on([line.words for line in lines])
    vectors = by[1].of(by[0], [line.text for line in lines]) if by else None
    kept = _kept(labels, len(acts), len(acts) + len(others), rows, vectors)
    rows, labels = rows[kept], labels[kept]
    if vectors is not None:
        vectors = vectors[kept] * np.float32(share**0.5)
        rows = csr_matrix(rows * np.float32((1 - share) ** 0.5))
    learnt = _learnt(rows, vectors, labels, len(acts), cache_folder)
    counts = [len(lines) for lines in taught]
    near = vectors if another_field else None
    return Fitted(
        acts=tuple(a.id for a in acts),
        profiles=tuple(map(kept_once, profiles)),
        speller=told.speller,
        features=features,
        phrasings=tuple(
            kept_once(
                Phrasings(tuple(p for p in a.phrasings if p.strip()), tuple(line.text for line in lines))
            )
            for a, lines in zip(acts, told.acts, strict=True)
        ),
        share=share,
        learnt=learnt,
        starts=tuple(np.cumsum([0, *counts]).tolist()),
        lines=by[1] if by else None,
        nearest=None if near is None else Nearest.of(learnt.taught, near[: sum(counts)].copy(), counts),
    )


def _learnt(
    rows: csr_matrix, vectors: Vector | None, labels: npt.NDArray[np.intp], acts: int, folder: Path | None
) -> Learnt:
    """Return the weights that were learnt from lines: kept from before, or learnt now and kept."""
    pulls, taught = _line_weights(labels, acts), int((labels < acts).sum())
    parts = [rows.data, rows.indices, rows.indptr, labels, pulls, *([] if vectors is None else [vectors])]
    key = learnt_key(parts, [STRENGTH, *COURSE, COMMON, acts])
    _used, dense = np.unique(labels, return_inverse=True)
    shape = rows.shape[1], len(labels), len(_used)
    width = 0 if vectors is None else vectors.shape[1]

    def kept() -> Learnt | None:
        found = read_learnt(folder, key)
        return None if found is None else Learnt.read(found, shape, width, taught)

    found = kept()
    if found is not None:
        return found
    alpha = fit_weights(Likeness(rows, vectors), dense.astype(np.intp), pulls, STRENGTH)
    fresh = Learnt.of(rows, vectors, LineWeights.of(alpha), taught)
    write_learnt(folder, key, fresh.arrays())
    return kept() or fresh


def _speller(
    banks: Sequence[ActPhrasings], plain: Mapping[str, PlainLine], dictionary: Collection[str]
) -> Speller:
    """Return the speller of a bank: it mends towards words used twice or found in the dictionary."""
    used = Counter(w for bank in banks for p in bank.phrasings for w in plain[p].words)
    right = set(dictionary)
    targets = [w for w, n in used.items() if n >= 3 or (w in right if right else n >= 2)]
    known = (w for w in dictionary if len(w) > 3 and w.isalpha()) if right else used
    return Speller(targets, known, used)


def _line(text: str, plain: PlainLine, speller: Speller) -> Clause:
    """Return a phrasing as one clause in plain words; most hold nothing that any speller would mend."""
    if all(speller.mend(word) == word for word in plain.mendable):
        return plain.clause
    return as_clause(text, speller)


def _contrary_is_taught(acts: Sequence[ActPhrasings]) -> frozenset[str]:
    """Return the acts whose contrary is an act of its own, so that made ones would only take lines from it.

    A right advice has near it what counts against a learner, and a wrong one has near it what is right.
    """
    bids = {
        held: {a.id for a in acts if a.form == "instruction" and a.held_against == held}
        for held in (True, False)
    }
    return frozenset(act.id for act in acts if not bids[not act.held_against].isdisjoint(act.neighbours))


def _contraries(lines: Sequence[Clause]) -> list[Clause]:
    """Return contraries of an instruction's phrasings, none twice: some forbidden, some said otherwise."""
    own = {line.words for line in lines}
    found = dict.fromkeys(words for line in lines for words in opposites(line.core) if words not in own)
    forbidden = [words for words in found if words[:2] == ("do", "not")]
    others = [words for words in found if words[:2] != ("do", "not")]
    most = max(MOST_CONTRARIES // 2, MOST_CONTRARIES - min(len(forbidden), len(others)))
    return [Clause(" ".join(words), words) for kind in (forbidden, others) for words in _spread(kind, most)]


def _spread(kind: list[tuple[str, ...]], most: int) -> list[tuple[str, ...]]:
    """Return at most so many, evenly spread."""
    every = max(1, -(-len(kind) // most))
    return kind[::every]


def _kept(
    labels: npt.NDArray[np.intp], acts: int, contrary_from: int, rows: csr_matrix, vectors: Vector | None
) -> npt.NDArray[np.intp]:
    """Return the lines to learn from: every phrasing, and the others unless too like a phrasing of an act.

    A contrary is always like the act it was made from, so it is only held against the other acts.
    """
    taught = int((labels < acts).sum())
    if vectors is not None:
        likeness = vectors[taught:] @ vectors[:taught].T
    else:
        likeness = np.asarray((rows[taught:] @ rows[:taught].T).todense())
    own = (labels[taught:] - contrary_from)[:, None] == labels[:taught][None, :]
    likeness = np.where(own, -1.0, likeness)
    near = likeness.max(axis=1, initial=-1.0) >= TOO_CLOSE
    return np.concatenate([np.arange(taught), taught + np.flatnonzero(~near)]).astype(np.intp)


def _line_weights(labels: npt.NDArray[np.intp], acts: int) -> Vector:
    """Weigh every act the same, however many phrasings it has; the other lines weigh one each.

    A bank of few phrasings an act weighs as much as a full one, so that the bands hold for both.
    """
    counts = np.bincount(labels)
    mean = max(float(counts[:acts].mean()), LEAST_WEIGHT)
    return np.array([mean / counts[label] if label < acts else 1.0 for label in labels], dtype=np.float32)
