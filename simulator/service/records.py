"""Finished attempts as they are looked at: marking, re-tags, release, and who may see which record.

Marking is computed here and never stored as a decision; what was shown, with the marker's version, is
appended to the learner's portfolio record. A learner sees an assessment's marking only after its release.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from reports.endings import how_it_ended
from simulator.marking.calls import MARKER, mark
from simulator.model.events import AttemptEnded, AttemptStarted, Record, TriedFrom
from simulator.model.findings import FindingWord, Marking, Retag
from simulator.model.organisation import Organisation
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit
from simulator.service.access import Actor, require
from simulator.service.blind import blind_share, is_blind
from simulator.service.erased import ErasedInPartError, remains_of
from simulator.service.errors import CannotDo, NotThere, ServiceError
from simulator.service.judging import Judged, checked, latest, otherwise, standing_acts
from simulator.service.library import Library
from simulator.service.live import from_store
from simulator.service.people import People
from simulator.service.portfolio_memory import Payload, PortfolioMemory
from simulator.service.versions import older_findings, older_rules
from simulator.store.attempts import AttemptFilter
from simulator.store.errors import NotFound, RecordConflict
from simulator.store.opening import Store
from simulator.store.values import Attempt, NewEvent, Verification

MOST_REMEMBERED = 300
MOST_QUEUED = 5000
TRIES_TO_APPEND = 5
HANDED_IN, GIVEN_UP = "Handed in", "Given up"
"""How an assessment ended that waits for its release."""


@dataclass(frozen=True)
class Reviewed:
    """One ended attempt with all that a debrief, a desk or a report is drawn from.

    ``judged`` holds the latest answer of an assessor to each indicator: for assessors, and for the learner
    where it differs from the machine's and the assessment was released. ``older`` says what was read, played
    or shown by older rules than this software's.
    """

    attempt: Attempt
    learner_name: str
    record: Record
    scenario: Scenario
    organisation: Organisation
    unit: Unit
    marking: Marking
    retags: tuple[Retag, ...]
    verification: Verification
    number: int
    of: int
    judged: dict[str, Judged] = field(default_factory=dict)
    older: tuple[str, ...] = ()

    @property
    def findings(self) -> dict[str, FindingWord]:
        """The finding on each criterion."""
        return {f.criterion: f.finding for f in self.marking.findings}

    @property
    def tried_from(self) -> TriedFrom | None:
        """The moment of an earlier call from which this one was tried again."""
        first = self.record[0].event
        return first.tried_from if isinstance(first, AttemptStarted) else None

    @property
    def ended_early(self) -> str:
        """How the attempt ended, in words, where its learner did not hand it in."""
        last = self.record[-1].event
        handed_in = isinstance(last, AttemptEnded) and last.reason == "finished"
        return "" if handed_in else how_it_ended(self.record)

    @property
    def released(self) -> bool:
        """Tell whether the learner may see it: practice at once, an assessment after its release."""
        return self.attempt.mode != "assessment" or self.attempt.released_at is not None


@dataclass(frozen=True)
class Waiting:
    """One row of an assessor's queue."""

    attempt: Attempt
    learner_name: str
    title: str
    contrary: int
    undecided: int
    erased: bool = False


class Records:
    """The use cases of looking at what was done. ``now`` gives the time of day in UTC."""

    def __init__(self, store: Store, library: Library, people: People, now: Callable[[], datetime]) -> None:
        self._store = store
        self._library = library
        self._people = people
        self._now = now
        self._portfolios = PortfolioMemory(store.portfolios)
        self._remembering = threading.Lock()
        self._marked: OrderedDict[tuple[str, tuple[Retag, ...]], Reviewed] = OrderedDict()

    def debrief(self, actor: Actor | None, attempt_id: str) -> Reviewed:
        """Return a learner's own ended attempt with its marking.

        Raises:
            CannotDo: the attempt still runs, or is an assessment that was not released yet.
        """
        by = require(actor, "learner")
        attempt = self._attempt(attempt_id)
        if attempt.learner_id != by.person_id:
            raise NotThere("There is no such call among yours.")
        if attempt.status == "running":
            raise CannotDo("This call is still running. Its debrief opens when it has ended.")
        if attempt.mode == "assessment" and attempt.released_at is None:
            so = GIVEN_UP if attempt.status == "abandoned" else HANDED_IN
            raise CannotDo(f"{so}. The debrief opens when your assessor has released it.")
        said = self._portfolio_events(attempt, "indicator_judged") if attempt.released_at else ()
        return replace(self._review(attempt), judged=otherwise(latest(said)))

    def open_attempt(self, actor: Actor | None, attempt_id: str) -> Reviewed:
        """Return an ended attempt of a learner whom the assessor looks after.

        The terminal's local administrator may read any, and by that alone decide nothing.
        """
        by = actor if actor is not None and actor.local else require(actor, "assessor")
        attempt = self._attempt(attempt_id)
        if not by.local and not self._people.looks_after(by, attempt.learner_id):
            raise NotThere("There is no such attempt among your learners'.")
        if attempt.status == "running":
            raise CannotDo("This attempt is still running.")
        judged = latest(self._portfolio_events(attempt, "indicator_judged"))
        number, of = self._place_of(attempt)  # others may have been taken since it was marked
        return replace(self._review(attempt), judged=judged, number=number, of=of)

    def waiting(self, actor: Actor | None, only: Collection[str] | None = None) -> tuple[Waiting, ...]:
        """Return the assessor's queue, or some attempts of it, with what stands out in each."""
        queued = tuple(a for a in self.queue(actor) if only is None or a.id in only)
        names = self.names(queued)
        rows: list[Waiting] = []
        for attempt in queued:
            name = names.get(attempt.learner_id, "")
            try:
                reviewed = self._review(attempt)
            except ErasedInPartError:  # one such record holds up no queue
                known = self._library.find(attempt.scenario_id)
                title = known.title if known else attempt.scenario_id
                rows.append(Waiting(attempt, name, title, 0, 0, erased=True))
                continue
            results = [i for f in reviewed.marking.findings for i in f.indicators]
            rows.append(
                Waiting(
                    attempt=attempt,
                    learner_name=name,
                    title=reviewed.scenario.title,
                    contrary=sum(i.result == "contrary" and i.critical for i in results),
                    undecided=sum(i.result == "undecided" for i in results),
                )
            )
        return tuple(rows)

    def judge(
        self, actor: Actor | None, attempt_id: str, indicator: str, answer: str, reason: str = ""
    ) -> Reviewed:
        """Record an assessor's answer to one indicator; earlier answers stay in the record."""
        by = require(actor, "assessor")
        reviewed = self.open_attempt(actor, attempt_id)
        unseen = self._unseen(reviewed, by.person_id)
        findings = [f for f in reviewed.marking.findings if f.criterion in unseen]
        if any(i.indicator == indicator for f in findings for i in f.indicators):
            raise CannotDo("Say first what you see for this criterion; the machine's finding is shown then.")
        judged = checked(reviewed.marking, indicator, answer, reason, by.person_id)
        self._note(reviewed, "indicator_judged", {"attempt": attempt_id, **asdict(judged)})
        return self.open_attempt(actor, attempt_id)

    def unseen(self, actor: Actor | None, attempt_id: str) -> tuple[str, ...]:
        """Return the criteria whose finding this assessor may not see yet: their own view comes first."""
        person = require(actor, "assessor").person_id
        return self._unseen(self.open_attempt(actor, attempt_id), person)

    def _unseen(self, reviewed: Reviewed, person: str) -> tuple[str, ...]:
        share = blind_share(self._store.settings)
        if not is_blind(reviewed.attempt.id, reviewed.attempt.mode, share):
            return ()
        viewed = self._portfolio_events(reviewed.attempt, "blind_marked")
        said = {v.get("criterion") for v in viewed if v.get("by") == person}
        return tuple(f.criterion for f in reviewed.marking.findings if f.criterion not in said)

    def findings_of(self, attempt_id: str) -> dict[str, FindingWord]:
        """Return the findings of an ended attempt by criterion; for callers that have checked whose it is.

        There are none where a part of its record was lawfully erased.
        """
        try:
            return self._review(self._attempt(attempt_id)).findings
        except ErasedInPartError:
            return {}

    def reviewed_of(self, attempt_id: str) -> Reviewed:
        """Return an ended attempt with its marking; for callers that have checked whose it is."""
        return self._review(self._attempt(attempt_id))

    def findings_counted(self, attempt_id: str) -> dict[str, FindingWord]:
        """Return the same, and none for a call tried again from a moment: its beginning counted already."""
        try:
            reviewed = self._review(self._attempt(attempt_id))
        except ErasedInPartError:
            return {}
        return {} if reviewed.tried_from else reviewed.findings

    def queue(self, actor: Actor | None, *, awaiting_release: bool = False) -> tuple[Attempt, ...]:
        """Return the ended attempts of the learners whom the assessor looks after, the latest first.

        Those that await release do so until they were erased in part: then nobody marks them any more.
        """
        by = require(actor, "assessor")
        found: dict[str, Attempt] = {}
        gone = self._store.attempts.erased_in_part() if awaiting_release else frozenset()
        for cohort in self._store.cohorts.of_person(by.person_id, "assessor"):
            wanted = AttemptFilter(cohort_id=cohort.id, awaiting_release=awaiting_release)
            for attempt in self._store.attempts.list(wanted, limit=MOST_QUEUED).items:
                if attempt.status != "running" and attempt.mode != "warm-up" and attempt.id not in gone:
                    found[attempt.id] = attempt
        return tuple(sorted(found.values(), key=lambda a: a.started_at, reverse=True))

    def names(self, attempts: tuple[Attempt, ...]) -> dict[str, str]:
        """Return the learners' names for a list that the actor was given."""
        return self._store.people.names(frozenset(a.learner_id for a in attempts))

    def release(self, actor: Actor | None, attempt_id: str) -> Attempt:
        """Let the learner see an assessment's debrief."""
        by = require(actor, "assessor")
        reviewed = self.open_attempt(actor, attempt_id)
        if reviewed.attempt.mode != "assessment":
            raise CannotDo("A practice debrief is open to the learner already.")
        if unseen := self._unseen(reviewed, by.person_id):
            raise CannotDo(f"This attempt is viewed blind first: say what you see for {', '.join(unseen)}.")
        with self._store.transaction():
            now, person = self._now(), by.person_id
            attempt = self._store.attempts.release(attempt_id, released_at=now, released_by=person)
            self._note(reviewed, "released", {"attempt": attempt_id, "by": by.person_id})
            self._store.audit.add(self._now(), by.person_id, "released debrief", attempt_id)
        self._forget(attempt_id)
        return attempt

    def retag(
        self, actor: Actor | None, attempt_id: str, seq: int, acts: tuple[str, ...], reason: str
    ) -> Reviewed:
        """Say which acts an utterance really holds; the original reading is kept beside it."""
        by = require(actor, "assessor")
        reviewed = self.open_attempt(actor, attempt_id)
        if not any(r.seq == seq and r.event.kind in ("spoke", "message_sent") for r in reviewed.record):
            raise ServiceError("Only something that the learner said or sent can be re-tagged.")
        known = self._library.acts(reviewed.attempt.scenario_id)
        unknown = [a for a in acts if a not in known]
        if unknown:
            raise ServiceError(f"There is no act called {', '.join(unknown)}.")
        if not reason.strip():
            raise ServiceError("Say in a few words why; it stays with the record.", "reason")
        if set(acts) == set(standing_acts(reviewed.record, reviewed.retags, seq)):
            raise ServiceError(
                "The line is read so already: add or take away an act. Nothing was kept.", "acts"
            )
        self._note(
            reviewed,
            "retagged",
            {
                "attempt": attempt_id,
                "seq": seq,
                "acts": list(acts),
                "by": by.person_id,
                "reason": reason.strip()[:500],
            },
        )
        self._forget(attempt_id)
        return self.open_attempt(actor, attempt_id)

    def _attempt(self, attempt_id: str) -> Attempt:
        try:
            return self._store.attempts.get(attempt_id)
        except NotFound as missing:
            raise NotThere("There is no such attempt.") from missing

    def _forget(self, attempt_id: str) -> None:
        with self._remembering:
            for key in [k for k in self._marked if k[0] == attempt_id]:
                del self._marked[key]

    def _portfolio_events(self, attempt: Attempt, kind: str) -> tuple[Payload, ...]:
        return self._portfolios.payloads(attempt.learner_id, attempt.unit, attempt.id, kind)

    def _note(self, reviewed: Reviewed, kind: str, payload: dict[str, object]) -> None:
        attempt = reviewed.attempt
        portfolio = self._store.portfolios.open(attempt.learner_id, attempt.unit, self._now())
        event = NewEvent(kind, 0.0, self._now(), payload)
        for left in reversed(range(TRIES_TO_APPEND)):
            head = self._store.portfolios.head(portfolio.id)
            try:
                self._store.portfolios.append(portfolio.id, head.seq, [event])
            except RecordConflict:
                if left == 0:
                    raise
            else:
                return

    def _review(self, attempt: Attempt) -> Reviewed:
        self._read_whole(attempt)
        retags = self._retags(attempt)
        key = (attempt.id, retags)
        found = self._marked.get(key)
        if found is not None:
            return replace(found, attempt=attempt)
        reviewed = self._compute(attempt, retags)
        with self._remembering:
            self._marked[key] = reviewed
            while len(self._marked) > MOST_REMEMBERED:
                self._marked.popitem(last=False)
        self._keep_shown(reviewed)
        return reviewed

    def _read_whole(self, attempt: Attempt) -> None:
        """Raise ``ErasedInPartError`` where a part of the record is gone, also for what was marked before."""
        if gone := self._store.attempts.erasures(attempt.id):
            self._forget(attempt.id)
            shown = self._portfolio_events(attempt, "findings_shown")
            events = self._store.attempts.read(attempt.id)
            raise ErasedInPartError(remains_of(events, gone, self._store.people.names, shown))

    def _retags(self, attempt: Attempt) -> tuple[Retag, ...]:
        latest: dict[int, Retag] = {}
        for payload in self._portfolio_events(attempt, "retagged"):
            retag = Retag.model_validate({k: payload[k] for k in ("seq", "acts", "by", "reason")})
            latest[retag.seq] = retag
        return tuple(latest.values())

    def _compute(self, attempt: Attempt, retags: tuple[Retag, ...]) -> Reviewed:
        record = tuple(from_store(e) for e in self._store.attempts.read(attempt.id))
        if not record or not isinstance(record[0].event, AttemptStarted):
            raise NotThere("The record of this attempt does not begin with its start.")
        scenario, organisation = self._library.pinned(attempt, self._store.texts.get)
        unit = self._library.unit(attempt.unit)
        number, of = self._place_of(attempt)
        marking = mark(record, scenario, organisation, unit, retags)
        shown = self._portfolio_events(attempt, "findings_shown")
        return Reviewed(
            attempt=attempt,
            learner_name=self._store.people.names(frozenset({attempt.learner_id})).get(
                attempt.learner_id, ""
            ),
            record=record,
            scenario=scenario,
            organisation=organisation,
            unit=unit,
            marking=marking,
            retags=retags,
            verification=self._store.attempts.verify(attempt.id),
            number=number,
            of=of,
            older=(
                *older_rules(record[0].event),
                *older_findings(shown, {f.criterion: f.finding for f in marking.findings}),
            ),
        )

    def _place_of(self, attempt: Attempt) -> tuple[int, int]:
        """Return which of the learner's attempts at this scenario it is, and how many there are."""
        same = AttemptFilter(learner_id=attempt.learner_id, scenario_id=attempt.scenario_id)
        siblings = self._store.attempts.list(same, limit=500).items
        return sum(a.started_at <= attempt.started_at for a in siblings), len(siblings)

    def _keep_shown(self, reviewed: Reviewed) -> None:
        """Append the findings as shown, unless the last ones shown are the same."""
        findings = {f.criterion: f.finding for f in reviewed.marking.findings}
        shown = self._portfolio_events(reviewed.attempt, "findings_shown")
        if shown and shown[-1].get("marker") == MARKER and shown[-1].get("findings") == findings:
            return
        self._note(
            reviewed,
            "findings_shown",
            {
                "attempt": reviewed.attempt.id,
                "marker": MARKER,
                "retags": len(reviewed.retags),
                "findings": findings,
            },
        )
        self._store.attempts.set_marker_version(reviewed.attempt.id, MARKER)
