"""Plays cut down to what is needed to see something: the shortest that shows where marking is blind.

Deeds are taken out in ever smaller groups as long as what is to be seen can still be seen. Nothing is put in.
"""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.model.events import Record
from simulator.proving.form_proof import made_of
from simulator.proving.ground import Ground
from simulator.proving.judged import EARNED, Judged, Marker
from simulator.proving.mutants import Model
from simulator.proving.plan import MODEL, VARIATIONS
from simulator.proving.proof import Mutant, Play
from simulator.proving.script import Change, Deeds, joined, replayed
from simulator.proving.second_order import Alteration, alterations
from simulator.proving.subject import Subject
from simulator.proving.transcript import transcript
from simulator.proving.wanderers import BrokeDownError, Walk, walks

MOST_TRIES = 90
"""So many plays are tried to make one shorter."""
WELL = "well"
"""By this name the job done well is shown, of which a report says what it does not earn."""
Seen = Callable[[Record], bool]


def shortened(play: Deeds, change: Change, seen: Seen) -> Record:
    """Return the record of a changed play without all deeds that are not needed for what is seen in it.

    Where it cannot be seen in the changed play itself, that play is returned whole.
    """
    best = replayed(play, change)
    if not seen(best):
        return best
    left = [n for n in range(len(play.done)) if n not in change.touched and n > 0]
    gone: frozenset[int] = frozenset()
    size, tries = max(1, len(left) // 2), 0
    while size and tries < MOST_TRIES:
        at = 0
        while at < len(left) and tries < MOST_TRIES:
            without = gone | frozenset(left[at : at + size])
            record = replayed(play, joined(Change(without=without), change))
            tries += 1
            if seen(record):
                best, gone = record, without
                del left[at : at + size]
            else:
                at += size
        size //= 2
    return best


@dataclass(frozen=True)
class Shortener:
    """Cuts plays of one form of a scenario; the model learner is played once for all of them."""

    subject: Subject
    model: Model
    marker: Marker

    @classmethod
    def of(cls, subject: Subject, variant: str) -> "Shortener":
        """Play the form."""
        play, sight = Ground(subject, variant).played(MODEL, subject.seed)
        marker = Marker(subject.scenario, subject.organisation, subject.unit)
        return cls(subject, Model.of(play, sight), marker)

    def of_mutant(self, mutant: Mutant) -> Play:
        """Return the shortest play in which a mutant goes unnoticed; of one that strays, in which it does."""
        made = next((m for m in made_of(self.model) if m.id == mutant.id), None)
        if made is None:
            return mutant.play

        def seen(record: Record) -> bool:
            judged = self.marker.judged(record, self.subject.judging)
            if mutant.verdict == "survived":
                return all(judged.word(c) == EARNED for c in mutant.expected)
            astray = set(mutant.actual) - set(mutant.expected) - set(mutant.declared)
            return all(judged.word(c) != EARNED for c in astray)

        return self._told(shortened(self.model.play, made.change, seen))

    def of_change(self, alteration: Alteration) -> Play:
        """Return the shortest play in which an indicator is shown, and would be after the change as well."""

        def seen(record: Record) -> bool:
            judged = self.marker.judged(record, self.subject.judging)
            return alteration.indicator in judged.results and _shows_no_difference(judged, alteration)

        return self._told(shortened(self.model.play, Change(), seen))

    def _told(self, record: Record) -> Play:
        lines = transcript(record, self.subject.organisation)
        return Play(variant=self.model.play.variant, seed=self.subject.seed, transcript=lines)


def _shows_no_difference(judged: Judged, alteration: Alteration) -> bool:
    before = judged.results[alteration.indicator]
    if alteration.changed is None:
        earned = judged.word(before.criterion) == EARNED
        return earned and judged.word(before.criterion, {alteration.indicator: None}) == EARNED
    after = judged.with_indicator(alteration.indicator, alteration.changed)
    return before.result == after.result == "shown"


def transcript_of(subject: Subject, variant: str, name: str) -> tuple[str, ...]:
    """Return the transcript of what a report names, or none.

    A mutant and a wanderer are told whole, up to where the simulator broke down if it did; a change of the
    marking at its shortest. The job done ``well``, or in another way, is told as the proof's seed casts it.
    """
    for n, plan in enumerate((MODEL, *VARIATIONS)):
        if name in (plan.name, *((WELL,) if plan is MODEL else ())):
            played = Ground(subject, variant).done(plan, subject.seed + n)
            return transcript(played.record, subject.organisation)
    for walk in walks(subject.variants, variant, subject.seed, subject.random_plays):
        if name == walk.id:
            return transcript(_walked(subject, variant, walk), subject.organisation)
    shortener = Shortener.of(subject, variant)
    for made in made_of(shortener.model):
        if made.id == name:
            return transcript(replayed(shortener.model.play, made.change), subject.organisation)
    return next((shortener.of_change(a).transcript for a in _changes(shortener) if a.id == name), ())


def _walked(subject: Subject, variant: str, walk: Walk) -> Record:
    try:
        return Ground(subject, variant).strolled(walk).record
    except BrokeDownError as crash:
        return crash.record


def _changes(shortener: Shortener) -> tuple[Alteration, ...]:
    return tuple(alterations(shortener.model.play.world.scenario))
