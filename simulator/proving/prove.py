"""The proof of a scenario: its forms joined, its claims held against what the plays show.

Pure but for the reader that it is handed: it reads no file and no clock. The same scenario, organisation,
reader and seed always give the same proof.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from simulator.model.scenario import kind_of
from simulator.proving.alike import advice_on
from simulator.proving.cures import cure_of_strayed, cure_of_unnoticed
from simulator.proving.declarations import SEEDS_ASKED, Unneeded, reasons_of_declarations, unneeded
from simulator.proving.form_proof import FormProof, concluded, keep, prove_form
from simulator.proving.luck import luck_of, reasons_of_wanderers
from simulator.proving.plan import MODEL
from simulator.proving.proof import Cell, Mutant, Play, Proof, Unguarded, Untested, Variation, Verdict
from simulator.proving.second_order import CONTRARY, Alteration
from simulator.proving.shortest import Shortener
from simulator.proving.subject import Subject

MOST_SAID = 3
"""Of so many criteria that the job done in another way does not earn a reason says what was missed."""

Seconds = Callable[[], float]


def _no_clock() -> float:
    return 0.0


def prove(
    subject: Subject,
    *,
    spread: Callable[[Subject], Iterable[FormProof]] | None = None,
    clock: Seconds = _no_clock,
) -> Proof:
    """Prove a scenario.

    Args:
        subject: what is proved, and with what.
        spread: proves the forms, beside each other if it can; one after another when not given.
        clock: seconds of wall time, read at the beginning and the end.
    """
    begun = clock()
    forms = list((spread or _in_turn)(subject))
    proof = joined(subject, forms)
    return proof.model_copy(update={"seconds": round(clock() - begun, 3)})


def _in_turn(subject: Subject) -> list[FormProof]:
    return [prove_form(subject, variant) for variant in subject.variants]


def joined(
    subject: Subject,
    forms: Sequence[FormProof],
    *,
    shorten: bool = True,
    elsewhere: bool = True,
    in_vain: bool = True,
) -> Proof:
    """Return the proof that the forms make together.

    ``shorten`` cuts the plays that show what is blind; ``elsewhere`` asks other castings about what is
    declared and not needed in this one; ``in_vain`` holds against the scenario what none of them needs.
    """
    scenario = subject.scenario
    mutants = _once_each(subject, [m for form in forms for m in form.mutants])
    cells = tuple(_cells(subject, forms, mutants))
    unguarded = tuple(_unguarded(subject, forms, mutants))
    untested = tuple(_untested(subject, forms))
    wanderers = tuple(w for form in forms for w in form.wanderers)
    compared = tuple(form.form for form in forms)
    proof = Proof(
        scenario=scenario.id,
        title=scenario.title,
        criteria=tuple(cell.criterion for cell in cells),
        cells=cells,
        mutants=tuple(mutants),
        unguarded=unguarded,
        variations=tuple(v for form in forms for v in form.variations),
        wanderers=wanderers,
        luck=luck_of(wanderers, [cell.criterion for cell in cells]),
        forms=compared,
        changes_tried=len({a.id for form in forms for a in form.tried}) - len(untested),
        untested=untested,
        advice=tuple(advice_on(compared)),
    )
    if shorten:
        proof = _shortened(subject, forms, proof)
    vain = unneeded(scenario, proof) if in_vain else Unneeded()
    reasons = tuple(_reasons(subject, proof, _vain_elsewhere(subject, vain) if elsewhere else vain))
    return proof.model_copy(update={"proven": not reasons, "reasons": reasons})


def _vain_elsewhere(subject: Subject, vain: Unneeded) -> Unneeded:
    """Return those of the unneeded declarations that no other casting needs either."""
    for seed in SEEDS_ASKED:
        if vain and seed != subject.seed:
            cast = replace(subject, seed=seed)
            forms = [concluded(keep(cast, variant, wandering=False)) for variant in cast.variants]
            vain &= unneeded(subject.scenario, joined(cast, forms, shorten=False, elsewhere=False))
    return vain


def _shortened(subject: Subject, forms: Sequence[FormProof], proof: Proof) -> Proof:
    """Return the proof with the plays that show survivors and blind spots cut to what is needed."""
    cutters: dict[str, Shortener] = {}

    def cutter(variant: str) -> Shortener:
        return cutters.setdefault(variant, cutters.get(variant) or Shortener.of(subject, variant))

    cut = {(m.id, m.play.variant): cutter(m.play.variant).of_mutant(m) for m in proof.survivors}
    mutants = tuple(
        m.model_copy(update={"play": cut.get((m.id, m.play.variant), m.play)}) for m in proof.mutants
    )
    tried = {a.id: a for form in reversed(forms) for a in form.tried}
    unguarded = [
        u.model_copy(
            update={
                "play": cutter(u.play.variant).of_change(tried[u.change])
                if u.indicator
                else cut.get((u.change, u.play.variant), u.play)
            }
        )
        if not u.because
        else u
        for u in proof.unguarded
    ]
    return proof.model_copy(update={"mutants": mutants, "unguarded": tuple(unguarded)})


def _once_each(subject: Subject, mutants: list[Mutant]) -> list[Mutant]:
    """Let a rule that needs to be noticed only once count as survived where no mutant of it was killed."""
    rules = {rule.id.replace("_", " "): rule for rule in subject.organisation.deeds if rule.noticed == "once"}
    named = [_rule_name(rules, m) for m in mutants]
    killed = {n for n, m in zip(named, mutants, strict=True) if n and m.verdict in ("killed", "declared")}
    declared = {one.deed: one for one in subject.scenario.dependencies if one.not_marked}
    found = []
    blind: set[str] = set()
    for name, mutant in zip(named, mutants, strict=True):
        if not name or name in killed or mutant.verdict != "harmless" or not mutant.expected:
            found.append(mutant)
        elif mutant.deed in declared or name in declared:
            known = declared.get(mutant.deed) or declared[name]
            found.append(_as(mutant, "declared", known.because))
        else:
            found.append(mutant if name in blind else _as(mutant, "survived"))
            blind.add(name)
    return found


def _as(mutant: Mutant, verdict: Verdict, because: str = "") -> Mutant:
    return mutant.model_copy(update={"verdict": verdict, "because": because, "room": ""})


def _rule_name(rules: Iterable[str], mutant: Mutant) -> str:
    """Return the rule of a mutant where it is one of those that need to be noticed once."""
    return next((n for n in rules if mutant.how == n or mutant.deed.split(" ")[0] == n), "")


def _cells(subject: Subject, forms: Sequence[FormProof], mutants: Sequence[Mutant]) -> Iterator[Cell]:
    criteria = {c.id: c for outcome in subject.unit.outcomes for c in outcome.criteria}
    lost = {c for form in forms for v in form.variations for c in v.lost}
    for criterion in (c for c in subject.scenario.criteria if c in criteria):
        mine = [m for m in mutants if criterion in (*m.expected, *m.actual)]
        count = Counter(m.verdict for m in mine)
        earned = criterion not in lost and all(criterion in form.earned for form in forms)
        yield Cell(
            criterion=criterion,
            short=criteria[criterion].short,
            earned=earned,
            killed=sum(m.verdict in ("killed", "declared") and criterion in m.actual for m in mine),
            survived=count["survived"],
            strayed=sum(m.verdict == "strayed" for m in mine),
            declared=count["declared"],
        )


def _unguarded(
    subject: Subject, forms: Sequence[FormProof], mutants: Sequence[Mutant]
) -> Iterator[Unguarded]:
    """Yield what nobody would notice: mutants that cost nothing, then changes of the marking."""
    told: set[str] = set()
    for mutant in mutants:
        if mutant.verdict == "survived" and mutant.id not in told:
            told.add(mutant.id)
            yield Unguarded(
                indicator="",
                kind=mutant.how,
                criterion=" or ".join(mutant.expected),
                clause=mutant.clause,
                change=mutant.id,
                words=f"Nobody would now notice a learner who {mutant.words}.",
                cure=cure_of_unnoticed(subject.scenario, mutant),
                play=mutant.play,
            )
    seen = {change for form in forms for change in form.noticed}
    for alteration, form in _tested(forms):
        if alteration.id not in seen:
            yield _unnoticed(subject, form, alteration)


def _tested(forms: Sequence[FormProof]) -> Iterator[tuple[Alteration, FormProof]]:
    """Yield each change that a play could tell, with the first form in which one could."""
    found = {a.id: (a, f) for f in reversed(forms) for a in f.tried if a.id not in f.untested}
    yield from found.values()


def _untested(subject: Subject, forms: Sequence[FormProof]) -> Iterator[Untested]:
    """Yield the flags of which no play of any form could show what they change."""
    tested = {alteration.id for alteration, _ in _tested(forms)}
    for alteration in {a.id: a for form in forms for a in form.tried if a.id not in tested}.values():
        indicator = subject.scenario.indicators[alteration.indicator]
        kind = kind_of(indicator)
        yield Untested(
            indicator=alteration.indicator,
            label=indicator.label or alteration.indicator.replace("_", " "),
            kind=kind,
            change=alteration.id,
            why="nobody in the proof does the opposite of one of them alone"
            if kind in CONTRARY
            else "each can be done or left out, and has no opposite",
        )


def _unnoticed(subject: Subject, form: FormProof, alteration: Alteration) -> Unguarded:
    indicator = subject.scenario.indicators[alteration.indicator]
    change = alteration.id.partition(": ")[2]
    declared = {(one.indicator, one.change): one.because for one in subject.scenario.not_noticed}
    return Unguarded(
        indicator=alteration.indicator,
        kind=kind_of(indicator),
        criterion=indicator.criterion,
        clause=indicator.clause,
        change=alteration.id,
        words=in_words(subject, alteration),
        because=declared.get((alteration.indicator, change), ""),
        play=Play(variant=form.variant, seed=subject.seed),
    )


_LIMITS = {
    "limit doubled": "a learner who takes too long over this: {label}.",
    "limit halved": "if only half the time were allowed for this: {label}.",
    "time from grading doubled": "a learner who takes too long from the level on: {label}.",
    "time from grading halved": "if half the time from the level on were allowed: {label}.",
    "mood raised": "a learner who leaves the caller a little more upset: {label}.",
    "mood lowered": "if the caller had to be a little calmer for this: {label}.",
}
"""By a change of a limit, whom or what nobody would now notice."""


def in_words(subject: Subject, alteration: Alteration) -> str:
    """Return what an unnoticed change of the marking means, as a tutor would say it."""
    indicator = subject.scenario.indicators[alteration.indicator]
    label = indicator.label or alteration.indicator.replace("_", " ")
    if alteration.change == "without":
        return f"Nobody would now notice if “{label}” did without {_item(subject, alteration.item)}."
    if words := _LIMITS.get(alteration.change):
        return f"Nobody would now notice {words.format(label=label)}"
    if alteration.change == "critical flag turned":
        return f"It makes no difference here whether “{label}” is critical."
    kind = kind_of(indicator).replace("_", " ")
    return f"Nobody would now notice if “{label}” ({kind}) were taken out of the marking."


def _item(subject: Subject, item: str) -> str:
    fact = subject.scenario.facts.get(item)
    return f"“{fact.label}”" if fact else f"“{item.replace('_', ' ')}”"


def _reasons(subject: Subject, proof: Proof, vain: Unneeded) -> Iterator[str]:
    """Yield each reason why the scenario is not proven, in plain sentences."""
    if not subject.organisation.deeds:
        yield "The organisation has no deed table (deeds: in procedures.yaml), so nothing can be expected."
    yield from _of_the_model(proof)
    for cell in proof.cells:
        if cell.earned and not cell.killed:
            yield f"{cell.criterion} is claimed, and no way of not doing the job would cost it."
    unearned = _not_earned_well(proof, subject.seed)
    yield from _strayed(proof, unearned)
    blind = [one for one in proof.blind if not unearned & set(one.criterion.split(" or "))]
    yield from dict.fromkeys(f"{one.words} [{one.change}]{f' {one.cure}' * bool(one.cure)}" for one in blind)
    if later := len(proof.blind) - len(blind):
        yield (
            f"{later} more that nobody would now notice {'belongs' if later == 1 else 'belong'} to what the "
            f"job done well does not earn ({', '.join(sorted(unearned))}). Mend that first, and prove again."
        )
    yield from reasons_of_declarations(subject.scenario, proof, Unneeded() if unearned else vain)
    yield from reasons_of_wanderers(proof)


def _strayed(proof: Proof, unearned: set[str]) -> Iterator[str]:
    """Yield what was charged wrongly, once for all forms in which it is the same.

    Not what should cost a criterion that the job done well does not earn: nobody can lose it.
    """
    alike: dict[str, list[Mutant]] = {}
    for mutant in (m for m in proof.mutants if m.verdict == "strayed" and not unearned & set(m.expected)):
        alike.setdefault(f"{mutant.id} {mutant.actual} {mutant.by}", []).append(mutant)
    for one, *more in alike.values():
        forms = ", ".join(m.play.variant for m in (one, *more) if m.play.variant)
        yield (
            f"A learner who {one.words} [{one.id}{f', {forms}' if forms else ''}] loses "
            f"{', '.join(one.actual) or 'nothing'}; by clause {one.clause} it should cost "
            f"{' or '.join(one.expected) or 'nothing'}. {cure_of_strayed(one)}"
        )


def _not_earned_well(proof: Proof, seed: int) -> set[str]:
    """Return the criteria that the job done well does not earn: what would lose them cannot show either."""
    return {c for one in proof.variations if (one.name, one.seed) == (MODEL.name, seed) for c in one.lost}


def _of_the_model(proof: Proof) -> Iterator[str]:
    """Yield what the job well done does not earn: one sentence for each thing that was missed."""
    alike: dict[tuple[str, ...], list[Variation]] = {}
    for one in proof.variations:
        if one.lost:
            missed = (why.partition(":")[0] for why in _first_missed(one))
            alike.setdefault((*one.lost, *missed), []).append(one)
    for one, *more in alike.values():
        also = dict.fromkeys(
            f"{other.name if other.name != 'model' else 'well'} ({other.variant or 'only form'})"
            for other in more
        )
        yield (
            f"The job done {one.name if one.name != 'model' else 'well'} ({one.variant or 'only form'}, "
            f"cast by seed {one.seed}) does not earn {', '.join(one.lost)}: {_why(one)}"
            f"{f' The same done {_some(list(also))}.' if also else ''}"
        )


def _some(named: list[str]) -> str:
    """Return the first few of some names, and how many more there are."""
    more = len(named) - MOST_SAID
    return f"{'; '.join(named[:MOST_SAID])}{f'; and in {more} more ways' if more > 0 else ''}"


def _first_missed(one: Variation) -> tuple[str, ...]:
    """Return what was missed, one indicator of each criterion: what takes too long makes others late."""
    first: dict[str, str] = {}
    for missed in one.why:
        first.setdefault(missed.partition(" ")[0], missed)
    return tuple(first.values()) if one.name == MODEL.name else tuple(first.values())[:MOST_SAID]


def _why(one: Variation) -> str:
    """Return what was missed, without the criterion where no other is named beside it."""
    told = _first_missed(one)
    if len(one.lost) == 1:
        told = tuple(missed.removeprefix(f"{one.lost[0]} ") for missed in told)
    return " ".join(told) or "nothing gave the chance."
