"""Checks that what is well written makes sense: what can happen, what fits together, what stands twice."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from simulator.model.acts_judged import TAKES_A_SLASH, acts_of
from simulator.model.condition import either
from simulator.model.line_index import Step
from simulator.model.scenario import Indicator, Scenario
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_reach import Possible, in_variant, prevented, what_can_happen

_SUCH: Final = 6
_TIMED: Final = ("deploys", "escalates", "sends", "answers_responder", "raises_priority")
_EXPECTED: Final = ("logs", "notes", "carries", "reads_back")
_NAMES_FACTS: Final = (*_EXPECTED, "obtains")
_STATEMENTS: Final = ("statement", "instruction", "any")
_FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "advises": ("instruction", "any"),
    "informs": _STATEMENTS,
    "closes": _STATEMENTS,
    "controls": _STATEMENTS,
}
"""The forms that an act may have in its place; a question informs nobody."""
_ASKS: Final = ("ask_", "confirm_")
"""How acts begin that ask for something, though it be by an instruction: a tap for yes, to say it again."""
_SAME_BUT_FOR: Final = ("label", "note")
_NUMBER: Final = re.compile(r"[0-9]\D{0,2}[0-9]\D{0,2}[0-9]|\{")
"""Every number to ring back has three figures at least, or a key in braces that the cast fills in."""
_PARTS: Final = (
    ("callback", ("phone",)),
    ("name", ("name", "first", "last")),
    ("where", ("line", "street", "postcode")),
)
"""What a value is made of tells its topic: a phone number is a number to ring back."""
_OWN_TOPICS: Final = ("advice", "priority", "reference", "response", "request")
"""Topics of what the learner knows, and nobody else tells."""


def check_sense(checking: Checking) -> None:
    """Check what can happen, what fits together and what stands twice."""
    possible = what_can_happen(checking.scenario)
    _reachable(checking, possible)
    _cues(checking, possible)
    for name, indicator in checking.scenario.indicators.items():
        _expected(checking, name, indicator)
        _in_its_variants(checking, name, indicator)
        _clause(checking, name, indicator)
        _limit(checking, name, indicator)
        _forms(checking, name, indicator)
    _questions(checking)
    _forbidden(checking)
    _nothing_to_say(checking)
    _changes_nothing(checking)
    _places(checking)
    _topics(checking)
    _twice(checking)


def _reachable(checking: Checking, possible: tuple[Possible, ...]) -> None:
    for name, fact in checking.scenario.facts.items():
        if any(name in one.facts for one in possible):
            continue
        case = "silent" if fact.asked_by else ""
        case = "waits" if fact.asked_by and fact.needs is not None else case
        checking.fault("S205", ("facts", name), case=case)


def _cues(checking: Checking, possible: tuple[Possible, ...]) -> None:
    for name, cue in checking.scenario.cues.items():
        if cue.at is None and not cue.when.model_fields_set:
            checking.fault("S226", ("cues", name))
        elif prevented(cue):
            checking.fault("S222", ("cues", name), case="prevented")
        elif not any(name in one.cues for one in possible):
            checking.fault("S222", ("cues", name))


def _expected(checking: Checking, name: str, indicator: Indicator) -> None:
    """Check that what is to be written or passed on is something that somebody tells."""
    for kind in _EXPECTED:
        for number, fact_id in enumerate(getattr(indicator, kind)):
            fact = checking.scenario.facts.get(fact_id)
            if fact is not None and not fact.known:
                checking.fault("S223", ("indicators", name, kind, number), case="unknown", fact=fact_id)


def _in_its_variants(checking: Checking, name: str, indicator: Indicator) -> None:
    """Check that in each variant where an indicator stands there is a fact for it to judge."""
    scenario = checking.scenario
    variants = indicator.only_in or tuple(scenario.variants) or ("",)
    for kind in _NAMES_FACTS:
        facts = [scenario.facts[f] for f in getattr(indicator, kind) if f in scenario.facts]
        lacking = [v for v in variants if facts and not any(in_variant(f.only_in, v) for f in facts)]
        if lacking:
            checking.fault("S223", ("indicators", name, kind), case="variant", variants=", ".join(lacking))


def _clause(checking: Checking, name: str, indicator: Indicator) -> None:
    organisation = checking.around.organisation
    clause = organisation.clauses.get(indicator.clause) if organisation else None
    if clause is not None and clause.serves and indicator.criterion not in clause.serves:
        known = organisation.clauses.values() if organisation else ()
        serving = [one.id for one in known if indicator.criterion in one.serves]
        checking.fault(
            "S225",
            ("indicators", name, "clause"),
            clause=clause.id,
            serves=", ".join(clause.serves),
            criterion=indicator.criterion,
            case="such" if serving else "",
            such=", ".join(serving[:_SUCH]),
        )


def _limit(checking: Checking, name: str, indicator: Indicator) -> None:
    path = ("indicators", name)
    if indicator.within is None and indicator.after:
        checking.fault("S227", (*path, "after"), case="after")
    kinds = [kind for kind in _TIMED if getattr(indicator, kind)]
    if not kinds or indicator.within is not None:
        return
    incident = checking.scenario.incidents.get(indicator.incident or _first_incident(checking.scenario))
    if kinds == ["deploys"] and incident is not None and incident.send_within is not None:
        return
    checking.fault("S227", path, kind=kinds[0].replace("_", " "))


def _first_incident(scenario: Scenario) -> str:
    return next(iter(scenario.incidents), "")


def _form(checking: Checking, act: str) -> str:
    own = checking.scenario.acts.get(act)
    shared = checking.around.shared_acts.get(act)
    return own.like if own else shared.form if shared else ""


def _forms(checking: Checking, name: str, indicator: Indicator) -> None:
    for kind, allowed in _FORMS.items():
        named = enumerate(getattr(indicator, kind))
        for number, act in ((n, act) for n, entry in named for act in either(entry)):
            form = _form(checking, act)
            if form and form not in allowed:
                checking.fault("S228", ("indicators", name, kind, number), act=act, form=form)


def _questions(checking: Checking) -> None:
    """Check that what brings a fact when it is heard asks for something."""
    for name, fact in checking.scenario.facts.items():
        for number, act in enumerate(fact.asked_by):
            form = _form(checking, act)
            if form not in ("", "question", "any") and not act.startswith(_ASKS):
                checking.fault("S228", ("facts", name, "asked_by", number), case="asked", act=act, form=form)


_WANTED = ("greets", "controls", "informs", "closes")
UNSAFE = "wrong_"
"""How the shared acts of unsafe advice begin."""


def _wanted(scenario: Scenario) -> dict[str, str]:
    """Return the acts that an indicator wants said, with the indicator."""
    return {
        act: name
        for name, indicator in scenario.indicators.items()
        for kind in ("greets", "controls", "advises", "informs", "closes")
        for act in acts_of(indicator, kind)
        if not indicator.only_in and not indicator.call
    }


def _forbidden(checking: Checking) -> None:
    wanted = _wanted(checking.scenario)
    for name, indicator in checking.scenario.indicators.items():
        for kind in _WANTED:
            for number, act in enumerate(getattr(indicator, kind)):
                if act.startswith(UNSAFE):
                    checking.fault("S229", ("indicators", name, kind, number), case="unsafe", act=act)
        for number, act in enumerate(indicator.never_says):
            if act in wanted:
                checking.fault("S229", ("indicators", name, "never_says", number), act=act, other=wanted[act])


def _nothing_to_say(checking: Checking) -> None:
    for name, fact in checking.scenario.facts.items():
        told = fact.told
        needs_words = fact.asked_by or (told is not None and not told.opening)
        if needs_words and not fact.says:
            checking.fault("S230", ("facts", name))


def _changes_nothing(checking: Checking) -> None:
    for key, call in checking.scenario.calls.items():
        for number, reaction in enumerate(call.reactions):
            if not (reaction.says or reaction.mood or reaction.tells):
                checking.fault("S211", ("calls", key, "reactions", number), case="reaction")
        for number, change in enumerate(call.mood_changes):
            if not (change.by or change.says):
                checking.fault("S211", ("calls", key, "mood_changes", number), case="mood")


def _places(checking: Checking) -> None:
    """Check that an incident lies where the addresses of its value are drawn."""
    scenario = checking.scenario
    for name, incident in scenario.incidents.items():
        fact = scenario.facts.get(incident.address)
        if fact is None:
            places = [key for key, known in scenario.facts.items() if known.topic == "where"]
            if places and not incident.address:
                checking.fault("S379", ("incidents", name), places=", ".join(places))
            continue
        organisation = checking.around.organisation
        if fact.topic != "where" and organisation is not None and organisation.has("topic", fact.topic):
            checking.fault("S231", ("incidents", name, "address"), case="topic", fact=incident.address)
        for member, cast in scenario.cast.items():
            if not cast.address or f"{{{member}." not in fact.value:
                continue
            if not incident.place:
                checking.fault("S368", ("incidents", name), drawn=cast.address)
            elif incident.place != cast.address:
                checking.fault("S231", ("incidents", name, "place"), place=incident.place, drawn=cast.address)


def _topics(checking: Checking) -> None:
    cast = checking.scenario.cast
    for name, fact in checking.scenario.facts.items():
        if fact.topic in _OWN_TOPICS:
            checking.fault("S232", ("facts", name, "topic"), case="own", topic=fact.topic)
        for topic, parts in _PARTS:
            made_so = any(fact.value.startswith(f"{{{who}.{part}}}") for who in cast for part in parts)
            if made_so and fact.topic != topic:
                checking.fault(
                    "S232", ("facts", name, "topic"), topic=fact.topic, value=fact.value, fits=topic
                )
        if fact.topic == "callback" and fact.value and not _NUMBER.search(fact.value):
            checking.fault("S232", ("facts", name, "topic"), case="number", value=fact.value)


def _alike(value: BaseModel) -> Any:
    return value.model_dump(exclude=set(_SAME_BUT_FOR))


def _groups(scenario: Scenario) -> Iterator[tuple[tuple[Step, ...], list[tuple[Step, BaseModel]]]]:
    for kind in ("incidents", "calls", "facts", "cues", "indicators"):
        yield (kind,), list(getattr(scenario, kind).items())
    for kind in ("impossible", "dependencies", "not_noticed"):
        yield (kind,), list(enumerate(getattr(scenario, kind)))
    for key, call in scenario.calls.items():
        yield ("calls", key, "reactions"), list(enumerate(call.reactions))
        yield ("calls", key, "mood_changes"), list(enumerate(call.mood_changes))


def _twice(checking: Checking) -> None:
    for home, members in _groups(checking.scenario):
        seen: list[tuple[Step, Any]] = []
        for step, value in members:
            alike = _alike(value)
            first = next((s for s, other in seen if other == alike), None)
            if first is not None:
                checking.fault("S224", (*home, step), line=checking.index.line(*home, first))
            seen.append((step, alike))
    for spot in checking.spots:
        if not isinstance(spot.value, tuple) or not all(isinstance(one, str) for one in spot.value):
            continue
        for number, one in enumerate(spot.value):
            if one in spot.value[:number]:
                checking.fault("S310", (*spot.path, number), what=one)
            elif (type(spot.owner), spot.field) in TAKES_A_SLASH:
                _said_already(checking, (*spot.path, number), one, spot.value)
    _asked_twice(checking)


def _said_already(checking: Checking, path: tuple[Step, ...], one: str, listed: tuple[str, ...]) -> None:
    """Check that none of several acts that serve as well must be said anyhow: then it says nothing."""
    acts, before = set(either(one)), listed[: listed.index(one)]
    for other in listed:
        theirs = set(either(other))
        if theirs < acts or (theirs == acts and other in before):
            checking.fault("S310", path, case="said", what=one, other=other)
            return


def _asked_twice(checking: Checking) -> None:
    """Check that no fact is among the several of two indicators that ask for them."""
    judged: dict[str, str] = {}
    for name, one in checking.scenario.indicators.items():
        for number, fact in enumerate(one.obtains if len(one.obtains) > 1 else ()):
            if fact in judged and judged[fact] != name:
                path = ("indicators", name, "obtains", number)
                checking.fault("S310", path, case="elsewhere", what=fact, other=judged[fact])
            judged.setdefault(fact, name)
