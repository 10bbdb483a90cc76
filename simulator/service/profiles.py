"""The learner's profile: written by the learner, talked through by an assessor of theirs, signed by both.

Words and ratings are the learner's own, and no decision rests on them. Whether support is wanted is a yes or
no: which, and why, is asked for nowhere here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from simulator.model.matrix import Dossier
from simulator.model.portfolio import PortfolioDeed
from simulator.model.profile import RATINGS, ProfileDiscussed, ProfileWritten, Rating, SelfRating
from simulator.model.unit import Unit
from simulator.portfolio.rules import SHORTEST_REASON
from simulator.service.access import Actor, require
from simulator.service.errors import NotThere, ServiceError
from simulator.service.portfolios import PortfolioPart, new_id

LONGEST_LINE = 200
LONGEST = 2000


class Profiles(PortfolioPart):
    """The use cases of profiles."""

    def write(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        *,
        job_role: str,
        employer: str = "",
        duties: str = "",
        prior_learning: str = "",
        goals: str = "",
        support: bool | None,
        ratings: Mapping[str, Rating],
    ) -> Dossier:
        """Keep the learner's profile, or the profile written anew; the one before stays in the record.

        ``ratings`` maps every criterion of the unit to how the learner rates themself.

        Raises:
            ServiceError: no job is named, support is not answered, a criterion is not rated, or nothing of
                the profile is changed.
            NotThere: the portfolio is another learner's.
        """
        by = require(actor, "learner")
        if by.person_id != learner_id:
            raise NotThere("This is another learner's portfolio.")
        if not job_role.strip():
            raise ServiceError("Say what your job is; “none yet” is an answer.", "job_role")
        if support is None:
            raise ServiceError("Say whether you would like support.", "support")
        made = ProfileWritten(
            by=by.person_id,
            version=new_id("f"),
            job_role=job_role.strip()[:LONGEST_LINE],
            employer=employer.strip()[:LONGEST_LINE],
            duties=duties.strip()[:LONGEST],
            prior_learning=prior_learning.strip()[:LONGEST],
            goals=goals.strip()[:LONGEST],
            support=support,
            ratings=_rated(self._library.unit(unit), ratings),
        )

        def make(dossier: Dossier) -> PortfolioDeed:
            old = dossier.profile
            if old is not None and made.model_copy(update={"version": old.deed.version}) == old.deed:
                raise ServiceError("Nothing of your profile is changed.", "job_role")
            return made

        return self._append(learner_id, unit, make)

    def discuss(
        self, actor: Actor | None, learner_id: str, unit: str, version: str, *, on: date, text: str
    ) -> Dossier:
        """Record that a profile was talked through with the learner: on which day, and what was said.

        ``version`` is the writing that the assessor had before them.

        Raises:
            ServiceError: the day is to come, or nothing is told of what was said.
            NotThere: there is no profile, or the learner wrote it anew meanwhile.
        """
        by = self._assessor(actor, learner_id)
        if on > self._now().date():
            raise ServiceError("It cannot have been talked through on a day to come.", "on")
        if len(text.strip()) < SHORTEST_REASON:
            raise ServiceError("Say in a sentence what was talked through.", "text")
        said = ProfileDiscussed(by=by.person_id, version=version, on=on, text=text.strip()[:LONGEST])

        def make(dossier: Dossier) -> PortfolioDeed:
            if dossier.profile is None:
                raise NotThere("The learner has written no profile yet.")
            if dossier.profile.deed.version != version:
                raise NotThere("The learner wrote the profile anew meanwhile. Read it again first.")
            return said

        return self._append(learner_id, unit, make)


def _rated(unit: Unit, ratings: Mapping[str, Rating]) -> tuple[SelfRating, ...]:
    """Return a rating for each criterion of the unit, in its order. Raises ``ServiceError``."""
    if unknown := sorted(set(ratings) - set(unit.criteria)):
        raise ServiceError(f"Unit {unit.number} has no criterion {', '.join(unknown)}.", "ratings")
    if missing := [c for c in unit.criteria if c not in ratings]:
        raise ServiceError(f"Rate yourself on {', '.join(missing)} too.", "ratings")
    if wrong := sorted({r for r in ratings.values() if r not in RATINGS}):
        raise ServiceError(f"There is no rating {', '.join(wrong)}.", "ratings")
    return tuple(SelfRating(criterion=c, rating=ratings[c]) for c in unit.criteria)
