"""Checks that whatever a scenario names by id exists: in its own file, its organisation, its unit, the bank.

``REFERENCES`` is the one table of what refers to what. A kind that could not be read is not checked.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final

from simulator.model.act_names import acts_meant
from simulator.model.acts_judged import TAKES_A_SLASH
from simulator.model.condition import Condition, either
from simulator.model.declared import Dependency, NotNoticed
from simulator.model.line_index import Step
from simulator.model.often_said import Voice
from simulator.model.organisation_checks import Spot
from simulator.model.own_act import OwnAct
from simulator.model.reading import Value
from simulator.model.scenario import (
    Call,
    CastMember,
    Cue,
    Fact,
    Incident,
    Indicator,
    MoodChange,
    OutsideParty,
    Reaction,
    Scenario,
    Told,
)
from simulator.model.scenario_checks_codes import Checking
from simulator.model.typed_reading import SLUG

MANNERS: Final = (
    *("polite", "empathy", "rude", "profanity", "blame", "sarcasm", "jargon", "false_reassurance"),
    *("promise", "promise_of_time", "stacked_questions", "leading_question", "pet_name", "signpost"),
    *("uses_name", "read_back"),
)
"""The manners that a reading may name; a test holds them to those of the reader."""

AT_ONCE: Final = "at once"
"""The moment of what an incident calls for from the beginning."""
MOOD_WORDS: Final = ("asked again", "silent", "held", "not understood")
RUNTIME_KEYS: Final = frozenset(("incident", "where", "reference", "minutes", "call"))
"""What the far end fills in as it speaks, in ``outside`` and in cues of crews and organisations."""

_FACTS = "told not_told passed not_passed logged not_logged"
_CREWS = "deployed not_deployed on_scene not_on_scene"
_ACT_KINDS = "greets controls never_says advises informs closes"
_FACT_KINDS = "obtains reads_back logs notes carries"
_PARTY_KINDS = "to sends concise wording uses_medium obtains_response"


def _table(rows: dict[tuple[type[Value], str], str]) -> dict[tuple[type[Value], str], str]:
    return {(owner, name): kind for (owner, names), kind in rows.items() for name in names.split()}


REFERENCES: Final = _table(
    {
        (Condition, _FACTS): "fact",
        (Condition, "said not_said"): "act",
        (Condition, _CREWS): "crew",
        (Condition, "sent not_sent to"): "party",
        (Condition, "escalated not_escalated"): "level",
        (Condition, "priority"): "priority",
        (Condition, "answered ended rung_back"): "call",
        (Condition, "fired not_fired"): "cue",
        (Condition, "looked_up not_looked_up"): "look up",
        (CastMember, "address"): "place",
        (Told, "with_fact"): "fact",
        (Fact, "asked_by"): "act",
        (Fact, "also_told_by"): "fact",
        (Fact, "topic"): "topic",
        (Fact, "call"): "call",
        (Fact, "replaces overtaken_by"): "fact",
        (OwnAct, "near"): "act",
        (Reaction, "to"): "act or manner",
        (Reaction, "tells"): "fact",
        (MoodChange, "when"): "mood",
        (Call, "caller"): "cast",
        (Call, "incident"): "incident",
        (Incident, "type other_types"): "incident type",
        (Incident, "place"): "place",
        (Incident, "address"): "fact",
        (Incident, "priority already_priority"): "priority",
        (Incident, "already_open"): "field",
        (Incident, "needs"): "skill",
        (Incident, "calls_for"): "called for",
        (Cue, "call"): "call",
        (Cue, "incident"): "incident",
        (Cue, "tells asks follows_from"): "fact",
        (Cue, "raises_priority"): "priority",
        (Cue, "breaks_down"): "crew",
        (Cue, "by"): "speaker",
        (OutsideParty, "needs"): "fact",
        (Indicator, "criterion"): "criterion",
        (Indicator, "clause"): "clause",
        (Indicator, "call links keeps_apart"): "call",
        (Indicator, "incident"): "incident",
        (Indicator, "after"): "after",
        (NotNoticed, "indicator"): "indicator",
        (Indicator, _ACT_KINDS): "act or manner",
        (Indicator, _FACT_KINDS): "fact",
        (Indicator, _PARTY_KINDS): "party",
        (Indicator, "raises_priority answers_responder"): "cue",
        (Indicator, "escalates"): "level",
        (Indicator, "follows_tree"): "tree",
        (Dependency, "also"): "criterion",
        (Scenario, "criteria asked_afterwards"): "criterion",
        (Scenario, "without_acts"): "shared act",
        (Scenario, "roster"): "resource",
        (Scenario, "outside"): "party",
    }
)
"""Which field of which value holds ids of what; every field called ``only_in`` names variants."""

_SAID: Final[dict[str, tuple[str, str, str]]] = {
    "fact": ("S104", "fact", "under facts"),
    "act": ("S105", "act", "under acts"),
    "act or manner": ("S105", "act", "under acts"),
    "shared act": ("S105", "shared act", "to the shared phrases"),
    "call": ("S106", "call", "under calls"),
    "incident": ("S107", "incident", "under incidents"),
    "cast": ("S108", "member of the cast", "under cast"),
    "cue": ("S109", "cue", "under cues"),
    "indicator": ("S110", "indicator", "under indicators"),
    "variant": ("S111", "variant", "under variants"),
    "crew": ("S112", "crew or kind of crew", "to the organisation's resources"),
    "resource": ("S112", "crew", "to the organisation's resources"),
    "party": ("S112", "crew or outside organisation", "to the organisation's resources or directory"),
    "speaker": ("S112", "speaker", "to the organisation's resources or directory"),
    "priority": ("S113", "priority", "to the organisation's scheme"),
    "level": ("S114", "level of escalation", "to the organisation's scheme"),
    "field": ("S115", "field of the incident log form", "to the organisation's log form"),
    "clause": ("S116", "clause", "to the organisation's procedures"),
    "place": ("S117", "place", "to the organisation's places"),
    "topic": ("S118", "topic", "to the organisation's topics"),
    "incident type": ("S119", "incident type", "to the organisation's codes"),
    "tree": ("S120", "decision tree", "to the organisation's trees"),
    "called for": (
        "S112",
        "trigger, outside organisation or crews",
        "to the organisation's escalation list or directory",
    ),
    "skill": ("S122", "skill", "to the organisation's skills"),
    "criterion": ("S123", "criterion", "to the unit"),
    "mood": ("S125", "act, manner or occasion", "under acts"),
    "look up": ("S126", "thing to look up", "to the organisation's files"),
    "manner": ("S127", "manner", "to what the reader notices"),
}


def check_references(checking: Checking) -> None:
    """Look up every id that the scenario names, and every key in braces."""
    _head(checking)
    known = known_ids(checking)
    for spot in checking.spots:
        kind = "variant" if spot.field == "only_in" else REFERENCES.get((type(spot.owner), spot.field), "")
        if kind == "after" and spot.value:
            _after(checking, spot)
        elif kind and spot.value:
            _reference(checking, spot, kind, known)
        if isinstance(spot.owner, NotNoticed) and spot.field == "change" and not CHANGE.match(spot.value):
            checking.fault("S110", spot.path, case="change", change=spot.value)
        if kind == "called for":
            for what, moment in spot.value.items():
                if moment != AT_ONCE:
                    _moment(checking, (*spot.path, what), moment)
    _braces(checking)


def _head(checking: Checking) -> None:
    scenario, around = checking.scenario, checking.around
    if not SLUG.match(scenario.id):
        checking.fault("F020", ("id",), case="file", written=scenario.id)
    if scenario.format != 1:
        checking.fault("S101", ("format",), written=scenario.format)
    if around.organisation is not None and scenario.organisation != around.organisation.id:
        checking.fault(
            "S102", ("organisation",), case="named", home=around.organisation.id, named=scenario.organisation
        )
    if around.unit is not None and scenario.unit != around.unit.number:
        checking.fault("S103", ("unit",), written=scenario.unit, known=around.unit.number)


def known_ids(checking: Checking) -> dict[str, Collection[str]]:
    """Return the ids of each kind that can be looked up."""
    scenario, around = checking.scenario, checking.around
    known: dict[str, Collection[str]] = {
        "fact": scenario.facts,
        "call": scenario.calls,
        "incident": scenario.incidents,
        "cast": scenario.cast,
        "cue": scenario.cues,
        "indicator": scenario.indicators,
        "variant": scenario.variants,
        "manner": MANNERS,
    }
    if around.unit is not None and around.unit.number == scenario.unit:
        known["criterion"] = around.unit.criteria
    if checking.acts:
        known |= {"act": checking.acts, "act or manner": checking.acts, "shared act": around.shared_acts}
        known["mood"] = (*MOOD_WORDS, *checking.acts)
    organisation = around.organisation
    if organisation is None:
        return known
    kinds = {resource.kind for resource in organisation.resources}
    crews = {*organisation.ids("resource"), *kinds}
    parties = {*crews, *organisation.ids("organisation")}
    known |= {"crew": crews, "resource": organisation.ids("resource"), "party": parties}
    known |= {"speaker": {"caller", "centre", *parties}}
    known |= {"called for": {"crews", *organisation.ids("trigger"), *organisation.ids("organisation")}}
    same = ("priority", "level", "field", "clause", "place", "topic", "incident type", "tree", "skill")
    return known | {kind: organisation.ids(kind) for kind in same}


def _reference(checking: Checking, spot: Spot, kind: str, known: dict[str, Collection[str]]) -> None:
    if kind == "look up":
        _look_up(checking, spot)
        return
    for path, name in _names(spot, kind):
        manner = kind in ("act or manner", "mood") and name.startswith("manner:")
        use = "manner" if manner else kind
        meant = name.removeprefix("manner:") if manner else name
        if use in known and meant not in known[use]:
            code, word, home = _SAID[use]
            listed = acts_meant(meant, checking.heard) if code == "S105" else ()
            checking.leads_nowhere(code, path, (word, home), meant, known[use], meant=listed)


def _names(spot: Spot, kind: str) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Yield each name at a spot, with its path: skills, and acts that serve as well, one by one."""
    if isinstance(spot.value, str):
        yield spot.path, spot.value
        return
    for step, name in enumerate(spot.value):
        path = (*spot.path, name if isinstance(spot.value, dict) else step)
        parted = either(name) if (type(spot.owner), spot.field) in TAKES_A_SLASH else (name,)
        for word in name.split() if kind == "skill" else parted:
            yield path, word


def _look_up(checking: Checking, spot: Spot) -> None:
    """Check what a condition says was opened: ``history``, or ``clause:4.1``, ``card:gas`` and the like."""
    organisation = checking.around.organisation
    kinds = ("clause", "priority", "organisation", "resource", "card", "tree", "level")
    for number, written in enumerate(spot.value):
        kind, _, name = written.partition(":")
        path = (*spot.path, number)
        if kind in ("history", "code", "wording"):
            continue
        if kind not in kinds or not name:
            checking.leads_nowhere(
                "S126", path, _SAID["look up"][1:], written, ("history", *(f"{k}:…" for k in kinds))
            )
        elif organisation is not None and not organisation.has(kind, name):
            there = tuple(f"{kind}:{found}" for found in organisation.ids(kind))
            checking.leads_nowhere("S126", path, _SAID["look up"][1:], written, there)


def _after(checking: Checking, spot: Spot) -> None:
    """Check from what moment a limit counts: ``fact:ID``, ``cue:ID`` or ``call:ID``."""
    _moment(checking, spot.path, spot.value)


def _moment(checking: Checking, path: tuple[Step, ...], value: str) -> None:
    scenario = checking.scenario
    homes: dict[str, Collection[str]] = {
        "fact": scenario.facts,
        "cue": scenario.cues,
        "call": scenario.calls,
    }
    kind = value.partition(":")[0]
    known = [f"{word}:{found}" for word, home in homes.items() for found in home]
    if value not in known:
        home = f"under {kind}s" if kind in homes else "as fact:…, cue:… or call:…"
        checking.leads_nowhere("S128", path, ("moment", home), value, known)


CHANGE: Final = re.compile(
    r"(?:dropped|without \S.*|(?:limit|time from grading) (?:doubled|halved)|mood (?:raised|lowered)"
    r"|critical flag turned)$"
)
"""The changes of the marking that a proof tries, as it names them; a test holds them to those."""
_PARTS: Final = {
    "person": ("", "name", "first", "last", "phone"),
    "address": ("", "line", "number", "street", "town", "postcode"),
}
_BRACES = re.compile(r"\{([^{}]*)\}")


def cast_keys(scenario: Scenario) -> tuple[str, ...]:
    """Return every key in braces that the cast of a scenario can fill in, such as ``caller.phone``."""
    return tuple(
        f"{name}.{part}" if part else name
        for name, member in scenario.cast.items()
        for part in _PARTS.get("person" if member.person else "address" if member.address else "", ("",))
    )


def _braces(checking: Checking) -> None:
    fills = cast_keys(checking.scenario)
    for spot in checking.spots:
        if isinstance(spot.owner, CastMember):
            continue
        for path, text in _texts(spot):
            for key in _BRACES.findall(text):
                if key not in fills and not _filled_later(spot, key):
                    _unfilled(checking, path, key, fills)


def _unfilled(checking: Checking, path: tuple[Step, ...], key: str, fills: tuple[str, ...]) -> None:
    member = key.partition(".")[0]
    if member not in checking.scenario.cast:
        checking.leads_nowhere("S124", path, ("member of the cast", "under cast"), key, fills)
        return
    parts = ", ".join(f"{{{known}}}" for known in fills if known.partition(".")[0] == member)
    checking.fault("S124", path, case="part", key=key, member=member, parts=parts)


def _texts(spot: Spot) -> Iterator[tuple[tuple[Step, ...], str]]:
    if isinstance(spot.value, str):
        yield spot.path, spot.value
    elif isinstance(spot.value, (tuple, dict)):
        items = spot.value.items() if isinstance(spot.value, dict) else enumerate(spot.value)
        for step, text in items:
            if isinstance(text, str):
                yield (*spot.path, step), text


def _filled_later(spot: Spot, key: str) -> bool:
    """Tell whether the far end, or a caller who asks back, fills in a key while speaking."""
    if isinstance(spot.owner, (Call, Voice)):
        return spot.field == "asks_back" and key == "choice"
    if isinstance(spot.owner, OutsideParty):
        return key in RUNTIME_KEYS
    return isinstance(spot.owner, Cue) and spot.owner.by not in ("caller", "centre") and key in RUNTIME_KEYS
