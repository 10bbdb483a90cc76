"""Brings what people type into one plain form: case, contractions, text-speak, numbers, typing errors.

Never judges meaning and never drops a word: each token keeps the learner's own spelling beside the
plain words it stands for, so that whatever is decided can be cited in the learner's words.
"""

import html
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from simulator.model.values import figures_said_out
from simulator.model.word_sets import word_set
from simulator.understanding.kept_once import kept_once
from simulator.understanding.short_forms import Token, by_their_neighbours
from simulator.understanding.spellings import (
    IRREGULAR,
    IRREGULAR_PASTS,
    PHONETIC,
    SUFFIXES,
    TENS,
    TEXT_SPEAK,
    UNITS,
)

MAX_CHARACTERS = 4000
"""Longer utterances are read up to here: nobody speaks a longer line, and a call must not wait for it."""

_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""A word of one syllable that doubles its last letter before an ending: stop, stopping."""

MAX_WORD = 40
"""A longer run of letters is noise; it is read by its beginning."""

_TAG = re.compile(r"<[^<>]{0,200}>")
_TITLE = re.compile(r"\b(mr|mrs|ms|dr)\.(?=\s+\w)", re.IGNORECASE)
"""A title with its point, which ends no sentence."""
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[^\w\s]|_", re.UNICODE)

_NUMBERS = frozenset((*UNITS, *TENS, "oh", "nought", *PHONETIC))
"""Words that may be said for digits or letters."""

_IS_AFTER = word_set(
    """
    what where who how when why that there here it he she this which name everything anyone someone
    everyone anybody something nothing number address
    """
)


@lru_cache(maxsize=2048)
def tokens(text: str) -> tuple[Token, ...]:
    """Cut ``text`` into tokens; safe on any text at all (markup, control and right-to-left characters)."""
    plain = unicodedata.normalize("NFKC", html.unescape(text[:MAX_CHARACTERS]))
    plain = _TITLE.sub(r"\1", _TAG.sub(" ", plain))
    plain = plain.replace("\u2019", "'").replace("\u2018", "'").replace("`", "'").replace("\u2026", "...")
    if not plain.isprintable():
        plain = "".join(c if unicodedata.category(c)[0] != "C" or c in "\n\t" else " " for c in plain)
    found: list[Token] = []
    for line in plain.splitlines():
        found.extend(_token(match) for match in _TOKEN.findall(line))
        found.append(Token(".", ()))
    return tuple(by_their_neighbours(found[:-1]))


@lru_cache(maxsize=8192)
def _token(raw: str) -> Token:
    """Return one token with its plain words."""
    if not raw[0].isalnum():
        return Token(raw, ())
    parts = raw[:MAX_WORD].casefold().split("-")
    return Token(raw[:MAX_WORD], tuple(w for part in parts if part for w in expand(part)))


@lru_cache(maxsize=8192)
def expand(word: str) -> tuple[str, ...]:
    """Return the plain words one lower-case written word stands for (``what's`` → ``what is``)."""
    if word in IRREGULAR:
        return tuple(IRREGULAR[word].split())
    if word in TEXT_SPEAK:
        return tuple(TEXT_SPEAK[word].split())
    if word.endswith("n't") and len(word) > 3:
        return (word[:-3], "not")
    if "'" in word:
        stem, _, tail = word.rpartition("'")
        if "'" + tail in SUFFIXES:
            return (*expand(stem), SUFFIXES["'" + tail])
        if tail == "s":
            return (*expand(stem), "is") if stem in _IS_AFTER else expand(stem)
        return (word.replace("'", ""),)
    return (word,)


@lru_cache(maxsize=8192)
def plain_words(text: str) -> tuple[str, ...]:
    """Return the plain words of ``text`` with numbers said in words turned into digits.

    Kept by text, for more texts than a bank has phrasings: every scenario's reader learns from the same ones.
    """
    return join_numbers([w for token in tokens(text) for w in token.words])


def join_numbers(words: Iterable[str]) -> tuple[str, ...]:
    """Turn spoken numbers and the phonetic alphabet into digits and letters.

    ``oh one six three two`` → ``01632``, ``double one eight`` → ``118``, ``twenty two`` → ``22``, ``alpha
    mike four`` → ``am4``. A lone "one" or "mike" stays as it is: it is usually no number and no letter.
    """
    plain = figures_said_out(words)
    if _NUMBERS.isdisjoint(plain):
        return tuple(word for word in plain if word)
    found: list[str] = []
    run: list[tuple[str, str]] = []
    for word in [*plain, ""]:
        piece = _piece(word)
        if piece is not None:
            run.append((word, piece))
            continue
        found.extend(_said(run))
        run = []
        if word:
            found.append(word)
    return tuple(found)


def _piece(word: str) -> str | None:
    """Return the digits or letter that ``word`` may stand for, or None."""
    if word in UNITS:
        return UNITS[word]
    if word in TENS:
        return str(TENS[word])
    if word in ("oh", "nought"):
        return "0"
    return PHONETIC.get(word)


def _said(run: list[tuple[str, str]]) -> list[str]:
    """Return one run of number words as digits, or unchanged where it is more likely plain speech."""
    if not run:
        return []
    if len(run) == 1:
        word, piece = run[0]
        return [piece] if piece.isdigit() and word not in ("one", "oh", "zero") else [word]
    joined: list[str] = []
    tens = False
    for word, piece in run:
        if tens and len(piece) == 1 and piece.isdigit() and piece != "0":
            joined[-1] = joined[-1][0] + piece
            tens = False
            continue
        joined.append(piece)
        tens = word in TENS
    return ["".join(joined)]


class Speller:
    """Mends typing errors towards the words of the bank; leaves every word that is right as it is."""

    def __init__(
        self, vocabulary: Iterable[str], known: Iterable[str] = (), taught: Collection[str] | None = None
    ) -> None:
        """``vocabulary``: words worth mending towards; ``known``: words that are right as they stand.

        ``taught``: every word of the bank; None: a line stands alone, and names in it are left.
        """
        self.taught = None if taught is None else kept_once(frozenset(taught))
        self._targets = frozenset(w for w in vocabulary if len(w) >= 4 and w.isalpha())
        self._known = kept_once(frozenset(known))
        by_shape: dict[tuple[str, int], list[str]] = {}
        for word in sorted(self._targets):
            by_shape.setdefault((word[0], len(word)), []).append(word)
        self._by_shape = by_shape
        self._mended: dict[str, str] = {}

    def mend(self, word: str) -> str:
        """Return the one vocabulary word that is a slip away from ``word``, else ``word`` itself."""
        if len(word) < 4 or not word.isalpha() or self._knows(word):
            return word
        if word in IRREGULAR_PASTS or any(map(self._knows, _bases(word))):
            return word
        if word not in self._mended:
            if len(self._mended) > 20_000:
                self._mended.clear()
            self._mended[word] = self._nearest(word)
        return self._mended[word]

    def _knows(self, word: str) -> bool:
        return word in self._targets or word in self._known

    def _nearest(self, word: str) -> str:
        """Find the nearest word with the same first letter, at most one slip (two from 8 letters on)."""
        limit = 2 if len(word) >= 8 else 1
        best: list[tuple[int, str]] = []
        for length in range(len(word) - limit, len(word) + limit + 1):
            for target in self._by_shape.get((word[0], length), ()):
                distance = OSA.distance(word, target, score_cutoff=limit)
                if distance <= limit:
                    best.append((distance, target))
        best.sort()
        if not best or (len(word) == 4 and len(best) > 1):
            return word
        return best[0][1]


class Listening(Speller):
    """Mends nothing, and notes what it was asked to mend."""

    def __init__(self) -> None:  # no word to mend towards: one listens to each of thousands of phrasings
        """Begin with no word."""
        self.asked: set[str] = set()
        self.taught = None

    def mend(self, word: str) -> str:
        """Note a word and return it."""
        self.asked.add(word)
        return word


def _bases(word: str) -> Iterator[str]:
    """Yield the words of which ``word``, if it is spelt right, may be a form: ``fizzing`` → fizz, fizze.

    A short base that ought to have doubled its last letter is none: ``stoping`` is a slip for stopping.
    """
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "xs", "zs", "chs", "shs", "ys")):
        yield word[:-1]
    if word.endswith("ies"):
        yield word[:-3] + "y"
    for ending in ("ing", "ed", "er", "ers"):
        base = word.removesuffix(ending)
        if base == word or len(base) < 3:
            continue
        yield base + "e"
        if base[-1] == base[-2] and base[-1] not in "aeiou":
            yield base[:-1]
        if not _SHORT.fullmatch(base):
            yield base
