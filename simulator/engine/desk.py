"""The learner's own desk: incident logs, priority, linking, decision trees, pausing, finishing."""

from collections.abc import Callable
from typing import Literal

from simulator.engine.cues import CENTRE_LINE
from simulator.engine.standing import IncidentLog
from simulator.engine.turn import Turn
from simulator.model import commands as cmd
from simulator.model import events as ev
from simulator.model.endings import EndReason
from simulator.model.trusted import trusted

HISTORY = "history"
"""What is looked up to see the history of a number: ``history``, or ``history:LINE``."""
_field_written, _line_ended = trusted(ev.FieldWritten), trusted(ev.LineEnded)
NOTHING_HELD = "History: nothing is held on this number."


def find_log(turn: Turn, deed: str, incident: str) -> IncidentLog | None:
    """Return an incident log, or tell the learner that there is none."""
    known = turn.state.logs.get(incident)
    if known is None:
        turn.refuse(
            deed, f'There is no incident log "{incident}".' if incident else "Open or choose an incident log."
        )
    return known


def write_field(turn: Turn, deed: cmd.WriteField) -> None:
    """Write a field of a log; writing what stands there already is no event."""
    log = find_log(turn, deed.deed, deed.incident)
    if log is None:
        return
    if not turn.world.organisation.has("field", deed.field):
        turn.refuse(deed.deed, f'The log form has no field "{deed.field}".')
        return
    before = log.fields.get(deed.field, "")
    if deed.value != before:
        turn.add(
            _field_written(
                t=turn.t, incident=deed.incident, field=deed.field, value=deed.value, before=before
            )
        )


def add_note(turn: Turn, deed: cmd.AddNote) -> None:
    """Add a running note to a log."""
    if find_log(turn, deed.deed, deed.incident) is None:
        return
    if not deed.text.strip():
        turn.refuse(deed.deed, "There is nothing in the note yet.")
        return
    turn.add(ev.NoteAdded(t=turn.t, incident=deed.incident, text=deed.text))


def set_priority(turn: Turn, deed: cmd.SetPriority) -> None:
    """Give an incident a priority of the organisation's scheme."""
    log = find_log(turn, deed.deed, deed.incident)
    if log is None:
        return
    if not turn.world.organisation.has("priority", deed.level):
        levels = ", ".join(turn.world.organisation.ids("priority"))
        turn.refuse(deed.deed, f'There is no priority "{deed.level}"; the scheme has {levels}.')
        return
    turn.add(
        ev.PrioritySet(
            t=turn.t, incident=deed.incident, level=deed.level, reason=deed.reason, before=log.priority
        )
    )


def link_line(turn: Turn, deed: cmd.LinkLine) -> None:
    """Say that a line concerns an incident that already has a log."""
    line = turn.state.lines.get(deed.line)
    if line is None or line.answered_at is None:
        turn.refuse(deed.deed, "Answer the line first.")
        return
    if find_log(turn, deed.deed, deed.incident) is None:
        return
    if line.incident == deed.incident:
        turn.refuse(deed.deed, f"This line is linked to log {deed.incident} already.")
        return
    turn.add(
        ev.LineLinked(t=turn.t, line=deed.line, incident=deed.incident, by="learner", before=line.incident)
    )


def walk_tree(turn: Turn, deed: cmd.WalkTree) -> None:
    """Answer the question of a decision tree at which the learner stands, or one answered before anew."""
    if find_log(turn, deed.deed, deed.incident) is None:
        return
    if not turn.world.organisation.has("tree", deed.tree):
        turn.refuse(deed.deed, f'There is no decision tree "{deed.tree}".')
        return
    tree = turn.world.organisation.tree(deed.tree)
    here = turn.state.trees.get((deed.incident, deed.tree), tree.starts)
    nodes = {node.id: node for node in tree.nodes}
    answered = [step.node for step in turn.state.walked.get((deed.incident, deed.tree), ())]
    if deed.node not in nodes or deed.node not in (here, tree.starts, *answered):
        at = f'the question now is "{nodes[here].ask}"' if here in nodes else "this tree has come to its end"
        turn.refuse(deed.deed, f"{tree.title}: {at}.")
        return
    turn.add(
        ev.TreeWalked(
            t=turn.t,
            incident=deed.incident,
            tree=deed.tree,
            node=deed.node,
            answer=deed.answer,
            leads_to=nodes[deed.node].after(deed.answer),
        )
    )


def leave_tree(turn: Turn, deed: cmd.LeaveTree) -> None:
    """Leave a decision tree that was begun and has not ended."""
    if find_log(turn, deed.deed, deed.incident) is None:
        return
    if (deed.incident, deed.tree) not in turn.state.trees:
        turn.refuse(deed.deed, "This decision tree has not been begun.")
        return
    turn.add(ev.TreeLeft(t=turn.t, incident=deed.incident, tree=deed.tree, reason=deed.reason))


def look_up(turn: Turn, deed: cmd.LookUp) -> None:
    """Open a clause, card, code or directory entry, or the history of a line's number (``history:LINE``).

    What a history holds comes in a cue; where no cue waits for it, nothing is held.
    """
    turn.add(ev.LookedUp(t=turn.t, what=deed.what))
    what, _, line = deed.what.partition(":")
    if what == HISTORY and not _has_history(turn, line):
        turn.add(ev.Heard(t=turn.t, line=CENTRE_LINE, who="centre", text=NOTHING_HELD, because=HISTORY))


def _has_history(turn: Turn, line: str) -> bool:
    """Tell whether a cue waits for the history of a line (empty: of any) to be looked up."""
    call = turn.state.lines[line].call if line in turn.state.lines else ""
    mine = [cue for cue in turn.world.scenario.cues.values() if HISTORY in cue.when.looked_up]
    return any(not cue.call or not call or cue.call == call for cue in mine)


def pause(turn: Turn, deed: cmd.Pause) -> None:
    """Stop the clock, in practice only."""
    if turn.state.started.mode == "assessment":
        turn.refuse(deed.deed, "The clock cannot be stopped in an assessment.")
        return
    turn.add(ev.Paused(t=turn.t))


def finish(turn: Turn, _deed: cmd.Finish) -> None:
    """End every line and hand the log in."""
    end_attempt(turn, "finished", by="learner")


def give_up(turn: Turn, _deed: cmd.GiveUp) -> None:
    """End every line where it stands; nothing is handed in."""
    end_attempt(turn, "stopped", by="learner")


def end_attempt(turn: Turn, reason: EndReason, by: Literal["learner", "clock"]) -> None:
    """End every line that is open, then the attempt."""
    for line in tuple(turn.state.lines.values()):
        if line.status != "ended":
            turn.add(_line_ended(t=turn.t, line=line.id, by=by, why=reason))
    turn.add(ev.AttemptEnded(t=turn.t, reason=reason))


DEEDS: dict[str, Callable[..., None]] = {
    "write_field": write_field,
    "add_note": add_note,
    "set_priority": set_priority,
    "link_line": link_line,
    "walk_tree": walk_tree,
    "leave_tree": leave_tree,
    "look_up": look_up,
    "pause": pause,
    "finish": finish,
    "give_up": give_up,
}
