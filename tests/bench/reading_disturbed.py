"""Disturbs lines by machine without changing what they mean: typing errors, other words, another order.

Seeded by the line itself, so that the same line is always disturbed in the same way.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.bench.gold_lines import GoldLine

_NEAR = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo",
    "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et",
    "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip

_OTHER_WORDS = (
    (r"\bwhat's\b|\bwhats\b", "what is"),
    (r"\bwhere's\b|\bwheres\b", "where is"),
    (r"\bwhereabouts\b", "where"),
    (r"\bdo not\b", "don't"),
    (r"\bdon'?t\b", "do not"),
    (r"\banyone\b", "anybody"),
    (r"\banybody\b", "anyone"),
    (r"\beveryone\b", "everybody"),
    (r"\bhurt\b", "injured"),
    (r"\binjured\b", "hurt"),
    (r"\bkids\b", "children"),
    (r"\bchildren\b", "kids"),
    (r"\baddress\b", "location"),
    (r"\bphone number\b", "contact number"),
    (r"\bring\b", "call"),
    (r"\bcall\b", "ring"),
    (r"\bget out\b", "come out"),
    (r"\bstraight away\b", "immediately"),
    (r"\btell me\b", "let me know"),
    (r"\bcan you\b", "could you"),
    (r"\bcould you\b", "can you"),
    (r"\bi'm\b|\bim\b", "i am"),
    (r"\byou're\b", "you are"),
    (r"\bon (?:his|the|its|their) way\b", "coming"),
    (r"\bthanks\b|\bta\b", "thank you"),
    (r"\bhello\b|\bhiya\b|\bhi\b", "good morning"),
    (r"\bbye\b", "goodbye"),
    (r"\bcellar\b", "basement"),
    (r"\bbasement\b", "cellar"),
    (r"\btake off\b", "remove"),
    (r"\bcar\b", "vehicle"),
    (r"\bpolice\b", "the officers"),
    (r"\bmum\b", "mother"),
    (r"\bnext door\b", "the neighbours"),
    (r"\bswitch(?:ed)? off\b", "turn off"),
    (r"\bturn(?:ed)? off\b", "switch off"),
    (r"\bpls\b|\bplease\b", "if you would"),
)


def with_typing_errors(text: str) -> str | None:
    """Return the line with an error in about every fourth word of four letters or more; None without one."""
    chance = random.Random(f"typing {text}")
    words = text.split(" ")
    long = [i for i, w in enumerate(words) if len(w) >= 4 and w.isalpha()]
    if not long:
        return None
    for i in chance.sample(long, max(1, len(long) // 4)):
        words[i] = _mistyped(words[i], chance)
    return " ".join(words)


def _mistyped(word: str, chance: random.Random) -> str:
    """Return the word with one letter dropped, doubled, swapped with its neighbour or hit beside."""
    at = chance.randrange(1, len(word) - 1)
    kind = chance.choice(("drop", "double", "swap", "beside"))
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + chance.choice(_NEAR.get(word[at].lower(), word[at])) + word[at + 1 :]


def in_other_words(text: str) -> str | None:
    """Return the line with words of the same meaning; None where none is known for it."""
    pattern = "|".join(f"(?P<w{i}>{was})" for i, (was, _) in enumerate(_OTHER_WORDS))
    said = re.sub(
        pattern, lambda m: _OTHER_WORDS[int((m.lastgroup or "w0")[1:])][1], text, flags=re.IGNORECASE
    )
    return said if said != text else None


def in_another_order(text: str) -> str | None:
    """Return the line with its sentences the other way round; None when it is but one."""
    parts = [p.strip() for p in re.split(r"(?<=[.?!])\s+|,\s+", text) if p.strip()]
    if len(parts) < 2:
        return None
    return " ".join(p if p[-1] in ".?!" else f"{p}." for p in reversed(parts))


DISTURBANCES: dict[str, Callable[[str], str | None]] = {
    "typing errors": with_typing_errors,
    "paraphrase": in_other_words,
    "order": in_another_order,
}


def disturbed(lines: Sequence[GoldLine], by: Callable[[str], str | None]) -> list[tuple[GoldLine, GoldLine]]:
    """Return each line that can be disturbed beside itself disturbed."""
    found = []
    for line in lines:
        text = by(line.text)
        if text is not None:
            found.append((line, replace(line, text=text)))
    return found
