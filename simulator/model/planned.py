"""What is planned with a learner and who may witness: plans with their reviews, the register of witnesses.

Frozen values of a portfolio's record. They say what was agreed and by whom; they judge nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from simulator.model.by_person import ByPerson
from simulator.model.unit import Method


class WitnessRegistered(ByPerson):
    """Somebody whose testimony may count, and in what relation they stand to the learner.

    ``worked_with`` says from when to when, ``conflict`` what might sway them ("none" is an answer).
    """

    kind: Literal["witness_registered"] = "witness_registered"
    witness: str
    name: str
    role: str
    organisation: str
    relationship: str
    expert: bool
    qualification: str = ""
    contact: str = ""
    worked_with: str = ""
    conflict: str = ""


class WitnessCorrected(ByPerson):
    """An entry in the register of witnesses was wrong: what it should say, who put it right, and why.

    The first entry stays in the record. ``struck``: the witness should not have been entered here at all.
    """

    kind: Literal["witness_corrected"] = "witness_corrected"
    entry: WitnessRegistered
    reason: str
    struck: bool = False


class PlanMade(ByPerson):
    """An assessment planned: which criteria, by which method, what, where, with what, and by when.

    ``adjusted`` says that adjustments apply; what they are stands in no portfolio.
    """

    kind: Literal["plan_made"] = "plan_made"
    plan: str
    criteria: tuple[str, ...]
    method: Method
    what: str
    place: str = ""
    due: dt.date
    agreed: bool = False
    at_time: str = ""
    means: str = ""
    adjusted: bool = False


class PlanReviewed(ByPerson):
    """What came of a plan: it was done, it goes on (perhaps until another day), or it was dropped.

    ``text`` says what was achieved, ``outstanding`` what was not; an action has an owner.
    """

    kind: Literal["plan_reviewed"] = "plan_reviewed"
    plan: str
    outcome: Literal["done", "goes on", "dropped"]
    text: str
    due: dt.date | None = None
    outstanding: str = ""
    action: str = ""
    owner: str = ""
