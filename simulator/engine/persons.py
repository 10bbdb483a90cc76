"""Of whom a line or a fact speaks: the people in its words, and whether they can be the same.

English by rule. It knows no scenario: a fact's people are found in the words that its author wrote. Where the
words leave it open nobody is excluded, so that a caller rather answers once too often than not at all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from simulator.model.scenario import Fact
from simulator.model.values import tokens

YOU = "you"
"""The caller, as the learner speaks of them."""
_ROLES: dict[str, str] = {
    word: role
    for role, words in {
        "rider": "rider riders motorcyclist biker motorbiker",
        "pillion": "pillion",
        "passenger": "passenger passengers",
        "driver": "driver drivers",
        "cyclist": "cyclist",
        "pedestrian": "pedestrian",
        "father": "father dad daddy",
        "mother": "mother mum mummy",
        "husband": "husband",
        "wife": "wife",
        "neighbour": "neighbour neighbours",
        "child": "child children kid kids toddler infant baby bairn bairns girl boy lass daughter son lassie",
    }.items()
    for word in words.split()
}
_SEXES: dict[str, str] = {
    word: sex
    for sex, words in {
        "m": "he him his man men male bloke guy fella fellow chap gentleman lad boy son father dad daddy "
        "husband brother grandad grandfather nephew uncle",
        "f": "she her hers woman women lady ladies female girl lass lassie daughter mother mum mummy wife "
        "sister gran grandmother nan niece aunt auntie",
    }.items()
    for word in words.split()
}
_OF_THE_ROAD = frozenset(("rider", "pillion", "driver", "cyclist", "pedestrian", "passenger"))
_FAMILY = frozenset(("father", "mother", "husband", "wife", "neighbour"))
_CALLED = _FAMILY - {"neighbour"}
_ALIKE = frozenset((frozenset(("pillion", "passenger")), frozenset(("pillion", "rider"))))
_PRONOUNS = frozenset(("he", "him", "his", "she", "her", "hers"))
_MYSELF = frozenset(("i", "me", "my", "myself", "mine"))
_COMPANIONS = frozenset(("mate", "friend", "brother", "sister", "partner", "colleague"))
_OWNERS = frozenset(("your", "his", "her", "their", "my"))
"""Before a companion these tell a person spoken of from one spoken to ("your mate", but "hello mate")."""
_VEHICLES = frozenset(("van", "lorry", "bus", "taxi", "truck", "tanker", "tractor"))
_NOBODY = frozenset(("nobody", "none", "no", "nil", "anyone", "anybody", "everyone", "everybody"))
_ELSE = re.compile(r"\b(else|others?|another|apart from|besides)\b", re.IGNORECASE)
_OF_YOU = re.compile(
    r"\b(are|were|have) (you|u|yous|ya) (\w+ )?(hurt|injured|ok|okay|alright|all right|bleeding|unwell|ill|"
    r"poorly|dizzy|sick|faint|awake|breathing)\b|\byourself\b|\b(do|are) (you|u) (still |any )?feel(ing)?\b"
    r"|\bhow (do|did) (you|u|ya) know\b|\bit (is )?you (that|who)\b"
    r"|\byour (own )?(head|dizziness|headache|breathing)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!…]+")
_SUBJECT_WITHIN = 3
"""A pronoun among the first words of a sentence speaks of whom the fact is about ("Well, he's gone grey")."""
_JUST_ME = re.compile(r"\b(?:just|only|it's) me\b", re.IGNORECASE)
"""Who says this counts themselves among those of whom the fact speaks ("rider unhurt": "Just me")."""
_FEELS = re.compile(r"\bI(?:'m| am| feel| felt|'ve (?:got|cut|hurt|broken|burnt|banged|hit|twisted))\b")


@dataclass(frozen=True)
class People:
    """The people of some words: what they are called by (roles), and of which sex they are said to be."""

    roles: frozenset[str] = frozenset()
    sexes: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.roles or self.sexes)


_NONE = People()


def _people(words: Iterable[str]) -> People:
    roles: set[str] = set()
    sexes: set[str] = set()
    before = ""
    for word in words:
        plain = word.removesuffix("'s")
        plain = plain if plain in _ROLES or plain in _SEXES else plain.removesuffix("s")
        if role := _ROLES.get(plain):
            roles.add(f"{before} {role}" if role == "driver" and before in _VEHICLES else role)
        if plain in _COMPANIONS and before in _OWNERS:
            roles.add("companion")
        if sex := _SEXES.get(plain):
            sexes.add(sex)
        before = plain
    return People(frozenset(roles), frozenset(sexes))


@lru_cache(maxsize=4096)
def people_of(text: str) -> People:
    """Return the people of whom a learner's words speak; the caller as ``YOU``."""
    found = _people(tokens(text))
    return People(found.roles | {YOU}, found.sexes) if _OF_YOU.search(text) else found


def asks_for_others(text: str) -> bool:
    """Tell whether words ask for somebody or something else than what was told ("anybody else hurt?")."""
    return bool(_ELSE.search(text))


def meant_in(words: str, line: str) -> People:
    """Return the people that a question's own words speak of, a bare "she" filled from the whole line."""
    own = people_of(words)
    if own.roles or not own.sexes & {"m", "f"}:
        return own
    whole = people_of(line)
    fits = len(whole.sexes) == 1 or not whole.roles
    return People(whole.roles - {YOU}, own.sexes) if fits else own


@lru_cache(maxsize=1024)
def _of_fact(label: str, value: str, accept: tuple[str, ...], says: str) -> People:
    if _NOBODY & set(tokens(value)):
        return _NONE
    ours = [w for text in (label, value, *accept) for w in tokens(text.replace("/", " / "))]
    told = {w.partition("'")[0] for w in tokens(says)}
    if told & _MYSELF and not told & _PRONOUNS:  # "that he is short of breath", told as "like I'd run"
        ours = [w for w in ours if w not in _PRONOUNS]
    named = _people(ours)
    sexes = named.sexes or _spoken_of(says, named)
    others = told & _PRONOUNS or _people(tokens(says)).roles
    feels = _FEELS.search(says) is not None and (not named or not others)
    mine = feels or _JUST_ME.search(says) is not None
    roles = named.roles | ({YOU} if mine else frozenset())
    return People(roles, sexes)


def _spoken_of(says: str, named: People) -> frozenset[str]:
    """Return the sex of the person whom a fact's words leave to a pronoun.

    A pronoun that takes up somebody whom the words themselves name ("the lady next door … she", "Lorraine
    opened it, so she sent it round") tells a story of them and not of whom the fact is about.
    """
    before: list[str] = []
    for sentence in _SENTENCE_END.split(says):
        words = [w.removesuffix("'s") for w in tokens(sentence)]
        place = next((n for n, w in enumerate(words) if w in _PRONOUNS), None)
        if place is None:
            before += words
            continue
        others = _people([*before, *words[:place]])
        if place >= _SUBJECT_WITHIN or others.sexes or others.roles - named.roles:
            return frozenset()
        return frozenset(_SEXES[w] for w in (x.removesuffix("'s") for x in tokens(says)) if w in _PRONOUNS)
    return frozenset()


def people_in(fact: Fact) -> People:
    """Return the people that a fact is about, by its label, values and words; nobody when it is about all."""
    if fact.topic in ("name", "callback"):
        return People(frozenset((YOU,)))
    return _of_fact(fact.label, fact.value, fact.accept, fact.says)


def _contradict(one: str, other: str) -> bool:
    """Tell whether two roles cannot be the same person's."""
    if one == other or frozenset((one, other)) in _ALIKE:
        return False
    if YOU in (one, other):
        return True
    kinds = [
        "road" if r.split()[-1] in _OF_THE_ROAD else "family" if r in _FAMILY else r for r in (one, other)
    ]
    return kinds[0] == kinds[1] or "child" in kinds


def can_be(meant: People, known: People) -> bool:
    """Tell whether those meant in a question can be those that a fact is about."""
    if not meant or not known or meant.roles & known.roles:
        return True
    if meant.roles and known.roles and all(_contradict(a, b) for a in meant.roles for b in known.roles):
        return False
    if {YOU} in (meant.roles, known.roles):
        return False
    return not meant.sexes or not known.sexes or bool(meant.sexes & known.sexes)


def is_of(meant: People, known: People) -> bool:
    """Tell whether a fact is surely about those meant: called the same, or the one sex that both are."""
    if meant.roles & known.roles:
        return True
    one = len(meant.sexes) == 1 and meant.sexes == known.sexes
    return bool(not meant.roles and one)


_TURNED = {
    "m": {"she": "he", "hers": "his", "herself": "himself", "woman": "man"},
    "f": {"he": "she", "him": "her", "his": "her", "himself": "herself", "man": "woman"},
}
_AFTER_OBJECT = frozenset(
    ("", "to", "up", "out", "if", "and", "or", "when", "in", "on", "at", "with", "breathe")
)


def calls_another(phrase: str, line: str) -> bool:
    """Tell whether a phrasing calls somebody what the line does not: "is your mum awake" of a husband."""
    return bool(_people(tokens(phrase)).roles & _CALLED - people_of(line).roles)


def as_meant(phrase: str, line: str) -> str:
    """Return a phrasing with he or she as the learner's line has it; empty where the line has neither."""
    theirs, mine = people_of(line).sexes, _people(w for w in tokens(phrase) if w in _PRONOUNS).sexes
    if not mine or mine == theirs:
        return phrase
    if len(theirs) != 1:
        return "" if not theirs else phrase
    (sex,) = theirs
    words = phrase.split(" ")
    found = []
    for word, after in zip(words, [*words[1:], ""], strict=True):
        bare = word.rstrip("?.!,")
        new = _TURNED[sex].get(bare.lower(), bare)
        if sex == "m" and bare.lower() == "her":
            new = "him" if bare != word or after.lower().rstrip("?.!,") in _AFTER_OBJECT else "his"
        if bare[:1].isupper() and new != bare:
            new = new[:1].upper() + new[1:]
        found.append(new + word[len(bare) :])
    return " ".join(found)
