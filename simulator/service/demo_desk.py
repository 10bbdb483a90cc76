"""The desk at which the demonstration's portfolios are filled: who does it, their passwords, and a clock.

It only hands deeds on to the use cases, in the order in which it is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.model.portfolio import CHECKS, EvidenceItem, evidence_subject
from simulator.model.unit import Unit as UnitSpecification
from simulator.service.access import Actor
from simulator.service.demo_words import REASONS
from simulator.service.records import Records
from simulator.service.uploads import Upload
from simulator.service.wiring import PortfolioParts

ADMINISTRATOR = Actor("demonstration", "Demonstration", frozenset({"administrator"}))


PACE = timedelta(seconds=50)


@dataclass
class Clock:
    """The clock of an invented past: it is set to a day, and goes on with every deed."""

    at: datetime

    def __call__(self) -> datetime:
        """Return the time, some seconds after it was asked for last."""
        self.at += PACE
        return self.at


@dataclass(frozen=True)
class Desk:
    """Who fills the portfolios: the parts, the assessor, every password, the unit, and the present.

    Without a ``clock`` all is done at once, without ``records`` no call is marked.
    """

    parts: PortfolioParts
    assessor: Actor
    passwords: Mapping[str, str]
    unit: UnitSpecification
    now: datetime
    clock: Clock | None = None
    records: Records | None = None

    def on(self, days: int) -> None:
        """Set the clock to an afternoon some days ago."""
        if self.clock is not None:
            day = self.now - timedelta(days=days)
            self.clock.at = max(day, day.replace(hour=13, minute=30)) if days else day

    def sign_evidence(self, learner: Actor, *items: str) -> None:
        """Let assessor and learner sign items."""
        for who in (self.assessor, learner):
            self.sign(who, learner, *(evidence_subject(i) for i in items))

    def sign(self, who: Actor, learner: Actor, *subjects: str) -> None:
        """Sign subjects as they stand."""
        digests = self.parts["portfolios"].dossier_of(learner.person_id, self.unit.number).digests
        seen = {s: digests[s] for s in subjects}
        self.parts["deciding"].sign(
            who, learner.person_id, self.unit.number, seen, password=self.passwords[who.person_id]
        )

    def add(self, learner: Actor, item: EvidenceItem, *uploads: Upload, by: Actor | None = None) -> str:
        """Enter an item and return its id."""
        added = self.parts["gathering"].add_evidence(
            by or self.assessor, learner.person_id, self.unit.number, item, uploads
        )
        return added.items[-1].item.id

    def decide(self, learner: Actor, *criteria: str) -> None:
        """Decide that criteria are met, relying on all that is mapped to them."""
        for criterion in criteria:
            dossier = self.parts["portfolios"].dossier_of(learner.person_id, self.unit.number)
            self.parts["deciding"].decide(
                self.assessor,
                learner.person_id,
                self.unit.number,
                criterion,
                met=True,
                checks=CHECKS,
                reason=REASONS[criterion],
                relied_on=[i.item.id for i in dossier.standing if criterion in i.item.criteria],
            )
