"""What a learner says of themself at the start: job, learning so far, goals, and a rating for each criterion.

Frozen values of a portfolio's record. The words and ratings are the learner's own; an assessor records that
they were talked through. Whether support is wanted is a yes or no: which, and why, stands in no portfolio.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

from pydantic import AwareDatetime

from simulator.model.by_person import ByPerson
from simulator.model.reading import Value

Rating = Literal["new to me", "with help", "on my own"]
RATINGS: tuple[Rating, ...] = get_args(Rating)
RATING_SIGNS: dict[Rating, str] = {"new to me": "○", "with help": "◐", "on my own": "●"}
"""A sign for each rating: it stands beside the word, so that a glance finds it."""
PROFILE = "profile"
"""The subject under which a profile is signed."""


class SelfRating(Value):
    """How a learner rates themself on one criterion before they begin; no judgement of anybody else."""

    criterion: str
    rating: Rating


class ProfileWritten(ByPerson):
    """The learner wrote their profile, or wrote it anew; the earlier one stays in the record.

    ``version`` tells one writing from another, so that what was talked through stays with what was read.
    """

    kind: Literal["profile_written"] = "profile_written"
    version: str
    job_role: str
    employer: str = ""
    duties: str = ""
    prior_learning: str = ""
    goals: str = ""
    support: bool
    ratings: tuple[SelfRating, ...]


class ProfileDiscussed(ByPerson):
    """An assessor talked a profile through with the learner: on which day, and what was said."""

    kind: Literal["profile_discussed"] = "profile_discussed"
    version: str
    on: dt.date
    text: str


class LearnerProfile(Value):
    """The profile as it stands: when it was written, how many came before, and how it was talked through.

    ``changed_at`` is when it was written or talked through last.
    """

    deed: ProfileWritten
    at: AwareDatetime
    changed_at: AwareDatetime
    earlier: int = 0
    discussed: tuple[ProfileDiscussed, ...] = ()

    @property
    def talked_by(self) -> str:
        """The id of who talked it through last, or nothing."""
        return self.discussed[-1].by if self.discussed else ""

    @property
    def again(self) -> str:
        """How often it was written anew, to stand behind when that was last; nothing where it never was."""
        times = "once" if self.earlier == 1 else f"{self.earlier} times"
        return f", written anew {times}" if self.earlier else ""

    @property
    def support_words(self) -> str:
        """Whether support is wanted, as pages and packs say it."""
        return "wanted; which is agreed and kept apart" if self.deed.support else "not wanted"

    def rated(self, criterion: str) -> Rating | None:
        """Return how the learner rates themself on a criterion, or None where they were not asked."""
        return next((r.rating for r in self.deed.ratings if r.criterion == criterion), None)

    def by_rating(self) -> dict[Rating, tuple[str, ...]]:
        """Return the criteria under each rating, in the unit's order."""
        return {r: tuple(one.criterion for one in self.deed.ratings if one.rating == r) for r in RATINGS}
