"""Proposes phrasings to add, from lines that were not understood or that an assessor read otherwise.

A proposal is one stretch of a learner's words for one act (or for none), with what else it comes near. Pure:
it is handed the lines, without names, and the reader; it adds nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.understanding.clauses import cut, join
from simulator.understanding.normalise import expand
from simulator.understanding.reader import Reader
from simulator.understanding.segmenting import LONGER, Scored, chance_of
from simulator.understanding.stems import STOP_WORDS

NEAR = 0.6
"""Likeness (of 1) from which a phrasing of another act is told as near."""
LEAST_GUESS = 0.02
_TAKEN_OUT = re.compile(r"\[[a-z]+\]")
"""What stands in a line for a name, a number or a place (``nameless``)."""
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NAME = 2
"""So many unknown words alone may be somebody's name."""


@dataclass(frozen=True, slots=True)
class Collected:
    """A line without names. ``acts``: what an assessor says it holds; None where nobody said anything.

    ``heard``: the acts it was read as, surely, when it was said.
    """

    text: str
    heard: frozenset[str]
    acts: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A phrasing of another act that the proposed one is like (likeness at most 1)."""

    act: str
    phrase: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words to add to an act. ``act`` is empty where nothing was recognised and a person must say.

    ``holds_nothing``: an assessor said that the line holds no act, and it was taken for one. ``certain``: an
    assessor named the act; else the reader guesses it with ``score``. ``times``: how often it was said.
    """

    phrase: str
    act: str
    certain: bool
    holds_nothing: bool
    score: float
    times: int
    lines: tuple[str, ...]
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class _Wish:
    """One proposal before it is counted together with its like."""

    phrase: str
    act: str
    certain: bool
    holds_nothing: bool
    score: float
    line: str


def propose(lines: Sequence[Collected], reader: Reader) -> tuple[Proposal, ...]:
    """Return what could be added, what assessors said first, then the most frequent.

    A line that this reader reads as it should be read already gives no proposal; nor does a stretch from
    which a name, a number or a place was taken out, or one that may be no more than a name.
    """
    together: dict[tuple[str, str, bool], list[_Wish]] = {}
    for line in lines:
        for wish in _wishes(line, reader):
            plain = _plain(wish.phrase, reader)
            if plain and _was_said(plain, line.text, reader) and not _names_only(wish.phrase, reader):
                together.setdefault((plain, wish.act, wish.holds_nothing), []).append(wish)
    found = [_proposal(wishes, reader) for wishes in together.values()]
    return tuple(sorted(found, key=lambda p: (not p.certain, -p.times, -p.score, p.phrase)))


def near_to(phrase: str, act: str, reader: Reader, most: int = 3) -> tuple[Near, ...]:
    """Return the phrasings of other acts that a phrase comes nearest to, one an act, the nearest first."""
    clauses = cut(phrase, reader.fitted.speller)
    if not clauses:
        return ()
    fitted, line = reader.fitted, join(clauses)
    found: list[Near] = []
    for place, other in enumerate(fitted.acts):
        said, likeness = fitted.closest(place, line, reader.encoder)
        if other != act and likeness >= NEAR:
            found.append(Near(other, said, round(likeness, 2)))
    return tuple(sorted(found, key=lambda n: (-n.likeness, n.act))[:most])


def _plain(phrase: str, reader: Reader) -> str:
    return " ".join(word for clause in cut(phrase, reader.fitted.speller) for word in clause.words)


def _was_said(plain: str, text: str, reader: Reader) -> bool:
    """Tell whether words stand in a line beside what was taken out of it: "[name]" is no word of anybody's.

    A stretch that reaches over a mark is no phrasing, for the marks would be learnt as words.
    """
    if not _TAKEN_OUT.search(text):
        return True
    return any(f" {plain} " in f" {_plain(piece, reader)} " for piece in _TAKEN_OUT.split(text))


def _names_only(phrase: str, reader: Reader) -> bool:
    """Tell whether a stretch may be no more than a name: a word or two unknown, or mostly so in capitals."""
    words = _LETTERS.findall(phrase)
    written = [word[0].isupper() and not word.isupper() for word in words]
    strange = [word for word in words if not _known(word.casefold(), reader, slips=True)]
    named = [
        word
        for at, word in enumerate(words)
        if written[at] and (at or any(written[1:2])) and not _known(word.casefold(), reader, slips=False)
    ]
    return (len(words) <= _NAME and len(strange) == len(words)) or 2 * len(named) > len(words)


def _known(word: str, reader: Reader, *, slips: bool) -> bool:
    """Tell whether a word is known, or with ``slips`` a slip for one that is."""
    speller = reader.fitted.speller
    known = (speller.taught or frozenset(), STOP_WORDS)
    return all(
        any(one in words for words in known) or (slips and speller.mend(one) != one) for one in expand(word)
    )


def _wishes(line: Collected, reader: Reader) -> list[_Wish]:
    """Return what one line would add."""
    now = frozenset(reader.read(line.text).sure())
    if line.acts is None:
        return [] if now else _guess(line, reader)
    if not line.acts:
        return [_Wish(line.text, "", True, True, 1.0, line.text)] if now else []
    return _missing(line, sorted(line.acts - now), reader)


def _guess(line: Collected, reader: Reader) -> list[_Wish]:
    """Return the likeliest act of a line that nobody named."""
    groups = reader.score(cut(line.text, reader.fitted.speller))
    if not groups:
        return []
    best = max(groups, key=lambda g: (_rounded(float(g.odds.max()), g), -g.start))
    score = round(chance_of(float(best.odds.max())), 4)
    act = reader.acts[best.ranked(reader.acts)[0]] if score >= LEAST_GUESS else ""
    return [_Wish(best.clause.raw if act else line.text, act, False, False, score, line.text)]


def _missing(line: Collected, acts: Sequence[str], reader: Reader) -> list[_Wish]:
    """Return the stretch of the line that comes nearest to each act it should have been read as."""
    groups = reader.score(cut(line.text, reader.fitted.speller))
    found: list[_Wish] = []
    for act in acts:
        if act not in reader.acts or not groups:
            continue
        place = reader.acts.index(act)
        best = max(groups, key=lambda g, p=place: (_rounded(float(g.odds[p]), g), -g.start))  # type: ignore[misc]
        score = round(chance_of(float(best.odds[place])), 4)
        found.append(_Wish(best.clause.raw, act, True, False, score, line.text))
    return found


def _rounded(odds: float, group: Scored) -> float:
    """Return odds as they are compared: a longer stretch must beat the shorter ones it covers."""
    return round(odds - LONGER * (group.end - group.start - 1), 4)


def _proposal(wishes: Sequence[_Wish], reader: Reader) -> Proposal:
    first = max(wishes, key=lambda w: (w.certain, w.score))
    return Proposal(
        phrase=first.phrase,
        act=first.act,
        certain=any(w.certain for w in wishes),
        holds_nothing=first.holds_nothing,
        score=first.score,
        times=len(wishes),
        lines=tuple(dict.fromkeys(w.line for w in wishes))[:3],
        near=near_to(first.phrase, first.act, reader),
    )
