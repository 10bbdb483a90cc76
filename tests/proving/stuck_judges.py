"""A proof with one judge stuck: plays judged as if the judge of one kind always said the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from simulator.model.findings import Result
from simulator.model.scenario import kind_of
from simulator.proving import prove
from simulator.proving.form_proof import Kept, Subject, concluded
from simulator.proving.judged import Judged
from simulator.proving.proof import Proof
from simulator.service.library import Library
from simulator.understanding.kept_readings import KeptReader

T = TypeVar("T")


def subject_of(library: Library, name: str) -> Subject:
    """Return a shipped scenario as it is proved, read by words alone."""
    scenario = library.scenario(name)
    return Subject(
        scenario,
        library.organisation(scenario.organisation),
        library.unit(scenario.unit),
        KeptReader(library.words_reader(name), library.cache),
        {act.id: act.phrasings for act in library.bank.acts},
    )


def with_stuck(kept: Kept, kind: str, result: Result) -> Kept:
    """Return the plays of a form with every indicator of a kind judged alike."""

    def judged(one: Judged) -> Judged:
        results = {
            name: r.model_copy(update={"result": result}) if r.kind == kind else r
            for name, r in one.results.items()
        }
        return Judged(one.record, one.view, one.brief, results)

    return Kept(
        kept.subject,
        kept.marker,
        kept.play,
        judged(kept.model),
        tuple((plan, judged(last)) for plan, last in kept.variations),
        tuple((made, judged(last)) for made, last in kept.mutants),
        tuple((name, seed, judged(last)) for name, seed, last in kept.wandered),
    )


def proved(subject: Subject, kept: Sequence[Kept]) -> Proof:
    """Return what the plays of some forms prove."""
    return prove.joined(subject, [concluded(one) for one in kept], shorten=False)


def has(subject: Subject, kind: str) -> bool:
    """Tell whether a scenario has an indicator of a kind."""
    return kind in {kind_of(one) for one in subject.scenario.indicators.values()}


def names_the_stuck(before: Proof, after: Proof, kind: str) -> bool:
    """Tell whether a proof reddens when a judge is stuck, and says of which kind it is."""
    told = any(kind.replace("_", " ") in why for why in set(after.reasons) - set(before.reasons))
    was = {one.change for one in before.blind}
    now = {u.change for u in after.blind if u.kind == kind and u.change.endswith("dropped")}
    return not after.proven and (told or bool(now - was))
