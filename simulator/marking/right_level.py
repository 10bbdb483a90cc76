"""Which priority was right for an incident, and when: the scenario's own level, as cues changed it."""

from collections.abc import Sequence

from simulator.marking.judgement import Case


def right_levels(case: Case) -> list[tuple[int, float, str]]:
    """Return the levels that were right for the incident: from which place and call time, in order."""
    kept = case.view.right_levels.get(case.incident)
    if kept is None:
        kept = case.view.right_levels[case.incident] = _right_levels(case)
    return kept


def _right_levels(case: Case) -> list[tuple[int, float, str]]:
    incidents, cues = case.brief.scenario.incidents, case.brief.scenario.cues
    found = [(0, 0.0, incidents[case.incident].priority)] if case.incident in incidents else []
    for name, at in case.view.cues.items():
        cue = cues.get(name)
        level = at.event.right_priority or (cue.raises_priority if cue else "")
        if level and _is_about(case, at.event.incident, cue.incident if cue else "", cue.call if cue else ""):
            found.append((at.seq, at.event.t, level))
    return sorted(found)


def _is_about(case: Case, event_incident: str, cue_incident: str, cue_call: str) -> bool:
    calls = case.brief.scenario.calls
    named = cue_incident or event_incident or (calls[cue_call].incident if cue_call in calls else "")
    return not named or named == case.incident or named in case.numbers


def right_at(levels: Sequence[tuple[int, float, str]], seq: int) -> str:
    """Return the level that was right at a place in the record."""
    for since, _, level in reversed(levels):
        if since <= seq:
            return level
    return ""


def is_urgent(case: Case, seq: int) -> bool:
    """Tell whether an incident was urgent at a place in the record: its right level in the upper half."""
    order, level = case.brief.levels, right_at(right_levels(case), seq)
    return level in order and order.index(level) < len(order) / 2
