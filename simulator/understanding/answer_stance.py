"""Whether a stretch of an answer affirms or denies, repeats the question, or only lines up key words.

Pure words; it knows no key point. Rejecting counts like denying: "it is a myth that we need consent".
"""

from collections.abc import Iterable, Sequence

from simulator.model.word_sets import word_set
from simulator.understanding.normalise import plain_words
from simulator.understanding.stems import STOP_WORDS, stem

_DENIES = word_set(
    "not never no nobody none nothing neither nor cannot without nowhere avoid avoids "
    "wrong untrue false myth mistake mistaken incorrect forbidden unacceptable problem"
)
_PAIRS = (("rather", "than"), ("instead", "of"), ("far", "from"))
_NOT_DENYING = (("no", "matter"), ("no", "doubt"), ("whether", "or", "not"))
_THINKS = (
    ("some", "people"),
    ("people", "think"),
    ("people", "believe"),
    ("people", "say"),
    ("you", "might", "think"),
    ("it", "is", "tempting"),
    ("many", "think"),
)
_REJECTING = word_set("myth untrue false wrong mistake mistaken nonsense incorrect")
_BELITTLING = word_set("pointless skip skipped waste wasted unnecessary rubbish nonsense")
_BELITTLES = (("leave", "out"), ("no", "point"), ("no", "need"), ("be", "wrong", "if"))
_HEDGING = _REJECTING | word_set(
    "disagree disagreed refuse refused refuses refusing illegal unlawful otherwise silly foolish cruel nobody"
)
_HEDGES = (
    *(("used", "to"), ("against", "the", "law"), ("far", "from"), ("instead", "of")),
    *(("has", "not", "read"), ("have", "not", "read")),
)
_FRAMES = (
    *(("it", "is", "about"), ("this", "is", "about"), ("i", "would", "think", "about"), ("think", "about")),
    *(("you", "need"), ("we", "need"), ("i", "need"), ("there", "is"), ("there", "are"), ("you", "have")),
    *(("it", "has"), ("i", "know", "about"), ("i", "would", "use"), ("for", "example"), ("such", "as")),
)

DEPENDENT = word_set("when if even because while although though since unless until where who which so as")
"""Words that open a clause which says nothing by itself: it stands or falls with what it hangs on."""

COPIED_RUN = 4
"""A run of this many words that stands in the question in the same order was copied from it."""

LEAST_LISTED = 5
"""So many content words in a row with nothing to hold them together are key words, not a statement."""

_LINKS = word_set("that which who so because if when can cannot could should must not to for while until")
_PREDICATES = _LINKS | word_set(
    "i you he she it we they them him us is are was were be been am do does did have has had will would "
    "may might need needs get gets got let lets make makes made say says tell tells give "
    "gives send sends go goes mean means"
)
_NAMING = word_set("the a an our their his her my your some other another and or eg like such main")

_GRAMMAR = STOP_WORDS | word_set(
    "because until while than about into out up down off over then when only also says"
)


def denials(words: Sequence[str]) -> int:
    """Return how often a stretch of plain words denies or rejects."""
    count = sum(w in _DENIES for w in words)
    count += sum(_count(words, pair) for pair in _PAIRS)
    return max(0, count - sum(_count(words, phrase) for phrase in _NOT_DENYING))


def denies(words: Sequence[str]) -> bool:
    """Tell whether the stretch as a whole denies: an odd number of denials."""
    return denials(words) % 2 == 1


def rejects(words: Sequence[str]) -> bool:
    """Tell whether the stretch rejects what it then says: "it is not true that …", "a myth that …"."""
    for i, word in enumerate(words):
        lead = words[max(0, i - 4) : i]
        if word == "that" and (_REJECTING & set(lead) or ("not" in lead and "true" in lead)):
            return True
    return False


def reports_others(words: Sequence[str]) -> bool:
    """Tell whether the stretch tells what others wrongly think ("some people would say …")."""
    return any(_count(words, phrase) for phrase in _THINKS)


def hedges(words: Sequence[str]) -> bool:
    """Tell whether words hold what may reject, mock or undo a statement beside them; a person has to look."""
    return belittles(words) or _holds(words, _HEDGING, _HEDGES)


def belittles(words: Sequence[str]) -> bool:
    """Tell whether words say that something is not worth doing, or may be left out."""
    return _holds(words, _BELITTLING, _BELITTLES)


def unframed(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words without empty frames ("it is about …"), which say nothing of what follows."""
    left: list[str] = []
    i = 0
    while i < len(words):
        frame = next((f for f in _FRAMES if tuple(words[i : i + len(f)]) == f), None)
        if frame is None:
            left.append(words[i])
        i += len(frame) if frame else 1
    return tuple(left)


def turns(words: Sequence[str]) -> bool:
    """Tell whether the stretch takes back what stood before it ("but it does not", "that is wrong")."""
    return (
        bool(words)
        and denies(words)
        and len(words) <= 9
        and words[0] in ("but", "that", "this", "which", "it")
    )


def own_words(text: str, asked: Iterable[str]) -> tuple[str, ...]:
    """Return the plain words of a text that were not copied from ``asked`` in runs of four or more."""
    words = plain_words(text)
    runs = {
        tuple(source[i : i + COPIED_RUN])
        for source in (plain_words(a) for a in asked)
        for i in range(len(source) - COPIED_RUN + 1)
    }
    taken: set[int] = set()
    for i in range(len(words) - COPIED_RUN + 1):
        if tuple(words[i : i + COPIED_RUN]) in runs:
            taken.update(range(i, i + COPIED_RUN))
    return tuple(w for i, w in enumerate(words) if i not in taken)


def content(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    return frozenset(stem(w) for w in words if w not in STOP_WORDS)


def only_key_words(text: str) -> bool:
    """Tell whether a text only lines up key words, with nothing that says how they hang together."""
    words = plain_words(text)
    strong = [w for w in words if w not in _GRAMMAR]
    return len(strong) >= LEAST_LISTED and len(words) - len(strong) <= len(words) * 0.16


def says_something(words: Sequence[str]) -> bool:
    """Tell whether the stretch states something: a name alone, or that there is such a thing, does not."""
    if len(words) >= 2 and words[0] == "there" and words[1] in ("is", "are", "was", "were"):
        return any(w in _LINKS for w in words[2:])
    bare = unframed(words)
    if any(w in _PREDICATES for w in bare):
        return True
    return len(bare) == len(words) and bool(words) and words[0] not in _NAMING and len(words) >= 3


def _holds(words: Sequence[str], any_of: frozenset[str], phrases: Iterable[tuple[str, ...]]) -> bool:
    return any(w in any_of for w in words) or any(_count(words, phrase) for phrase in phrases)


def _count(words: Sequence[str], phrase: tuple[str, ...]) -> int:
    n = len(phrase)
    return sum(tuple(words[i : i + n]) == phrase for i in range(len(words) - n + 1))
