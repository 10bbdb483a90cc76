"""The session sheet of a simulated assessment: who supervised it, and the checklist of how real it was.

An assessor of the learner fills it in, while the call runs or afterwards; both sign it like anything else in
the portfolio. It stands in the portfolio record, not in the call's, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from simulator.model.session import REALISM, RealismAnswer, Session, SessionChecked
from simulator.service.access import Actor, require
from simulator.service.errors import CannotDo, ServiceError
from simulator.service.portfolios import PortfolioPart

LONGEST = 300
LONGEST_NOTE = 2000


class SessionSheets(PortfolioPart):
    """The use cases of session sheets."""

    def check(
        self,
        actor: Actor | None,
        attempt_id: str,
        *,
        supervisor: str,
        identity: str = "",
        so: Collection[str] = (),
        note: str = "",
        why: str = "",
    ) -> Session:
        """Record who supervised an assessment and what of the checklist was so; an earlier record stays.

        ``why`` says why it was simulated. ``so`` holds the ids of the statements that were so: every other
        one is recorded as not so.

        Raises:
            CannotDo: the call was no assessment, or the unit is locked.
            ServiceError: nobody is named who supervised, or the checklist has no such statement.
        """
        attempt = self._theirs(actor, attempt_id)
        by = require(actor, "assessor")
        if attempt.mode != "assessment":
            raise CannotDo("Only an assessment has a session sheet; this call was for practice.")
        if not supervisor.strip():
            raise ServiceError("Name who supervised, or write that nobody did.", "supervisor")
        if unknown := sorted(set(so) - set(REALISM)):
            raise ServiceError(f"The checklist has no statement {', '.join(unknown)}.", "so")
        made = SessionChecked(
            by=by.person_id,
            attempt=attempt_id,
            supervisor=supervisor.strip()[:LONGEST],
            identity=identity.strip()[:LONGEST],
            realism=tuple(RealismAnswer(statement=k, words=w, so=k in so) for k, w in REALISM.items()),
            note=note.strip()[:LONGEST_NOTE],
            why=why.strip()[:LONGEST_NOTE],
        )
        found = self._append(attempt.learner_id, attempt.unit, lambda _: made).session(attempt_id)
        assert found is not None
        return found

    def of(self, actor: Actor | None, attempt_id: str) -> Session | None:
        """Return what was recorded of the session of an attempt, or None."""
        attempt = self._theirs(actor, attempt_id)
        return self._portfolios.dossier_of(attempt.learner_id, attempt.unit).session(attempt_id)
