"""A portfolio as it stands, as screens and reports draw it: items, decisions, signatures, the matrix.

It computes nothing: ``simulator.portfolio`` makes these values from the record, and nobody changes them.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import AwareDatetime, Field

from simulator.model.planned import PlanMade, PlanReviewed, WitnessCorrected, WitnessRegistered
from simulator.model.portfolio import (
    AnswerRuled,
    BlindMarked,
    CriterionDecided,
    EvidenceItem,
    FeedbackAnswered,
    FeedbackGiven,
    FileErased,
    LearnerDeclared,
    MomentCommented,
    Origin,
    PaperReleased,
    Party,
    UnitDecided,
    Unlocked,
    decision_subject,
)
from simulator.model.profile import LearnerProfile
from simulator.model.reading import Value
from simulator.model.session import Session


class Item(Value):
    """An item with its reference (OBS1), who entered it, and when it was last written."""

    item: EvidenceItem
    reference: str
    by: str
    added_at: AwareDatetime
    changed_at: AwareDatetime
    changed_seq: int
    versions: int = 1
    withdrawn: str = ""


class Decision(Value):
    """The decision on a criterion that stands, and how many came before it."""

    deed: CriterionDecided
    seq: int
    at: AwareDatetime
    earlier: int = 0


class UnitDecision(Value):
    """The decision on the unit that stands."""

    deed: UnitDecided
    seq: int
    at: AwareDatetime
    earlier: int = 0


class Signature(Value):
    """A signature and how it stands; ``void`` says why it no longer does, and is empty while it does."""

    seq: int
    at: AwareDatetime
    party: Party
    by: str
    subject: str
    digest: str
    statement: str
    agrees: bool = True
    comment: str = ""
    void: str = ""


class Plan(Value):
    """A plan with its reviews; ``open`` until it was done or dropped, or a discussion fulfilled it.

    ``held`` is the evidence of that discussion; a review that lets the plan go on empties it.
    """

    made: PlanMade
    at: AwareDatetime
    seq: int
    reviews: tuple[PlanReviewed, ...] = ()
    held: str = ""

    @property
    def open(self) -> bool:
        """Tell whether something is still to be done of it."""
        return self.to_review and not self.held

    @property
    def state(self) -> str:
        """How it stands in a few words: open, held, or what its last review says."""
        if not self.to_review:
            return self.reviews[-1].outcome
        return "held, not reviewed yet" if self.held else "open"

    @property
    def to_review(self) -> bool:
        """Tell whether an assessor may still say what came of it."""
        return not self.reviews or self.reviews[-1].outcome == "goes on"

    @property
    def due(self) -> dt.date:
        """The day until which it holds."""
        later = [r.due for r in self.reviews if r.due is not None]
        return later[-1] if later else self.made.due


class Feedback(Value):
    """Feedback with the learner's answers."""

    given: FeedbackGiven
    at: AwareDatetime
    answers: tuple[FeedbackAnswered, ...] = ()
    answered_at: AwareDatetime | None = None

    @property
    def open(self) -> bool:
        """Tell whether its action still waits."""
        return bool(self.given.action) and not any(a.done for a in self.answers)


class Erased(Value):
    """A file whose bytes were erased: by whom, why and when."""

    deed: FileErased
    at: AwareDatetime


class Correction(Value):
    """How an entry in the register of witnesses was put right: what it said before, the deed, and when."""

    before: WitnessRegistered
    deed: WitnessCorrected
    at: AwareDatetime


class Dossier(Value):
    """Everything that stands in one portfolio, folded from its record."""

    items: tuple[Item, ...] = ()
    erased: tuple[Erased, ...] = ()
    witnesses: tuple[WitnessRegistered, ...] = ()
    corrections: tuple[Correction, ...] = ()
    plans: tuple[Plan, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    comments: tuple[MomentCommented, ...] = ()
    blind: tuple[BlindMarked, ...] = ()
    rulings: tuple[AnswerRuled, ...] = ()
    papers_released: tuple[PaperReleased, ...] = ()
    sessions: tuple[Session, ...] = ()
    profile: LearnerProfile | None = None
    declaration: LearnerDeclared | None = None
    declared_at: AwareDatetime | None = None
    decisions: dict[str, Decision] = Field(default={})
    unit: UnitDecision | None = None
    signatures: tuple[Signature, ...] = ()
    unlocks: tuple[tuple[int, AwareDatetime, Unlocked], ...] = ()
    digests: dict[str, str] = Field(default={})
    people: tuple[str, ...] = ()
    last_seq: int = 0

    def item(self, evidence: str) -> Item | None:
        """Return an item by its id."""
        return next((i for i in self.items if i.item.id == evidence), None)

    def gone(self, digest: str) -> Erased | None:
        """Return how a file was erased, or None while it is there."""
        return next((e for e in self.erased if e.deed.digest == digest), None)

    def session(self, attempt: str) -> Session | None:
        """Return what was recorded of the session of an attempt, or None."""
        return next((s for s in self.sessions if s.deed.attempt == attempt), None)

    @property
    def standing(self) -> tuple[Item, ...]:
        """The items that were not withdrawn."""
        return tuple(i for i in self.items if not i.withdrawn)

    def signed(self, subject: str, party: Party) -> Signature | None:
        """Return the valid signature of a party under a subject, the latest."""
        found = [s for s in self.signatures if (s.subject, s.party) == (subject, party) and not s.void]
        return found[-1] if found else None

    def agreed(self, criterion: str) -> bool:
        """Tell whether a countersigner validly signed that they agree with the decision on a criterion."""
        signature = self.signed(decision_subject(criterion), "countersigner")
        return signature is not None and signature.agrees

    def voided(self, subject: str) -> tuple[Signature, ...]:
        """Return the void signatures of a subject that no valid one of the same party has replaced."""
        return tuple(
            s
            for s in self.signatures
            if s.subject == subject and s.void and self.signed(subject, s.party) is None
        )

    @property
    def decided_untrained(self) -> bool:
        """Tell whether the unit's decision was made by an assessor who was not yet qualified."""
        return self.unit is not None and not self.unit.deed.qualified

    @property
    def locked(self) -> bool:
        """Tell whether everybody who has to signed the unit, a countersigner also agreeing."""
        hands = [self.signed("unit", party) for party in self.unit_signers]
        return self.unit is not None and all(hand is not None and hand.agrees for hand in hands)

    @property
    def unit_refused(self) -> Signature | None:
        """The valid countersignature that does not agree with the unit's decision: it does not hold then."""
        found = self.signed("unit", "countersigner") if self.decided_untrained else None
        return found if found is not None and not found.agrees else None

    @property
    def unit_signers(self) -> tuple[Party, ...]:
        """Who has to sign the unit: both parties, and a countersigner where one is needed."""
        return ("assessor", "learner", "countersigner") if self.decided_untrained else ("assessor", "learner")


class Agreement(Value):
    """What the awarding organisation agreed in writing about simulated evidence, for which outcomes."""

    reference: str
    agreed_on: dt.date
    by_whom: str
    outcomes: tuple[str, ...]
    until: dt.date


CellState = Literal["working", "relied on", "final"]


class Cell(Value):
    """One item under one criterion: mapped only, relied on by a decision, or by one that both signed."""

    evidence: str
    state: CellState
    counts: bool
    why: str = ""
    at: tuple[float, ...] = ()


class Enough(Value):
    """What the unit's rule asks for a criterion and what counts towards it, in figures and words."""

    enough: bool
    words: str
    missing: str = ""


RowState = Literal["met", "not yet met", "ready to decide", "evidence so far", "planned", "gap"]


CELL_SIGNS: dict[CellState, str] = {"final": "●", "relied on": "◐", "working": "○"}
"""A sign for how a cell stands; a letter beside it says where the evidence comes from."""
ORIGIN_LETTERS: dict[Origin, str] = {
    "workplace": "w",
    "simulated": "s",
    "own centre": "c",
    "fictional centre": "f",
}
MATRIX_KEY = (
    "● final: a signed decision relies on it",
    "◐ a decision relies on it, not signed or countersigned yet",
    "○ working towards",
    "w done at work",
    "s done in a simulated call",
    "c told or written about the learner's own centre",
    "f told or written about the fictional centre",
    "( ) does not count by itself; the reason stands with the evidence",
)
"""What the signs and letters of a cell mean, on every screen and in every file alike."""
STATE_SIGNS: dict[RowState, str] = {
    "met": "✓",
    "not yet met": "✕",
    "ready to decide": "◆",
    "evidence so far": "◔",
    "planned": "▷",
    "gap": "△",
}
"""A sign for the state of a criterion: it stands beside the word, so that colour is never the only sign."""


class MatrixRow(Value):
    """One criterion: its cells, whether there is enough, how it was decided, and what is missing."""

    criterion: str
    name: str
    statement: str
    outcome: str
    cells: tuple[Cell, ...]
    enough: Enough
    state: RowState
    decided: str = ""
    signed: str = ""
    gap: str = ""
    planned: str = ""

    def cell(self, evidence: str) -> Cell | None:
        """Return the cell of an item."""
        return next((c for c in self.cells if c.evidence == evidence), None)


class Matrix(Value):
    """Criteria against evidence, with what maps to nothing and what stands in the unit's way."""

    rows: tuple[MatrixRow, ...]
    columns: tuple[Item, ...]
    unmapped: tuple[Item, ...]
    policies: tuple[tuple[str, str, str], ...]
    blocking: tuple[str, ...]

    @property
    def gaps(self) -> tuple[MatrixRow, ...]:
        """The criteria without enough evidence and without a decision that they are met."""
        return tuple(r for r in self.rows if r.gap)
