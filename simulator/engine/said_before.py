"""Says a long answer again in short: nobody tells a grave thing twice in the very same breath of words.

Only what was said word for word before, to a question or unasked, is shortened, and never a place, a name or
a number. It finds no other words: what is left is the caller's own. It tells nothing and decides nothing.
"""

import re
from collections.abc import Iterable

from simulator.engine.world import tells
from simulator.model.scenario import Fact
from simulator.model.values import tokens

LONG = 12
"""An answer of more words than this is not said in full again."""
_TOO_OFTEN = 2
"""So often a short answer is said in full in the very same words."""
_LEAST = 3
"""So many words of it are left at least."""
_SENTENCE = re.compile(r"[^.?!…]*[.?!…]+[”\"']?\s*|[^.?!…]+$")
_DIRECTION = re.compile(r"\([^)]*\)\s*")
_FRAMED = re.compile(r"^(?:\([^)]*\)|[A-Z][^.?!]{0,20}:)")
"""Who types, whispers or shouts does it at the beginning of every line, which is left as it stands."""


def in_short(words: str, said: Iterable[str], fact: Fact | None = None) -> str:
    """Return an answer that was given before in the same words as it is said once more.

    Args:
        words: the answer in full.
        said: what the caller said before.
        fact: what the answer tells, and still tells in short.
    """
    times = sum(words in text for text in said)
    long = len(tokens(words)) > LONG or times >= _TOO_OFTEN
    if not (times and long) or any(map(str.isdigit, words)) or _FRAMED.match(words):
        return words
    matters = fact if fact is not None and tells(words, fact) else None
    left = ""
    sentences: list[str] = _SENTENCE.findall(_DIRECTION.sub("", words))
    for sentence in sentences:
        if "?" in sentence:
            continue  # what is asked in passing is not asked again
        left += sentence
        if len(tokens(left)) >= _LEAST and (matters is None or tells(left, matters)):
            return left.strip()
    return words
