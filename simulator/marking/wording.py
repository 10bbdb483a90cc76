"""The small change of plain sentences: call times, lists, plurals and labels. It knows no rule of marking."""

import re
from collections.abc import Iterable
from functools import lru_cache

from simulator.model.strong_words import softened

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


_THAT = re.compile(r"that ")


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


_RELATIVE = frozenset(("that", "who", "whom", "whose", "which", "where", "with"))
_SUBJECTS = frozenset(("he", "she", "it", "they", "you", "we", "i"))
"""Words that bring a verb of their own, so that a label remains a thing: "the wire that is down"."""
_ASKING = frozenset(("where", "what", "who", "whose", "whether", "how", "when", "why", "which"))
"""A label that begins so names what was asked for, and reads within a sentence as it stands."""


def _is_sentence(words: list[str]) -> bool:
    """Tell whether a label says that something is so; a verb that belongs to a thing in it says nothing.

    "The wire that is down", "the man she may be with" and "Father upstairs, cannot walk" are none.
    """
    lower = [w.lower() for w in words]
    for n, word in enumerate(lower):
        if n and (word in _RELATIVE or lower[n - 1].endswith(",")):
            return False
        if word.strip(".,;") in _VERBS:
            return n > 0 and (n == 1 or lower[n - 1] not in _SUBJECTS)
    return False


def _is_noun(words: list[str]) -> bool:
    """Tell whether a label surely names a thing; one that may be a sentence is quoted instead."""
    lower = [w.lower().strip(".,;") for w in words]
    if any(w[-1] in ".,;:" for w in words):
        return False
    belongs = bool((_RELATIVE | _SUBJECTS) & set(lower[1:]))
    if any(w in _VERBS for w in lower) and not (lower[0] in _DETERMINED and belongs):
        return False
    if lower[0] in _DETERMINED or len(words) <= 2:
        return True
    head = next((n for n, w in enumerate(lower) if w in _PLACING), len(lower))
    return head <= 3 and not any(w.endswith("s") and "'" not in w for w in lower[1:head])


_NEEDS_NO_ARTICLE = re.compile(
    r"next door\b|somebody who |\w+ that (?:has|have|is|are|was|were) ", re.IGNORECASE
)
"""What stands without an article: "next door", "stone that has come loose"."""


def with_article(label: str, names: frozenset[str] = frozenset()) -> str:
    """Return a label as it reads within a sentence: ``the call-back number``, ``that nobody is hurt``.

    What may be a sentence and may be none is quoted.
    """
    first = label.split(" ", 1)[0]
    stem = first.split("'")[0].split("’")[0]
    return _with_article(label, frozenset(name for name in (first, stem, first.lower()) if name in names))


@lru_cache(maxsize=1 << 12)
def _with_article(label: str, names: frozenset[str]) -> str:
    first_word = label.split(" ", 1)[0].lower()
    if first_word in _ASKING and not label.endswith("?"):
        return in_sentence(label, names)
    if first_word == "that" and _VERBS & set(label.lower().split()[2:]):
        return in_sentence(label, names)
    if not any(c in label for c in ".;:?") and _is_sentence(label.split()):
        return f"that {in_sentence(label, names)}"
    if _NEEDS_NO_ARTICLE.match(label):
        return in_sentence(label, names)
    if not label or not _is_noun(label.split()):
        return f"“{label}”"
    words = in_sentence(label, names)
    first = words.split(" ", 1)[0]
    if first.lower() in _DETERMINED or first in names or "'s" in first or "’s" in first:
        return words
    return f"the {words}"


_SINGLE = str.maketrans("“”", "‘’")
_TWICE = re.compile(r"([?!…])”\.(?=\s|$)")


@lru_cache(maxsize=1 << 13)
def quoted(text: str, most: int = 60) -> str:
    """Return somebody's words in quotation marks, shortened at a word; marks of their own become single.

    Strong language is not printed in full: the transcript holds every word.
    """
    flat = " ".join(text.split())
    flat = softened(flat if flat.isascii() else flat.translate(_SINGLE))
    if len(flat) > most:
        flat = flat[:most].rsplit(" ", 1)[0] + " …"
    return f"“{flat.rstrip('.')}”"


@lru_cache(maxsize=1 << 13)
def quoted_at(text: str, words: str, most: int = 60) -> str:
    """Return somebody's words in quotation marks, so shortened that those which decided are among them."""
    flat = " ".join(text.split())
    found = _where(flat, words) if len(flat) > most else None
    if found is None or found.end() <= most:
        return quoted(text, most)
    begins = max((m.end() for m in _BREATH.finditer(flat, 0, found.start() + 1)), default=0)
    start = begins if found.end() - begins <= most else found.start()
    return f"“… {quoted(flat[start:], most)[1:]}" if start else quoted(text, most)


_BREATH = re.compile(r"[.,;:?!]\s+")


def _where(text: str, words: str) -> re.Match[str] | None:
    """Return where words stand in a text, whatever marks stand between them."""
    pattern = r"\W+".join(re.escape(word) for word in words.split())
    return re.search(pattern, text, re.IGNORECASE) if pattern else None


def one_mark(sentence: str) -> str:
    """Return a sentence without the full stop behind quoted words that end with a mark of their own."""
    return _TWICE.sub(_without_stop, sentence) if "”." in sentence else sentence


def _without_stop(found: re.Match[str]) -> str:
    return f"{found[1]}”"


def ended(quote: str) -> str:
    """Return quoted words as the end of a sentence: a mark of their own that ends one is enough."""
    return one_mark(f"{quote}.")


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


def about(things: Iterable[str], lead: str = "about", last: str = "and") -> str:
    """Return what was found out: ``about the dog and the cat``, but ``who is there``, ``that he is in``."""
    return _led(things, lead, last, _CLAUSE)


def of_all(things: Iterable[str], last: str = "and") -> str:
    """Return what somebody was told of several facts: ``of the dog, the cat and who is there``."""
    return _led(things, "of", last, _CLAUSE)


def noted_of(things: Iterable[str]) -> str:
    """Return of what there is a note: ``of the dog and where it is``, but ``that it is loose``."""
    return _led(things, "of", "and", _THAT)


def _led(things: Iterable[str], lead: str, last: str, bare: re.Pattern[str]) -> str:
    names = list(things)
    nouns = [name for name in names if not bare.match(name)]
    clauses = [name for name in names if bare.match(name)]
    if not clauses or not nouns:
        return listed(clauses, last) or f"{lead} {listed(nouns, last)}"
    return listed([f"{lead} {', '.join(nouns)}", *clauses], last)


def whether(what: str) -> str:
    """Return what is open about a fact: ``whether he is alone`` of ``that he is alone``."""
    return f"whether{what.removeprefix('that')}" if what.startswith("that ") else what


def for_(what: str) -> str:
    """Return for what a log says something: ``for the dog``, but ``on whether he is alone``."""
    return f"on {whether(what)}" if what.startswith("that ") else f"for {what}"


def thing(what: str) -> str:
    """Return a fact where only a noun can stand: ``the fact that he is alone``."""
    return f"the fact {what}" if what.startswith("that ") else what
