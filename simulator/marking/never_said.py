"""Judge of what is never to be said to a caller: unsafe advice, promises, blame, how questions are put.

What is only to be weighed by a person (a pet name that a clause forbids) is never held against anybody here.
"""

from collections.abc import Sequence

from simulator.marking.asked_once import asked_once, let_pass
from simulator.marking.heard_as import words_in
from simulator.marking.indexed import MANNER, Utterance
from simulator.marking.judgement import (
    UNDERSTOOD_LINES,
    Case,
    Judged,
    contrary,
    no_chance,
    shown,
    too_little,
    within,
)
from simulator.marking.no_promise import PROMISE, without_no_promise
from simulator.marking.wording import counted, listed, quoted
from simulator.model.clock import clock


def _gave_advice(case: Case) -> bool:
    known = case.view.gave_advice.get(case.calls)
    if known is None:
        known = any(case.brief.is_advice(act) for u in case.said for act in u.sure)
        case.view.gave_advice[case.calls] = known
    return known


_TO_WEIGH = frozenset({f"{MANNER}pet_name"})
"""What is noticed and cited, for a person to weigh: some callers like to be called "love"."""
_SHAPES = frozenset({f"{MANNER}stacked_questions"})
"""How questions are put: where the caller caught none of them, that they were several is held against nobody.

A leading question counts either way: it puts the answer into the caller's mouth whatever it asks.
"""


def _held_against(case: Case, u: Utterance, banned: frozenset[str]) -> frozenset[str]:
    """Return what of the acts and manners ruled out was heard in a line and is rightly held against it."""
    heard = banned & (u.sure if u.understood else u.sure - _SHAPES)
    if heard & _SHAPES and asked_once(case, u):
        heard -= _SHAPES
    return without_no_promise(case, u, heard)


def _to_weigh(case: Case, said: Sequence[Utterance]) -> Judged:
    """Return what a person must weigh, with the words."""
    first, banned = said[0], frozenset(case.indicator.never_says)
    what = listed(case.brief.heard_as(act) for act in sorted(banned & first.sure & _TO_WEIGH))
    more = f", and {counted(len(said) - 1, 'more line')} like it" if len(said) > 1 else ""
    start = f"At {clock(first.t)} you said {quoted(first.text)}: {what}{more}"
    sentence = f"{start}. The clause rules it out; how it was taken, a person must weigh."
    return Judged("undecided", sentence, tuple(u.seq for u in said))


def never_says(case: Case) -> Judged:
    """Judge *never says*: contrary when any line to the callers holds one of the acts or manners.

    Shown only to a learner who had the chance: at least three understood lines, and, where unsafe advice is
    forbidden, at least one piece of advice given. An unsafe act that was heard but not for sure is undecided.
    Only lines said while ``needs`` held count; where it never held there was no chance.
    """
    banned = frozenset(case.indicator.never_says)
    said = case.said
    if case.indicator.needs is not None:
        said = within(said, case.held)
    near = [u for u in said if not banned.isdisjoint(u.sure)]
    held = [(u, heard) for u in near if (heard := _held_against(case, u, banned))]
    broken = [u for u, heard in held if not heard <= _TO_WEIGH]
    if broken:
        first = broken[0]
        heard = _held_against(case, first, banned)
        if heard >= PROMISE:  # one thing, noticed as a manner and as an act
            heard -= {"promise_arrival"}
        what = listed(case.brief.heard_as(act) for act in sorted(heard))
        others = len(broken) - 1
        more = f" So {'was' if others == 1 else 'were'} {counted(others, 'more line')}." if others else ""
        start = f"At {clock(first.t)} you said {words_in(first, min(heard))}, heard as {what}"
        return contrary(f"{start}, which is not to be said.{more}", [u.seq for u in broken])
    if held:
        return _to_weigh(case, [u for u, _ in held])
    unsure = [u for u in said if u.likely and without_no_promise(case, u, banned & u.likely)]
    if unsure:
        perhaps = sorted(without_no_promise(case, unsure[0], banned & unsure[0].likely))
        what = listed((case.brief.heard_as(act) for act in perhaps), "or")
        words = words_in(unsure[0], perhaps[0])
        return Judged(
            "undecided",
            f"What you said at {clock(unsure[0].t)}, {words}, may have been {what}; a person must judge it.",
            tuple(u.seq for u in unsure),
        )
    if not case.held:
        return no_chance("Nothing in this call gave the occasion.")
    if case.understood() < UNDERSTOOD_LINES:
        return no_chance(too_little(case))
    if any(case.brief.is_unsafe(act) for act in banned) and not _gave_advice(case):
        return no_chance("You gave the caller no advice, so there was none that could be unsafe.")
    if not said:
        since = case.held[0][0] if case.held else 0
        where = "more on that call" if case.indicator.call else "to the caller"
        sentence = f"From {clock(case.view.time_of(since))} you said nothing {where}."
        return shown(sentence, [since] if since else ())
    number = counted(len(said), "line")
    both = [u for u in said if banned & u.sure & _SHAPES and let_pass(case, u)]
    joined = "".join(f" At {clock(u.t)} you joined two short questions, and both were caught." for u in both)
    sentence = f"In {number} to the caller nothing was heard of what this rules out.{joined}"
    return shown(sentence, sorted({*(u.seq for u in both), said[-1].seq}))
