"""Holds an act back when the line's form, negation or person contradicts everything the act was taught.

A linear model of words hears "do not open the windows" as nearly "open the windows". These rules compare
what the clause plainly is with what the act's own phrasings plainly are, and only ever lower a score.
They know no act by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.reading import ActPhrasings
from simulator.understanding.clauses import FILLERS, Clause, form_of
from simulator.understanding.features import STOP_WORDS, stem

FORM_COST = 3.0
NEGATION_COST = 3.5
PERSON_COST = 2.5
TELEGRAM_COST = 2.0
OUT = 50.0
"""Log odds taken off. ``OUT`` is the author's own word (must hear / must not hear): nothing outweighs it."""

_NEGATIONS = frozenset("not never no nothing without neither nor avoid stop nobody none refrain cannot".split())
_OFF_PAIRS = (("stay", "away"), ("keep", "away"), ("keep", "off"), ("keep", "clear"), ("stay", "clear"),
              ("stay", "off"), ("stay", "out"), ("keep", "out"), ("leave", "alone"), ("hands", "off"),
              ("stand", "back"), ("keep", "back"), ("back", "away"))
_SELF = frozenset("i me my mine myself we us our".split())
_OTHER = frozenset("you your yours yourself".split())
_SELF_FRAMES = frozenset("can could may need want would will let tell give for am have must give show is ask".split())


@dataclass(frozen=True)
class Profile:
    """What one act's phrasings have in common, as far as a rule may lean on it."""

    act: str
    forms: frozenset[str]
    negated: float
    mentions_self: float
    must_hear: tuple[tuple[str, ...], ...]
    must_not_hear: tuple[tuple[str, ...], ...]

    @property
    def is_question(self) -> bool:
        """Tell whether the act is only ever asked."""
        return "question" in self.forms and "statement" not in self.forms


def profile(act: ActPhrasings, lines: Sequence[Clause]) -> Profile:
    """Return the profile of an act whose phrasings, made plain, are ``lines``."""
    count = max(len(lines), 1)
    tally: dict[str, int] = {}
    for line in lines:
        tally[line.form] = tally.get(line.form, 0) + 1
    forms = {form for form, n in tally.items() if n / count >= 0.12}
    if act.form != "any":
        forms.add(act.form)
    return Profile(
        act=act.id,
        forms=frozenset(forms),
        negated=sum(negated(line.core) for line in lines) / count,
        mentions_self=sum(bool(_SELF & set(line.core)) for line in lines) / count,
        must_hear=tuple(_stems(w) for w in act.must_hear),
        must_not_hear=tuple(_stems(w) for w in act.must_not_hear),
    )


def _stems(phrase: str) -> tuple[str, ...]:
    """Return the stems of a guard word or short guard phrase."""
    return tuple(stem(w) for w in phrase.casefold().replace("'", "").split())


def negated(words: Sequence[str]) -> bool:
    """Tell whether the words bid or say that something is *not* to be ("do not", "never", "keep off").

    A negation inside a condition or a tag ("if you can not", "is it not") does not turn the whole line.
    """
    for place, word in enumerate(words):
        if word in _NEGATIONS:
            if "if" in words[max(0, place - 4) : place] or (word in ("no", "not") and place == len(words) - 1):
                continue
            if word == "no" and place == 0:
                continue
            return True
        if any(word == a and b in words[place + 1 : place + 3] for a, b in _OFF_PAIRS):
            return True
    return False


def cost(act: Profile, clause: Clause) -> float:
    """Return the log odds to take off ``act`` for this clause: 0 where nothing speaks against it."""
    heard = [stem(w) for w in clause.words]
    if act.must_hear and not any(_within(p, heard) for p in act.must_hear):
        return OUT
    if any(_within(p, heard) for p in act.must_not_hear):
        return OUT
    return _form_cost(act, clause) + _negation_cost(act, clause) + _person_cost(act, clause) + _telegram(act, clause)


def _within(phrase: tuple[str, ...], heard: Sequence[str]) -> bool:
    """Tell whether a guard phrase stands in the heard stems, word for word."""
    n = len(phrase)
    return any(tuple(heard[i : i + n]) == phrase for i in range(len(heard) - n + 1))


def _form_cost(act: Profile, clause: Clause) -> float:
    """A plain statement asks nothing; a question bids nothing; neither tells."""
    form = clause.form
    if form == "fragment" or form in act.forms or not act.forms:
        return 0.0
    if form == "instruction" and act.forms == {"question"} and clause.asked:
        return 0.0
    if form == "statement" and act.forms <= {"question", "fragment"}:
        return FORM_COST
    if form == "statement" and act.forms <= {"instruction", "fragment"}:
        return FORM_COST if clause.core[0] in _SELF | {"they", "he", "she"} else 0.0
    if form == "question" and not act.forms & {"question"}:
        return FORM_COST
    return 0.0


def _negation_cost(act: Profile, clause: Clause) -> float:
    """An instruction and its contrary are never the same act."""
    if "instruction" not in act.forms or clause.form == "question":
        return 0.0
    turned = negated(clause.core)
    if turned and act.negated <= 0.15:
        return NEGATION_COST
    if not turned and act.negated >= 0.85:
        return NEGATION_COST
    return 0.0


def _person_cost(act: Profile, clause: Clause) -> float:
    """"Where am I" does not ask where the caller is; "can I take your name" does."""
    if not act.is_question or act.mentions_self > 0.6:
        return 0.0
    words = clause.core
    if _OTHER & set(words):
        return 0.0
    for place, word in enumerate(words):
        if word in ("my", "mine", "myself"):
            return PERSON_COST
        if word == "i" and place > 0 and words[place - 1] in ("am", "was", "do", "did", "have", "should"):
            return PERSON_COST
        if word == "i" and place == 0 and len(words) > 1 and words[1] not in _SELF_FRAMES | {"just", "also"}:
            return PERSON_COST
    return 0.0


def _telegram(act: Profile, clause: Clause) -> float:
    """A string of bare key words ("address name number hurt") is no question to anybody."""
    return TELEGRAM_COST if act.is_question and is_telegram(clause.core) else 0.0


def is_telegram(words: Sequence[str]) -> bool:
    """Tell whether the words are four or more content words with nothing to hold them together."""
    rest = [w for w in words if w not in FILLERS]
    return len(rest) >= 4 and not any(w in STOP_WORDS for w in rest) and form_of(rest, False) == "statement"
