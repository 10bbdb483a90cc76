"""The proof of one form of a scenario: one variant, one cast. Forms are proved apart and then joined."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from simulator.model.declared import Dependency
from simulator.model.scenario import Scenario
from simulator.proving.door import hear_together
from simulator.proving.ground import Bending, Ground, Played
from simulator.proving.judged import Judged, Marker, WellDone
from simulator.proving.limits import at_the_limits
from simulator.proving.limits_of_level import at_the_level
from simulator.proving.limits_of_telling import at_the_telling
from simulator.proving.memory import Memory
from simulator.proving.mutants import (
    Made,
    Model,
    asked_instead,
    left_out,
    never_brought,
    said_for_one,
    told_to_nobody,
)
from simulator.proving.overtaken import while_still_so
from simulator.proving.plan import MODEL, VARIATIONS, Plan
from simulator.proving.proof import (
    Casting,
    Form,
    Mutant,
    Play,
    Room,
    Variation,
    Verdict,
    Wanderer,
)
from simulator.proving.script import Deeds
from simulator.proving.second_order import Alteration, alterations, noticed, sets_flag
from simulator.proving.spoiling import spoilt
from simulator.proving.subject import Subject
from simulator.proving.transcript import transcript
from simulator.proving.wanderers import CASTINGS, BrokeDownError, Walk, walks
from simulator.proving.waste import without_search_for_waste


@dataclass(frozen=True)
class FormProof:
    """What the proof of one form found; joined by ``prove``.

    ``tried`` are all changes of its marking, ``noticed`` those that a play tells, ``untested`` those that no
    play could.
    """

    variant: str
    mutants: tuple[Mutant, ...]
    variations: tuple[Variation, ...]
    wanderers: tuple[Wanderer, ...]
    form: Form
    noticed: frozenset[str]
    tried: tuple[Alteration, ...]
    earned: frozenset[str]
    untested: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Kept:
    """The plays of one form with their marking: the model learner's, also as cast otherwise, and others."""

    subject: Subject
    marker: Marker
    play: Deeds
    model: Judged
    variations: tuple[tuple[Plan, Judged], ...]
    mutants: tuple[tuple[Made, Judged], ...]
    wandered: tuple[tuple[Walk, Judged], ...]
    crashes: tuple[tuple[Walk, BrokeDownError], ...] = ()
    castings: tuple[tuple[Casting, Judged], ...] = ()


def made_of(model: Model) -> tuple[Made, ...]:
    """Return every mutant of a play, none twice."""
    ways = (
        *(left_out, never_brought, asked_instead, said_for_one, told_to_nobody),
        *(while_still_so, spoilt, at_the_limits, at_the_level, at_the_telling),
    )
    found = {one.id: one for way in ways for one in way(model)}
    return tuple(found.values())


def keep(subject: Subject, variant: str, *, wandering: bool = True, memory: Memory | None = None) -> Kept:
    """Play everything that the proof of one form needs, and judge it.

    ``wandering``: with those who do no job, and the job done as other seeds cast it. ``memory``: what proofs
    of this form found out before; what still stands of it is neither played nor judged again.
    """
    marker = Marker(subject.scenario, subject.organisation, subject.unit)
    ground = Ground(subject, variant, memory)
    ground.memory.begin()
    play, sight = ground.played(MODEL, subject.seed)
    model = Model.of(play, sight)
    bending = Bending(ground, play)

    def judged(played: Played, beside: WellDone | None = None) -> Judged:
        return marker.judged(played.record, subject.judging, played.before, beside)

    well = ground.done(MODEL, subject.seed)
    done_well, beside = judged(well), WellDone(well.record, well.before)
    others = [
        (plan, judged(ground.done(plan, subject.seed + n)))
        for n, plan in enumerate(VARIATIONS, start=1)  # each cast by a seed of its own, whichever are done
        if plan in subject.ways
    ]
    made = made_of(model)
    hear_together(subject.reader, [text for one in made for text in one.change.says])
    bent = [(one, judged(bending.bent(one.change), beside)) for one in made]
    lost, crashes = [], []
    strolls = walks(subject.variants, variant, subject.seed, subject.random_plays) if wandering else ()
    for walk in strolls:
        try:
            played = ground.strolled(walk)
        except BrokeDownError as crash:
            crashes.append((walk, crash))
        else:
            lost.append((walk, judged(played)))
    return Kept(
        subject,
        marker,
        play,
        done_well,
        variations=tuple(others),
        mutants=tuple(bent),
        wandered=tuple(lost),
        crashes=tuple(crashes),
        castings=tuple(_cast(ground, subject.seed, judged)) if wandering else (),
    )


def _cast(ground: Ground, seed: int, judged: Callable[[Played], Judged]) -> Iterator[tuple[Casting, Judged]]:
    """Yield the job done well as other seeds cast it."""
    for other in range(seed + 1, seed + CASTINGS):
        played = ground.done(MODEL, other)
        yield casting_of(played, other), judged(played)


def casting_of(played: Played, seed: int) -> Casting:
    """Return what the job took."""
    return Casting(seed=seed, deeds=played.deeds, seconds=round(played.record[-1].event.t, 1))


def prove_form(subject: Subject, variant: str, memory: Memory | None = None) -> FormProof:
    """Prove one form; ``memory`` holds what earlier proofs of it found out, and then this one as well."""
    with without_search_for_waste():
        return concluded(keep(subject, variant, memory=memory))


def concluded(kept: Kept) -> FormProof:
    """Return what the plays of one form show."""
    marker = kept.marker
    earned = kept.model.earned(marker.criteria)
    wandering = tuple(_wandering(kept))
    tried = tuple(alterations(kept.model.brief.scenario))
    plays = (kept.model, *(judged for _, judged in kept.mutants), *(judged for _, judged in kept.variations))
    seen = frozenset(a.id for a in tried if noticed(a, plays))
    untested = frozenset(a.id for a in tried if a.id not in seen and sets_flag(a))
    return FormProof(
        kept.play.variant,
        tuple(_verdicts(kept, earned)),
        tuple(_varied(kept)),
        wandering,
        _form(kept, wandering),
        seen,
        tried,
        earned,
        untested,
    )


def _form(kept: Kept, wandering: Sequence[Wanderer]) -> Form:
    shares: dict[str, list[float]] = {}
    for one in wandering:
        shares.setdefault(one.name, []).append(one.share)
    means = [sum(found) / len(found) for found in shares.values()]
    first = casting_of(Played(kept.play.record, len(kept.play.done)), kept.subject.seed)
    return Form(
        variant=kept.play.variant,
        deeds=first.deeds,
        seconds=first.seconds,
        castings=(first, *(casting for casting, _ in kept.castings)),
        luck=round(sum(means) / max(1, len(means)), 3),
        most_luck=max((w.share for w in wandering), default=0.0),
        indicators=len(kept.model.results),
    )


def _varied(kept: Kept) -> Iterator[Variation]:
    plays = [
        (plan.name, n, judged) for n, (plan, judged) in enumerate([(MODEL, kept.model), *kept.variations])
    ]
    plays += [(MODEL.name, casting.seed - kept.subject.seed, judged) for casting, judged in kept.castings]
    for name, n, judged in plays:
        lost = tuple(c for c in kept.marker.criteria if c not in judged.earned(kept.marker.criteria))
        why = tuple(
            f"{r.criterion} {r.label} ({r.kind.replace('_', ' ')}): {r.sentence}"
            for r in judged.results.values()
            if r.result not in ("shown", "no chance")
        )
        seed = kept.subject.seed + n
        yield Variation(name=name, variant=kept.play.variant, seed=seed, lost=lost, why=why)


def _wandering(kept: Kept) -> Iterator[Wanderer]:
    variant, organisation = kept.play.variant, kept.subject.organisation
    for walk, judged in kept.wandered:
        shown = [r for r in judged.results.values() if r.result == "shown"]
        earned = tuple(sorted(judged.earned(kept.marker.criteria)))
        told = transcript(judged.record, organisation) if earned else ()
        yield Wanderer(
            **walk._asdict(),
            variant=variant,
            ended=judged.record[-1].event.kind == "attempt_ended",
            seconds=round(judged.record[-1].event.t, 1),
            earned=earned,
            share=round(len(shown) / max(1, len(judged.results)), 3),
            play=Play(variant=variant, seed=walk.seed, transcript=told),
        )
    for walk, crash in kept.crashes:
        told = transcript(crash.record, organisation)
        play = Play(variant=variant, seed=walk.seed, transcript=told)
        yield Wanderer(**walk._asdict(), variant=variant, ended=False, crash=str(crash), play=play)


def _verdicts(kept: Kept, earned: frozenset[str]) -> Iterator[Mutant]:
    declared = _declarations(kept.subject.scenario)
    for made, judged in kept.mutants:
        lost = tuple(sorted(earned - judged.earned(kept.marker.criteria)))
        expected = tuple(c for c in made.expected if c in kept.marker.criteria)
        known = declared.get(made.id) or declared.get(made.deed) or declared.get(made.how)
        also = known.also if known else ()
        verdict = verdict_for(made, expected, lost, known)
        told = verdict in ("survived", "strayed")
        yield Mutant(
            id=made.id,
            deed=made.deed,
            how=made.how,
            words=made.words,
            clause=made.rule.clause,
            expected=expected,
            actual=lost,
            declared=also,
            because=known.because if known and verdict == "declared" else "",
            verdict=verdict,
            room=room_for(made, expected) if verdict == "harmless" else "",
            rule=made.rule.id,
            about=made.about,
            by=_lost_by(judged, set(lost) - {*expected, *also}) if verdict == "strayed" else (),
            play=Play(
                variant=kept.play.variant,
                seed=kept.subject.seed,
                transcript=transcript(judged.record, kept.subject.organisation) if told else (),
            ),
        )


def _lost_by(judged: Judged, criteria: set[str]) -> tuple[str, ...]:
    """Return the indicators of some criteria that a play does not show, each with its criterion."""
    return tuple(
        f"“{result.label}” ({result.criterion})"
        for result in judged.results.values()
        if result.criterion in criteria and result.result not in ("shown", "no chance")
    )


def _declarations(scenario: Scenario) -> dict[str, Dependency]:
    return {one.deed: one for one in scenario.dependencies}


def verdict_for(
    made: Made, expected: tuple[str, ...], lost: tuple[str, ...], known: Dependency | None
) -> Verdict:
    """Return how a mutant came out: what it should cost beside what it did cost."""
    wanted, gone = set(expected), set(lost)
    also = set(known.also) if known else set()
    if gone - wanted - also:
        return "strayed"
    if gone - wanted:
        return "declared" if not wanted or gone & wanted else "strayed"
    if gone:
        return "killed"
    if room_for(made, expected):
        return "harmless"
    return "declared" if known and known.not_marked else "survived"


def room_for(made: Made, expected: tuple[str, ...]) -> Room:
    """Return why a mutant need cost nothing, empty where it must."""
    if made.harmless:
        return "allowed"
    if not expected:
        return "not claimed"
    if not made.needed:
        return "not needed"
    return "" if made.rule.noticed == "each" else made.rule.noticed
