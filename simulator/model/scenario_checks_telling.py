"""Checks of what is told and heard: facts that can be reached, reactions, phrasings, cues, moods, numbers."""

import re
from functools import lru_cache
from typing import Final

from simulator.model.condition import Condition, either, is_said_with
from simulator.model.organisation_checks import Spot
from simulator.model.phone_numbers import dialable_numbers
from simulator.model.scenario import CastMember, Cue, Indicator, Mood, Reaction
from simulator.model.scenario_checks_codes import Checking

_CAST_KINDS: Final = ("person", "address", "phone", "choice", "vehicle_mark", "number")
_OPPOSITES: Final = tuple(name for name in Condition.model_fields if f"not_{name}" in Condition.model_fields)
_ANY_OF: Final = ("priority",)
"""Words of a condition of which one of those listed is enough."""
_MOODS: Final = {
    Mood: ("start", "settled_at", "panics_at"),
    Indicator: ("mood_ends",),
    Condition: ("mood_at_least", "mood_at_most"),
}


def check_telling(checking: Checking) -> None:
    """Check facts, reactions, acts, cues, cast, moods and phone numbers."""
    _rings(checking)
    _reactions(checking)
    _later(checking)
    _own_acts(checking)
    _cues(checking)
    _cast(checking)
    _conditions(checking)
    _moods(checking)
    _numbers(checking)


def _rings(checking: Checking) -> None:
    calls = checking.scenario.calls
    if calls and all(call.rings.needs is not None for call in calls.values()):
        checking.fault("S214", ("calls",))


def _always(earlier: Reaction, later: Reaction) -> bool:
    """Tell whether the earlier reaction is played whenever the later one could be."""
    everywhere = not earlier.only_in or (later.only_in and set(later.only_in) <= set(earlier.only_in))
    return bool(everywhere) and _implied(earlier.needs, later.needs) and not earlier.once


def _implied(earlier: Condition | None, later: Condition | None) -> bool:
    """Tell whether the earlier condition holds whenever the later one does: all its words stand there too."""
    if earlier is None or later is None:
        return earlier is None
    for word in earlier.model_fields_set:
        mine, theirs = getattr(earlier, word), getattr(later, word)
        if word == "said" and all(is_said_with(one, theirs) for one in mine):
            continue
        listed = isinstance(mine, tuple) and word not in _ANY_OF
        if not (set(mine) <= set(theirs) if listed else mine == theirs):
            return False
    return not later.to or earlier.to == later.to or not (earlier.passed or earlier.not_passed)


def _reactions(checking: Checking) -> None:
    for key, call in checking.scenario.calls.items():
        for number, reaction in enumerate(call.reactions):
            for act in reaction.to:
                first = next(
                    (
                        n
                        for n, e in enumerate(call.reactions[:number])
                        if act in e.to and _always(e, reaction)
                    ),
                    None,
                )
                if first is None:
                    continue
                line = checking.index.line("calls", key, "reactions", first)
                checking.fault("S215", ("calls", key, "reactions", number), act=act, line=line)


def _later(checking: Checking) -> None:
    """Check that what is said later is said at all, and not always what stands before it."""
    for name, fact in checking.scenario.facts.items():
        for number, later in enumerate(fact.says_later):
            before = (n for n, e in enumerate(fact.says_later[:number]) if _implied(e.needs, later.needs))
            if (first := next(before, None)) is not None:
                line = checking.index.line("facts", name, "says_later", first)
                checking.fault("S215", ("facts", name, "says_later", number), case="later", line=line)


@lru_cache(maxsize=20_000)
def _plain(phrase: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", phrase.casefold()).split())


def _own_acts(checking: Checking) -> None:
    scenario = checking.scenario
    shared = {
        key: act for key, act in checking.around.shared_acts.items() if key not in scenario.without_acts
    }
    claimed = {_plain(said): key for key, act in shared.items() for said in act.phrasings}
    for name, own in scenario.acts.items():
        if name in shared:
            checking.fault("S206", ("acts", name), act=name)
        for number, said in enumerate(own.phrasings):
            other = claimed.setdefault(_plain(said), name)
            if other not in (name, "") and name not in shared:
                checking.fault("S213", ("acts", name, "phrasings", number), said=said, other=other)


def _cues(checking: Checking) -> None:
    for name, cue in checking.scenario.cues.items():
        does = (cue.says, cue.tells, cue.mood, cue.raises_priority, cue.breaks_down, cue.ends_call, cue.note)
        if not any(does):
            checking.fault("S211", ("cues", name))


def _cast(checking: Checking) -> None:
    for name, member in checking.scenario.cast.items():
        given = [kind for kind in _CAST_KINDS if getattr(member, kind)]
        if len(given) != 1:
            checking.fault("S210", ("cast", name), case="several" if given else "none")
        elif member.number and not _is_range(member):
            checking.fault("S210", ("cast", name, "number"), case="range", written=member.number)


def _is_range(member: CastMember) -> bool:
    found = re.fullmatch(r"(\d{1,6})(?: to (\d{1,6}))?", member.number)
    return found is not None and int(found[1]) <= int(found[2] or found[1])


def _conditions(checking: Checking) -> None:
    for spot in checking.spots:
        if isinstance(spot.value, Condition) and _written_empty(spot):
            checking.fault("S226", spot.path, case="condition", word=spot.field.replace("_", " "))
        for word in _OPPOSITES if isinstance(spot.value, Condition) else ():
            excluded = set(getattr(spot.value, f"not_{word}"))
            both = {name for name in getattr(spot.value, word) if set(either(name)) <= excluded}
            for name in sorted(both):
                checking.fault("S220", spot.path, name=name, word=word.replace("_", " "))


def _written_empty(spot: Spot) -> bool:
    """Tell whether a condition stands in the file and says nothing; a cue without any time is told apart."""
    said = spot.value.model_dump(exclude_defaults=True).keys() - {"to"}
    timed = not isinstance(spot.owner, Cue) or spot.field != "when" or spot.owner.at is not None
    return not said and spot.field in spot.owner.model_fields_set and timed


def _moods(checking: Checking) -> None:
    for spot in checking.spots:
        value = spot.value
        if spot.field in _MOODS.get(type(spot.owner), ()) and isinstance(value, int) and not 0 <= value <= 10:
            checking.fault("S219", spot.path, case="scale", value=value)
        elif isinstance(value, Mood) and value.settled_at >= value.panics_at:
            checking.fault("S219", spot.path, case="order", settled=value.settled_at, panics=value.panics_at)


def _numbers(checking: Checking) -> None:
    """Look for phone numbers in the whole text, comments included; the centre's public ones are knowledge."""
    organisation = checking.around.organisation
    public = (
        {re.sub(r"\D", "", body.public_number) for body in organisation.directory} if organisation else set()
    )
    for line, text in enumerate(checking.text.split("\n"), 1):
        for number in dialable_numbers(text):
            if re.sub(r"\D", "", number) not in public:
                checking.at_line("S207", line, number=number)
