"""The journey of each fact: told, written, written right, passed on, and what followed. One table for all.

Marking and debrief share it. It judges no criterion.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simulator.marking.compiled import Brief
from simulator.marking.contradicted import is_contradicted
from simulator.marking.indexed import Delivery, Entry, Told
from simulator.marking.standing import (
    as_told,
    field_entry,
    first_written,
    found_the_way,
    holds,
    perhaps_so,
    perhaps_told,
    right_logs,
    said_untold,
    sent_with,
    speaks_of,
    stands,
    writings_of,
)
from simulator.marking.view import View
from simulator.marking.wording import by_medium
from simulator.model.clock import clock
from simulator.model.findings import FactJourney
from simulator.model.scenario import Fact
from simulator.model.trusted import trusted
from simulator.model.values import tokens

_journey = trusted(FactJourney)
_A_NUMBER = 5
"""Figures that make a number to ring; a house has fewer."""


class Consequence(NamedTuple):
    """What followed from a fact's journey: in words, good or bad, when, and the line that was heard."""

    seq: int
    t: float
    words: str
    bad: bool
    heard: int = 0
    scripted: bool = False


def _from_answers(view: View, brief: Brief, key: str) -> Iterator[Consequence]:
    """Yield what crews and organisations made of messages without a fact: they asked, or went elsewhere."""
    for delivery, seq, answer in view.replies:
        told = view.told.get(key)
        if told is not None and told.seq > seq:
            continue  # nobody can pass on what is not known yet
        asked = key in answer.asks
        if not asked and not (
            answer.answer == "misled" and key in brief.addresses and key not in delivery.carries
        ):
            continue
        heard = next(
            (h.seq for h in view.heard_afar if h.event.t == answer.t and h.event.text == answer.text), seq
        )
        who, at = _upper(brief.party(delivery.party)), clock(answer.t)
        put_right = next((d for d in view.carried.get(key, ()) if d.seq > seq), None)
        if asked and not put_right:  # asked and answered, it came to nothing
            yield Consequence(seq, answer.t, f"{who} asked for it at {at}.", True, heard)
        elif asked:
            continue
        else:
            until = f" until {clock(put_right.t)}" if put_right else ""
            words = f"{who} went by another place, from {at}{until}."
            yield Consequence(seq, answer.t, words, True, heard)


def consequences(view: View, brief: Brief, key: str) -> list[Consequence]:
    """Return what came of a fact, in order: cues that follow from it, and crews that asked or went wrong."""
    found = list(_from_answers(view, brief, key)) if view.replies else []
    for name in brief.follow[key]:
        if (at := view.cues.get(name)) is not None:
            words, bad = brief.came_of(name), not brief.scenario.cues[name].good
            heard = next((h.seq for h in view.heard_because(f"cue:{name}")), 0)
            then = f"At {clock(at.event.t)}: {words}" if bad and words else words
            found.append(Consequence(at.seq, at.event.t, then, bad, heard, scripted=True))
    return sorted(found, key=lambda c: c.seq) if len(found) > 1 else found


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _passed(view: View, brief: Brief, key: str, told: Told) -> list[tuple[float, int, str]]:
    """Return every passing on of a fact that was told: when, where in the record, to whom and how."""
    found = [
        (d.event.t, d.seq, f"{brief.party(d.event.resource)} as it was sent")
        for d in sent_with(view, brief, key, told)
    ]
    found += [
        (c.event.t, c.seq, f"{brief.party(c.event.resource)} by the log")
        for c in found_the_way(view, brief, key, told)
    ]
    if carried := view.carried.get(key):
        since = _shown_at(view, brief, key, told)
        mine = _of_its_incident(view, brief, key, carried)
        true = (d for d in mine if d.seq > since and not is_contradicted(view, brief, key, d))
        found += [(d.t, d.seq, _to(brief, d)) for d in true]
    return sorted(found)


def _shown_at(view: View, brief: Brief, key: str, told: Told) -> int:
    """Return where a fact was first to be had: a record may show it before anybody tells it."""
    if not view.shown:
        return told.seq
    known = as_told(brief, key, told)
    before = (h for h in view.shown if h.seq < told.seq)
    return next((h.seq for h in before if known[h.event.text]), told.seq)


def _of_its_incident(view: View, brief: Brief, key: str, carried: Sequence[Delivery]) -> list[Delivery]:
    """Return what was passed on, less what stands under another incident: it spoke of something else."""
    right = ("", *brief.incidents_of[key])
    logs = view.logs
    return [d for d in carried if d.incident not in logs or logs[d.incident].truth in right]


def _to(brief: Brief, delivery: Delivery) -> str:
    return f"{brief.party(delivery.party)} {by_medium(delivery.medium)}"


class _Written(NamedTuple):
    at: float | None = None
    right: bool | None = None
    text: str = ""
    seqs: tuple[int, ...] = ()
    once: float | None = None
    unsure: bool = False


def _written(view: View, brief: Brief, key: str, told: Told) -> _Written:
    logs = right_logs(view, brief, key)
    first, final = first_written(brief, key, told, logs), stands(view, brief, key, told)
    if final is not None:
        start = first or final
        return _Written(start.t, True, final.text, tuple(dict.fromkeys((start.seq, final.seq))))
    entry = field_entry(brief, key, logs)
    if first is not None:
        wrong = entry or first
        once = first.t if wrong.seq > first.seq else None
        return _Written(wrong.t, False, entry.text if entry else "", (wrong.seq,), once)
    if entry is not None and _alone_in_field(brief, key) and speaks_of(brief, key, told, entry):
        unsure = perhaps_so(brief, entry, told, told.value or brief.scenario.facts[key].value)
        return _Written(entry.t, None if unsure else False, entry.text, (entry.seq,), unsure=unsure)
    return _Written()


def _alone_in_field(brief: Brief, key: str) -> bool:
    """Tell whether a field is for this fact alone: only then is what stands there this fact, got wrong."""
    facts = brief.scenario.facts
    field = brief.field_of.get(facts[key].topic, "")
    same = [
        k for k, f in facts.items() if brief.field_of.get(f.topic, "") == field and not _linked(brief, k, key)
    ]
    return same == [key]


def _linked(brief: Brief, one: str, other: str) -> bool:
    facts = brief.scenario.facts
    return one != other and (facts[one].replaces == other or facts[other].replaces == one)


def journey(view: View, brief: Brief, key: str) -> FactJourney:
    """Return where one fact went."""
    fact = brief.scenario.facts[key]
    told = view.told.get(key)
    after = consequences(view, brief, key)
    belongs = key in brief.to_write
    needs = fact.pass_on and (key in brief.wanted or any(key in a.asks for _, _, a in view.replies))
    followed, bad = _what_followed(after)
    if told is None:
        helped = [c for c in after if not c.bad]
        heard_so = [d for d in view.carried.get(key, ()) if helped and d.seq < helped[0].seq]
        untold = heard_so or said_untold(view, brief, key)
        noted = _noted_untold(view, brief, key)
        perhaps = perhaps_told(view, brief, key)
        return _journey(
            fact=key,
            label=fact.label,
            hazard=fact.hazard,
            perhaps_at=perhaps.event.t if perhaps else None,
            logged_at=noted.t if noted else None,
            logged_right=True if noted else None,
            logged_as=noted.text if noted else "",
            needs_writing=belongs,
            passed_at=untold[0].t if untold else None,
            passed_to=tuple(dict.fromkeys(_to(brief, d) for d in untold)),
            needs_passing=needs,
            followed=followed,
            followed_bad=bad,
            cites=tuple(sorted({x.seq for x in (*untold, *after, noted) if x is not None})),
        )
    value = bool(told.known and (told.value or fact.value))
    log = _written(view, brief, key, told) if value else _Written()
    passed = _passed(view, brief, key, told) if value else []
    mine = _of_its_incident(view, brief, key, view.carried.get(key, ()))
    early = next((d.t for d in mine if d.seq < told.seq), None)
    return _journey(
        fact=key,
        label=fact.label,
        hazard=fact.hazard,
        told_at=told.t,
        asked=told.asked,
        logged_at=log.at,
        logged_right=log.right,
        logged_as=log.text,
        logged_unsure=log.unsure,
        once_at=log.once,
        needs_writing=belongs,
        passed_at=passed[0][0] if passed else None,
        early_at=early if early is not None and (not passed or early < passed[0][0]) else None,
        passed_to=tuple(dict.fromkeys([p[2] for p in passed])),
        needs_passing=needs and told.known,
        followed=followed,
        followed_bad=bad,
        cites=tuple(sorted({told.seq, *log.seqs, *[p[1] for p in passed], *[c.seq for c in after]})),
    )


def _what_followed(after: Sequence[Consequence]) -> tuple[str, bool]:
    """Return what followed in words, and whether it was bad: the last harm, with what put it right since."""
    if not after:
        return "", False
    harm = next((c for c in reversed(after) if c.bad), None)
    last = after[-1]
    if harm is None or harm is last:
        return last.words, last.bad
    return f"{harm.words} Then, at {clock(last.t)}: {last.words}", True


def _noted_untold(view: View, brief: Brief, key: str) -> Entry | None:
    """Return where a learner wrote a name or a number that no caller told: it may stand on the screen.

    Anything else that resembles what was written is more likely another fact.
    """
    fact = brief.scenario.facts[key]
    number = any(word.isdigit() and len(word) >= _A_NUMBER for word in tokens(fact.value))
    if not fact.known or not (number or (fact.value and fact.topic == "name")):
        return None
    entries = (e for log in right_logs(view, brief, key) for e in log.entries if not e.given)
    known = writings_of(fact.value, fact.accept)
    found = (e for e in entries if holds(brief, e, known))
    return min(found, key=lambda e: e.seq, default=None)


def _to_be_had(fact: Fact) -> bool:
    """Tell whether a learner could have brought a fact out; an illness that was averted is no fact missed."""
    volunteered = fact.told is not None and (fact.told.settled or fact.told.with_fact or fact.told.opening)
    return bool(fact.asked_by or fact.also_told_by or volunteered)


def journeys(view: View, brief: Brief) -> tuple[FactJourney, ...]:
    """Return the journeys of all facts whose caller rang: those told, in that order, then the others.

    The opening sentence counts these and no others. One that nobody knows, or that was put right by another
    which was told, has nowhere to go and is left out; so is what did not happen and nobody could ask for.
    """
    facts = brief.scenario.facts
    calls = {line.call for line in view.lines.values()} - {""}
    keys = [
        key
        for key, fact in facts.items()
        if (fact.call in calls if fact.call else calls)
        and fact.known
        and brief.corrected.get(key, "") not in view.told
        and (key in view.told or _to_be_had(fact))
    ]
    keys.sort(key=lambda k: view.told[k].seq if k in view.told else len(view.told) + (1 << 40))
    return tuple(journey(view, brief, key) for key in keys)
