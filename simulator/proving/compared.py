"""What a change made worse or better: two proofs of one scenario held beside each other, in plain sentences.

Made for whoever changes a file and saves it; it plays, marks and decides nothing.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from simulator.proving.proof import Mutant, Proof, Verdict


class Difference(NamedTuple):
    """One thing that is otherwise than it was, in a sentence, and for the worse or the better."""

    way: Literal["worse", "better"]
    sentence: str


def differences(before: Proof, after: Proof) -> tuple[Difference, ...]:
    """Return what differs between two proofs, all that is worse first."""
    worse = [
        Difference("worse", said) for said in (*_proven_no_more(after, before), *_costs_less(before, after))
    ]
    worse += [Difference("worse", why) for why in after.reasons if why not in before.reasons]
    better = [
        Difference("better", said) for said in (*_proven_now(before, after), *_costs_more(before, after))
    ]
    better += [
        Difference("better", f"no longer: {why}") for why in before.reasons if why not in after.reasons
    ]
    return (*worse, *better)


def _proven(proof: Proof) -> set[str]:
    return {cell.criterion for cell in proof.cells if cell.proven}


def _proven_now(before: Proof, after: Proof) -> Iterator[str]:
    for criterion in sorted(_proven(after) - _proven(before)):
        yield f"{criterion} is proven now."


def _proven_no_more(now: Proof, then: Proof) -> Iterator[str]:
    claimed = {cell.criterion for cell in now.cells}
    for criterion in sorted(_proven(then) - _proven(now)):
        yield f"{criterion} is no longer {'proven' if criterion in claimed else 'claimed'}."


def _noticed(proof: Proof) -> dict[tuple[str, str], Mutant]:
    return {(m.id, m.play.variant): m for m in proof.mutants}


def _turned(before: Proof, after: Proof, was: Verdict, now: Verdict) -> Iterator[Mutant]:
    """Yield the mutants that came out in one way and come out in another now."""
    then = _noticed(before)
    for key, mutant in _noticed(after).items():
        known = then.get(key)
        if mutant.verdict == now and known is not None and known.verdict == was:
            yield mutant


def _costs_less(before: Proof, after: Proof) -> Iterator[str]:
    """Yield whom the marking noticed and lets pass now, though nothing says that it must notice them."""
    for mutant in _turned(before, after, "killed", "harmless"):
        yield f"It costs nothing now if a learner {mutant.words} [{_named(mutant)}]."


def _costs_more(before: Proof, after: Proof) -> Iterator[str]:
    for mutant in _turned(before, after, "harmless", "killed"):
        yield f"It costs {', '.join(mutant.actual)} now if a learner {mutant.words} [{_named(mutant)}]."


def _named(mutant: Mutant) -> str:
    return f"{mutant.id}, {mutant.play.variant}" if mutant.play.variant else mutant.id
