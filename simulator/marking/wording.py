"""The small change of plain sentences: call times, lists, plurals and labels. It knows no rule of marking."""

import re
from collections.abc import Iterable
from functools import lru_cache

_DETERMINED = frozenset(
    (
        *("the", "a", "an", "that", "this", "these", "those", "who", "whom", "whose", "where", "whether"),
        *("how", "what", "when", "why", "which", "his", "her", "their", "its", "my", "your", "our"),
        *(
            "someone",
            "somebody",
            "something",
            "anyone",
            "nobody",
            "no",
            "one",
            "two",
            "three",
            "four",
            "five",
        ),
    )
)

BY = {
    "phone": "by phone",
    "radio": "by radio",
    "data": "by data",
    "email": "by email",
    "sms": "by text message",
}
"""By which medium something was passed on, as words."""


def by_medium(medium: str) -> str:
    """Return by which medium something was passed on, as words; a centre's own medium by its name."""
    return BY.get(medium, f"by {medium}")


_CLAUSE = re.compile(r"(who|what|where|when|why|how|whether|which|that|whose)\b", re.IGNORECASE)


def listed(items: Iterable[str], last: str = "and") -> str:
    """Return ``a``, ``a and b`` or ``a, b and c``."""
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return ``1 line`` or ``2 lines``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def in_sentence(label: str, names: frozenset[str] = frozenset()) -> str:
    """Return a label as it reads within a sentence: its first letter small unless a name or initials."""
    first = label.split(" ", 1)[0]
    if (
        not first
        or first in names
        or first.split("'")[0].split("’")[0] in names
        or any(c.isupper() or c.isdigit() for c in first[1:])
    ):
        return label
    return first.lower() + label[len(first) :]


_VERBS = frozenset(
    (
        *(
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "had",
            "can",
            "cannot",
            "can't",
            "could",
            "will",
            "would",
        ),
        *(
            "wants",
            "needs",
            "does",
            "did",
            "isn't",
            "doesn't",
            "won't",
            "must",
            "may",
            "came",
            "went",
            "smells",
        ),
    )
)
_PLACING = frozenset(
    (
        *("by", "in", "at", "of", "on", "with", "to", "for", "from", "under", "near", "behind", "beside"),
        *("inside", "outside", "who", "that"),
    )
)


_ASKING = frozenset(("where", "what", "who", "whose", "whether", "how", "when", "why", "which"))
"""A label that begins so names what was asked for, and reads within a sentence as it stands."""


def _is_noun(words: list[str]) -> bool:
    """Tell whether a label surely names a thing; one that may be a sentence is quoted instead."""
    lower = [w.lower().strip(".,;") for w in words]
    if any(w in _VERBS for w in lower) or any(w[-1] in ".,;:" for w in words):
        return False
    if lower[0] in _DETERMINED or len(words) <= 2:
        return True
    head = next((n for n, w in enumerate(lower) if w in _PLACING), len(lower))
    return head <= 3 and not any(w.endswith("s") and "'" not in w for w in lower[1:head])


def with_article(label: str, names: frozenset[str] = frozenset()) -> str:
    """Return a label as it reads within a sentence: ``the call-back number``; quoted when it may be one."""
    first = label.split(" ", 1)[0]
    stem = first.split("'")[0].split("’")[0]
    return _with_article(label, frozenset(name for name in (first, stem, first.lower()) if name in names))


@lru_cache(maxsize=1 << 12)
def _with_article(label: str, names: frozenset[str]) -> str:
    if label.split(" ", 1)[0].lower() in _ASKING and not label.endswith("?"):
        return in_sentence(label, names)
    if not label or not _is_noun(label.split()):
        return f"“{label}”"
    words = in_sentence(label, names)
    first = words.split(" ", 1)[0]
    if first.lower() in _DETERMINED or first in names or "'s" in first or "’s" in first:
        return words
    return f"the {words}"


_SINGLE = str.maketrans("“”", "‘’")


def quoted(text: str, most: int = 60) -> str:
    """Return somebody's words in quotation marks, shortened at a word; marks of their own become single."""
    flat = " ".join(text.split()).translate(_SINGLE)
    if len(flat) > most:
        flat = flat[:most].rsplit(" ", 1)[0] + " …"
    return f"“{flat.rstrip('.')}”"


def ended(quote: str) -> str:
    """Return quoted words as the end of a sentence: a mark of their own that ends one is enough."""
    return quote if quote.endswith(("?”", "!”", "…”")) else f"{quote}."


def unrecognised(deeds: str, where: str = "") -> str:
    """Return the sentence on words that were heard nowhere (``where``: among which lines).

    ``deeds`` as they read after "would", so that it is the same to the learner and to others. It tells what
    the reading found and no more: a line that was misread may have done it all the same.
    """
    among = f" {where}" if where else ""
    return f"No line{among} was recognised that would {deeds}."


def of(what: str) -> str:
    """Return what somebody was told: ``of the dog``, but ``who is there``."""
    return what if _CLAUSE.match(what) else f"of {what}"
