"""Makes any text safe to print: what cannot be shown is replaced by what it is, in sight, and counted.

A character that the shipped fonts lack, a control character or a character that turns the direction of the
text becomes ``[U+1F600]``. It never drops a word and never guesses a likeness.
"""

import string
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
_TURNING = frozenset([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_LONG, _PIECE = 24, 6
_NEVER_MISSING = frozenset("\n\t " + string.ascii_letters + string.digits + ".,;:-()'\"?!/")
"""Signs that every shipped font draws (a test sees to it)."""


@cache
def coverage() -> tuple[frozenset[int], frozenset[int]]:
    """Return the code points of the shipped text font in all its faces, and those of the wide fallback."""
    sets: list[frozenset[int]] = []
    for row in (FONTS / "coverage.txt").read_text("ascii").splitlines():
        if row.startswith("#") or not row:
            continue
        spans = [part.partition("-") for part in row.split(":", 1)[1].split()]
        sets.append(frozenset(n for a, _, b in spans for n in range(int(a, 16), int(b or a, 16) + 1)))
    return sets[0], sets[1]


def _shown_as_code(char: str) -> bool:
    """Tell whether a character is a control, a lone surrogate, a private one, or turns the text round."""
    return unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Cf") or ord(char) in _TURNING


def for_page(text: str) -> str:
    """Return text for a screen that has every font: only control and turning characters become visible."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    joiners = "\u200d\u200c"  # they hold emoji and Persian words together
    return _replaced(plain, lambda c: c not in joiners and _shown_as_code(c))


class Printer:
    """Makes text printable with the shipped fonts, and remembers what it had to replace.

    ``narrow`` keeps to the text font alone: what is then left cannot fail to be drawn.
    """

    def __init__(self, *, narrow: bool = False) -> None:
        text_font, wide = coverage()
        self._has = text_font if narrow else text_font | wide
        self.replaced: dict[str, int] = {}
        self._drawn = set(_NEVER_MISSING)

    def __call__(self, text: str) -> str:
        """Return text as it can be printed: composed, lines kept, long words given places to break."""
        if not text.isascii() or "\r" in text:
            text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        return _with_breaks(_replaced(text, self._lacks, self._count))

    def _lacks(self, char: str) -> bool:
        if char in self._drawn:
            return False
        lacks = ord(char) not in self._has or _shown_as_code(char)
        if not lacks:
            self._drawn.add(char)  # asked of every text, and a document has few signs
        return lacks

    def _count(self, char: str) -> None:
        self.replaced[char] = self.replaced.get(char, 0) + 1

    def note(self, most: int = 12) -> str:
        """Return a sentence that says what was replaced, or nothing."""
        if not self.replaced:
            return ""
        named = [f"U+{ord(c):04X} {_name(c)}" for c in self.replaced]
        rest = f" and {len(named) - most} more" if len(named) > most else ""
        return (
            "Characters that the fonts of this document cannot draw, or that would turn the text round, "
            f"stand as their numbers in square brackets: {', '.join(named[:most])}{rest}. "
            "The record holds them as they were typed."
        )


def _name(char: str) -> str:
    return unicodedata.name(char, "a control character").lower()


def _replaced(text: str, lacks: Callable[[str], bool], count: Callable[[str], None] = lambda _: None) -> str:
    missing = {char for char in set(text) - _NEVER_MISSING if lacks(char)}
    if not missing:  # nearly every text: each sign of it is looked at once, not each place
        return text.replace("\t", " ")
    parts: list[str] = []
    run: list[str] = []
    for char in text:
        if char == "\t":
            char = " "  # noqa: PLW2901 - a tab is printed as a space
        if char in missing:
            count(char)
            run.append(f"U+{ord(char):04X}")
            continue
        if run:
            parts.append(f"[{' '.join(run)}]")
            run = []
        parts.append(char)
    if run:
        parts.append(f"[{' '.join(run)}]")
    return "".join(parts)


def _with_breaks(text: str) -> str:
    """Return text with a zero-width space in every word longer than a cell is wide."""
    if len(text) <= _LONG:
        return text
    words = text.split(" ")
    return " ".join(word if len(word) <= _LONG else _cut(word) for word in words)


def _cut(word: str) -> str:
    return "\u200b".join(word[i : i + _PIECE] for i in range(0, len(word), _PIECE))
