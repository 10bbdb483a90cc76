"""Decisions of criteria and units, signatures, countersignatures and unlocking: only people decide.

Every deed here names an authenticated person in the right part: an assessor of that learner decides, learner
and assessor sign with their password, a qualified colleague countersigns, a higher role unlocks. Nothing in
marking reaches this module.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from simulator.model.matrix import Dossier
from simulator.model.portfolio import (
    DECLARATION,
    UNIT,
    Check,
    CriterionDecided,
    Party,
    Pledge,
    PortfolioDeed,
    Signed,
    UnitDecided,
    Unlocked,
    decision_subject,
)
from simulator.model.profile import PROFILE
from simulator.model.session import session_subject
from simulator.model.unit import Unit
from simulator.portfolio.rules import SHORTEST_REASON, blocking, decision_refused, unfounded
from simulator.service.access import Actor, require
from simulator.service.errors import CannotDo, NotAllowed, ServiceError
from simulator.service.own_views import Lacking, OwnViews, refusal
from simulator.service.portfolios import PortfolioPart

LONGEST = 2000
STATEMENTS: dict[Party, str] = {
    "learner": "I have read this record and agree that it says what I did.",
    "assessor": "This is my own record. Where evidence is judged, I judged it myself; where one is made, the "
    "decision is mine.",
    "countersigner": "I hold an assessor's qualification and have gone through this decision.",
}
_OF_SEVERAL = {
    "learner": "I have read each of these and agree with what they say of me and of what I did.",
    "countersigner": "I hold an assessor's qualification and have gone through each of these decisions.",
}
_OF_A_LEARNER = {
    "plan": "I have read this plan and agree with it.",
    PROFILE: "I wrote this about myself, and it is right.",
}
_OF_AN_ASSESSOR = {PROFILE: "I have talked this profile through with the learner."}


def statement_of(party: Party, subjects: Collection[str]) -> str:
    """Return what somebody states who signs these subjects at once."""
    if len(subjects) > 1:
        return _OF_SEVERAL.get(party, STATEMENTS[party])
    alone = {"learner": _OF_A_LEARNER, "assessor": _OF_AN_ASSESSOR}.get(party, {})
    kind = next((s.partition(":")[0] for s in subjects), "")
    return alone.get(kind, STATEMENTS[party])


class Deciding(PortfolioPart):
    """The use cases of deciding and signing."""

    def decide(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        criterion: str,
        *,
        met: bool,
        checks: Collection[Check],
        reason: str,
        relied_on: Collection[str],
    ) -> Dossier:
        """Record an assessor's decision on a criterion; an earlier one stays in the record.

        ``relied_on`` holds ids of evidence. Whether the assessor's own view came before the machine's
        finding is read off the record: it is nobody's to claim. Raises ``ServiceError`` with the rule broken.
        """
        by = self._assessor(actor, learner_id)
        rules, found = self._rules, self._library.unit(unit)
        wanted = CriterionDecided(
            by=by.person_id,
            criterion=criterion,
            met=met,
            checks=tuple(sorted(checks)),
            reason=reason.strip()[:LONGEST],
            relied_on=tuple(dict.fromkeys(relied_on)),
            qualified=rules.standing_of(by.person_id).qualified,
        )
        agreements = rules.agreements_for(unit)

        def make(dossier: Dossier) -> PortfolioDeed:
            _no_assurer(dossier, by)
            if why := decision_refused(found, dossier, wanted, agreements):
                raise ServiceError(why, "decision")
            return wanted.model_copy(update={"blind": _viewed_first(dossier, wanted)})

        return self._append(learner_id, unit, make)

    def decide_unit(
        self, actor: Actor | None, learner_id: str, unit: str, *, competent: bool, reason: str
    ) -> Dossier:
        """Record an assessor's decision on the unit. Raises ``CannotDo`` with everything in its way."""
        by = self._assessor(actor, learner_id)
        found = self._library.unit(unit)
        if len(reason.strip()) < SHORTEST_REASON:
            raise ServiceError("Give your reason in a sentence of your own.", "reason")
        wanted = UnitDecided(
            by=by.person_id,
            competent=competent,
            reason=reason.strip()[:LONGEST],
            qualified=self._rules.standing_of(by.person_id).qualified,
        )

        def make(dossier: Dossier) -> PortfolioDeed:
            _no_assurer(dossier, by)
            if competent and (told := blocking(found, dossier)):
                raise CannotDo(" ".join(told))
            self._own_views_said(dossier)
            return wanted

        return self._append(learner_id, unit, make)

    def sign(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        seen: Mapping[str, str],
        *,
        password: str,
        comment: str = "",
    ) -> Dossier:
        """Sign subjects with one's password, as learner or as assessor, whichever one is.

        ``seen`` maps each subject to the digest of the content that the signer was shown.

        Raises:
            CannotDo: something was changed since it was shown.
            NotAllowed: the subject is not the actor's to sign.
            ServiceError: the password is wrong.
        """
        by = require(actor, "learner", "assessor")
        party = self._portfolios.part_of(by, learner_id)
        return self._sign(by, learner_id, unit, seen, password=password, party=party, comment=comment)

    def countersign(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        seen: Mapping[str, str],
        *,
        password: str,
        agrees: bool,
        comment: str = "",
    ) -> Dossier:
        """Confirm, or not, decisions of an assessor who is not yet qualified; see ``sign``."""
        by = self._assessor(actor, learner_id)
        if not self._rules.standing_of(by.person_id).qualified:
            raise NotAllowed("Only an assessor with a qualification in the centre's register countersigns.")
        if not agrees and not comment.strip():
            raise ServiceError("To disagree, say why; it stays with the record.", "comment")
        return self._sign(
            by,
            learner_id,
            unit,
            seen,
            password=password,
            party="countersigner",
            agrees=agrees,
            comment=comment,
        )

    def unlock(self, actor: Actor | None, learner_id: str, unit: str, reason: str) -> Dossier:
        """Open a signed unit again; its signatures are void from here on, and stay in the record.

        Raises:
            NotAllowed: the actor is the learner, or signed or decided anything here.
        """
        by = require(actor, "iqa")
        if len(reason.strip()) < SHORTEST_REASON:
            raise ServiceError("Say why it is unlocked; the reason stays with the record.", "reason")
        wanted = Unlocked(by=by.person_id, role="iqa", reason=reason.strip()[:LONGEST])

        def make(dossier: Dossier) -> PortfolioDeed:
            if not dossier.locked:
                raise CannotDo("This unit is not locked.")
            signers = {s.by for s in dossier.signatures} | {d.deed.by for d in dossier.decisions.values()}
            if by.person_id == learner_id or by.person_id in signers:
                raise NotAllowed("Somebody unlocks it who had no part in this unit.")
            return wanted

        with self._store.transaction():
            done = self._append(learner_id, unit, make, also_when_locked=True)
            self._store.audit.add(self._now(), by.person_id, "unlocked unit", learner_id, {"unit": unit})
        return done

    def views_missing(
        self, actor: Actor | None, learner_id: str, unit: str
    ) -> tuple[tuple[Lacking, ...], tuple[Lacking, ...]]:
        """Return which calls hold the unit up until an own view is said, and which blind ones do not.

        For those who assess the learner or assure quality: learners are shown nothing of it.
        """
        if not require(actor, "assessor", "iqa").may("iqa"):
            self._assessor(actor, learner_id)
        self._portfolios.may_look(actor, learner_id)
        dossier = self._portfolios.dossier_of(learner_id, unit)
        views = OwnViews(self._store, self._library)
        return views.lacking(dossier), views.not_relied_on(dossier, learner_id, unit)

    def _own_views_said(self, dossier: Dossier) -> None:
        """Raise ``CannotDo`` where a decision relies on a blind call without its assessor's own view."""
        if told := refusal(OwnViews(self._store, self._library).lacking(dossier)):
            raise CannotDo(told)

    def _sign(
        self,
        by: Actor,
        learner_id: str,
        unit: str,
        seen: Mapping[str, str],
        *,
        password: str,
        party: Party,
        agrees: bool = True,
        comment: str = "",
    ) -> Dossier:
        if not seen:
            raise ServiceError("Choose what to sign.", "subjects")
        self._people.confirm(by, password)
        found, agreements = self._library.unit(unit), self._rules.agreements_for(unit)

        def make(dossier: Dossier) -> PortfolioDeed:
            _no_assurer(dossier, by)
            if UNIT in seen and (told := _held_up(found, dossier)):
                raise CannotDo(" ".join(told))
            if UNIT in seen and party != "learner":  # the learner signs what stands, and sees no marking
                self._own_views_said(dossier)
            for subject, digest in seen.items():
                if dossier.digests.get(subject) != digest:
                    raise CannotDo("Something was changed since it was shown. Look at it again, then sign.")
                if why := _not_theirs(dossier, subject, party, by.person_id):
                    raise NotAllowed(why)
            if party != "learner" and agrees and (gone := unfounded(found, dossier, agreements, seen)):
                raise CannotDo(gone)
            return Signed(
                by=by.person_id,
                party=party,
                pledges=tuple(Pledge(subject=s, digest=d) for s, d in sorted(seen.items())),
                statement=statement_of(party, seen),
                agrees=agrees,
                comment=comment.strip()[:LONGEST],
            )

        return self._append(learner_id, unit, make, also_when_locked=True)


def _held_up(unit: Unit, dossier: Dossier) -> tuple[str, ...]:
    """Return what stands in the way of signing that the learner is competent.

    Since the unit was decided, and unlocked, a criterion may have been decided anew.
    """
    return blocking(unit, dossier) if dossier.unit is not None and dossier.unit.deed.competent else ()


def _viewed_first(dossier: Dossier, wanted: CriterionDecided) -> bool:
    """Tell whether a decision rests on calls, of each of which its assessor said first what they saw."""
    relied = [dossier.item(e) for e in wanted.relied_on]
    calls = {i.item.attempt for i in relied if i is not None and i.item.attempt}
    said = {b.attempt for b in dossier.blind if (b.by, b.criterion) == (wanted.by, wanted.criterion)}
    return bool(calls) and calls <= said


def _no_assurer(dossier: Dossier, by: Actor) -> None:
    """Raise ``NotAllowed`` for who acted here as quality assurer: one unit has three different people."""
    if any(u.by == by.person_id for _, _, u in dossier.unlocks):
        raise NotAllowed("You unlocked this unit as quality assurer: somebody else decides and signs in it.")


def _not_theirs(dossier: Dossier, subject: str, party: Party, person: str) -> str:
    """Return why a subject is not this person's to sign, or nothing."""
    decider = _decider(dossier, subject)
    if party == "countersigner":
        if not decider:
            return "Only decisions are countersigned."
        return "Nobody countersigns their own decision." if decider == person else ""
    session = next((s for s in dossier.sessions if session_subject(s.deed.attempt) == subject), None)
    if session is not None and party == "assessor" and session.deed.by != person:
        return "A session sheet is signed by the assessor who filled it in."
    profile = dossier.profile
    if subject == PROFILE and party == "assessor" and (profile is None or profile.talked_by != person):
        return "A profile is signed by the assessor who talked it through with the learner last."
    if subject == DECLARATION:
        return "" if party == "learner" else "The declaration is the learner's to sign."
    if party == "assessor" and decider and decider != person:
        return "A decision is signed by the assessor who made it."
    if party == "assessor" and subject.startswith("evidence:"):
        item = dossier.item(subject.removeprefix("evidence:"))
        if item is not None and item.item.method == "observation" and item.by != person:
            return "An observation is signed by the assessor who made it."
    return ""


def _decider(dossier: Dossier, subject: str) -> str:
    if subject == UNIT:
        return dossier.unit.deed.by if dossier.unit else ""
    found = [d.deed.by for c, d in dossier.decisions.items() if decision_subject(c) == subject]
    return found[0] if found else ""
