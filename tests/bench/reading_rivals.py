"""What the reader is measured beside: four simple readers of the same bank on the same lines.

Each takes the nearest phrasing of every clause; they share only its cutting of clauses.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz, process
from scipy.sparse import csr_matrix

from simulator.model.reading import ActPhrasings
from simulator.understanding.clauses import Clause, cut, join
from simulator.understanding.encoder import Encoder
from simulator.understanding.normalise import Speller
from tests.bench.gold_lines import GoldLine
from tests.bench.reading_figures import Found, Heard

Likeness = Callable[[Sequence[str]], np.ndarray]


def plain(text: str, speller: Speller) -> str:
    """Return a whole line in plain words."""
    clauses = cut(text, speller)
    return join(clauses).text if clauses else ""


def token_sort(phrasings: Sequence[str]) -> Likeness:
    """Likeness by the ratio of the sorted words."""
    return lambda lines: process.cdist(list(lines), list(phrasings), scorer=fuzz.token_sort_ratio) / 100


def tfidf_cosine(phrasings: Sequence[str]) -> Likeness:
    """Likeness by the cosine of words and word pairs, weighed by how rare they are among the phrasings."""
    seen = Counter(mark for p in phrasings for mark in set(_marks(p)))
    rare = {mark: math.log((1 + len(phrasings)) / (1 + n)) + 1 for mark, n in seen.items()}
    places = {mark: i for i, mark in enumerate(rare)}
    known = _weighed(phrasings, rare, places)
    return lambda lines: np.asarray((_weighed(lines, rare, places) @ known.T).todense())


def _marks(text: str) -> list[str]:
    """Return the words and word pairs of a plain text."""
    words = text.replace("?", "").split()
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def _weighed(lines: Sequence[str], rare: Mapping[str, float], places: Mapping[str, int]) -> csr_matrix:
    """Return the weights of each line's known marks, each line of length one."""
    rows, columns, weights = [], [], []
    for row, line in enumerate(lines):
        own = {m: (1 + math.log(n)) * rare[m] for m, n in Counter(_marks(line)).items() if m in rare}
        size = math.sqrt(sum(w * w for w in own.values())) or 1.0
        rows += [row] * len(own)
        columns += [places[m] for m in own]
        weights += [w / size for w in own.values()]
    return csr_matrix((weights, (rows, columns)), shape=(len(lines), len(places)))


def embedding_cosine(phrasings: Sequence[str], encoder: Encoder) -> Likeness:
    """Likeness by the cosine of sentence embeddings."""
    known = encoder.embed(phrasings, keep=False)
    return lambda lines: encoder.embed(lines) @ known.T


def nearest(
    acts: Sequence[ActPhrasings],
    speller: Speller,
    likeness_of: Callable[[Sequence[str]], Likeness],
    lines: Sequence[GoldLine],
) -> list[Heard]:
    """Hear in each clause of each line the act of its nearest phrasing."""
    owner = [act.id for act in acts for _ in act.phrasings]
    likeness = likeness_of([plain(p, speller) for act in acts for p in act.phrasings])
    return [_heard(cut(line.text, speller), likeness, owner) for line in lines]


def _heard(clauses: Sequence[Clause], likeness: Likeness, owner: Sequence[str]) -> Heard:
    if not clauses:
        return Heard(())
    scores = likeness([c.text for c in clauses])
    best = scores.argmax(axis=1)
    return Heard(
        tuple(
            Found(owner[place], round(float(scores[i, place]), 4), "unsure", f"{i}")
            for i, place in enumerate(best)
        )
    )
