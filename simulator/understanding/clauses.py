"""Cuts an utterance into clauses and tells what form each has: question, statement, instruction, fragment.

Works on words alone and never decides which act a clause is: cutting once too often is harmless, because
neighbouring clauses are also read together (see ``reader``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from simulator.model.reading import Form
from simulator.understanding.normalise import Speller, Token, join_numbers, tokens

MAX_CLAUSES = 12
"""More clauses than this in one line are not read: the bound that keeps any line within its time."""

MAX_CLAUSE_WORDS = 40

_STOPS = frozenset(".?!;:\n")
_SOFT = frozenset(",-–—()\"/|")
_WH = frozenset("what where when who whose whom how which why whereabouts".split())
_AUX = frozenset("is are was were am do does did have has had can could will would shall should may might".split())
_SUBJECT = frozenset(
    "you i we they he she it there anyone anybody someone somebody everyone everybody the your this that these "
    "those any anything all my his her their".split()
)
_JOINERS = frozenset("and but then also plus so".split())
_CARRIES = frozenset(
    "tell me us know see say show exactly of about from on to sure ask confirm explain describe understand "
    "sounds check find out if whether that because when while until and or not hear just at in for with please "
    "know remember give".split()
)
FILLERS = frozenset(
    "okay right so and well now hello hi hey please alright yes no thanks thank love sir madam just um er erm "
    "but then also oh ah good lovely great sorry listen mate pal darling dear duck hun there caller "
    "brilliant perfect fine sure look also first firstly next finally quickly again still".split()
)
IMPERATIVES = frozenset(
    "leave go get stay keep open close shut turn switch put stop make move press check wait call ring hold "
    "take try breathe lie sit stand avoid tell bring send look give let find lock unlock count listen calm "
    "remember apply push lift cover wash rinse drink eat throw use touch run walk come meet show speak talk "
    "point write note remain pull drop raise lower cut pour spray phone contact ask help clear watch remove "
    "evacuate exit warn gather warm cool start begin continue carry follow place roll tilt support secure "
    "extinguish light smoke ignore forget say repeat spell confirm describe explain relax step head grab "
    "pick set hang do be don dial text".split()
)
_ASKING = frozenset("tell give confirm spell describe explain repeat say state provide talk".split())
_REQUESTS = (("can", "you"), ("could", "you"), ("would", "you"), ("will", "you"), ("do", "you", "mind"),
             ("i", "need", "you", "to"), ("i", "want", "you", "to"), ("i", "would", "like", "you", "to"),
             ("you", "need", "to"), ("you", "must"), ("you", "should"), ("you", "have", "to"),
             ("you", "had", "better"), ("you", "had", "best"), ("you", "can"), ("you", "could"),
             ("if", "you", "can"), ("try", "to"), ("make", "sure", "you"), ("make", "sure"))
_NEEDS = (("i", "need"), ("i", "just", "need"), ("we", "need"), ("i", "will", "need"), ("i", "require"),
          ("i", "would", "like"), ("i", "want"), ("let", "me", "know"), ("let", "me", "get"),
          ("let", "me", "take"), ("can", "i"), ("could", "i"), ("may", "i"), ("might", "i"), ("can", "we"),
          ("could", "we"), ("any", "idea"), ("any", "chance"), ("do", "you", "know"), ("and", "your"),
          ("what", "about"), ("how", "about"), ("let", "us"), ("i", "am", "wondering"), ("i", "wonder"),
          ("i", "was", "wondering"), ("remind", "me"), ("talk", "me"), ("i", "have", "to", "ask"),
          ("i", "must", "ask"), ("i", "also", "need"), ("i", "still", "need"), ("i", "am", "going", "to", "need"))
_ANY = frozenset("any anyone anybody anything anywhere".split())


@dataclass(frozen=True)
class Clause:
    """A stretch of the line: ``raw`` as typed, ``words`` plain and mended, ``asked`` when a ? closes it."""

    raw: str
    words: tuple[str, ...]
    asked: bool = False

    @cached_property
    def text(self) -> str:
        """The plain words as one string, with the question mark that closes them."""
        return " ".join(self.words) + ("?" if self.asked else "")

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The plain words without the small talk that leads in ("ok so love …")."""
        words = self.words
        start = 0
        while start < len(words) - 1 and words[start] in FILLERS:
            start += 1
        return words[start:]

    @cached_property
    def form(self) -> Form:
        """What form the clause has."""
        return form_of(self.core, self.asked)


def join(parts: Sequence[Clause]) -> Clause:
    """Return neighbouring clauses as one."""
    if len(parts) == 1:
        return parts[0]
    words = tuple(w for part in parts for w in part.words)[: 2 * MAX_CLAUSE_WORDS]
    return Clause(" ".join(p.raw for p in parts), words, parts[-1].asked)


def cut(text: str, speller: Speller) -> tuple[Clause, ...]:
    """Cut ``text`` into at most ``MAX_CLAUSES`` clauses, in order. Empty for a line without words."""
    clauses: list[Clause] = []
    run: list[Token] = []
    for token in tokens(text):
        if token.is_word:
            if _starts_anew(run, token):
                _close(clauses, run, False, speller)
                run = []
            run.append(token)
            if len(run) >= MAX_CLAUSE_WORDS:
                _close(clauses, run, False, speller)
                run = []
        elif token.raw in _STOPS or token.raw in _SOFT:
            asked = token.raw == "?"
            if not run and asked and clauses:
                clauses[-1] = Clause(clauses[-1].raw, clauses[-1].words, True)
            soft = token.raw in _SOFT and (token.raw == "/" or len(run) < 1)
            if run and not soft:
                _close(clauses, run, asked, speller)
                run = []
        if len(clauses) >= MAX_CLAUSES:
            return tuple(clauses[:MAX_CLAUSES])
    _close(clauses, run, False, speller)
    return _fillers_joined(clauses)[:MAX_CLAUSES]


def _close(clauses: list[Clause], run: list[Token], asked: bool, speller: Speller) -> None:
    """Add the tokens gathered so far as one clause."""
    if not run:
        return
    words = join_numbers([speller.mend(w) for token in run for w in token.words])
    clauses.append(Clause(" ".join(t.raw for t in run), words, asked))


def _fillers_joined(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Join a clause that is only small talk ("ok", "right love") to the one after it."""
    found: list[Clause] = []
    held: list[Clause] = []
    for clause in clauses:
        if all(w in FILLERS for w in clause.words) and len(clause.words) <= 2 and not clause.asked:
            held.append(clause)
            continue
        found.append(join([*held, clause]) if held else clause)
        held = []
    if held:
        found.append(join(held))
    return tuple(found)


def _starts_anew(run: Sequence[Token], token: Token) -> bool:
    """Tell whether ``token`` begins a new clause though no punctuation stands before it."""
    if len(run) < 2:
        return False
    word, before = token.words[0], run[-1].words[-1]
    if word in _JOINERS:
        return True
    if word in _WH:
        return before not in _CARRIES and before not in _WH and before not in _AUX
    if len(token.words) > 1 and token.words[1] == "not" and word == "do":
        return before not in ("you", "i", "we", "they", "if", "why", "to", "and") and len(run) > 2
    if len(run) >= 3 and run[-1].words[-1] in _AUX and word in _SUBJECT:
        return False
    return word in _AUX and len(run) > 3 and before in ("love", "please", "okay", "thanks", "sir", "madam", "there")


def form_of(words: Sequence[str], asked: bool) -> Form:
    """Return the form of plain words: question, statement, instruction or fragment."""
    if not words:
        return "fragment"
    if asks(words):
        return "question"
    if instructs(words):
        return "instruction"
    if asked:
        return "question"
    if len(words) <= 3 and not _has_verb(words):
        return "fragment"
    return "statement"


def asks(words: Sequence[str]) -> bool:
    """Tell whether the words ask for something: inverted, with a question word, or as a request to know."""
    first = words[0]
    if _begins(words, _REQUESTS[:5]) and len(words) > 2:
        rest = [w for w in words[2:] if w not in FILLERS and w not in ("kindly", "maybe", "possibly", "mind")]
        return not rest or rest[0] not in IMPERATIVES or rest[0] in _ASKING
    if first in _WH or first in _ANY or _begins(words, _NEEDS):
        return not _begins(words, _REQUESTS)
    if first in _AUX and len(words) > 1 and (words[1] in _SUBJECT or words[1] != "not"):
        return not (first == "do" and words[1] in IMPERATIVES) and not (first in ("have", "is") and len(words) == 2)
    return first in _ASKING and len(words) > 1 and (first != "tell" or words[1] in ("me", "us"))


def instructs(words: Sequence[str]) -> bool:
    """Tell whether the words bid somebody do, or not do, something."""
    first = words[0]
    if _begins(words, _REQUESTS):
        return True
    if first in ("never", "do") and len(words) > 1:
        return words[1] == "not" or first == "never" or words[1] in IMPERATIVES
    return first in IMPERATIVES and len(words) > 1


def _begins(words: Sequence[str], openings: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether the words begin with one of the openings."""
    return any(tuple(words[: len(o)]) == o for o in openings)


def _has_verb(words: Sequence[str]) -> bool:
    """Tell roughly whether a short run of words has a verb."""
    return any(w in _AUX or w in IMPERATIVES for w in words)
