"""Tells what form plain words have: question, statement, instruction or fragment.

English by rule, from the first words on. Where the words allow two forms ("can you open the window", "have
him stand up") both are named, so that a rule resting on form only speaks where the form is plain.
"""

from collections.abc import Mapping, Sequence

from simulator.model.reading import Form
from simulator.model.word_sets import word_set
from simulator.understanding.stems import STOP_WORDS

WH = word_set("what where when who whose whom how which why whereabouts")
AUX = word_set(
    """
    is are was were am do does did have has had can could will would shall should may might must
    """
)
SUBJECT = word_set(
    """
    you i we they he she it there anyone anybody someone somebody everyone everybody the your this
    that these those any anything all my his her their our both either
    """
)
FILLERS = word_set(
    """
    okay right so and well now hello hi hey please alright yes thanks thank love sir madam just um
    er erm but then also oh ah good lovely great sorry listen mate pal darling dear duck hun caller
    brilliant perfect look first firstly next finally quickly still actually hiya heya hullo
    """
)
IMPERATIVES = word_set(
    """
    leave go get stay keep open close shut turn switch put stop make move press check wait call ring
    hold take try breathe lie sit stand avoid tell bring send look give let find lock unlock count
    listen calm remember apply push lift cover wash rinse drink eat throw use touch run walk come
    meet show speak talk point write note remain pull drop raise lower cut pour spray phone contact
    ask help clear watch remove evacuate exit warn gather warm cool start begin continue carry
    follow place roll tilt support secure extinguish light smoke ignore forget say repeat spell
    confirm describe explain relax step head grab pick set hang be dial text nip pop fetch climb
    alert knock flick strike wave drag
    """
)
_LEADING_WH = WH - {"whose", "whom", "whereabouts"}
_ASKING = word_set(
    """
    tell give confirm spell describe explain repeat say state provide talk remind read
    """
)
_PERCEIVING = _ASKING | word_set(
    """
    see hear smell feel remember recall speak manage reach think identify read understand breathe
    """
)


def _by_first(*openings: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Return openings by their first words, in their order."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for opening in openings:
        found.setdefault(opening[0], []).append(opening)
    return found


_POLITE = _by_first(
    ("can", "you"),
    ("could", "you"),
    ("would", "you"),
    ("will", "you"),
    ("do", "you", "mind"),
    ("are", "you", "able", "to"),
    ("is", "it", "possible"),
    ("can", "someone"),
    ("can", "somebody"),
)
_BIDDING = _by_first(
    ("you", "need", "to"),
    ("you", "must"),
    ("you", "should"),
    ("you", "have", "to"),
    ("you", "had", "better"),
    ("you", "had", "best"),
    ("you", "want", "to"),
    ("you", "are", "to"),
    ("you", "are", "going", "to"),
    ("you", "both", "need", "to"),
    ("you", "all", "need", "to"),
    ("if", "you", "can"),
    ("try", "to"),
    ("make", "sure"),
    ("be", "sure"),
    ("try", "not"),
)
_WANTING = word_set("want need like")
_NEEDS = _by_first(
    ("i", "need"),
    ("i", "just", "need"),
    ("we", "need"),
    ("i", "will", "need"),
    ("i", "require"),
    ("i", "would", "like"),
    ("i", "want"),
    ("let", "me", "know"),
    ("let", "me", "get"),
    ("let", "me", "take"),
    ("can", "i"),
    ("could", "i"),
    ("may", "i"),
    ("might", "i"),
    ("can", "we"),
    ("could", "we"),
    ("do", "you", "know"),
    ("let", "us"),
    ("i", "am", "wondering"),
    ("i", "wonder"),
    ("i", "was", "wondering"),
    ("talk", "me"),
    ("i", "have", "to", "ask"),
    ("i", "must", "ask"),
    ("i", "am", "going", "to", "ask"),
    ("i", "have", "got", "to", "ask"),
    ("i", "also", "need"),
    ("i", "still", "need"),
    ("i", "am", "going", "to", "need"),
    ("i", "will", "just", "need"),
    ("i", "will", "also", "need"),
    ("i", "did", "not", "catch"),
    ("i", "did", "not", "get"),
    ("i", "missed"),
    ("i", "did", "not", "hear"),
)
_MEASURES = word_set("min mins minute minutes hour hours mile miles metre metres")
_ANY = word_set("any anyone anybody anything anywhere")
QUESTION: frozenset[Form] = frozenset({"question"})
STATEMENT: frozenset[Form] = frozenset({"statement"})
INSTRUCTION: frozenset[Form] = frozenset({"instruction"})
_EITHER: frozenset[Form] = frozenset({"question", "instruction"})
_OPEN: frozenset[Form] = frozenset({"question", "instruction", "statement"})


def forms_of(words: Sequence[str], asked: bool) -> frozenset[Form]:
    """Return the forms that plain words, small talk at their head left off, may have."""
    if not words:
        return frozenset({"fragment"})
    found = _wanted(words) or _polite(words) or _led_by_verb(words) or _interrogative(words)
    if not found and (asked or _asked_for(words)):
        found = QUESTION
    if not found and (_opening(words, _NEEDS) or _tells_me(words)):
        found = QUESTION if words[0] == "i" or "let" in words[:1] else frozenset({"question", "statement"})
    if not found and len(words) <= 6 and not any(w in AUX or w in ("i", "you", "we", "they") for w in words):
        found = STATEMENT if not asked and _named_and_told(words) else frozenset({"fragment"})
    if not found and words[0] == "you" and len(words) > 1 and words[1] not in AUX:
        found = frozenset({"question", "statement"})
    return (found or STATEMENT) | (QUESTION if asked else frozenset())


def likeliest(words: Sequence[str], forms: frozenset[Form]) -> Form:
    """Return the likeliest of the possible forms."""
    if forms == _EITHER:
        return "question" if words and words[0] in AUX | WH else "instruction"
    for form in ("question", "instruction", "fragment", "statement"):
        if form in forms:
            return form
    return "statement"


def _wanted(words: Sequence[str]) -> frozenset[Form]:
    """Read wishes: "I want you to …" bids, "I need you to tell me …" asks, "you must …" bids."""
    others = [i for i, w in enumerate(words[2:6], 2) if w in ("you", "anyone", "anybody", "everyone")]
    if words[0] in ("i", "we") and others and _WANTING & set(words[1 : others[0]]) and len(words) > 3:
        after = words[others[0] + 1 :]
        return QUESTION if _ASKING & set(after[:3]) else INSTRUCTION
    return INSTRUCTION if _opening(words, _BIDDING) else frozenset()


def _polite(words: Sequence[str]) -> frozenset[Form]:
    """Read "can you …": a question where it asks to tell or perceive, else a question or a bidding."""
    lead = _opening(words, _POLITE)
    if not lead or len(words) == len(lead):
        return frozenset()
    return QUESTION if _PERCEIVING & set(words[len(lead) : len(lead) + 3]) else _EITHER


def _led_by_verb(words: Sequence[str]) -> frozenset[Form]:
    """Read "open it", "do not touch it", "tell me where": bidding or asking, by their first verb."""
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first in ("never", "avoid", "no") or (first == "do" and (second == "not" or second in IMPERATIVES)):
        return INSTRUCTION if second else frozenset()
    if first == "let" and second == "me":
        return _EITHER if tuple(words[2:3]) == ("know",) else frozenset({"question", "statement"})
    if first in _ASKING and second:
        if second in ("me", "us"):
            return _EITHER if {"if", "when"} & set(words[2:5]) else QUESTION
        return _EITHER
    return INSTRUCTION if first in IMPERATIVES and second else frozenset()


def _interrogative(words: Sequence[str]) -> frozenset[Form]:
    """Read question words and inversion; "have the coat off him" stays open."""
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first in WH:
        return _OPEN if second in ("i", "a", "an", "happens") or "is not" in " ".join(words[3:]) else QUESTION
    if first in _ANY:
        return STATEMENT if second in AUX else QUESTION
    if first in AUX and second in SUBJECT:
        return QUESTION if first != "have" or second in ("you", "they", "we", "i") else _OPEN
    if first == "have" and second:
        return _OPEN
    if first in AUX and second and second not in AUX and second != "not":
        return QUESTION
    return frozenset()


def _named_and_told(words: Sequence[str]) -> bool:
    """Tell whether a thing is named with its figure: "eta" asks, "eta 6 minutes" tells."""
    return 2 <= len(words) <= 3 and words[0].isalpha() and words[1].isdigit() and set(words[2:]) <= _MEASURES


def _asked_for(words: Sequence[str]) -> bool:
    """Tell whether a thing is asked for by its name alone: "your log number at the hospital please"."""
    return words[-1] == "please" and words[0] in ("your", "the", "a", "any", "full") and len(words) > 2


def _tells_me(words: Sequence[str]) -> bool:
    """Tell whether the words ask to be told further on ("look outside and tell me", "read it out to me")."""
    joined = " ".join(words)
    return any(ask in joined for ask in ("tell me", "to me", "let me know", "give me"))


def _opening(words: Sequence[str], openings: Mapping[str, Sequence[tuple[str, ...]]]) -> tuple[str, ...]:
    """Return the first of the openings that words begin with; none where there is none."""
    likely = openings.get(words[0], ())
    said = tuple(words[: max(map(len, likely), default=0)])
    return next((one for one in likely if said[: len(one)] == one), ())


def small_talk_before(words: Sequence[str]) -> int:
    """Return how many words of small talk lead in ("ok so love …"); never all of them."""
    return next((n for n, word in enumerate(words) if word not in FILLERS), max(len(words) - 1, 0))


def negated(words: Sequence[str]) -> bool:
    """Tell whether the words begin by forbidding ("do not", "never", "you must not", "I do not want you")."""
    head = tuple(words[:6])
    if not head:
        return False
    if head[0] in ("never", "avoid", "no", "nobody", "nothing"):
        return len(head) > 1
    bidding = head[0] in ("do", "you", "make", "try") or (head[0] in ("i", "we") and "want" in head)
    return bidding and "not" in head and "if" not in head[: head.index("not")] and head[:2] != ("you", "are")


def is_telegram(words: Sequence[str]) -> bool:
    """Tell whether the words have nothing to hold them together.

    Four or more content words, one word three times, or question words alone ("where what when").
    """
    rest = [w for w in words if w not in FILLERS]
    if len(rest) >= 3 and (len(set(rest)) == 1 or len(_LEADING_WH & set(rest)) >= 3):
        return not any(w in AUX or w in SUBJECT for w in rest)
    return (
        len(rest) >= 4
        and not any(w in STOP_WORDS for w in rest)
        and forms_of(rest, False) <= {"statement", "fragment"}
    )
