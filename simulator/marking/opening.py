"""The one true sentence that opens the debrief, the line that followed from the costliest loss, its stretch.

Plain arithmetic on the facts' journeys; it judges no criterion.
"""

from collections.abc import Sequence

from simulator.marking.compiled import Brief
from simulator.marking.journey import consequences
from simulator.marking.standing import on_record
from simulator.marking.view import View
from simulator.marking.wording import about, counted, for_, listed, of, one_mark, quoted, thing
from simulator.model.clock import clock, waited
from simulator.model.findings import FactJourney
from simulator.model.values import tokens

Span = tuple[float, float, str]
_SHORT = 3
"""Words of no more letters say nothing of a fact by themselves."""


def _heard_part(heard: int, of: int) -> str:
    if heard == 0:
        return "were told none of the facts" if of > 1 else "were not told the one fact there was"
    if heard == of:
        return (
            "were told both facts"
            if of == 2
            else f"were told all {of} facts"
            if of > 1
            else "were told the one fact there was"
        )
    return f"were told {heard} of {of} facts"


def _wrote_part(heard: Sequence[FactJourney]) -> str:
    """Return ``wrote 8 down``-like words for the facts that were heard: what need not stand in a log apart.

    So many more perhaps stand there in words that a person has to look at.
    """
    belong = [j for j in heard if j.needs_writing or j.logged_right]
    number, of, perhaps = sum(j.logged_right is True for j in belong), len(belong), _unsure(belong)
    if of < len(heard):
        if of == 0:
            return "had nothing to write down"
        if of == 1:
            one = "the one that belongs in the log"
            return f"wrote down {one}" if number else f"did not write down {one}"
        which = "all" if number == of else f"{number or 'none'} of the"
        more = f" (and perhaps {perhaps} more)" if perhaps else ""
        return f"wrote down {which} {of} that belong in the log{more}"
    if of == 1:
        unsure = "perhaps wrote it down, in other words" if perhaps else "did not write it down"
        return "wrote it down" if number else unsure
    sure = f"wrote {'none' if number == 0 else 'all of them' if number == of else number} down"
    if not perhaps:
        return sure
    return (
        f"{sure} (and perhaps {perhaps} more)" if number else f"perhaps wrote {perhaps} down, in other words"
    )


def _unsure(heard: Sequence[FactJourney]) -> int:
    return sum(j.logged_unsure for j in heard)


def _passed_part(needed: Sequence[FactJourney]) -> list[str]:
    """Return how many of the facts that others needed were passed on; nothing when they needed none."""
    number, of = sum(j.passed_at is not None for j in needed), len(needed)
    if of == 0:
        return []
    if of == 1:
        return [
            "passed on the one that others needed" if number else "did not pass on the one that others needed"
        ]
    if number == of:
        return [f"passed on {'both' if of == 2 else f'all {of}'} that others needed"]
    return [f"passed on {number or 'none'} of the {of} that others needed"]


def _cost(j: FactJourney, heard: bool) -> tuple[int, int, int]:
    """Return how costly the loss of a fact is, smallest first: dangers, then what had consequences."""
    stage = 0 if heard and j.needs_passing and j.passed_at is None else 1 if not heard else 2
    return (0 if j.hazard and stage < 2 else 1 if j.followed_bad else 2, 0 if j.followed_bad else 1, stage)


def costliest(table: Sequence[FactJourney]) -> FactJourney | None:
    """Return the fact whose loss cost most: a danger first, then what had consequences, then the rest."""
    lost = [j for j in table if _lost(j)]
    return min(lost, key=lambda j: _cost(j, j.told_at is not None), default=None)


def _lost(j: FactJourney) -> bool:
    if j.told_at is None and (j.logged_right or j.perhaps_at is not None):
        return False  # it was known all the same, from the screen, or may have been told in other words
    if j.told_at is None:
        return j.hazard or j.followed_bad or j.needs_passing
    unwritten = j.logged_right is False or (j.needs_writing and not (j.logged_right or j.logged_unsure))
    return (j.needs_passing and j.passed_at is None) or unwritten


def _loss_part(view: View, brief: Brief, j: FactJourney) -> str:
    """Say what was lost, truly: it never came up, nobody was told of it, or the log is wrong."""
    what = brief.fact(j.fact)
    if j.told_at is None and j.passed_at is not None:
        return f"you passed on {thing(what)}, which was not found among what you were told"
    if j.told_at is None and on_record(view, brief, j.fact):
        return f"you did not ask {about([what])}"
    if j.told_at is None:
        return f"nobody told you {of(what)}"
    if j.needs_passing and j.passed_at is None and j.early_at is not None:
        return f"you passed on {thing(what)} only before anybody had told you"
    if j.needs_passing and j.passed_at is None and _perhaps_passed(view, brief, j.fact):
        return f"none of your messages was found to tell {of(what)}"
    if j.needs_passing and j.passed_at is None:
        crew = any(True for _ in view.deployed) or any(brief.is_crew(d.party) for d in view.deliveries)
        return f"the crew never learned {of(what)}" if crew else f"nobody was told {of(what)}"
    if j.logged_right is False and j.logged_as:
        return f"{for_(what)} the log says {quoted(j.logged_as, 120)}"
    return f"{thing(what)} was not found in the log"


def _perhaps_passed(view: View, brief: Brief, key: str) -> bool:
    """Tell whether a message holds a word of a fact, so that it may say the fact in words of its own."""
    fact, told = brief.scenario.facts[key], view.told[key]
    words = {w for text in (told.value or fact.value, *fact.accept) for w in tokens(text)}
    telling = {w for w in words if len(w) > _SHORT or w.isdigit()}
    return any(d.seq > told.seq and telling & set(tokens(d.text)) for d in view.deliveries)


def _warm_up(view: View) -> str:
    said = len(view.said)
    lines = [x for x in view.lines.values() if x.answered_at is not None and x.call]
    if not lines:
        return "The phone rang and you had a look round; nothing here is marked."
    wait = waited((lines[0].answered_at or 0) - lines[0].rang_at)
    spoke = counted(said, "line") if said else "nothing yet"
    return f"You answered {wait} and said {spoke}; nothing here is marked."


def _silent(view: View, table: Sequence[FactJourney]) -> str:
    answered = [x for x in view.lines.values() if x.answered_at is not None and x.call]
    heard = sum(j.told_at is not None for j in table)
    if not answered:
        return "The call was not answered this time, so there is nothing to mark yet."
    start = f"You answered at {clock(answered[0].answered_at or 0)} and said nothing to the caller"
    if heard:
        unasked = "fact" if heard == 1 else "facts"
        return f"{start}, who told you {heard} {unasked} unasked; the rest waited for a question."
    return f"{start}; a call begins with one question."


def opening(view: View, brief: Brief, table: Sequence[FactJourney]) -> str:
    """Return the opening sentence: what was heard, written and passed on, and the costliest loss."""
    if view.start.mode == "warm-up":
        return _warm_up(view)
    if not any(u.line.call for u in view.said):
        return _silent(view, table)
    if not table:
        return f"You said {counted(len(view.said), 'line')}; this scenario has no facts to follow."
    heard = [j for j in table if j.told_at is not None]
    perhaps = sum(j.told_at is None and j.perhaps_at is not None for j in table)
    sentence = f"You {_heard_part(len(heard), len(table) - perhaps)}"
    if heard:
        parts = [_wrote_part(heard), *_passed_part([j for j in heard if j.needs_passing])]
        sentence += f", {listed(parts)}"
    loss = costliest(table)
    lost = _loss_part(view, brief, loss) if loss else "nothing that mattered was lost"
    return one_mark(f"{sentence}; {lost}.")


def what_followed(view: View, brief: Brief, table: Sequence[FactJourney]) -> tuple[int | None, Span | None]:
    """Return the other side's line that followed from the costliest loss, and the stretch up to it."""
    if view.start.mode == "warm-up":
        return None, None
    loss = costliest(table)
    if loss is None:
        return None, None
    after = [c for c in consequences(view, brief, loss.fact) if c.bad]
    spoken = [c for c in after if c.heard]
    heard = next((c for c in spoken if c.scripted), spoken[0] if spoken else None)
    start = loss.told_at
    if heard is None or start is None:
        return (heard.heard if heard else None), None
    end = view.time_of(heard.heard)
    if end <= start:
        return heard.heard, None
    return heard.heard, (start, end, f"From hearing {of(brief.fact(loss.fact))} to what followed")
