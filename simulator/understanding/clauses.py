"""Cuts an utterance into clauses, the stretches that are read by themselves and together.

Works on words alone and never decides which act a clause is: cutting once too often is harmless, because
neighbouring clauses are also read together (see ``reader``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from simulator.model.reading import Form
from simulator.model.word_sets import word_set
from simulator.understanding.clipped import filled_in
from simulator.understanding.forbiddings import plainly_forbidden
from simulator.understanding.forms import (
    AUX,
    FILLERS,
    IMPERATIVES,
    INSTRUCTION,
    SUBJECT,
    WH,
    forms_of,
    is_telegram,
    likeliest,
    negated,
    small_talk_before,
)
from simulator.understanding.introductions import greets, introduced, introduces
from simulator.understanding.normalise import Speller, join_numbers, tokens
from simulator.understanding.people_named import Written, unnamed
from simulator.understanding.short_forms import Token
from simulator.understanding.stretches import (
    AFTER,
    JOINERS,
    MAX_CLAUSE_WORDS,
    MAX_CLAUSES,
    NOUN_LEADS,
    SHARED_DOER,
    WHOSE,
    stretches,
)
from simulator.understanding.unmarked_joins import parts

_OWN_LEAD = word_set("do never then just please keep stay leave wait get tell")
_LEAD_IN = word_set("okay right so and now just well um er erm")
_LEAD_ON = word_set("and also then plus now")
_LED_AT_LEAST = 3
"""So many words are left at least: "and yourself" says something else than "yourself"."""
_TAGGED = word_set("i you he she it we they there")
_REFUSED_IN = 3
"""In no more words is a deed refused by "do not" alone: "please do not", not "do not go up"."""
_SHARED_LEADS = (
    ("is", "there", "any"),
    ("are", "there", "any"),
    ("was", "there", "any"),
    ("is", "there"),
    ("are", "there"),
    ("have", "you", "got", "any"),
    ("have", "you", "got"),
    ("do", "you", "have", "any"),
    ("do", "you", "have"),
    ("can", "you", "see", "any"),
    ("can", "you", "see"),
    ("can", "you", "smell", "any"),
    ("can", "you", "smell"),
    ("can", "you", "hear", "any"),
    ("can", "you", "hear"),
    ("can", "i", "take"),
    ("can", "i", "have"),
    ("can", "i", "get"),
    ("can", "i", "just", "take"),
    ("can", "i", "just", "get"),
    ("could", "i", "take"),
    ("could", "i", "have"),
    ("could", "i", "get"),
    ("can", "you", "give", "me"),
    ("could", "you", "give", "me"),
    ("give", "me"),
    ("i", "need"),
    ("what", "is"),
)
"""How a question may begin that two things share: "is there any petrol leaking or smoke"."""

_MAY_BE_OKAY = AUX | SUBJECT | word_set("be been feel feels feeling going doing all everything still")
_SUPPOSES = word_set("if when while once because")
_BEGINS_ITS_OWN = SUBJECT | _OWN_LEAD | _SUPPOSES | WH | (AUX - {"have"})
"""What begins, behind an "and", something that the "do not" before it does not reach."""


@dataclass(frozen=True)
class Clause:
    """A stretch of the line: ``raw`` as typed, ``words`` plain and mended, ``asked`` when a ? closes it.

    ``forbidden``: the "do not" of the clause before reaches into this one ("don't go in and look for it").
    ``carried``: its first words are those of the clause before ("what is your name | and number").
    ``unmarked``: neither a sign nor a rule parts it from the clause before.
    ``led``: the words that lead in ("ok so", "and"), which say nothing of what it is.
    """

    raw: str
    words: tuple[str, ...]
    asked: bool = False
    forbidden: bool = False
    carried: bool = False
    unmarked: bool = False
    led: str = ""

    @cached_property
    def text(self) -> str:
        """The plain words as one string, with the question mark that closes them."""
        return " ".join(self.words) + ("?" if self.asked else "")

    @property
    def within(self) -> tuple[str, ...]:
        """The plain words as they stand behind another clause."""
        return (*self.led.split(), *self.words)

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The plain words without the small talk that leads in ("ok so love …")."""
        return self.words[small_talk_before(self.words) :]

    @cached_property
    def forms(self) -> frozenset[Form]:
        """The forms the clause may have: "can you open the window" is a question and an instruction."""
        return forms_of(self.core, self.asked)

    @cached_property
    def form(self) -> Form:
        """The likeliest form of the clause."""
        return likeliest(self.core, self.forms)


def join(parts: Sequence[Clause]) -> Clause:
    """Return neighbouring clauses as one."""
    if len(parts) == 1:
        return parts[0]
    first, last = parts[0], parts[-1]
    words = (*first.words, *(word for part in parts[1:] for word in part.within))[: 2 * MAX_CLAUSE_WORDS]
    raw = " ".join(part.raw for part in parts)
    return Clause(raw, words, last.asked, first.forbidden, unmarked=first.unmarked, led=first.led)


def whole(clauses: Sequence[Clause]) -> Clause:
    """Return the clauses of a line as one with every word, also what only leads in."""
    line = join(clauses)
    return replace(line, words=line.within, led="")


def cut(text: str, speller: Speller) -> tuple[Clause, ...]:
    """Cut ``text`` into at most ``MAX_CLAUSES`` clauses, in order. Empty for a line without words."""
    clauses: list[Clause] = []
    for stretch in stretches(text):
        _close(clauses, stretch.tokens, stretch.asked, speller, stretch.after)
    return _fillers_joined(_echoes_denied(_tags_joined(clauses)))[:MAX_CLAUSES]


def cut_finer(clauses: tuple[Clause, ...], speller: Speller) -> tuple[Clause, ...]:
    """Return clauses cut also where two things may be joined without a sign; such a part is ``unmarked``.

    A line that would so have more than ``MAX_CLAUSES`` stays as it is.
    """
    if len(clauses) >= MAX_CLAUSES:
        return clauses
    found: list[Clause] = []
    for clause in clauses:
        said = [token for token in tokens(clause.raw) if token.is_word]
        places = parts([[speller.mend(word) for word in token.words] for token in said])
        if len(places) < 2 or clause.forbidden or clause.carried or is_telegram(clause.core):
            found.append(clause)
            continue
        for start, end in places:
            asked = clause.asked and end == len(said)
            _close(found, said[start:end], asked, speller, said[end : end + AFTER])
            found[-1] = replace(found[-1], unmarked=start > 0)
    fine = _fillers_joined(_tags_joined(found))
    return fine if len(fine) <= MAX_CLAUSES else clauses


def _close(
    clauses: list[Clause], run: Sequence[Token], asked: bool, speller: Speller, after: Sequence[Token]
) -> None:
    """Add tokens as one clause; ``after``: those that follow it."""
    plain = [w for token in run for w in token.words]
    capital = [n > 0 and _capital(token.raw) for n, token in enumerate(run) for _word in token.words]
    greeted = bool(clauses) and not clauses[-1].asked and greets(clauses[-1].words)
    named = introduced(plain, capital, greeted=greeted)
    if speller.taught is not None and named == plain:
        own = [token.raw.endswith(("'s", "’s")) for token in run for _word in token.words]
        named = unnamed(plain, Written(capital, own), speller.taught)
    words = join_numbers([speller.mend(w) for w in named])
    forbidden = bool(clauses) and _reaches(clauses[-1], words)
    lead: tuple[str, ...] = ()
    if forbidden and words[0] == "or":
        lead, forbidden = ("do", "not"), False
    elif clauses:
        lead = _shared_lead(clauses[-1], words)
    words = (*lead, *words[1:]) if lead else words
    if asked and _only_asks_assent(words):
        words, asked = words[:-1], False
    asked = asked or _asks_back(words)
    if not forbidden and not lead:
        doubted = _asked_by(after)
        words = tuple(filled_in(words, asked=asked))
        words = words if asked or doubted else tuple(plainly_forbidden(words))
    led = () if forbidden or lead else _led_by(words, _LEAD_ON if clauses else _LEAD_IN)
    raw = " ".join(token.raw for token in run)
    clauses.append(Clause(raw, words[len(led) :], asked, forbidden, bool(lead), led=" ".join(led)))


def _led_by(words: Sequence[str], leading: frozenset[str]) -> Sequence[str]:
    """Return the words that only lead in or join a clause to the one before: "and is she awake"."""
    start = next((n for n, word in enumerate(words) if word not in leading), len(words))
    return words[:start] if len(words) - start >= _LED_AT_LEAST else ()


def _asked_by(after: Sequence[Token]) -> bool:
    """Tell whether what follows a clause only asks whether it is so: "…, right?", "… did they?"."""
    for token in after:
        if not token.is_word:
            if token.raw != ",":
                return token.raw == "?"
        elif not set(token.words) <= FILLERS | AUX | _TAGGED | {"not"}:
            return False
    return False


def _asks_back(words: Sequence[str]) -> bool:
    """Tell whether words end by asking what they say: "he's breathing is he"."""
    verb, who = words[-2:] if len(words) >= 4 else ("", "")
    return verb in AUX and who in _TAGGED and verb in words[1:-3] and not (WH | AUX) & {words[0]}


def _only_asks_assent(words: Sequence[str]) -> bool:
    """Tell whether what is bidden or told ends in a mere "ok?": "don't hang up ok?", not "is he ok?"."""
    said = words[small_talk_before(words) : -1]
    if words[-1] not in ("okay", "yes") or len(said) < _LED_AT_LEAST:
        return False
    if said[-1] in _MAY_BE_OKAY and said[-3] not in WH:  # "stay where you are ok?"
        return False
    forms = forms_of(said, False)
    return forms == INSTRUCTION or (words[-1] == "okay" and not {"question", "fragment"} & forms)


def _capital(raw: str) -> bool:
    """Tell whether a word is written as names are: one capital letter, and small ones after it."""
    return raw[:1].isupper() and raw[1:].islower()


def _reaches(before: Clause, words: Sequence[str]) -> bool:
    """Tell whether the "do not" of one clause holds for the next: joined by and/or, without own subject."""
    if len(words) < 2 or words[0] not in ("and", "or") or before.asked:
        return False
    return words[1] not in _BEGINS_ITS_OWN and (before.forbidden or negated(before.core))


def _shared_lead(before: Clause, words: Sequence[str]) -> tuple[str, ...]:
    """Return how the question before began, where this clause only adds to it what else is asked for.

    "is there any petrol leaking | or smoke", "can I take your name | and a number".
    """
    if len(words) < 2 or words[0] not in ("and", "or", "plus") or before.asked:
        return ()
    if words[1] in SUBJECT - NOUN_LEADS or words[1] in AUX | WH | _OWN_LEAD | JOINERS | _SUPPOSES:
        return ()
    if words[0] != "or" and words[1] in IMPERATIVES:
        return ()
    core = before.core
    for lead in _SHARED_LEADS:
        if core[: len(lead)] == lead and len(core) > len(lead):
            whose = core[len(lead) : len(lead) + 1]
            return (*lead, *whose) if whose[0] in WHOSE and words[1] not in WHOSE | {"a", "an"} else lead
    if core[0] in AUX and core[1:2] and core[1] in SHARED_DOER:
        return core[:2]
    return core[:1] if core[0] in SHARED_DOER else ()


def _tags_joined(clauses: Sequence[Clause]) -> list[Clause]:
    """Join a tag ("aren't you?", "is it?") to what it asks about: by itself it says nothing.

    A name after the service's ("fire control, Sam speaking") belongs to it: together they are one greeting.
    """
    found: list[Clause] = []
    for clause in clauses:
        words = [w for w in clause.words if w != "not"]
        asks = clause.asked or len(words) < len(clause.words)
        tag = asks and len(words) == 2 and words[0] in AUX and words[1] in _TAGGED
        if found and (tag or (not found[-1].asked and introduces(clause.words))):
            found[-1] = join([found[-1], clause])
        else:
            found.append(clause)
    return found


def _echoes_denied(clauses: Sequence[Clause]) -> list[Clause]:
    """Forbid a deed that is said after the caller and refused: "go back in? no, stay out"."""
    found = list(clauses)
    for n, (said, after) in enumerate(pairwise(clauses)):
        bidding = said.asked and said.core[:1] and said.core[0] in IMPERATIVES and "instruction" in said.forms
        if bidding and not after.asked and _refuses(after.words):
            found[n] = replace(said, asked=False, forbidden=True)
    return found


def _refuses(words: Sequence[str]) -> bool:
    """Tell whether words refuse what was just asked: "no", "no keep them shut", "please do not", "never"."""
    rest = words[small_talk_before(words) :]
    return rest[:1] in (("no",), ("never",)) or (rest[:2] == ("do", "not") and len(rest) <= _REFUSED_IN)


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
