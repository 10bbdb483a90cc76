"""What a learner's assessors said of an assessed call, for that learner, once its debrief was released.

Rulings that differ from the machine's reading come with the debrief itself (``Records.debrief``); here are
the comments at a moment, the feedback that was given on the call, and the names of who said any of it.
What an assessor saw before the machine's finding was shown to them stays theirs: it is never among it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.model.matrix import Feedback
from simulator.model.portfolio import MomentCommented
from simulator.service.access import Actor
from simulator.service.portfolios import Ground, PortfolioPart, Portfolios
from simulator.service.records import Records


@dataclass(frozen=True)
class ToldBack:
    """The comments in the order of the call, the feedback as it was given, and names by person."""

    comments: tuple[MomentCommented, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, person: str) -> str:
        """Return how somebody is called."""
        return self.names.get(person, "an assessor")


class TellingBack(PortfolioPart):
    """The one use case: a learner reads what was said of their own call."""

    def __init__(self, ground: Ground, portfolios: Portfolios, records: Records) -> None:
        super().__init__(ground, portfolios)
        self._records = records

    def of_call(self, actor: Actor | None, attempt_id: str) -> ToldBack:
        """Return what was said of a learner's own call whose debrief is open to them.

        Of a practice call nothing is released, so its comments stay the assessor's; feedback was given.
        Refuses as ``Records.debrief`` does.
        """
        reviewed = self._records.debrief(actor, attempt_id)
        attempt = reviewed.attempt
        dossier = self._portfolios.dossier_of(attempt.learner_id, attempt.unit)
        comments: tuple[MomentCommented, ...] = ()
        if attempt.released_at is not None:
            said = (c for c in dossier.comments if c.attempt == attempt.id and c.text)
            comments = tuple(sorted(said, key=lambda c: c.at))
        feedback = tuple(f for f in dossier.feedback if f.given.attempt == attempt.id)
        people = {c.by for c in comments} | {f.given.by for f in feedback}
        people |= {j.by for j in reviewed.judged.values()} | {attempt.released_by or ""}
        return ToldBack(comments, feedback, self._store.people.names(frozenset(people - {""})))
