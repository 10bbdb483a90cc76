"""Reads written words by their neighbours: "ur no." is a number, "were r u" asks where, "tel no" tells none.

Only where nothing else can be meant; a word that may stand as it is stays. Never drops a word.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.word_sets import word_set

_NUMBERED = word_set("your contact callback telephone mobile mob phone reg registration ref reference")
"""Before "no": what has a number, and is no answer's place at the end of a line ("in the house, no")."""
_HOUSED = word_set("house flat door room")
_AFTER_A_NUMBER = word_set(
    "please in is so to if and or just for case incase there then now at again sorry sir madam mate love"
)
_VERBS = word_set("are is do does did am")
_BEFORE_WHERE = word_set(
    "and but or so then okay right sorry love mate sir madam hello hi hey please me exactly sure know well"
)
_KNOWN = word_set("know exactly sure")
_AMBIGUOUS = word_set("no tel were")
"""What is read by its neighbours, besides the full stop of "no."."""
_SOMEBODY = word_set("you he she it they the this that your his her")


@dataclass(frozen=True, slots=True)
class Token:
    """One written token: ``raw`` as typed, ``words`` as the plain words it stands for."""

    raw: str
    words: tuple[str, ...]

    @property
    def is_word(self) -> bool:
        """Tell whether this token carries words (and is not punctuation)."""
        return bool(self.words)


def by_their_neighbours(found: Sequence[Token]) -> list[Token]:
    """Return tokens with the plain words that they have beside one another.

    The full stop of "no." goes with it: it ends no sentence.
    """
    read: list[Token] = []
    for place, token in enumerate(found):
        if token.raw != "." and token.raw.casefold() not in _AMBIGUOUS:
            read.append(token)
            continue
        before = read[-1].words[-1] if read and read[-1].is_word else ""
        after = found[place + 1 : place + 3]
        if token.raw == "." and before == "number" and read[-1].raw.casefold() == "no" and _goes_on(after):
            read[-1] = Token(f"{read[-1].raw}.", read[-1].words)
            continue
        read.append(Token(token.raw, _meant(token, before, after)))
    return read


def _meant(token: Token, before: str, after: Sequence[Token]) -> tuple[str, ...]:
    """Return the plain words of a token between its neighbours."""
    written = token.raw.casefold()
    following = after[0] if after else Token("", ())
    if written == "no" and _numbers(before, after):
        return ("number",)
    if written == "tel" and following.raw.casefold() in ("no", "nos", "number", "numbr"):
        return ("telephone",)
    if written == "were" and following.is_word:
        asked = following.words[0] in _VERBS and (not before or before in _BEFORE_WHERE)
        if asked or (before in _KNOWN and following.words[0] in _SOMEBODY):
            return ("where",)
    return token.words


def _numbers(before: str, after: Sequence[Token]) -> bool:
    """Tell whether a "no" between these is short for number."""
    figure = next((token.raw for token in after if token.raw != "."), "")[:1].isdigit()
    if before in _HOUSED:
        return figure
    ends = not after or not after[0].is_word or after[0].words[0] in _AFTER_A_NUMBER
    return before in _NUMBERED and (ends or figure)


def _goes_on(after: Sequence[Token]) -> bool:
    """Tell whether the sentence goes on after a full stop: with a small letter or a figure."""
    return bool(after) and after[0].is_word and (after[0].raw[0].islower() or after[0].raw[0].isdigit())
