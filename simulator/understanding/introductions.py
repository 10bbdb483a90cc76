"""Reads an introduction by any name as one: "Zak speaking", "it's Keeley at the incident line".

English by rule: puts one stand-in for the name by which a speaker introduces themselves, so that no name is
more like a phrasing than another. It keeps no list of names and never says who anybody is: the learner's own
words stay in the clause as they were typed.
"""

from collections.abc import Sequence

from simulator.model.word_sets import word_set
from simulator.understanding.forms import AUX, FILLERS, IMPERATIVES, SUBJECT, WH
from simulator.understanding.stems import STOP_WORDS

STAND_IN = "sam"
"""What stands for the name, in phrasings and in lines alike."""

MOST_NAMES = 2
"""A first name and a surname; three strange words in a row are no name."""

_PLACES = word_set(
    """
    line lines desk room centre center service services control team office helpline careline hotline
    emergency police fire ambulance gas water highways council careline coastguard incident incidents
    repairs station housing
    """
)
_DAY = word_set("morning afternoon evening")
_GREETED = word_set("day night there") | _DAY | FILLERS | _PLACES
_NO_NAMES = (
    STOP_WORDS
    | FILLERS
    | AUX
    | SUBJECT
    | WH
    | IMPERATIVES
    | _GREETED
    | word_set(
        """
        i me mine us not no never nobody someone somebody everyone everybody anyone anybody nothing
        generally roughly strictly honestly frankly plainly clearly still only always public about
        over back down up out off away near left round under inside outside upstairs downstairs
        again today tonight tomorrow yesterday cold hot warm wet dry busy quiet late early dark loud
        bad good fine safe urgent important horrible terrible serious different hard difficult
        confidential secret none known unknown somewhere nowhere everywhere really very quite too
        because if when before after until than like same other another one two three four five six
        seven eight nine ten for his her their its smoke flood people men cars
        """
    )
)
_LEADS = (
    "my name is ",
    "the name is ",
    "you are through to ",
    "you are speaking to ",
    "you are speaking with ",
    "this is ",
)
_FROM = word_set("at from on with in")
_FOLLOWED = word_set("how what can where go you is here speaking at from on with tell and who")


def introduced(words: Sequence[str], capital: Sequence[bool], *, greeted: bool = False) -> list[str]:
    """Return the plain words of a clause with the name of who introduces themselves replaced.

    ``capital``: for each word, whether it was written with a capital letter and does not open its clause.
    ``greeted``: whether a greeting or the service's name stands before it ("control, zak here"): what then
    says "here" is a name however it is written. Words are returned as they are where the form says nothing of
    an introduction.
    """
    found = list(words)
    start = 0
    while start < len(found) - 1 and found[start] in _GREETED:
        start += 1
    span = (
        _after_lead(found, capital, start)
        or _before_place(found, start)
        or _bare(found, [greeted, *capital[1:]] if greeted else capital, start)
        or _sunk(found)
    )
    return found if span is None else [*found[: span[0]], STAND_IN, *found[span[1] :]]


def greets(words: Sequence[str]) -> bool:
    """Tell whether a clause says no more than a greeting or where one is: "control", "good morning"."""
    return bool(words) and all(word in _GREETED for word in words) and bool((_PLACES | _DAY) & set(words))


def introduces(words: Sequence[str]) -> bool:
    """Tell whether a clause whose names were replaced says no more than a name: "Sam speaking"."""
    return tuple(words) in {(STAND_IN, "speaking"), (STAND_IN, "here")}


def _name(words: Sequence[str], start: int) -> int:
    """Return where a name that begins at ``start`` ends at the latest; ``start`` when there is none."""
    end = start
    while end < min(len(words), start + MOST_NAMES) and _may_be_name(words[end]):
        end += 1
    return end


def _may_be_name(word: str) -> bool:
    """Tell whether a word may be a name: letters, and no word that the forms of English are made of."""
    return word.isalpha() and len(word) > 1 and word not in _NO_NAMES and not word.endswith(("ing", "ly"))


def _after_lead(words: Sequence[str], capital: Sequence[bool], start: int) -> tuple[int, int] | None:
    """Find the name after "my name is", "you are through to", "this is" and "it is"."""
    rest = " ".join(words[start:]) + " "
    lead = next((lead for lead in _LEADS if rest.startswith(lead)), "")
    at = start + len(lead.split())
    if not lead or (lead == "this is " and not any(capital[at : at + 1])):
        return None
    return _closed(words, at)


def _closed(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Return the span of a name that ends the clause or is followed by what follows a name."""
    end = _name(words, at)
    followed = end == len(words) or words[end] in _FOLLOWED
    return (at, end) if end > at and followed else None


def _before_place(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """Find the name in "it's NAME at the control room", "NAME from the incident line", "I'm NAME from …"."""
    at = start
    for lead in (("it", "is"), ("this", "is"), ("i", "am")):
        at = start + len(lead) if tuple(words[start : start + len(lead)]) == lead else at
    end = _name(words, at)
    after = words[end + 1 :] if words[end : end + 1] == ["here"] else words[end:]
    named = end > at and len(after) > 1 and after[0] in _FROM and bool(_PLACES & set(after[1:6]))
    return (at, end) if named else None


def _bare(words: Sequence[str], capital: Sequence[bool], start: int) -> tuple[int, int] | None:
    """Find the name in "NAME here", alone or after "control" and the like, and in "it's NAME here"."""
    at = start + 2 if tuple(words[start : start + 2]) in {("it", "is"), ("this", "is")} else start
    end = _name(words, at)
    here = end > at and list(words[end:]) in (["here"], ["speaking"])
    known = at > 0 or words[end:] == ["speaking"] or capital[at : at + 1] == [True]
    return (at, end) if here and known else None


def _sunk(words: Sequence[str]) -> tuple[int, int] | None:
    """Find the name in "… line, NAME speaking how can I help", where no comma cuts the greeting off."""
    for place, word in enumerate(words):
        if word != "speaking" or words[place + 1 : place + 2] == ["to"]:
            continue
        start = place
        while start > max(0, place - MOST_NAMES) and _may_be_name(words[start - 1]):
            start -= 1
        if start < place and (start == 0 or words[start - 1] in _GREETED):
            return start, place
    return None
