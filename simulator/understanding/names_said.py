"""Takes people's names out of a line: known ones, and whatever a line itself says to be somebody's name.

English by rule. A name that is nothing else goes wherever it stands, however it is written; a name that is a
word too ("will", "grace") only with a capital inside a line or where the line introduces somebody; what
follows a name as a surname goes with it. In doubt it is a name.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from simulator.model.word_sets import word_set
from simulator.understanding.forms import AUX, FILLERS, SUBJECT, WH
from simulator.understanding.people_called import unmarked
from simulator.understanding.spellings import PHONETIC, TENS, TEXT_SPEAK, UNITS
from simulator.understanding.stems import STOP_WORDS

NAME: Final = "[name]"
_TOKEN = re.compile(r"\[[a-z]+\]|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FUNCTION: Final = (
    STOP_WORDS
    | FILLERS
    | AUX
    | SUBJECT
    | WH
    | frozenset((*UNITS, *TENS, *TEXT_SPEAK))
    | word_set(
        """
        not no none yes about calling ringing phoning speaking here there still only going coming being on at
        from over back down up out off away near inside outside unknown because until after before than
        something nothing everything hurt injured safe ready certain important urgent correct ok alone
        mr mrs miss ms dr mx address number name phone emergency line control police fire ambulance too very
        really
        """
    )
)
"""Words that name nobody, wherever somebody is introduced: "my name is not", "this is about"."""
_FIGURES: Final = frozenset((*UNITS, *TENS, *PHONETIC, *"0123456789"))
_NAMED: Final = re.compile(
    r"\b(?:(?:sur|fore)?names?(?:['’]?s)?(?: is| was|:)?|called|named|(?:speaking|talking) (?:to|with)|"
    r"through to) $",
    re.IGNORECASE,
)
_NAME_IS: Final = re.compile(r"\bname(?:['’]?s| is) $", re.IGNORECASE)
_INTRODUCED: Final = re.compile(
    r"(?:^|[\s,.!;])(?:this is|it['’]?s|it is|i['’]?m|i am|that['’]?s|that is|hi|hello|hiya),? $",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(r"\b(?:mr|mrs|miss|ms|mx|dr)\.? $", re.IGNORECASE)
_RANK: Final = re.compile(
    r"\b(?:doctor|pc|sgt|sergeant|inspector|nurse|sister|uncle|aunt|auntie) $", re.IGNORECASE
)
_SPEAKS: Final = re.compile(
    r"[ ,]*\b(?:speaking|calling|ringing)\b(?! (?:to|with|about|you|is|now)\b)", re.IGNORECASE
)
_ANSWERS: Final = re.compile(r"[ ,]*\b(?:speaking|calling|ringing|here|from|at)\b", re.IGNORECASE)
_CLOSES: Final = re.compile(r"\s*(?:[.,?!;:)]|$)")
_OPENS: Final = re.compile(r"(?:^|[.,?!;:] ?)\s*$")
_ASKED: Final = 2
_PARTICLES: Final = word_set("van von de der den del della di el al bin ibn dos ter")
_NO_SURNAME: Final = word_set(
    """
    said made rode read drop fit over more each were long short sad best early such too seven wait bite bail
    bare hide hunt raid rush shine sip steer stack fall rock ring rose may will hope job mark love like back
    down foot bus car day date night street road house lane side gas water smoke fire flood
    """
)
"""Family names that are likelier words behind a name: "john said", "help priya down"."""
_NO_NAME_ENDS: Final = ("ing", "ed", "ly")
_PLAIN = re.compile(r"(?:^|-)(?:o|d|mc|mac)?['’]?([a-z]{3,})", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """Names by which anybody might be called, in small letters.

    ``given`` and ``family`` are taken out wherever they stand as a word, but for those ``spared``, which are
    words too ("will", "may") and names only where a line says so. ``strangers``: any other word with a
    capital inside a line goes too, as befits what is only to be learnt from.
    """

    given: AbstractSet[str] = frozenset()
    family: AbstractSet[str] = frozenset()
    spared: AbstractSet[str] = frozenset()
    strangers: bool = False

    def common(self, word: str) -> bool:
        """Tell whether a word is one of the language, as far as is known here."""
        plain = word.casefold()
        known = plain in _FUNCTION or plain in PHONETIC or plain in self.spared
        return known or plain.removesuffix("s") in self.spared

    def given_to(self, word: "_Word") -> bool:
        """Tell whether a word is a given name."""
        return not self.given.isdisjoint(word.parts)

    def borne_by(self, word: "_Word") -> bool:
        """Tell whether a word is a family name."""
        return not self.family.isdisjoint(word.parts)


@dataclass(frozen=True)
class _Word:
    """A word of a line: its plain form, the names it may hold, whether its capital begins no sentence."""

    found: re.Match[str]
    plain: str
    parts: tuple[str, ...]
    capital: bool
    own: bool

    @property
    def before(self) -> str:
        return self.found.string[: self.found.start()]

    @property
    def behind(self) -> str:
        return self.found.string[self.found.end() :]

    @property
    def function(self) -> bool:
        return self.plain in _FUNCTION


def without_people(text: str, names: Names) -> str:
    """Return a line with ``[name]`` for everybody who is named in it."""
    words = _words(text)
    taken = _taken(words, names)
    for word, gone in reversed([*zip(words, taken, strict=True)]):
        if gone:
            text = f"{text[: word.found.start()]}{NAME}{text[word.found.end() :]}"
    return re.sub(r"\[name\](?:[ -]\[name\])+", NAME, text)


def people_in(text: str, names: Names) -> tuple[str, ...]:
    """Return the names of people in a line as they are written there; what is only strange is none."""
    words, found = _words(text), list[list[_Word]]()
    for at, gone in enumerate(_taken(words, names)):
        if gone and at and found and found[-1][-1] is words[at - 1] and _beside(words, at):
            found[-1].append(words[at])
        elif gone:
            found.append([words[at]])
    return tuple(" ".join(word.plain for word in name) for name in found if _surely(name, names))


def _surely(name: Sequence[_Word], names: Names) -> bool:
    """Tell whether words that may be a name are one: known, in capitals, or behind "my name is"."""
    known = any(names.given_to(word) or names.borne_by(word) or word.capital for word in name)
    return known or _NAME_IS.search(name[0].before) is not None


def _words(text: str) -> list[_Word]:
    return [_word(found, shouted=text.isupper()) for found in _TOKEN.finditer(text)]


def _taken(words: Sequence[_Word], names: Names) -> list[bool]:
    """Tell of each word whether it names somebody."""
    taken: list[bool] = []
    for word in words:
        after = bool(taken) and taken[-1]
        taken.append(
            word.plain == NAME
            or _is_name(word, names)
            or _is_introduced(word, names)
            or (after and _is_surname(words, len(taken), names))
        )
    return [gone or _goes_before(words, taken, at, names) for at, gone in enumerate(taken)]


def _word(found: re.Match[str], *, shouted: bool) -> _Word:
    written = found[0]
    before = found.string[: found.start()].rstrip()
    plain = written.casefold().replace("’", "'")
    own = plain.endswith("'s")
    plain = plain.removesuffix("'s")
    contracted = "'" in plain and not plain.startswith(("o'", "d'"))
    parts = () if contracted or plain.startswith("[") else (*_PLAIN.findall(unmarked(plain)),)
    if not parts and not plain.isascii():
        parts = (plain,)  # in letters of another language
    capital = written[0].isupper() and not shouted and not written.isupper()
    inside = bool(before) and before[-1] not in ".?!"
    return _Word(found, plain, (*parts, plain) if parts else (), capital and inside and bool(parts), own)


def _is_name(word: _Word, names: Names) -> bool:
    """Tell whether a word is a name by itself."""
    given, family = names.given_to(word), names.borne_by(word)
    if (
        word.plain in PHONETIC
        and word.behind.strip(" ,.?!").split(" ")[0].casefold().strip(",.?!") in _FIGURES
    ):
        return False
    if word.function or word.plain in names.spared:
        asks = word.behind.lstrip().split(" ")[0].casefold() in SUBJECT
        return given and word.capital and not asks
    household = word.before.casefold().endswith("the ") and word.plain.removesuffix("s") in names.family
    return given or family or household or (names.strangers and word.capital and not names.common(word.plain))


def _is_introduced(word: _Word, names: Names) -> bool:
    """Tell whether a line says that a word is what somebody is called."""
    given, family, common = names.given_to(word), names.borne_by(word), names.common(word.plain)
    closes = _CLOSES.match(word.behind) is not None
    modal = word.plain in AUX and given and (closes or _ANSWERS.match(word.behind))  # "my name is Will"
    if not word.parts or (word.function and not modal):
        return False
    if _TITLE.search(word.before):
        return True
    if _NAMED.search(word.before):
        return given or not common or (family and closes)
    answers = _ANSWERS.match(word.behind) is not None
    strange = not common and not word.plain.endswith(_NO_NAME_ENDS)
    if _RANK.search(word.before):
        return strange or (given and closes)
    if _INTRODUCED.search(word.before):
        return (given and (closes or answers)) or (strange and (answers or word.capital))
    if _SPEAKS.match(word.behind):
        return strange or ((given or family) and _opens(word))
    return (
        bool(re.match(r"[ ,]*here\b(?! (?:is|are|now)\b)", word.behind))
        and _opens(word)
        and (given or strange)
    )


def _is_surname(words: Sequence[_Word], at: int, names: Names) -> bool:
    """Tell whether a word behind a name belongs to it."""
    word = words[at]
    ends = _CLOSES.match(word.behind) is not None or _ANSWERS.match(word.behind) is not None
    known = names.borne_by(word) or names.given_to(word)
    if not word.parts or not _beside(words, at) or words[at - 1].own:
        return False
    if word.function and word.plain not in _PARTICLES:
        return known and word.capital and ends
    after = words[at + 1 : at + 2]
    if words[at - 1].plain in _PARTICLES or (word.plain in _PARTICLES and after and not after[0].function):
        return True
    if names.common(word.plain):
        asked = at == _ASKED and words[0].plain in AUX  # "is john young"
        return known and (word.capital or (not asked and (ends or word.plain not in _NO_SURNAME)))
    half = names.strangers and words[at - 1].plain != NAME  # who was known is known by the whole name
    return word.capital or ((ends or half) and not word.plain.endswith(_NO_NAME_ENDS))


def _goes_before(words: Sequence[_Word], taken: Sequence[bool], at: int, names: Names) -> bool:
    """Tell whether a word is the given name before a surname: "hope akinwale", "agnieszkka nowak"."""
    word, after = words[at], words[at + 1 : at + 2]
    if not after or not taken[at + 1] or not word.parts or word.function or not _beside(words, at + 1):
        return False
    if names.given_to(word):
        return after[0].plain != NAME
    surname = names.borne_by(after[0]) and not names.given_to(after[0])
    return names.strangers and surname and not names.common(word.plain) and _opens(word)


def _beside(words: Sequence[_Word], at: int) -> bool:
    """Tell whether no more than a blank stands before a word."""
    return words[at].found.string[words[at - 1].found.end() : words[at].found.start()] in (" ", "-")


def _opens(word: _Word) -> bool:
    """Tell whether a word begins a line or a part of it, or follows a greeting."""
    last = word.before.rstrip().rpartition(" ")[2].casefold()
    return _OPENS.search(word.before) is not None or last in FILLERS or last in ("its", "it's", "is")
