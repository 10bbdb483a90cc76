"""Finding a clause, priority, code, card, contact, crew or tree by words; it keeps no counts."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from math import log
from typing import Literal, NamedTuple

from simulator.model.durations import write_duration
from simulator.model.organisation import Organisation
from simulator.model.reading import Value
from simulator.model.search_words import meant_by

HitKind = Literal[
    "clause", "priority", "code", "wording", "organisation", "resource", "card", "tree", "level"
]


class Hit(Value):
    """One thing found: ``kind`` and ``id`` say what to open, ``title`` and ``text`` what to show."""

    kind: HitKind
    id: str
    title: str
    text: str


_LITTLE = frozenset(
    (
        *(
            "a",
            "an",
            "and",
            "are",
            "at",
            "be",
            "by",
            "can",
            "do",
            "does",
            "for",
            "from",
            "has",
            "have",
            "how",
        ),
        *("i", "if", "in", "is", "it", "me", "my", "of", "or", "our", "that", "the", "them", "they", "to"),
        *("was", "we", "what", "when", "where", "which", "who", "whom", "with", "you", "your"),
    )
)
"""Words that say nothing of what is looked for."""


_SORTS: dict[HitKind, str] = {
    "priority": "priority priorities",
    "organisation": "directory",
    "card": "advice card",
    "resource": "unit",
    "tree": "decision tree",
    "level": "escalation",
}
"""Words by which all things of a sort are found: whoever types *priority* looks for the levels."""


_IN_TITLE = 10
_IN_TEXT = 5
"""What a word is worth that stands in a title, and one that stands only in the text."""


class _Entry(NamedTuple):
    hit: Hit
    head: str
    body: str


class _Entries(NamedTuple):
    all: tuple[_Entry, ...]
    known: frozenset[str]
    """Every word that stands in one of them."""


def search(organisation: Organisation, words: str, limit: int = 20) -> list[Hit]:
    """Return what holds most of the ``words`` (or their beginnings), titles before texts, the best first.

    Seldom words count more than those that stand everywhere, other words for the same thing less than the
    word itself (`search_words`). What holds all of them comes before what holds some; what holds less than
    half of them, by what they are worth, is found only by its title, and a word that stands nowhere is left
    out, so that a whole sentence still leads somewhere. An exact id such as ``4.6`` or ``GAS-1`` comes
    first. Little words (*who*, *the*) count only when there are no others.
    """
    typed = list(dict.fromkeys(_fold(words).split()))
    wanted = [word for word in typed if word not in _LITTLE] or typed
    entries = _entries(organisation)
    if not wanted:
        return []
    looked_for = [one for word in wanted if any((one := _looked_for(entries, word))[1])]
    total = sum(weight for weight, _ in looked_for)
    found: list[tuple[bool, float, int, Hit]] = []
    for place, entry in enumerate(entries.all):
        worths = [worth[place] for _, worth in looked_for]
        held = sum(weight for (weight, _), worth in zip(looked_for, worths, strict=True) if worth)
        score = sum(w * worth for (w, _), worth in zip(looked_for, worths, strict=True))
        in_title = any(worth > _IN_TEXT for worth in worths)
        if held and (2 * held >= total or in_title):
            found.append((not all(worths), -score, place, entry.hit))
    return [hit for *_, hit in sorted(found, key=lambda item: item[:3])[:limit]]


def _looked_for(entries: _Entries, word: str) -> tuple[float, list[float]]:
    """Return what a word is worth, the seldomer the more, and what each entry holds of it."""
    meant = meant_by(word, entries.known)
    worths = [max(share * _worth(entry, one) for one, share in meant.items()) for entry in entries.all]
    holding = sum(worth > 0 for worth in worths)
    return log(1 + len(worths) / max(1, holding)), worths


def everything(organisation: Organisation) -> list[Hit]:
    """Return all that can be found, in the order of the files, for browsing."""
    return [entry.hit for entry in _entries(organisation).all]


@lru_cache(maxsize=8)
def _cached(holder: "_Held") -> _Entries:
    found = tuple(
        _Entry(hit, _fold(f"{hit.id} {hit.title} {_SORTS.get(hit.kind, '')}"), _fold(hit.text))
        for hit in _hits(holder.value)
    )
    return _Entries(found, frozenset(word for one in found for word in f"{one.head} {one.body}".split()))


class _Held:
    """An organisation that counts as equal to any other of the same hash, so that it can be a cache's key."""

    def __init__(self, value: Organisation) -> None:
        self.digest, self.value = value.content_hash, value

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Held)
            and self.digest == other.digest
            and (self.digest != "" or self.value is other.value)
        )

    def __hash__(self) -> int:
        return hash(self.digest)


def _entries(organisation: Organisation) -> _Entries:
    return _cached(_Held(organisation))


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"[a-z0-9][a-z0-9.-]*", plain))


def _worth(entry: _Entry, word: str) -> int:
    if entry.hit.id.casefold() == word:
        return 100
    head, body, stem = f" {entry.head}", f" {entry.body}", _stem(word)
    if f" {word}" in head:
        return _IN_TITLE
    if f" {word}" in body:
        return _IN_TEXT
    return 3 if f" {stem}" in head else 1 if f" {stem}" in body else 0


def _stem(word: str) -> str:
    """Return a word without its ending, so that *injury* finds *injured* and *leaves* finds *leave*."""
    bare = re.sub(r"(ies|ing|ed|es|s|y|e)$", "", word)
    return bare if len(bare) > 3 else word


def _hits(o: Organisation) -> Iterator[Hit]:
    """Yield everything that can be found, in the order of the files."""
    for clause in o.clauses.values():
        text = f"{clause.text} Why: {clause.why}"
        law = f" Law: {clause.law} ({clause.nation}); review by {clause.review}." if clause.law else ""
        yield Hit(kind="clause", id=clause.id, title=clause.title, text=text + law)
    for level in o.priorities:
        targets = f"Start within {write_duration(level.start_within)}."
        if level.attend_urban and level.attend_rural:
            urban, rural = write_duration(level.attend_urban), write_duration(level.attend_rural)
            targets += f" Attend within {urban} (urban), {rural} (rural)."
        triggers = " ".join(f"{trigger.text}." for trigger in level.triggers)
        text = f"{level.meaning} {targets} {triggers}"
        yield Hit(kind="priority", id=level.id, title=level.label, text=text)
    yield from _code_hits(o)
    for body in o.directory:
        ways = "; ".join(
            f"{r.medium}, answers within {write_duration(r.answers_within)}" for r in body.routes
        )
        topics = {topic.id: topic.label.lower() for topic in o.topics}
        needs = ", ".join(topics[name] for name in body.needs)
        public = f" The public rings {body.public_number}." if body.public_number else ""
        said = ", ".join(body.said_as)
        text = f"{body.handles}. Also called {said}. Reached by {ways}. Needs: {needs}.{public}"
        title = body.name if body.short in body.name else f"{body.short} ({body.name})"
        yield Hit(kind="organisation", id=body.id, title=title, text=text)
    yield from _means_hits(o)


def _code_hits(o: Organisation) -> Iterator[Hit]:
    groups = {
        "Incident type": o.codes.incident_types,
        "Status": o.codes.statuses,
        "Result": o.codes.results,
        "Radio word": o.codes.prowords,
        "Phonetic alphabet": o.codes.phonetic,
    }
    for group, codes in groups.items():
        for code in codes:
            said = f" Said as: {', '.join(code.said_as)}." if code.said_as else ""
            yield Hit(kind="code", id=code.id, title=code.label, text=f"{group}.{said}")
    for wording in o.codes.wording:
        yield Hit(kind="wording", id=wording.id, title=wording.when, text=wording.text)


def _means_hits(o: Organisation) -> Iterator[Hit]:
    skills = {skill.id: skill.label for skill in o.skills}
    for crew in o.resources:
        text = f"{crew.kind.capitalize()} at {crew.base.replace('_', ' ').title()}, crew {crew.crew}. "
        text += f"{'; '.join(skills[name] for name in crew.skills)}."
        yield Hit(kind="resource", id=crew.id, title=crew.call_sign, text=text)
    for card in o.cards:
        always = " ".join(item.text for item in card.items if item.always)
        say = " ".join(item.text for item in card.items if not item.always)
        never = " ".join(f"“{item.text}”" for item in card.never_say)
        limits = " ".join(card.limits)
        parts = (("Say always", always), ("Say as it fits" if always else "Say", say))
        told = "".join(f"{head}: {words} " for head, words in parts if words)
        text = f"{card.use_when}. {told}Never say: {never} Limits: {limits}"
        yield Hit(kind="card", id=card.id, title=card.title, text=text)
    for tree in o.trees:
        text = " ".join(node.ask for node in tree.nodes)
        yield Hit(kind="tree", id=tree.id, title=tree.title, text=text)
    for rung in o.escalation_levels:
        facts = " ".join(f"{t.id} {t.fact}." for t in o.escalation_triggers if t.level == rung.id)
        yield Hit(kind="level", id=rung.id, title=rung.label, text=f"Escalate to: {rung.who}. {facts}")
