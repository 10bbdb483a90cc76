"""Turns a true line round into lines that are not the act: told, not asked; forbidden, not bidden.

Pure words, deterministic. The result only trains; it never decides a reading.
"""

from collections.abc import Iterator, Sequence

from simulator.model.word_sets import word_set
from simulator.understanding.forms import AUX, FILLERS, IMPERATIVES, WH
from simulator.understanding.opposites import opposites

_PRONOUNS = word_set("you he she it they there we that this")
_SOMEONE = {"anyone": "someone", "anybody": "somebody", "any": "some", "anything": "something"}
_NONE = {"anyone": "nobody", "anybody": "nobody", "any": "no", "anything": "nothing"}
_FIRST = {"are": "am", "were": "was"}
_OWN = {"your": "my", "you": "me", "yourself": "myself"}
_BIDDEN = (
    "i will {}",
    "should i {}",
    "did you {}",
    "he told her to {}",
    "i had to {} as well",
    "are you going to {}",
    "why would anyone {}",
    "you did not {} then",
    "they said to {}",
    "i forgot to {}",
)
_REPORTED = (
    "he asked me {}",
    "the last caller said {}",
    "i nearly asked {}",
    "my notes say ask {}",
    "it says here {}",
    "do not ask {}",
    "am i meant to say {}",
    "she said {} and i did not know",
)


def turned(text: str) -> tuple[str, ...]:
    """Return lines made from one true line (in plain words) that do not do what it does."""
    asked = text.endswith("?")
    words = _core(text.rstrip("?").split())
    if len(words) < 3:
        return ()
    found: list[str] = []
    if (words[0] in AUX and words[0] != "do") or words[:2] in (["do", "you"], ["do", "they"]):
        found += _told(words)
    elif words[0] in WH or asked:
        found += [r.format(" ".join(words)) for r in _REPORTED]
    elif words[0] in IMPERATIVES or words[:2] == ["do", "not"] or words[0] == "never":
        found += _bidden(words)
    return tuple(dict.fromkeys(found))


def halves(text: str) -> tuple[str, ...]:
    """Return the beginnings of a line that break off before they say anything: one to three words."""
    words = text.rstrip("?").split()
    kept = [n for n in (2, 3) if n <= len(words) // 2 and words[n - 1] in _OPENERS]
    return tuple(" ".join(words[:n]) for n in kept)


_OPENERS = word_set(
    """
    a an the is are was were do does did have has had can could will would you i we he she it they your
    his her their to of in on at for with if and any some please not what where when who how that this
    tell know get there just need want me
    """
)


def _core(words: Sequence[str]) -> list[str]:
    """Return the words without the small talk that leads in."""
    start = 0
    while start < len(words) - 1 and words[start] in FILLERS:
        start += 1
    return list(words[start:])


def _told(words: Sequence[str]) -> Iterator[str]:
    """Tell what was asked: "is he breathing" → "he is breathing", "are you hurt" → "i am hurt"."""
    aux, subject, rest = words[0], words[1], list(words[2:])
    if subject == "you":
        mine = [_OWN.get(w, w) for w in rest]
        lead = ["i"] if aux in ("do", "did") else ["i", _FIRST.get(aux, aux)]
        yield " ".join([*lead, *mine])
        yield " ".join(["we", *([] if aux == "do" else [aux]), *mine])
        yield " ".join(["if", "i", *lead[1:], *mine])
    elif subject in _PRONOUNS:
        lead = [subject] if aux in ("do", "did") else [subject, aux]
        yield " ".join([*lead, *rest])
        yield " ".join([*lead, "not", *rest])
        yield " ".join(["they", "said", *lead, *rest])
        yield " ".join(["because", *lead, *rest])
    elif subject in _SOMEONE:
        yield " ".join([_SOMEONE[subject], aux, *rest])
        yield " ".join([_NONE[subject], aux, *rest])
        yield " ".join(["i", "think", _SOMEONE[subject], aux, *rest])
    else:
        yield " ".join(["she", "asked", *words])
    yield " ".join(["he", "asked", "me", *words])


def _bidden(words: Sequence[str]) -> Iterator[str]:
    """Turn an instruction into its contrary, and into talk about doing it."""
    for contrary in opposites(words):
        yield " ".join(contrary)
    forbidden = words[:2] == ["do", "not"] or words[0] == "never"
    deed = words[2:] if words[:2] == ["do", "not"] else words[1:] if forbidden else words
    if forbidden:
        yield " ".join(["why", "did", "you", "not", *deed])
        yield " ".join(["i", "do", "not", *(_OWN.get(w, w) for w in deed)])
        yield " ".join(["you", "can", *deed])
    for frame in _BIDDEN:
        own = deed if frame.startswith(("did you", "are you", "you did")) else [_OWN.get(w, w) for w in deed]
        yield frame.format(" ".join(own))
