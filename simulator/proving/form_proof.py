"""The proof of one form of a scenario: one variant, one cast. Forms are proved apart and then joined."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from simulator.engine.world import World
from simulator.marking.calls import judge
from simulator.model.declared import Dependency
from simulator.model.events import Record
from simulator.model.organisation import Organisation
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit
from simulator.proving.door import Door, ReadsText, stage
from simulator.proving.judged import Judged, Judging, Marker
from simulator.proving.limits import at_the_limits
from simulator.proving.model_learner import act_out
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
    RANDOM_PLAYS,
    Casting,
    Form,
    Mutant,
    Play,
    Room,
    Variation,
    Verdict,
    Wanderer,
)
from simulator.proving.script import Deeds, replayed, written_down
from simulator.proving.second_order import Alteration, alterations, noticed, sets_flag
from simulator.proving.sight import Sight
from simulator.proving.spoiling import spoilt
from simulator.proving.transcript import transcript
from simulator.proving.wanderers import CASTINGS, BrokeDownError, Walk, walks, wandered
from simulator.proving.waste import without_search_for_waste

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Subject:
    """What is proved, and with what: scenario, organisation, unit, a reader, the shared phrasings."""

    scenario: Scenario
    organisation: Organisation
    unit: Unit
    reader: ReadsText
    words: Words
    judging: Judging = field(default=judge)
    seed: int = 1
    random_plays: int = RANDOM_PLAYS

    @property
    def variants(self) -> tuple[str, ...]:
        """Return the forms that are proved: the scenario's variants, or the one that has no name."""
        return forms_of(self.scenario)


def forms_of(scenario: Scenario) -> tuple[str, ...]:
    """Return the forms of a scenario that are proved: its variants, or the one that has no name."""
    return tuple(scenario.variants) or ("",)


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


class Ground:
    """Where one form is played: the world of each seed, built once for all who play in it."""

    def __init__(self, subject: Subject, variant: str) -> None:
        """Begin with no world built."""
        self.subject, self.variant = subject, variant
        self._worlds: dict[int, World] = {}

    def world(self, seed: int) -> World:
        """Return the world that a seed casts."""
        if seed not in self._worlds:
            subject = self.subject
            self._worlds[seed] = stage(subject.scenario, subject.organisation, seed, self.variant)
        return self._worlds[seed]

    def played(self, plan: Plan, seed: int) -> tuple[Deeds, Sight]:
        """Let the model learner play, by a plan; return the play and the learner's sight at its end."""
        subject = self.subject
        door = Door(self.world(seed), subject.reader, seed=seed, pace=plan.stretch)
        sight = Sight(door, plan, subject.words, seed)
        return written_down(sight, act_out(sight)), sight


def made_of(model: Model) -> tuple[Made, ...]:
    """Return every mutant of a play, none twice."""
    ways = (
        *(left_out, never_brought, asked_instead, said_for_one, told_to_nobody),
        *(while_still_so, spoilt, at_the_limits),
    )
    found = {one.id: one for way in ways for one in way(model)}
    return tuple(found.values())


def keep(subject: Subject, variant: str, *, wandering: bool = True) -> Kept:
    """Play everything that the proof of one form needs, and judge it.

    ``wandering``: with those who do no job, and the job done as other seeds cast it.
    """
    marker = Marker(subject.scenario, subject.organisation, subject.unit)
    ground = Ground(subject, variant)
    play, sight = ground.played(MODEL, subject.seed)
    model = Model.of(play, sight)

    def judged(record: Record) -> Judged:
        return marker.judged(record, subject.judging)

    others = [
        (plan, judged(ground.played(plan, subject.seed + n)[0].record))
        for n, plan in enumerate(VARIATIONS, start=1)
    ]
    bent = [(one, judged(replayed(play, one.change))) for one in made_of(model)]
    lost, crashes = [], []
    strolls = walks(subject.variants, variant, subject.seed, subject.random_plays) if wandering else ()
    for walk in strolls:
        try:
            record = strolled(ground, walk)
        except BrokeDownError as crash:
            crashes.append((walk, crash))
        else:
            lost.append((walk, judged(record)))
    return Kept(
        subject,
        marker,
        play,
        judged(play.record),
        variations=tuple(others),
        mutants=tuple(bent),
        wandered=tuple(lost),
        crashes=tuple(crashes),
        castings=tuple(_cast(ground, subject.seed, judged)) if wandering else (),
    )


def _cast(ground: Ground, seed: int, judged: Callable[[Record], Judged]) -> Iterator[tuple[Casting, Judged]]:
    """Yield the job done well as other seeds cast it."""
    for other in range(seed + 1, seed + CASTINGS):
        play, _ = ground.played(MODEL, other)
        yield casting_of(play, other), judged(play.record)


def casting_of(play: Deeds, seed: int) -> Casting:
    """Return what a play took."""
    return Casting(seed=seed, deeds=len(play.done), seconds=round(play.ended_at, 1))


def strolled(ground: Ground, walk: Walk) -> Record:
    """Return the record of one wanderer in a form.

    Raises:
        BrokeDownError: something in the simulator failed.
    """
    subject = ground.subject
    door = Door(ground.world(walk.seed), subject.reader, seed=walk.seed)
    return wandered(door, subject.words, walk.name, walk.number)


def prove_form(subject: Subject, variant: str) -> FormProof:
    """Prove one form."""
    with without_search_for_waste():
        return concluded(keep(subject, variant))


def concluded(kept: Kept) -> FormProof:
    """Return what the plays of one form show."""
    marker = kept.marker
    earned = kept.model.earned(marker.criteria)
    wandering = tuple(_wandering(kept))
    tried = tuple(alterations(kept.model.brief.scenario.indicators))
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
    first = casting_of(kept.play, kept.subject.seed)
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
            f"{r.criterion} {r.label}: {r.sentence}"
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
            play=Play(
                variant=kept.play.variant,
                seed=kept.subject.seed,
                transcript=transcript(judged.record, kept.subject.organisation) if told else (),
            ),
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
