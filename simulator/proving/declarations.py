"""Whether what a scenario file declares is needed: each declared dependency, each change not to be noticed.

It reads a proof and plays nothing. Who is told something in a message, and who in answer to a question, may
hang on the names that a seed casts: what one casting does not need, another may.
"""

from collections.abc import Iterator

from simulator.model.faults import nearest
from simulator.model.scenario import Scenario
from simulator.proving.proof import Mutant, Proof
from simulator.proving.second_order import alterations_of

MOST_DECLARED = 0.10
"""No more of a scenario's mutants than this share may be declared dependencies."""
MOST_NOT_NOTICED = 0.05
"""No more of the changes of a scenario's marking than this share may be declared as not to be noticed."""
SEEDS_ASKED = (1, 2, 3)
"""The seeds that are asked for a declaration that the proof's own does not need: those of the usual proof."""

Unneeded = frozenset[tuple[str, str]]
"""Declarations that are not needed, each with a criterion that it names in vain; with none, as a whole."""


def unneeded(scenario: Scenario, proof: Proof) -> Unneeded:
    """Return which declarations of a scenario a proof of it does not need."""
    return frozenset(_unneeded(scenario, proof))


def _unneeded(scenario: Scenario, proof: Proof) -> Iterator[tuple[str, str]]:
    lost: dict[str, set[str]] = {}
    for mutant in proof.mutants:
        for name in _names(mutant) if mutant.verdict == "declared" else ():
            lost.setdefault(name, set()).update(mutant.actual)
    for one in scenario.dependencies:
        if one.deed not in lost:
            yield one.deed, ""
        yield from ((one.deed, c) for c in one.also if c not in lost.get(one.deed, ()))
    known = {one.change for one in proof.unguarded}
    for change in scenario.not_noticed:
        if (name := f"{change.indicator}: {change.change}") not in known:
            yield name, ""


def _changes(scenario: Scenario, indicator: str) -> list[str]:
    """Return the changes of an indicator that are tried."""
    known = indicator in scenario.indicators
    return [one.id.partition(": ")[2] for one in alterations_of(scenario, indicator)] if known else []


def _names(mutant: Mutant) -> tuple[str, ...]:
    """Return the names by which a declared dependency may call a mutant."""
    return mutant.id, mutant.deed, mutant.how, mutant.deed.split(" ")[0]


def reasons_of_declarations(scenario: Scenario, proof: Proof, vain: Unneeded) -> Iterator[str]:
    """Yield why what is declared keeps a scenario from being proven: too much of it, or in vain."""
    declared = proof.count("declared")
    if declared > MOST_DECLARED * max(1, len(proof.mutants)):
        yield (
            f"{declared} of {len(proof.mutants)} ways of not doing the job are declared dependencies; at "
            "most a tenth may be."
        )
    for change in scenario.not_noticed:
        name = f"{change.indicator}: {change.change}"
        if (name, "") in vain and change.change not in (known := _changes(scenario, change.indicator)):
            yield (
                f"Under “not noticed” stands “{name}”, and the marking is not changed so: of "
                f"“{change.indicator}” there is {', '.join(known)}."
            )
        elif (name, "") in vain:
            yield f"That “{name}” is not noticed is declared, but it is: take it out."
    declared = len(scenario.not_noticed)
    if declared > MOST_NOT_NOTICED * max(1, proof.changes_tried):
        yield (
            f"{declared} of {proof.changes_tried} changes of the marking are declared as not noticed; at "
            "most one in twenty may be."
        )
    called = {name for mutant in proof.mutants for name in _names(mutant)}
    for one in scenario.dependencies:
        if (one.deed, "") in vain and one.deed not in called:
            near = nearest(one.deed, called)
            yield (
                f"A dependency of “{one.deed}” is declared, and the proof does nothing that is called so"
                f"{f': write “{near}” if that is what you mean, or' if near else ':'} take it out."
            )
        elif (one.deed, "") in vain:
            yield f"The dependency of “{one.deed}” is declared, and nothing done badly needs it: take it out."
        elif never := [c for c in one.also if (one.deed, c) in vain]:
            yield (
                f"The dependency of “{one.deed}” names {', '.join(never)}, which no play of it loses: "
                "take that out."
            )
