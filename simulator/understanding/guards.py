"""Holds an act back when the line's form, negation or person contradicts everything the act was taught.

A linear model of words hears "do not open the windows" as nearly "open the windows". These rules compare
what the clause plainly is with what the act's own phrasings plainly are, and only ever lower a score.
They know no act by name, and never go against an author: what stands among an act's phrasings is heard.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from simulator.model.reading import ActPhrasings
from simulator.model.word_sets import word_set
from simulator.understanding.clauses import Clause
from simulator.understanding.forms import (
    AUX,
    INSTRUCTION,
    QUESTION,
    STATEMENT,
    is_telegram,
    negated,
)
from simulator.understanding.normalise import plain_words
from simulator.understanding.stems import STOP_WORDS, stem

FORM_COST = 5.0
NEGATION_COST = 6.0
CONTRARY_COST = 1.0
PERSON_COST = 4.0
TELEGRAM_COST = 4.0
OUT = 50.0
"""Log odds taken off. ``OUT`` is the author's own word (must hear / must not hear): nothing outweighs it."""

LEAST_SHARE = 0.12
"""What this share of an act's phrasings have counts as the act's own way of being said."""

HELD_BACK = 0.01
"""A rule that would hold back more of a bank's own phrasings, each left out in turn, does not bind in it.

Left out so, form would hold back .04 to .08 of the phrasings of BANKING77 and CLINC150 (5 and 10 an act) and
whose matter it is .01 to .06; of the shared acts, were their forms not declared, .02 and .004.
"""

LEFT_OUT = 3
"""Phrasings of an act that are left out in turn, evenly spread."""

LEAST_BANK = 20
"""Fewer acts of no declared form say nothing of how a bank is written."""

SELDOM = 0.1
"""An act that forbids in no more than this share of its phrasings is one of bidding."""

MUCH_BIDDEN = 0.4
"""An act told as often as bidden ("I'll stay with you", "stay on the line") still has a contrary."""

OWN_SHARE = 0.7
"""Where this share of an act's phrasings speak of somebody, the act is about them."""

_TELLING_LEADS = word_set("i we they he she my his her their our it the there that this")
_SELF = word_set("i me my mine myself we us our")
_ALONE = word_set("i me my mine myself")
_ORGANISATION = word_set("we us our")
_OTHER = word_set("you your yours yourself")
_MINE = word_set("i we")
_TO_ME = word_set("me us")
_TELLING = word_set("tell telling talk talking give show let help hear ask confirm get see say excuse")
_TO_BE_TOLD = word_set("take have ask check confirm just know help note hear see find please also quickly")
_TITLES = word_set("mr mrs miss ms dr")
_LONE = word_set("stop start keep go get put take make let try begin continue hold wait")
"""Words of command that say nothing of what is to be done."""

_REACH = 6
"""Words from who does it to whom it is done, at most."""


@dataclass(frozen=True)
class Profile:
    """What one act's phrasings have in common, as far as a rule may lean on it."""

    act: str
    forms: frozenset[str]
    bids: bool
    negated: float
    tells: float
    mentions_self: float
    mentions_other: float
    about_me: float
    told: bool
    towards: frozenset[str]
    forbids: frozenset[str]
    bidden: frozenset[str]
    bidding: float
    said_of_you: frozenset[tuple[bool, str]]
    own_words: frozenset[tuple[str, ...]]
    must_hear: tuple[str, ...]
    must_not_hear: tuple[str, ...]
    held_against: bool
    form_binds: bool = True
    person_binds: bool = True

    @cached_property
    def asks(self) -> bool:
        """Tell whether the act is only ever asked."""
        return "question" in self.forms and "statement" not in self.forms and not self.bids

    @cached_property
    def taught_words(self) -> frozenset[tuple[str, ...]]:
        """The words that are the act's phrasings, with and without the small talk before them."""
        found = set(self.own_words)
        for words in self.own_words:
            core = Clause("", words).core
            # "hello mrs pell" teaches no "mrs pell": a name alone may be thanked or answered as well.
            if len(core) > 1 and not (core[0] in _TITLES and len(core) <= 3):
                found.add(core)
        return frozenset(found)


def profile(act: ActPhrasings, lines: Sequence[Clause]) -> Profile:
    """Return the profile of an act whose phrasings, made plain, are ``lines``."""
    count = max(len(lines), 1)
    tally = Counter(line.form for line in lines)
    forms: set[str] = {form for form, n in tally.items() if n / count >= LEAST_SHARE}
    bids = act.form == "instruction" or (act.form == "any" and tally["instruction"] / count >= 0.6)
    if bids:  # "can you open the window" bids, though it asks as well
        asked = sum(line.forms == {"question"} for line in lines) / count
        forms = forms - {"question"} | ({"question"} if asked >= LEAST_SHARE else set())
    if act.form != "any":
        forms.add(act.form)
    return Profile(
        act=act.id,
        forms=frozenset(forms),
        bids=bids,
        negated=sum(negated(line.core) for line in lines) / count,
        tells=sum(line.core[0] in _TELLING_LEADS for line in lines) / count,
        mentions_self=sum(bool(_SELF & set(line.core)) for line in lines) / count,
        mentions_other=sum(bool(_OTHER & set(line.words)) for line in lines) / count,
        about_me=sum(_about_me(line) for line in lines) / count,
        told=act.form in ("statement", "any") and not bids,
        towards=frozenset(way for line in lines for way in _towards(line.core)),
        forbids=frozenset(_forbidden_deed(line.core) for line in lines if negated(line.core)),
        bidden=frozenset(_deed(line.core) for line in lines if not negated(line.core)),
        bidding=tally["instruction"] / count,
        said_of_you=frozenset(said for line in lines if (said := _said_of_you(line.core))),
        own_words=frozenset(line.words for line in lines),
        must_hear=tuple(_stems(w) for w in act.must_hear),
        must_not_hear=tuple(_stems(w) for w in act.must_not_hear),
        held_against=act.held_against,
    )


def profiles_of(
    acts: Sequence[ActPhrasings], taught: Sequence[Sequence[Clause]], *, guess: bool = True
) -> tuple[Profile, ...]:
    """Return the profile of each act of a bank; ``taught`` holds each act's phrasings, made plain.

    Whether form, and whose matter it is, tell the acts of this bank apart is learnt from it ("where is my
    card?", "my card has not come"): where they do not, or nobody is to ``guess``, only a declared form binds.
    """
    profiles = tuple(profile(act, lines) for act, lines in zip(acts, taught, strict=True))
    guessed = [(act, lines) for act, lines in zip(acts, taught, strict=True) if act.form == "any"]
    if guess and len(guessed) < LEAST_BANK:
        return profiles
    by_form, by_person = _held_back(guessed) if guess else (1.0, 1.0)
    return tuple(
        replace(known, form_binds=by_form <= HELD_BACK, person_binds=by_person <= HELD_BACK)
        if act.form == "any"
        else known
        for act, known in zip(acts, profiles, strict=True)
    )


def _held_back(bank: Sequence[tuple[ActPhrasings, Sequence[Clause]]]) -> tuple[float, float]:
    """Return the shares of phrasings that form and person would hold back, had they not been written down."""
    form = person = count = 0
    for act, lines in bank:
        for i in range(0, len(lines), max(1, len(lines) // LEFT_OUT)):
            known = profile(act, [*lines[:i], *lines[i + 1 :]])
            said = _said_in(lines[i])
            form += _form_cost(known, said) > 0
            person += _person_cost(known, said) > 0
            count += 1
    return form / count, person / count


def _stems(phrase: str) -> str:
    """Return the stems of a guard word or short guard phrase, strung as those of a clause are."""
    return _strung(stem(w) for w in plain_words(phrase))


def cost(act: Profile, clause: Clause) -> float:
    """Return the log odds to take off ``act`` for this clause: 0 where nothing speaks against it."""
    return costs([act], clause)[0]


def costs(acts: Iterable[Profile], clause: Clause) -> list[float]:
    """Return what to take off each of some acts for this clause: nothing of one that was taught it."""
    said = _said_in(clause)
    own = () if clause.forbidden else (clause.words, clause.within)
    return [
        0.0 if act.own_words.intersection(own) else OUT if _out_of(act, said.stems) else _against(act, said)
        for act in acts
    ]


def _out_of(act: Profile, stems: str) -> bool:
    """Tell whether a clause lacks what must be heard of an act, or holds what must not."""
    for phrase in act.must_not_hear:
        if phrase in stems:
            return True
    return bool(act.must_hear) and not any(phrase in stems for phrase in act.must_hear)


def against(act: Profile, clause: Clause) -> float:
    """Return what the rules alone take off, whether or not the author wrote just these words."""
    return _against(act, _said_in(clause))


def _against(act: Profile, said: "_Said") -> float:
    telegram = TELEGRAM_COST if said.telegram and act.asks else 0.0
    return _form_cost(act, said) + _negation_cost(act, said) + _person_cost(act, said) + telegram + said.lone


@dataclass(frozen=True, slots=True)
class _Said:
    """What the rules ask of a clause, found once: a line is held against hundreds of acts."""

    stems: str
    forms: frozenset[str]
    form: str
    asked: bool
    forbidden: bool
    turned: bool
    telling: bool
    of_you: tuple[bool, str] | None
    deed: str
    mixed: str
    """What is bidden where something else is forbidden after it: "move him, do not leave him there"."""
    towards: frozenset[str]
    to_other: bool
    """"You" is spoken of anywhere in it; ``core_to_other``: after the small talk that leads in."""
    core_to_other: bool
    alone: bool
    about_me: bool
    of_mine: bool
    may_i: bool
    am_i: bool
    telegram: bool
    lone: float


@lru_cache(maxsize=64)
def _said_in(clause: Clause) -> _Said:
    core, words = clause.core, set(clause.words)
    own = set(core)
    heard = ("not", *clause.words) if clause.forbidden else clause.words
    turned = any(b == "i" and a in ("am", "was", "do", "did", "should") for a, b in pairwise(core))
    return _Said(
        stems=_strung(stem(w) for w in heard),
        forms=clause.forms,
        form=clause.form,
        asked=clause.asked,
        forbidden=clause.forbidden,
        turned=clause.forbidden or negated(core),
        telling=core[0] in _TELLING_LEADS,
        of_you=_said_of_you(core),
        deed=_forbidden_deed(core),
        mixed=_deed(core) if not negated(core) and {"not", "never"} & set(core[2:]) else "",
        towards=_towards(core),
        to_other=bool(_OTHER & words),
        core_to_other=bool(_OTHER & own),
        alone=bool(_ALONE & own) and not _ORGANISATION & set(core[:3]),
        about_me=_about_me(clause),
        of_mine=bool({"my", "mine", "myself"} & own),
        may_i=_may_i(core),
        am_i=turned and not {"speaking", "talking"} & own,
        telegram=is_telegram(core),
        # A word of command by itself ("stop!") does not say what is bidden.
        lone=TELEGRAM_COST if len(core) == 1 and core[0] in _LONE else 0.0,
    )


def _strung(stems: Iterable[str]) -> str:
    """Return stems as one string in which a phrase, strung alike, is found word for word."""
    return f" {' '.join(stems)} "


def _form_cost(act: Profile, said: _Said) -> float:
    """A plain statement asks nothing and bids nothing; a plain question bids and tells nothing."""
    if not act.form_binds:
        return 0.0
    if said.forms == STATEMENT:
        if act.asks:
            return FORM_COST
        return FORM_COST if act.bids and act.tells < LEAST_SHARE and said.telling else 0.0
    if said.forms == QUESTION:
        if act.bids and "question" not in act.forms:
            return FORM_COST
        return FORM_COST if said.asked and act.forms <= {"statement", "fragment"} else 0.0
    return 0.0


def _negation_cost(act: Profile, said: _Said) -> float:
    """An advice and its contrary are never the same act."""
    if not act.bids:
        if _denies_of_you(act, said):
            return NEGATION_COST
        bidden = said.turned and act.bidding >= MUCH_BIDDEN and said.forms == INSTRUCTION
        return NEGATION_COST if bidden and _strange_to(act, said) else 0.0
    if not (said.forbidden or said.forms & {"instruction", "statement"}):
        return 0.0
    if said.turned and _strange_to(act, said):
        return NEGATION_COST
    if act.negated > 0.5 and said.mixed in act.forbids - act.bidden:
        return NEGATION_COST
    return CONTRARY_COST if not said.turned and act.negated >= 0.9 else 0.0


def _denies_of_you(act: Profile, said: _Said) -> bool:
    """Tell whether the clause denies of "you" what the act says of "you": "you are not making a fuss"."""
    of_you = said.of_you
    if of_you is None or said.form == "question":
        return False
    return of_you not in act.said_of_you and (not of_you[0], of_you[1]) in act.said_of_you


def _said_of_you(words: Sequence[str]) -> tuple[bool, str] | None:
    """Return whether it is denied, and the stem of what is said, in "you are (not) …", "you did (not) …"."""
    if len(words) < 3 or words[0] != "you" or words[1] not in AUX:
        return None
    denied = words[2] == "not"
    return denied, _deed(words[3 if denied else 2 :])


def _strange_to(act: Profile, said: _Said) -> bool:
    """Tell whether the clause forbids a deed that the act never forbids.

    "do not hang up" keeps the caller on the line, "do not stay on the line" does not. An act that mostly
    forbids may forbid more than was written down; neither it nor one that seldom does forbids what it bids.
    """
    if said.forbidden:
        return act.negated <= SELDOM
    if act.negated > 0.5:
        # "leave him where he is" keeps him from being moved, "do not leave him there" does not
        return said.deed in act.bidden and said.deed not in act.forbids
    return said.deed not in act.forbids or (act.negated <= SELDOM and said.deed in act.bidden)


def _forbidden_deed(words: Sequence[str]) -> str:
    """Return the stem of the first word after "not" or "never" that carries anything."""
    start = next((i for i, w in enumerate(words) if w in ("not", "never")), 0)
    return _deed(words[start + 1 :])


def _deed(words: Sequence[str]) -> str:
    """Return the stem of the first word that carries anything."""
    return stem(next((w for w in words if w not in STOP_WORDS), ""))


def _person_cost(act: Profile, said: _Said) -> float:
    """Tell whose matter it is: "where am I" does not ask where the caller is."""
    if not act.person_binds:
        return 0.0
    if said.towards and act.towards and not said.towards & act.towards:
        return PERSON_COST
    if act.told and not said.to_other and said.forms != INSTRUCTION:
        strange = said.alone and act.mentions_other >= OWN_SHARE
        return PERSON_COST if strange or (said.about_me and not act.about_me) else 0.0
    if not act.asks or act.mentions_self > OWN_SHARE or said.core_to_other:
        return 0.0
    if said.of_mine or (said.may_i and not act.mentions_self):
        return PERSON_COST
    return PERSON_COST if said.am_i else 0.0


def _may_i(words: Sequence[str]) -> bool:
    """Tell whether the speaker asks after their own deed: "can I get out", not "can I get an address"."""
    lead, verb, after = words[:2], words[2:3], words[3:4]
    if lead not in (("can", "i"), ("could", "i"), ("may", "i")) or not verb or verb[0] in _TO_BE_TOLD:
        return False
    return verb[0] != "get" or after in (("out",), ("in",), ("away",), ("up",), ("to",))


def _about_me(clause: Clause) -> bool:
    """Tell whether the clause speaks of the speaker alone: "this is frightening for me" is no empathy."""
    words = set(clause.words)
    return bool(words & {"me", "my", "mine", "myself"}) and not _OTHER & words


def _towards(words: Sequence[str]) -> frozenset[str]:
    """Return to whom it is done: "you" for "i ring you", "me" for "you ring me", none for "you tell me"."""
    found: set[str] = set()
    for start, word in enumerate(words):
        reach = words[start + 1 : start + 1 + _REACH]
        if word in _MINE or word == "you":
            whom = next((i for i, w in enumerate(reach) if w in (_TO_ME if word == "you" else ("you",))), 0)
            if whom and not _TELLING & set(reach[:whom]) and not (_MINE | {"you"}) & set(reach[:whom]):
                found.add("me" if word == "you" else "you")
    return frozenset(found)
