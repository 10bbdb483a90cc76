"""A proof with one judge stuck: plays judged as if the judge of one kind always said the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from simulator.model.findings import IndicatorResult, Result
from simulator.model.scenario import kind_of
from simulator.proving import prove
from simulator.proving.form_proof import Kept, concluded
from simulator.proving.judged import Judged
from simulator.proving.proof import Proof
from simulator.proving.subject import Subject
from simulator.service.library import Library
from simulator.service.proof_pool import given_by

T = TypeVar("T")


def subject_of(library: Library, name: str) -> Subject:
    """Return a shipped scenario as it is proved, read by words alone; to hear nothing new fits no reader."""
    return given_by(library, library.scenario(name)).subject()


def with_stuck(kept: Kept, kind: str, result: Result) -> Kept:
    """Return the plays of a form with every indicator of a kind judged alike."""

    def stuck(found: IndicatorResult) -> IndicatorResult:
        return found.model_copy(update={"result": result}) if found.kind == kind else found

    def judged(one: Judged) -> Judged:
        results = {name: stuck(found) for name, found in one.results.items()}
        return Judged(one.record, one.view, one.brief, results, lambda case: stuck(one.judging(case)))

    return replace(
        kept,
        model=judged(kept.model),
        variations=tuple((plan, judged(last)) for plan, last in kept.variations),
        mutants=tuple((made, judged(last)) for made, last in kept.mutants),
        wandered=tuple((walk, judged(last)) for walk, last in kept.wandered),
        castings=tuple((casting, judged(last)) for casting, last in kept.castings),
    )


def proved(subject: Subject, kept: Sequence[Kept]) -> Proof:
    """Return what the plays of some forms prove."""
    return prove.joined(subject, [concluded(one) for one in kept], shorten=False, elsewhere=False)


def has(subject: Subject, kind: str) -> bool:
    """Tell whether a scenario has an indicator of a kind."""
    return kind in {kind_of(one) for one in subject.scenario.indicators.values()}


def names_the_stuck(before: Proof, after: Proof, kind: str) -> bool:
    """Tell whether a proof reddens when a judge is stuck, and says of which kind it is.

    That is, in the sentences that a tutor reads: the job done well fails at an indicator of that kind, or to
    drop one of that kind is noticed no longer; it is named so in brackets. A word that a sentence happens to
    hold names nothing.
    """
    named = f"({kind.replace('_', ' ')})"
    told = any(named in why for why in set(after.reasons) - set(before.reasons))
    return not after.proven and told
