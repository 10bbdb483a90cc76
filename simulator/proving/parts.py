"""What of a scenario is read by whom: by what happens in a call, by who does the job, by nobody who plays.

Plays are played on a scenario from which the rest is taken out, so that it can change none of them: whoever
reads it there all the same fails. The digest of what is left tells a play that still stands after an edit.
"""

from collections.abc import Mapping
from enum import Enum
from hashlib import sha256
from typing import Any

from simulator.engine.world import World
from simulator.model.organisation import Organisation
from simulator.model.scenario import Scenario
from simulator.proving.door import stage

Blank = Mapping[str, Mapping[str, Any]]
"""Fields that are taken out, by the group of a scenario's parts (empty: itself), and what is there blank."""

_UNPLAYED: Blank = {
    "": {
        **dict.fromkeys(("title", "content_note", "written_by", "piloted_by", "what_happened_next"), ""),
        **dict.fromkeys(("special_callers", "criteria", "asked_afterwards", "reviewed_by", "piloted_on"), ()),
        **dict.fromkeys(("impossible", "dependencies", "not_noticed"), ()),
        "difficulty": 1,
        "target_time": 60,
    },
    "incidents": {"calls_for": {}},
    "cues": {"follows_from": (), "good": False},
    "indicators": {"criterion": "", "clause": "", "label": "", "critical": False},
}
_OF_THE_JOB: Blank = {
    "": {"brief": "", "kind_of_call": "", "indicators": {}},
    "incidents": {"because": "", "other_types": (), "set_within": 120, "send_within": None},
    "facts": {"hazard": False},
    "cues": {"note": ""},
}


class Part(Enum):
    """As much of a scenario as somebody needs."""

    WHOLE = "all that is written"
    JOB = "what a learner made of rules goes by"
    CALL = "what happens in a call, whoever is in it"
    MARKED = "what the judges of its indicators may look at"


_TAKEN_OUT: Mapping[Part, tuple[Blank, ...]] = {
    Part.WHOLE: (),
    Part.JOB: (_UNPLAYED,),
    Part.CALL: (_UNPLAYED, _OF_THE_JOB),
    Part.MARKED: ({"": _UNPLAYED[""]},),
}


def left_of(scenario: Scenario, part: Part) -> Scenario:
    """Return a scenario, as it is written, with all blank that is no part of this."""
    for blank in _TAKEN_OUT[part]:
        update = dict(blank.get("", {}))
        for group in blank.keys() - {""}:
            known = getattr(scenario, group)
            update[group] = {key: one.model_copy(update=dict(blank[group])) for key, one in known.items()}
        scenario = scenario.model_copy(update=update)
    return scenario


def digest_of(scenario: Scenario, part: Part) -> str:
    """Return the digest of a part of a scenario (64 hex digits)."""
    return sha256(left_of(scenario, part).model_dump_json().encode()).hexdigest()


def world_of(
    scenario: Scenario, organisation: Organisation, seed: int, variant: str = "", part: Part = Part.WHOLE
) -> World:
    """Return the world that a seed casts, with no more of the scenario than a part holds.

    Raises:
        ValueError: a place or range of the cast cannot be drawn from, or there is no such variant.
    """
    world = stage(left_of(scenario, part), organisation, seed, variant)
    take_out(world.scenario, part)
    return world


def take_out(filled: Scenario, part: Part) -> None:
    """Let a filled scenario, which nobody else holds, lack what is no part of this: to read it then fails."""
    groups = [(group, fields) for blank in _TAKEN_OUT[part] for group, fields in blank.items()]
    for group, fields in sorted(groups, key=lambda each: not each[0]):  # the scenario's own fields last
        for one in getattr(filled, group).values() if group else (filled,):
            for name in fields:
                one.__dict__.pop(name, None)
