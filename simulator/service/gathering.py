"""What fills a portfolio before anybody decides: plans, evidence, witnesses, declarations, answers.

A learner brings their own products and declares what is theirs; an assessor observes and plans. A method that
the unit does not allow for an outcome is refused with the reason. Nothing here judges a criterion.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from simulator.model.matrix import Dossier
from simulator.model.planned import PlanMade, PlanReviewed, WitnessCorrected, WitnessRegistered
from simulator.model.portfolio import (
    Agreed,
    EvidenceAdded,
    EvidenceChanged,
    EvidenceItem,
    EvidenceWithdrawn,
    FeedbackAnswered,
    KeptFile,
    LearnerDeclared,
    PortfolioDeed,
)
from simulator.model.unit import Method
from simulator.portfolio.rules import entry_refused, is_relative, item_refused, method_refused
from simulator.service.access import Actor, require
from simulator.service.errors import CannotDo, NotAllowed, NotThere, ServiceError
from simulator.service.portfolios import PortfolioPart, new_id
from simulator.service.uploads import MOST_FILES, Upload, checked
from simulator.store.chain import sha256
from simulator.store.errors import NotFound
from simulator.store.values import Attempt

LONGEST = 8000
OF_LEARNERS: tuple[Method, ...] = ("product",)
"""Methods whose evidence a learner may bring; the others are an assessor's, or a task's, to enter."""


class Gathering(PortfolioPart):
    """The use cases of filling a portfolio."""

    def add_evidence(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        item: EvidenceItem,
        uploads: Sequence[Upload] = (),
    ) -> Dossier:
        """Enter an item of evidence; its id and files are given here.

        Raises:
            ServiceError: a rule of the unit or of the method that it breaks, or a file that is not taken.
            NotAllowed: a learner enters what only an assessor may.
        """
        party = self._portfolios.part_of(actor, learner_id)
        by = require(actor, "learner", "assessor")
        if party == "learner" and item.method not in OF_LEARNERS:
            raise NotAllowed(f"Evidence by {item.method} is entered by an assessor, not by learners.")
        kept = self._files(uploads)
        whole = item.model_copy(update={"id": new_id("e"), "files": (*item.files, *kept)})
        whole = self._clean(learner_id, unit, whole)

        def make(dossier: Dossier) -> PortfolioDeed:
            self._check_witness(dossier, whole)
            return EvidenceAdded(by=by.person_id, item=_as_agreed(dossier, whole))

        return self._append(learner_id, unit, make)

    def change_evidence(
        self, actor: Actor | None, learner_id: str, unit: str, item: EvidenceItem, reason: str
    ) -> Dossier:
        """Write an item anew, also to what it is mapped; signatures that covered it become void.

        A learner may change what they brought; an assessor may map anything.
        """
        party = self._portfolios.part_of(actor, learner_id)
        by = require(actor, "learner", "assessor")
        if not reason.strip():
            raise ServiceError("Say why it is changed; both texts stay in the record.", "reason")
        whole = self._clean(learner_id, unit, item)

        def make(dossier: Dossier) -> PortfolioDeed:
            old = _standing(dossier, item.id)
            if party == "learner" and old[0] != by.person_id:
                raise NotAllowed("This was entered by somebody else: only an assessor may change it.")
            kept = {"plan": old[1].plan, "agreed": old[1].agreed}
            if old[1].method != whole.method or old[1].files != whole.files:
                raise ServiceError(
                    "Method and files of an item stay. Withdraw it and enter another.", "method"
                )
            self._check_witness(dossier, whole)
            changed = whole.model_copy(update=kept)
            return EvidenceChanged(by=by.person_id, item=changed, reason=reason.strip()[:500])

        return self._append(learner_id, unit, make)

    def withdraw_evidence(
        self, actor: Actor | None, learner_id: str, unit: str, evidence: str, reason: str
    ) -> Dossier:
        """Let an item no longer bear on anything; it stays in the record."""
        party = self._portfolios.part_of(actor, learner_id)
        by = require(actor, "learner", "assessor")
        if not reason.strip():
            raise ServiceError("Say why it is withdrawn.", "reason")

        def make(dossier: Dossier) -> PortfolioDeed:
            if _standing(dossier, evidence)[0] != by.person_id and party == "learner":
                raise NotAllowed("This was entered by somebody else: only an assessor may withdraw it.")
            return EvidenceWithdrawn(by=by.person_id, evidence=evidence, reason=reason.strip()[:500])

        return self._append(learner_id, unit, make)

    def file(
        self, actor: Actor | None, learner_id: str, unit: str, evidence: str, digest: str
    ) -> tuple[KeptFile, bytes]:
        """Return a file of an item to somebody who may see the portfolio."""
        view = self._portfolios.view(actor, learner_id, unit)
        item = view.dossier.item(evidence)
        kept = next((f for f in item.item.files if f.digest == digest), None) if item else None
        if kept is None:
            raise NotThere("There is no such file in this portfolio.")
        if gone := view.dossier.gone(digest):
            raise NotThere(f"{kept.name} was erased on {gone.at.day} {gone.at:%B %Y}: {gone.deed.reason}")
        try:
            return kept, self._store.files.get(digest)
        except NotFound as missing:
            raise NotThere(f"{kept.name} was erased here for good.") from missing

    def register_witness(
        self, actor: Actor | None, learner_id: str, unit: str, witness: WitnessRegistered
    ) -> Dossier:
        """Enter a witness in the register; id and author are given here.

        Raises:
            ServiceError: a relative, no name, or an expert without a qualification.
        """
        by = self._assessor(actor, learner_id)
        _check_entry(witness)
        whole = witness.model_copy(update={"witness": new_id("w"), "by": by.person_id})
        return self._append(learner_id, unit, lambda _: whole)

    def correct_witness(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        witness: WitnessRegistered,
        reason: str,
        *,
        struck: bool = False,
    ) -> Dossier:
        """Put a wrong entry in the register right, or strike it out; what it said before stays in the record.

        Signatures under what this witness testified become void: they were given for the wrong entry.

        Raises:
            ServiceError: no reason, a relative, no name; or a testimony still rests on whom is struck out.
            NotThere: there is no such entry.
        """
        by = self._assessor(actor, learner_id)
        if not reason.strip():
            raise ServiceError("Say what was wrong; the first entry stays in the record.", "reason")
        if not struck:
            _check_entry(witness)
        entry = witness.model_copy(update={"by": by.person_id})

        def make(dossier: Dossier) -> PortfolioDeed:
            before = next((w for w in dossier.witnesses if w.witness == entry.witness), None)
            if before is None:
                raise NotThere("There is no such witness in the register.")
            resting = [i.reference for i in dossier.standing if i.item.witness == entry.witness]
            if struck and resting:
                raise CannotDo(
                    f"{', '.join(resting)} rests on {before.name}. Withdraw it first, then strike them out."
                )
            if not struck and entry == before.model_copy(update={"by": by.person_id}):
                raise ServiceError("Nothing of the entry is changed.", "name")
            right = before.model_copy(update={"by": by.person_id}) if struck else entry
            return WitnessCorrected(by=by.person_id, entry=right, reason=reason.strip()[:500], struck=struck)

        return self._append(learner_id, unit, make)

    def plan(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        *,
        criteria: Sequence[str],
        method: Method,
        what: str,
        due: date,
        place: str = "",
        agreed: bool = False,
        at_time: str = "",
        means: str = "",
        adjusted: bool = False,
    ) -> Dossier:
        """Plan an assessment of criteria by one method. Raises ``ServiceError`` where the unit forbids it.

        ``means`` are the resources; ``adjusted`` says that adjustments apply, and never which.
        """
        by = self._assessor(actor, learner_id)
        found = self._library.unit(unit)
        if not criteria or not what.strip():
            raise ServiceError("Choose at least one criterion and say what will be done.", "what")
        for criterion in criteria:
            if why := method_refused(found, criterion, method):
                raise ServiceError(why, "method")
        made = PlanMade(
            by=by.person_id,
            plan=new_id("p"),
            criteria=tuple(dict.fromkeys(criteria)),
            method=method,
            what=what.strip()[:LONGEST],
            place=place.strip()[:200],
            due=due,
            agreed=agreed,
            at_time=at_time.strip()[:40],
            means=means.strip()[:500],
            adjusted=adjusted,
        )
        return self._append(learner_id, unit, lambda _: made)

    def review_plan(self, actor: Actor | None, learner_id: str, unit: str, review: PlanReviewed) -> Dossier:
        """Say what came of a plan."""
        by = self._assessor(actor, learner_id)
        if not review.text.strip():
            raise ServiceError("Say what was achieved and what is outstanding.", "text")
        if review.action.strip() and not review.owner.strip():
            raise ServiceError("Say whose the action is.", "owner")

        def make(dossier: Dossier) -> PortfolioDeed:
            if not any(p.made.plan == review.plan and p.to_review for p in dossier.plans):
                raise NotThere("There is no such open plan.")
            return review.model_copy(update={"by": by.person_id, "text": review.text.strip()[:LONGEST]})

        return self._append(learner_id, unit, make)

    def answer_feedback(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        feedback: str,
        *,
        text: str,
        done: bool = False,
    ) -> Dossier:
        """Let the learner answer feedback, and say whether its action is done."""
        by = self._learner(actor, learner_id)
        said = FeedbackAnswered(by=by.person_id, feedback=feedback, text=text.strip()[:LONGEST], done=done)

        def make(dossier: Dossier) -> PortfolioDeed:
            if not any(f.given.feedback == feedback for f in dossier.feedback):
                raise NotThere("There is no such feedback.")
            return said

        return self._append(learner_id, unit, make, also_when_locked=True)

    def declare(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        *,
        own_work: bool,
        sources: str,
        help_used: str,
        machine_help: str,
        quality_checks: bool,
        appeals: bool,
    ) -> Dossier:
        """Record the learner's declaration that the evidence is theirs; it is then to be signed."""
        by = self._learner(actor, learner_id)
        if not (own_work and quality_checks and appeals):
            raise ServiceError(
                "Each of the three statements must be true before you declare them.", "own_work"
            )
        if not help_used.strip() or not machine_help.strip():
            raise ServiceError(
                "Say what help you used, also from programs; “none” is an answer.", "help_used"
            )
        made = LearnerDeclared(
            by=by.person_id,
            own_work=own_work,
            sources=sources.strip()[:LONGEST],
            help_used=help_used.strip()[:LONGEST],
            machine_help=machine_help.strip()[:LONGEST],
            quality_checks=quality_checks,
            appeals=appeals,
        )
        return self._append(learner_id, unit, lambda _: made)

    def _learner(self, actor: Actor | None, learner_id: str) -> Actor:
        by = require(actor, "learner")
        if by.person_id != learner_id:
            raise NotThere("This is another learner's portfolio.")
        return by

    def _clean(self, learner_id: str, unit: str, item: EvidenceItem) -> EvidenceItem:
        """Return the item as it is kept. Raises ``ServiceError`` with the first rule that it breaks."""
        found = self._library.unit(unit)
        if why := item_refused(found, item):
            raise ServiceError(why, "method")
        if not item.title.strip():
            raise ServiceError("Give the evidence a title.", "title")
        if item.on > self._now().date():
            raise ServiceError("Evidence cannot be of a day to come. Make a plan for it.", "on")
        needs = item.method in ("observation", "witness testimony", "professional discussion")
        if needs and not item.narrative.strip():
            raise ServiceError(
                f"Evidence by {item.method} needs its narrative: what was seen or said.", "narrative"
            )
        if not (item.narrative.strip() or item.files or item.exchanges):
            raise ServiceError(
                "Write what it shows, or add a file: an empty item shows nothing.", "narrative"
            )
        if item.attempt:
            self._attempt(learner_id, item)
        update = {"title": item.title.strip()[:200], "narrative": item.narrative.strip()[:LONGEST]}
        return item.model_copy(update=update)

    def _attempt(self, learner_id: str, item: EvidenceItem) -> Attempt:
        """Return the attempt that an item comes from. Raises ``ServiceError`` when it cannot."""
        try:
            attempt = self._store.attempts.get(item.attempt)
        except NotFound as missing:
            raise NotThere("There is no such attempt.") from missing
        if attempt.learner_id != learner_id:
            raise NotThere("There is no such attempt of this learner.")
        if attempt.status == "running":
            raise CannotDo("This attempt is still running.")
        if attempt.mode != "assessment":
            raise CannotDo(
                "A practice call is no evidence: hints could be asked for and the clock be stopped."
            )
        if item.setting != "simulated":
            raise ServiceError(
                "A call in this simulator is simulated evidence and is kept as such.", "setting"
            )
        return attempt

    def _check_witness(self, dossier: Dossier, item: EvidenceItem) -> None:
        if item.method != "witness testimony":
            return
        if not any(w.witness == item.witness for w in dossier.witnesses):
            raise ServiceError("Choose the witness from the register, or enter them there first.", "witness")
        if not item.confirmed.strip():
            raise ServiceError("Say how and when you confirmed the testimony with the witness.", "confirmed")

    def _files(self, uploads: Sequence[Upload]) -> tuple[KeptFile, ...]:
        if len(uploads) > MOST_FILES:
            raise ServiceError(f"An item may have {MOST_FILES} files.", "files")
        named = [(u, *checked(u)) for u in uploads]
        for upload, name, _ in named:
            if self._store.files.erased(sha256(upload.content)):
                raise ServiceError(f"{name} was erased here for good and cannot be entered again.", "files")
        return tuple(
            KeptFile(
                name=name,
                type=sort,
                size=len(u.content),
                digest=self._store.files.keep(u.content, self._now()),
            )
            for u, name, sort in named
        )


def _check_entry(witness: WitnessRegistered) -> None:
    """Raise ``ServiceError`` for a relative, no name or role, or an expert without a qualification."""
    if not witness.name.strip() or not witness.role.strip():
        raise ServiceError("Give the witness's name and role.", "name")
    if is_relative(witness.relationship):
        raise ServiceError("A relative cannot be a witness.", "relationship")
    if witness.expert and not witness.qualification.strip():
        raise ServiceError("Name what makes them an expert witness: their qualification.", "qualification")


def _as_agreed(dossier: Dossier, item: EvidenceItem) -> EvidenceItem:
    """Return an item with what its plan said frozen into it, where it is a discussion."""
    if why := entry_refused(dossier, item):
        raise ServiceError(why, "prior" if item.prior else "plan")
    plan = next((p for p in dossier.plans if p.made.plan == item.plan), None)
    if plan is None or item.method != "professional discussion":
        return item.model_copy(update={"plan": "", "agreed": None})
    areas = f"{', '.join(plan.made.criteria)}: {plan.made.what}"
    return item.model_copy(update={"agreed": Agreed(areas=areas, on=plan.at.date())})


def _standing(dossier: Dossier, evidence: str) -> tuple[str, EvidenceItem]:
    """Return who entered an item, and the item. Raises ``NotThere`` when it does not stand."""
    item = dossier.item(evidence)
    if item is None or item.withdrawn:
        raise NotThere("There is no such evidence in this portfolio.")
    return item.by, item.item
