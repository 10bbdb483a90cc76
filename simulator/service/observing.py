"""An assessor beside a call, running or ended: watching, markers, comments, blind-first views, feedback.

A marker or a comment stands in the portfolio record at the second at which it was dropped; the attempt's own
record is never touched. Nothing here decides a criterion.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from simulator.engine.state import replay
from simulator.model.findings import FindingWord
from simulator.model.load_comments import Comment, CommentBank, load_comments
from simulator.model.matrix import Dossier
from simulator.model.observed import MomentWithdrawn
from simulator.model.portfolio import (
    BankComment,
    BlindMarked,
    Claim,
    EvidenceItem,
    FeedbackGiven,
    MomentCommented,
)
from simulator.service.access import Actor, require
from simulator.service.blind import BLIND_SHARE, blind_share, is_blind
from simulator.service.errors import CannotDo, ServiceError
from simulator.service.live import call_time, clock_start, from_store, start_of
from simulator.service.moments import Moment, moments_of
from simulator.service.portfolios import Ground, PortfolioPart, Portfolios, new_id
from simulator.service.records import Records, Reviewed
from simulator.store.attempts import AttemptFilter
from simulator.store.values import Attempt

LONGEST = 2000


@dataclass(frozen=True)
class Running:
    """A call that a learner is taking now."""

    attempt_id: str
    learner_name: str
    title: str
    mode: str
    started_at: datetime


@dataclass(frozen=True)
class Watched:
    """A call as an assessor watches it: what was said and done so far, and the call time in seconds."""

    attempt: Attempt
    learner_name: str
    title: str
    moments: tuple[Moment, ...]
    t: float
    ended: bool
    criteria: tuple[tuple[str, str], ...]
    marks: tuple[MomentCommented, ...]


class Observing(PortfolioPart):
    """The use cases of watching, commenting and giving feedback."""

    def __init__(self, ground: Ground, portfolios: Portfolios, records: Records) -> None:
        super().__init__(ground, portfolios)
        self._records = records

    def running(self, actor: Actor | None) -> tuple[Running, ...]:
        """Return the calls that the assessor's learners are taking now."""
        by = require(actor, "assessor")
        found: dict[str, Attempt] = {}
        for cohort in self._store.cohorts.of_person(by.person_id, "assessor"):
            for attempt in self._store.attempts.list(AttemptFilter(cohort_id=cohort.id), limit=200).items:
                if attempt.status == "running" and attempt.learner_id != by.person_id:
                    found[attempt.id] = attempt
        names = self._records.names(tuple(found.values()))
        return tuple(
            Running(
                attempt_id=a.id,
                learner_name=names.get(a.learner_id, ""),
                title=self._library.scenario(a.scenario_id).title,
                mode=a.mode,
                started_at=a.started_at,
            )
            for a in found.values()
        )

    def watch(self, actor: Actor | None, attempt_id: str) -> Watched:
        """Return a call as far as it has come; the learner's screen does not change by it."""
        attempt = self._theirs(actor, attempt_id)
        if self._store.attempts.erasures(attempt_id):
            raise CannotDo("A part of this record was lawfully erased. The marking desk says which, and why.")
        record = tuple(from_store(e) for e in self._store.attempts.read(attempt_id))
        scenario, organisation = self._library.pinned(attempt, self._store.texts.get)
        state = replay(r.event for r in record)
        t = record[-1].event.t
        if attempt.status == "running":
            t = call_time(
                state, clock_start(attempt.started_at, start_of([r.event for r in record[:1]])), self._now()
            )
        unit = self._library.unit(attempt.unit)
        names = self._records.names((attempt,))
        return Watched(
            attempt=attempt,
            learner_name=names.get(attempt.learner_id, ""),
            title=scenario.title,
            moments=moments_of(record, organisation, "others"),
            t=round(t, 1),
            ended=attempt.status != "running",
            criteria=tuple((c, unit.criteria[c].name) for c in scenario.criteria),
            marks=self._comments(attempt),
        )

    def mark(
        self,
        actor: Actor | None,
        attempt_id: str,
        criterion: str,
        text: str = "",
        *,
        at: float | None = None,
        seq: int | None = None,
    ) -> MomentCommented:
        """Drop a criterion marker, a comment, or both at a moment of a call; at this second when it runs.

        Raises:
            ServiceError: neither a criterion nor any words, or a criterion that the unit does not have.
        """
        attempt = self._theirs(actor, attempt_id)
        by = require(actor, "assessor")
        if not criterion and not text.strip():
            raise ServiceError("Choose a criterion or write a comment.", "text")
        if criterion and criterion not in self._library.unit(attempt.unit).criteria:
            raise ServiceError(f"The unit has no criterion {criterion}.", "criterion")
        live = attempt.status == "running"
        made = MomentCommented(
            by=by.person_id,
            attempt=attempt_id,
            at=at if at is not None else self.watch(actor, attempt_id).t,
            criterion=criterion,
            text=text.strip()[:LONGEST],
            seq=seq,
            live=live,
        )
        self._append(attempt.learner_id, attempt.unit, lambda _: made, also_when_locked=True)
        return made

    def to_take_back(self, actor: Actor | None, attempt_id: str) -> MomentCommented | None:
        """Return the marker that this assessor dropped last in a running call, which they may take back."""
        attempt = self._theirs(actor, attempt_id)
        by = require(actor, "assessor")
        return _last_mark(self._dossier(attempt), attempt, by.person_id)

    def take_back(self, actor: Actor | None, attempt_id: str) -> MomentCommented:
        """Take back the marker that was dropped last; both stand in the record, which only grows.

        Raises:
            CannotDo: the call has ended, or this assessor has dropped no marker in it.
        """
        attempt = self._theirs(actor, attempt_id)
        by = require(actor, "assessor")
        taken: list[MomentCommented] = []

        def deed(dossier: Dossier) -> MomentWithdrawn:
            last = _last_mark(dossier, attempt, by.person_id)
            if last is None:
                raise CannotDo("There is no marker of yours to take back in a running call.")
            taken[:] = [last]
            return MomentWithdrawn(by=by.person_id, attempt=attempt.id, at=last.at, criterion=last.criterion)

        self._append(attempt.learner_id, attempt.unit, deed, also_when_locked=True)
        return taken[0]

    def comments(self, actor: Actor | None, attempt_id: str) -> tuple[MomentCommented, ...]:
        """Return the markers and comments on an attempt, in the order of the call."""
        return self._comments(self._theirs(actor, attempt_id))

    def drafted(self, actor: Actor | None, attempt_id: str) -> EvidenceItem:
        """Return an observation of an ended call, prepared from its markers, its narrative not written.

        Each marker claims its criterion; where nobody dropped one, the moments that agreed indicators cite
        do. Every other criterion whose finding is *evidence found* is claimed at its first moment: the author
        takes out what they do not stand for.
        """
        reviewed = self._records.open_attempt(actor, attempt_id)
        marks = [m for m in self._comments(reviewed.attempt) if m.criterion]
        unseen = self._records.unseen(actor, attempt_id)
        claims = [Claim(criterion=m.criterion, at=m.at, note=m.text) for m in marks]
        claims = claims or _agreed(reviewed, unseen)
        claims += _found(reviewed, {*unseen, *(c.criterion for c in claims)})
        return EvidenceItem(
            id="",
            method="observation",
            title=reviewed.scenario.title,
            on=reviewed.attempt.started_at.date(),
            setting="simulated",
            claims=tuple(claims),
            place="this simulator",
            incident=attempt_id,
            incident_type=_incident_type(reviewed),
            about_own_centre=False,
            attempt=attempt_id,
            live=any(m.live for m in marks),
        )

    def blind_share(self) -> int:
        """Return the share of assessment attempts, in percent, that are viewed blind first."""
        return blind_share(self._store.settings)

    def set_blind_share(self, actor: Actor | None, percent: int) -> int:
        """Set the share of assessment attempts that are viewed blind first. Raises ``ServiceError``."""
        by = require(actor, "administrator", "iqa")
        if not 0 <= percent <= 100:
            raise ServiceError("Give a share from 0 to 100 percent.", "percent")
        with self._store.transaction():
            self._store.settings.put(BLIND_SHARE, percent, self._now())
            self._store.audit.add(
                self._now(), by.person_id, "set blind share", BLIND_SHARE, {"percent": percent}
            )
        return percent

    def still_blind(self, actor: Actor | None, attempt_id: str) -> tuple[str, ...]:
        """Return the criteria of an attempt whose finding this assessor may not see yet."""
        by = require(actor, "assessor")
        return self._still_blind(by, self._records.open_attempt(actor, attempt_id))

    def first_views(self, actor: Actor | None, attempt_id: str) -> dict[str, FindingWord]:
        """Return by criterion what this assessor saw before the machine's finding was shown."""
        by = require(actor, "assessor")
        attempt = self._theirs(actor, attempt_id)
        return {
            b.criterion: b.word for b in self._dossier(attempt).blind if _same(b, attempt.id, by.person_id)
        }

    def _still_blind(self, by: Actor, reviewed: Reviewed) -> tuple[str, ...]:
        attempt = reviewed.attempt
        if not is_blind(attempt.id, attempt.mode, self.blind_share()):
            return ()
        seen = {b.criterion for b in self._dossier(attempt).blind if _same(b, attempt.id, by.person_id)}
        return tuple(f.criterion for f in reviewed.marking.findings if f.criterion not in seen)

    def view_blind(
        self, actor: Actor | None, attempt_id: str, criterion: str, word: FindingWord
    ) -> BlindMarked:
        """Record what an assessor saw for a criterion; the machine's finding is shown from then on."""
        by = require(actor, "assessor")
        reviewed = self._records.open_attempt(actor, attempt_id)
        finding = next((f for f in reviewed.marking.findings if f.criterion == criterion), None)
        if finding is None or criterion not in self._still_blind(by, reviewed):
            raise CannotDo("This finding was shown already, or the call does not bear on that criterion.")
        made = BlindMarked(
            by=by.person_id,
            attempt=attempt_id,
            criterion=criterion,
            word=word,
            finding=finding.finding,
            marker=reviewed.marking.marker,
        )
        attempt = reviewed.attempt
        self._append(attempt.learner_id, attempt.unit, lambda _: made, also_when_locked=True)
        return made

    def bank(self, unit: str) -> CommentBank:
        """Return the comment bank of a unit as it stands on disk; empty when it is broken or missing."""
        folders = self._library.folders
        found = self._library.unit(unit)
        return load_comments(folders[0] / found.id)[0] if folders else CommentBank()

    def give_feedback(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        *,
        criteria: Sequence[str],
        text: str = "",
        comments: Sequence[str] = (),
        action: str = "",
        due: date | None = None,
        attempt: str = "",
        not_shown: str = "",
        needed: str = "",
    ) -> Dossier:
        """Give feedback tied to criteria; the words of chosen bank comments are frozen into the record.

        Raises:
            ServiceError: nothing is said, an unknown criterion or comment, or an action without its day.
        """
        by = self._assessor(actor, learner_id)
        found, bank = self._library.unit(unit), self.bank(unit)
        known: Mapping[str, Comment] = {c.id: c for c in bank.comments}
        if wrong := [c for c in criteria if c not in found.criteria] + [
            c for c in comments if c not in known
        ]:
            raise ServiceError(f"There is no {', '.join(wrong)}.", "criteria")
        if not text.strip() and not comments:
            raise ServiceError("Write what you saw, or choose a comment.", "text")
        if action.strip() and due is None:
            raise ServiceError("Give the day by which the action is due.", "due")
        if attempt:
            self._theirs(actor, attempt)
        made = FeedbackGiven(
            by=by.person_id,
            feedback=new_id("f"),
            criteria=tuple(dict.fromkeys(criteria)),
            text=text.strip()[:LONGEST],
            comments=tuple(BankComment(id=c, bank=bank.version, text=known[c].text) for c in comments),
            action=action.strip()[:500],
            due=due if action.strip() else None,
            attempt=attempt,
            not_shown=not_shown.strip()[:LONGEST],
            needed=needed.strip()[:LONGEST],
        )
        return self._append(learner_id, unit, lambda _: made, also_when_locked=True)

    def _comments(self, attempt: Attempt) -> tuple[MomentCommented, ...]:
        found = [c for c in self._dossier(attempt).comments if c.attempt == attempt.id]
        return tuple(sorted(found, key=lambda c: c.at))

    def _dossier(self, attempt: Attempt) -> Dossier:
        return self._portfolios.dossier_of(attempt.learner_id, attempt.unit)


def _last_mark(dossier: Dossier, attempt: Attempt, person: str) -> MomentCommented | None:
    """Return the marker without words that somebody dropped last in a call that runs."""
    if attempt.status != "running":
        return None
    theirs = [c for c in dossier.comments if (c.attempt, c.by) == (attempt.id, person)]
    return next((c for c in reversed(theirs) if c.live and not c.text), None)


def _same(blind: BlindMarked, attempt_id: str, person: str) -> bool:
    return blind.attempt == attempt_id and blind.by == person


def _incident_type(reviewed: Reviewed) -> str:
    """Return of what sort a call's incidents are, in the words of its centre's list."""
    known = reviewed.organisation.incident_types
    types = (known[i.type].label for i in reviewed.scenario.incidents.values() if i.type in known)
    return ", ".join(dict.fromkeys(types)) or reviewed.scenario.title


def _agreed(reviewed: Reviewed, unseen: Collection[str]) -> list[Claim]:
    """Return claims from indicators that an assessor agreed are shown, each at its first cited moment.

    What a colleague agreed to says what the machine found, so ``unseen`` criteria are left out; so are those
    with contrary or no evidence, which nobody maps by accident.
    """
    times = {r.seq: r.event.t for r in reviewed.record}
    found: list[Claim] = []
    for finding in reviewed.marking.findings:
        if finding.criterion in unseen or finding.finding not in ("evidence found", "partial evidence"):
            continue
        for one in finding.indicators:
            judged = reviewed.judged.get(one.indicator)
            shown = (judged is not None) and (
                (judged.answer == "agree" and one.result == "shown") or judged.answer == "shown"
            )
            if shown:
                at = times.get(one.cites[0]) if one.cites else None
                found.append(Claim(criterion=one.criterion, at=at, note=one.label))
    return found


def _found(reviewed: Reviewed, apart: Collection[str]) -> list[Claim]:
    """Return a claim for each criterion with evidence found, but those ``apart``, at its first moment.

    A criterion of which the assessor disagreed with anything that was found is theirs to add.
    """
    times = {r.seq: r.event.t for r in reviewed.record}
    found: list[Claim] = []
    for finding in reviewed.marking.findings:
        judged = [reviewed.judged.get(i.indicator) for i in finding.indicators]
        doubted = any(j is not None and j.answer in ("disagree", "not shown") for j in judged)
        if finding.finding != "evidence found" or finding.criterion in apart or doubted:
            continue
        shown = [i for i in finding.indicators if i.result == "shown"]
        first = min((times[i.cites[0]] for i in shown if i.cites and i.cites[0] in times), default=None)
        found.append(Claim(criterion=finding.criterion, at=first))
    return found
