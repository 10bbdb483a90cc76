"""The proof of one form of a scenario: one variant, one cast. Forms are proved apart and then joined."""

from collections.abc import Iterator, Mapping
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
from simulator.proving.mutants import Made, Model, left_out, never_brought, said_for_one, told_to_nobody
from simulator.proving.overtaken import while_still_so
from simulator.proving.plan import MODEL, VARIATIONS, Plan
from simulator.proving.proof import Form, Mutant, Play, Variation, Verdict, Wanderer
from simulator.proving.script import Deeds, replayed, written_down
from simulator.proving.second_order import Alteration, alterations, matters, noticed
from simulator.proving.sight import Sight
from simulator.proving.spoiling import spoilt
from simulator.proving.transcript import transcript
from simulator.proving.wanderers import WANDERERS, wandered
from simulator.proving.waste import without_search_for_waste

Words = Mapping[str, tuple[str, ...]]
RANDOM_SEEDS = 12
"""So many random wanderers walk through each form."""


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

    @property
    def variants(self) -> tuple[str, ...]:
        """Return the forms that are proved: the scenario's variants, or the one that has no name."""
        return forms_of(self.scenario)


def forms_of(scenario: Scenario) -> tuple[str, ...]:
    """Return the forms of a scenario that are proved: its variants, or the one that has no name."""
    return tuple(scenario.variants) or ("",)


@dataclass(frozen=True)
class FormProof:
    """What the proof of one form found; joined by ``prove``."""

    variant: str
    mutants: tuple[Mutant, ...]
    variations: tuple[Variation, ...]
    wanderers: tuple[Wanderer, ...]
    form: Form
    noticed: frozenset[str]
    tried: tuple[Alteration, ...]
    earned: frozenset[str]


@dataclass(frozen=True)
class Kept:
    """The plays of one form with their marking: the model learner's, and each mutant's."""

    subject: Subject
    marker: Marker
    play: Deeds
    model: Judged
    variations: tuple[tuple[Plan, Judged], ...]
    mutants: tuple[tuple[Made, Judged], ...]
    wandered: tuple[tuple[str, int, Judged], ...]
    crashes: tuple[tuple[str, int, str], ...] = ()


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
    ways = (left_out, never_brought, said_for_one, told_to_nobody, while_still_so, spoilt, at_the_limits)
    found = {one.id: one for way in ways for one in way(model)}
    return tuple(found.values())


def keep(subject: Subject, variant: str) -> Kept:
    """Play everything that the proof of one form needs, and judge it."""
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
    for name, seed in walks(subject.seed):
        try:
            record = wandered(Door(ground.world(seed), subject.reader, seed=seed), subject.words, name, seed)
        except Exception as crash:
            crashes.append((name, seed, f"{type(crash).__name__}: {crash}"))
        else:
            lost.append((name, seed, judged(record)))
    return Kept(
        subject, marker, play, judged(play.record), tuple(others), tuple(bent), tuple(lost), tuple(crashes)
    )


def walks(seed: int) -> Iterator[tuple[str, int]]:
    """Yield who wanders through a form, each with its seed."""
    for name in WANDERERS:
        for n in range(RANDOM_SEEDS if name == "random" else 1):
            yield name, seed + n


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
    seen = frozenset(a.id for a in tried if not matters(a, plays) or noticed(a, plays))
    luck = max((w.share for w in wandering), default=0.0)
    form = Form(
        variant=kept.play.variant,
        deeds=len(kept.play.done),
        seconds=round(kept.play.ended_at, 1),
        luck=luck,
        indicators=len(kept.model.results),
    )
    return FormProof(
        kept.play.variant,
        tuple(_verdicts(kept, earned)),
        tuple(_varied(kept)),
        wandering,
        form,
        seen,
        tried,
        earned,
    )


def _varied(kept: Kept) -> Iterator[Variation]:
    plays = [(MODEL, kept.model), *kept.variations]
    for n, (plan, judged) in enumerate(plays):
        lost = tuple(c for c in kept.marker.criteria if c not in judged.earned(kept.marker.criteria))
        why = tuple(
            f"{r.criterion} {r.label} ({r.kind.replace('_', ' ')}): {r.sentence}"
            for r in judged.results.values()
            if r.result not in ("shown", "no chance")
        )
        seed = kept.subject.seed + n
        yield Variation(name=plan.name, variant=kept.play.variant, seed=seed, lost=lost, why=why)


def _wandering(kept: Kept) -> Iterator[Wanderer]:
    for name, seed, judged in kept.wandered:
        shown = [r for r in judged.results.values() if r.result == "shown"]
        yield Wanderer(
            name=name,
            variant=kept.play.variant,
            seed=seed,
            ended=judged.record[-1].event.kind == "attempt_ended",
            seconds=round(judged.record[-1].event.t, 1),
            earned=tuple(sorted(judged.earned(kept.marker.criteria))),
            share=round(len(shown) / max(1, len(judged.results)), 3),
        )
    for name, seed, crash in kept.crashes:
        yield Wanderer(name=name, variant=kept.play.variant, seed=seed, ended=False, crash=crash)


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
            because=known.because if known else "",
            verdict=verdict,
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
    if made.harmless or not wanted or not made.needed or made.rule.noticed != "each":
        return "harmless"
    return "declared" if known and known.not_marked else "survived"
