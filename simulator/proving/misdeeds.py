"""What learners do that they should not, for the plans that ask for it: forbidden advice, rude words.

The words go through the reader like any others. Nothing here is aimed at one scenario.
"""

from collections.abc import Iterator

from simulator.model.commands import Say
from simulator.proving.sight import Sight, Wish

_RUDE = ("insult", "blame", "calm_down", "dismiss")


def wishes(sight: Sight) -> Iterator[Wish]:
    """Yield the misdeeds of the learner's plan that can be done now."""
    if sight.plan.forbidden_advice:
        yield from _forbidden(sight)
    if sight.plan.rude:
        yield from _rude(sight)


def forbidden_acts(sight: Sight) -> tuple[tuple[str, str], ...]:
    """Return the call and act of each piece of advice that a critical indicator forbids."""
    found = []
    for _, one in sight.indicators():
        if one.critical and one.never_says and one.needs is None:
            found += [(sight.call_of(one), act) for act in one.never_says if act.startswith("wrong_")]
    return tuple(found)


def _forbidden(sight: Sight) -> Iterator[Wish]:
    for call, act in forbidden_acts(sight)[:1]:
        line, begun = sight.line(call), sight.answered_at(call)
        if line is not None and begun is not None and len(line.spoken) >= 4 and not sight.said(call, act):
            turn = sight.tried.get("forbidden", 0)
            text = sight.phrase(act, call, turn)
            yield Wish("forbidden", begun + 65.0, Say(line=line.id, text=text), most=3)


def _rude(sight: Sight) -> Iterator[Wish]:
    line = sight.door.state.live_caller_line()
    if line is None or line.answered_at is None:
        return
    for n, act in enumerate(_RUDE[:3]):
        if len(line.spoken) >= 2 + 3 * n:
            text = sight.phrase(act, line.call, n)
            yield Wish(
                f"rude:{line.id}:{act}", line.answered_at + 20.0 + 30.0 * n, Say(line=line.id, text=text)
            )
