"""Which words of a line tell what it is about, and whether it can have been about a thing.

A line that nobody understood may have asked for what is missing; a line about the police cannot have asked
for a number. This compares words by their stems alone: it reads nothing, knows no record and judges nobody.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from simulator.model.values import tokens
from simulator.model.word_sets import word_set

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
_ENDING = re.compile(r"(?:ing|ings|ed|er|ers|es|ly|s|e)$")
_SHORTEST = 3
_LITTLE = word_set(
    """
    a an the is are was were be been being am do does did done have has had i you he she it we they me him her
    us them my mine your yours his hers its our ours their of to in on at for with and or but so that this
    these those there here can could will would shall should may might must please just ok okay now then well
    right hello hi hiya hey love sir madam mate not no yes yeah what where who when which how why any some if
    as by from about into over up down off out get got getting go going goes gone come coming comes tell tells
    told say says said know knows let lets make makes take takes give gives keep keeps put want wants need
    needs like sure also still even really very quite one ones thing things something anything everything
    someone somebody anyone anybody everyone everybody u ur im ive ill youre dont cant wont whats wheres whos
    hows thats theres isnt arent didnt it's that's i'm i've i'll you're don't can't won't what's where's
    who's how's there's he's she's they're we're thanks thank sorry
    """
)
"""Words that stand in lines about anything."""


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """Return a rough stem: a common ending off, a double last letter single."""
    short = _ENDING.sub("", word)
    short = short if len(short) >= _SHORTEST else word
    return short[:-1] if len(short) > _SHORTEST and short[-1] == short[-2] else short


@lru_cache(maxsize=1 << 13)
def telling(text: str) -> frozenset[str]:
    """Return the stems of the words that tell what a text is about."""
    words = set(_WORD.findall(text.lower().replace("\u2019", "'")))
    return frozenset([stem(w.removesuffix("'s")) for w in words - _LITTLE])


@lru_cache(maxsize=1 << 12)
def words_of(phrasings: tuple[str, ...]) -> frozenset[str]:
    """Return the telling words of all ways in which one act is said."""
    return frozenset().union(*map(telling, phrasings))


class Vocabulary:
    """The telling words of a scenario's acts: of each by itself, and of all together."""

    def __init__(self, phrasings: Mapping[str, tuple[str, ...]]) -> None:
        """Keep how each act is said; its words are looked for on first need."""
        self._phrasings = phrasings
        self._all: frozenset[str] | None = None

    def of(self, acts: Iterable[str]) -> frozenset[str]:
        """Return the telling words of some acts."""
        return frozenset().union(*(words_of(self._phrasings.get(act, ())) for act in acts))

    def all(self) -> frozenset[str]:
        """Return the telling words of every act that is listened for."""
        if self._all is None:
            self._all = self.of(self._phrasings)
        return self._all

    def may_be(self, text: str, acts: Iterable[str], besides: Iterable[str] = ()) -> bool:
        """Tell whether a line that was not understood can have been one of the acts.

        It cannot where it speaks of something that is known, and of nothing that these acts speak of, or far
        more of what another act speaks of. What holds no word that anybody knows, or none that tells
        anything, may be whatever is missing.

        Args:
            text: the line.
            acts: what would have earned it.
            besides: more words for the same, such as what a fact is called.
        """
        said = telling(text)
        if not said:
            return True
        wanted = tuple(acts)
        named = len(said & frozenset().union(*map(telling, besides)))
        meant = max(named, *(len(said & self.of((act,))) for act in wanted))
        if not meant:
            return not said & self.all()
        most = max((len(said & words_of(ways)) for ways in self._phrasings.values()), default=0)
        return 2 * meant >= most


def holds_some(text: str, values: str) -> bool:
    """Tell whether a line that was misread may read something back: a number or name of it, or two words."""
    held = set(tokens(values)) & set(tokens(text))
    names = {word for name in values.split() if name[:1].isupper() for word in tokens(name)}
    return len(held) > 1 or any(word.isdigit() or word in names for word in held)
