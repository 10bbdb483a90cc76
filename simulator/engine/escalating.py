"""Escalation: handing the response up to a level of the organisation's scheme, and how that level answers."""

from simulator.engine.desk import find_log
from simulator.engine.turn import Turn
from simulator.engine.world import drawn
from simulator.model.commands import Escalate
from simulator.model.events import Escalated, EscalationAnswered

WORDS_OF_A_REASON = 3
"""A level that hears fewer words than these asks what it is to decide."""


def escalate(turn: Turn, deed: Escalate) -> None:
    """Hand the response up to a level of the organisation's scheme."""
    if find_log(turn, deed.deed, deed.incident) is None:
        return
    if not turn.world.organisation.has("level", deed.level):
        turn.refuse(deed.deed, f'There is no escalation level "{deed.level}".')
        return
    level = turn.world.organisation.level(deed.level)
    asked = ((x.sent.incident, x.sent.level) for x in turn.state.escalations if x.answer is None)
    if (deed.incident, deed.level) in asked:
        turn.refuse(deed.deed, f"{level.label} is about to answer.")
        return
    due = round(turn.t + level.answers_within, 2)
    turn.add(
        Escalated(t=turn.t, incident=deed.incident, level=deed.level, reason=deed.reason, answer_due=due)
    )


def answer_escalation(turn: Turn, sent: Escalated) -> None:
    """Let a level answer: it takes the matter up when it was told why, else it asks."""
    known = turn.world.organisation.level(sent.level)
    if len(sent.reason.split()) >= WORDS_OF_A_REASON or not known.asks:
        said = " ".join(x.answer.text for x in turn.state.escalations if x.answer and _alike(x.sent, sent))
        ways = (*_acknowledges(turn, sent), known.decides)
        new = [way for way in ways if way and way.replace("{incident}", sent.incident) not in said]
        words = " ".join(new) or (f"{known.label}. Noted." if said else f"{known.label}. Received.")
    else:
        words = known.asks
    text = words.replace("{incident}", sent.incident)
    turn.add(EscalationAnswered(t=turn.t, incident=sent.incident, level=sent.level, text=text))


def _alike(one: Escalated, other: Escalated) -> bool:
    """Tell whether two escalations went to one level about one incident: it decides the same thing once."""
    return (one.incident, one.level) == (other.incident, other.level)


def _acknowledges(turn: Turn, sent: Escalated) -> tuple[str, ...]:
    """Return the words of this answer: another wording each time, begun where the seed says."""
    lines = turn.world.organisation.level(sent.level).acknowledges
    if not lines:
        return ()
    first = drawn(turn.state.started.seed, f"acknowledges:{sent.level}", 0, len(lines) - 1)
    before = sum(x.sent.level == sent.level and x.answer is not None for x in turn.state.escalations)
    return (lines[(first + before) % len(lines)],)
