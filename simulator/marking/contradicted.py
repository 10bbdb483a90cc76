"""What a crew or another organisation was told otherwise than the learner had been told it: the wrong house.

Whoever is told acts on the words alone, so that a contradicted fact is not passed on (DESIGN section 5). What
is put right in time is held against nobody. Nothing here judges; nothing depends on the reader.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from simulator.marking.compiled import Brief, Same
from simulator.marking.indexed import Delivery, Told
from simulator.marking.view import View
from simulator.marking.wording import by_medium, listed, quoted
from simulator.model.clock import clock
from simulator.model.organisation import Organisation
from simulator.model.said_otherwise import (
    Otherwise,
    can_be_otherwise,
    number_otherwise,
    place_of,
    place_otherwise,
    puts_right,
)
from simulator.model.scenario import Fact
from simulator.model.values import spelt_figures


class Contradicted(NamedTuple):
    """A fact that a message contradicts, how, and the message that put it right, if one did."""

    key: str
    delivery: Delivery
    otherwise: Otherwise
    put_right: Delivery | None = None


@lru_cache(maxsize=64)
def _roads(organisation: Same[Organisation]) -> frozenset[str]:
    """Return the roads of a centre's places: what a learner may name by mistake."""
    return frozenset(street for place in organisation.value.places for street in place.streets)


@lru_cache(maxsize=64)
def _called(organisation: Same[Organisation]) -> frozenset[str]:
    """Return the numbers in the names of crews, which are no houses."""
    names = (name for r in organisation.value.resources for name in (r.call_sign, r.spoken, *r.said_as))
    return frozenset(word for name in names for word in spelt_figures(name) if word.isdigit())


@lru_cache(maxsize=4096)
def _figures(text: str) -> frozenset[str]:
    return frozenset(word for word in spelt_figures(text) if any(c.isdigit() for c in word))


def _spared(view: View, brief: Brief, key: str, seq: int) -> frozenset[str]:
    """Return the numbers that may be something else's: callers said them, or another fact holds them."""
    found = set(_called(Same(brief.organisation)))
    for at in view.heard:
        if at.seq < seq and at.event.who == "caller":
            found |= _figures(at.event.text)
    facts = brief.scenario.facts
    for other, told in view.told.items():
        if other != key and other in facts:
            found |= _figures(told.value or facts[other].value)
    return frozenset(found - _figures(_value(view.told[key], facts[key])))


def _value(told: Told, fact: Fact) -> str:
    return told.value or fact.value


def _can_be(brief: Brief, key: str, told: Told) -> bool:
    """Tell whether a message can say something else than a fact: few facts hold a number or took a place."""
    fact = brief.scenario.facts[key]
    return can_be_otherwise(_value(told, fact)) or bool(fact.replaces and key in brief.addresses)


def _how(view: View, brief: Brief, key: str, delivery: Delivery) -> Otherwise | None:
    """Return how one message says something else than a fact that was told, if it does.

    Journeys, what was carried and what was told wrongly all ask it: it is found out once.
    """
    known = view.otherwise
    if (key, delivery.seq) not in known:
        known[key, delivery.seq] = _found_otherwise(view, brief, key, delivery)
    return known[key, delivery.seq]


def _found_otherwise(view: View, brief: Brief, key: str, delivery: Delivery) -> Otherwise | None:
    value = _value(view.told[key], brief.scenario.facts[key])
    if not can_be_otherwise(value) or not _could_be(delivery.text, value, Same(brief.organisation)):
        return _older(view, brief, key, delivery)
    return _otherwise(delivery.text, value, brief.organisation, _spared(view, brief, key, delivery.seq))


def _otherwise(text: str, value: str, organisation: Organisation, spared: frozenset[str]) -> Otherwise | None:
    if place_of(value):
        return place_otherwise(text, value, spared=spared, roads=_roads(Same(organisation)))
    return number_otherwise(text, value, spared=spared)


@lru_cache(maxsize=4096)
def _could_be(text: str, value: str, organisation: Same[Organisation]) -> bool:
    """Tell whether a text contradicts a value unless its numbers are something else's; few texts do."""
    return _otherwise(text, value, organisation.value, frozenset()) is not None


def _older(view: View, brief: Brief, key: str, delivery: Delivery) -> Otherwise | None:
    """Return how a message still names the place that another one has taken the place of."""
    fact = brief.scenario.facts[key]
    if key not in brief.addresses or not fact.replaces:
        return None
    if fact.replaces not in delivery.carries or key in delivery.carries:
        return None
    older = brief.scenario.facts[fact.replaces]
    return Otherwise(_value(view.told[key], fact), older.value)


def contradictions(
    view: View, brief: Brief, keys: Sequence[str], sent: Sequence[Delivery]
) -> Iterator[Contradicted]:
    """Yield for each party and fact the last message that contradicts it, with what put it right after that.

    ``keys`` are looked at only from their telling on; a message before that could not know better.
    """
    for key in keys:
        told = view.told.get(key)
        if told is None or not told.known or not _can_be(brief, key, told):
            continue
        last: dict[str, Contradicted] = {}
        for d in sent:
            if d.seq <= told.seq or _overtaken(view, brief, key, d.seq):
                continue
            how = _how(view, brief, key, d)
            if how is not None:
                last[d.party] = Contradicted(key, d, how)
                continue
            right = key in d.carries or puts_right(d.text, _value(told, brief.scenario.facts[key]))
            for party, known in list(last.items()) if right else ():
                if known.put_right is None and brief.is_party(d.party, party):
                    last[party] = known._replace(put_right=d)
        yield from last.values()


def _overtaken(view: View, brief: Brief, key: str, seq: int) -> bool:
    """Tell whether a fact was so no longer as a message went out: what it says may be something else."""
    newer = (*brief.scenario.facts[key].overtaken_by, brief.corrected.get(key, ""))
    return any(view.told[other].seq < seq for other in newer if other in view.told)


def is_contradicted(view: View, brief: Brief, key: str, delivery: Delivery) -> bool:
    """Tell whether a message says something else than a fact that had been told before it."""
    told = view.told.get(key)
    if told is None or not told.known or delivery.seq <= told.seq or not _can_be(brief, key, told):
        return False
    return _how(view, brief, key, delivery) is not None


def sentence_on(brief: Brief, known: Sequence[Contradicted]) -> str:
    """Return the sentence that holds what was told beside what was sent, for the first of several."""
    first = known[0]
    d, how = first.delivery, first.otherwise
    party, told = brief.party(d.party), quoted(how.told)
    words = f"You were told {told}, and told {party} {quoted(how.said)} {by_medium(d.medium)} at {clock(d.t)}"
    if first.put_right is not None:
        return f"{words}; you put it right only at {clock(first.put_right.t)}."
    also = dict.fromkeys(brief.party(c.delivery.party) for c in known if c.delivery.party != d.party)
    return f"{words}{f', and {listed(also)} as well' if also else ''}."
