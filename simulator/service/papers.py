"""Question papers, reports and study, as their learner works on them: every change is durable at once.

The rules kept here: (1) only the learner of a paper writes in it; (2) a text that another window changed
meanwhile is never overwritten unseen; (3) what is marked is shown in practice on asking, after an assessment
only when it is released; (4) nothing is marked here, and no key point is handed out.
"""

from __future__ import annotations

import secrets
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from simulator.model.papers import (
    LONGEST_ANSWER,
    AnswerChecked,
    AnswerEdited,
    Asked,
    HelpDeclared,
    PaperEnded,
    PaperEvent,
    PaperMode,
    PaperSort,
    PaperStarted,
    ReportBrief,
    ShownPart,
    change,
)
from simulator.model.questions import Moment, Question
from simulator.service.access import Actor, require
from simulator.service.errors import CannotDo, NotThere, OpenElsewhere, ServiceError
from simulator.service.held_back import held_back
from simulator.service.library import Library
from simulator.service.live import from_store, to_store
from simulator.service.paper_questions import asked, asked_in, draw, moments_of
from simulator.service.paper_records import asked_in_paper, pinned_text, read_paper
from simulator.service.sitting import PaperForMe, Sitting
from simulator.store.attempts import AttemptFilter
from simulator.store.errors import AlreadyExists, NotFound, RecordConflict, RecordSealed
from simulator.store.opening import Store
from simulator.store.values import NewPaper, Paper, PaperTask

STUDIED_AT_ONCE = 3
TRIES = 4
_CHANGED = "This answer was changed in another window. What you typed stays above. There it reads:"


_TITLES: dict[PaperSort, str] = {"paper": "Question paper", "report": "Report", "study": "Study"}


@dataclass(frozen=True)
class _Task:
    """What is to be written; ``set_as`` is the id under which it was set, if it was."""

    sort: PaperSort
    unit: str
    organisation: str
    mode: PaperMode = "practice"
    set_as: str | None = None


class Papers:
    """The use cases of writing. ``now`` gives the time of day in UTC."""

    def __init__(self, store: Store, library: Library, now: Callable[[], datetime]) -> None:
        self._store = store
        self._library = library
        self._now = now

    def centres(self, unit: str) -> tuple[tuple[str, str, int], ...]:
        """Return (id, name, number of criteria) of the centres that have questions, the fullest first."""
        found = []
        for one in self._library.organisations.values():
            criteria = {q.criterion for q in self._library.questions(unit, one.id).questions}
            if criteria:
                found.append((one.id, one.name, len(criteria)))
        return tuple(sorted(found, key=lambda c: (-c[2], c[1])))

    def criteria(self, unit: str, organisation: str) -> tuple[str, ...]:
        """Return the criteria that can be asked about at an organisation, in the unit's order."""
        bank = {q.criterion for q in self._library.questions(unit, organisation).questions}
        return tuple(c for c in self._library.unit(unit).criteria if c in bank)

    def reports(self, unit: str, organisation: str) -> tuple[ReportBrief, ...]:
        """Return the reports that can be written at an organisation."""
        return self._library.reports(unit, organisation)

    def mine(self, actor: Actor | None) -> tuple[Paper, ...]:
        """Return the learner's papers, the latest first."""
        by = require(actor, "learner")
        return tuple(self._store.papers.of_learner(by.person_id))

    def set_for_me(self, actor: Actor | None) -> tuple[PaperForMe, ...]:
        """Return what is set for the learner's classes, the unwritten and soonest due first."""
        by = require(actor, "learner")
        written = {p.task_id: p for p in reversed(self._store.papers.of_learner(by.person_id)) if p.task_id}
        found = [
            PaperForMe(t, self._title(t), written.get(t.id))
            for t in self._store.papers.tasks_for_learner(by.person_id)
        ]
        latest = datetime.max.replace(tzinfo=self._now().tzinfo)
        return tuple(
            sorted(
                found,
                key=lambda f: (f.paper is not None and f.paper.status != "running", f.task.due_at or latest),
            )
        )

    def practise(
        self,
        actor: Actor | None,
        sort: PaperSort,
        unit: str,
        organisation: str,
        *,
        criteria: Sequence[str] = (),
        brief: str = "",
        questions: Sequence[str] = (),
    ) -> str:
        """Start a paper, a report or a turn of study in practice; return its id.

        Args:
            actor: the learner.
            sort: which of the three.
            unit: the unit's number.
            organisation: whose procedures it is about.
            criteria: those to be asked about; none means all that can be.
            brief: the report's id.
            questions: for study, the ids of the questions to return to.
        """
        by = require(actor, "learner")
        task = _Task(sort, unit, organisation)
        if sort == "report":
            return self._report(by, task, brief)
        if sort == "study":
            bank = self._library.questions(unit, organisation)
            held = held_back(self._store, self._library, by.person_id)
            found = (bank.question(i) for i in questions[:STUDIED_AT_ONCE])
            chosen = [q for q in found if q is not None and q.id not in held]
            return self._questions(by, task, chosen)
        return self._questions(by, task, self._draw(by, task, criteria))

    def take(self, actor: Actor | None, task_id: str) -> str:
        """Start what was set for the learner's class, or go back to it; return the paper's id."""
        by = require(actor, "learner")
        found = next((f for f in self.set_for_me(actor) if f.task.id == task_id), None)
        if found is None:
            raise NotThere("This is not set for you (any more).")
        if found.paper is not None:
            return found.paper.id
        told = found.task
        task = _Task(told.sort, told.unit, told.organisation_id, told.mode, told.id)
        try:
            if told.sort == "report":
                return self._report(by, task, told.brief)
            return self._questions(by, task, self._draw(by, task, told.criteria))
        except AlreadyExists:  # begun in another window at this very moment
            return next(p.id for p in self._store.papers.of_learner(by.person_id) if p.task_id == task_id)

    def look(self, actor: Actor | None, paper_id: str) -> Sitting:
        """Return a paper as it stands; its learner's only."""
        return self._sitting(require(actor, "learner"), paper_id)[0]

    def write(
        self, actor: Actor | None, paper_id: str, part: str, text: str, *, before: str, also: str = ""
    ) -> Sitting:
        """Keep the text of one part as it now reads.

        Args:
            actor: the learner of the paper.
            paper_id: the paper.
            part: a question's id, or the sources of a report.
            text: the whole text of the part.
            before: the text that this window last knew to be kept.
            also: what it sent last without hearing whether that was kept.

        Raises:
            OpenElsewhere: another window changed this part meanwhile; nothing was overwritten.
            CannotDo: the paper has ended.
        """
        by = require(actor, "learner")
        if len(text) > LONGEST_ANSWER:
            raise ServiceError(
                f"An answer may have {LONGEST_ANSWER:,} characters; this has {len(text):,}. What goes beyond "
                "is not kept.",
                part,
            )

        def make(sitting: Sitting, t: float) -> list[PaperEvent]:
            if part not in sitting.state.names:
                raise NotThere("There is no such part in this paper.")
            now = sitting.state.written(part).text
            if now == text:
                return []
            if now != before and not (also and now == also):
                raise OpenElsewhere(_CHANGED)
            at, removed, added = change(now, text)
            return [AnswerEdited(t=t, part=part, at=at, removed=removed, added=added)]

        return self._append(by, paper_id, make)

    def check(self, actor: Actor | None, paper_id: str, part: str) -> Sitting:
        """In practice, ask what an answer shows so far; it can be written on afterwards."""
        by = require(actor, "learner")

        def make(sitting: Sitting, t: float) -> list[PaperEvent]:
            if sitting.paper.mode != "practice":
                raise CannotDo("In an assessment nothing is shown before your assessor releases it.")
            if not sitting.state.written(part).text.strip():
                raise CannotDo("Write something first.")
            return [AnswerChecked(t=t, part=part)]

        return self._append(by, paper_id, make)

    def hand_in(
        self, actor: Actor | None, paper_id: str, *, own_work: bool, help_used: str, machine_help: str
    ) -> Sitting:
        """Declare what help was used and hand in; nothing can be changed afterwards.

        Raises:
            ServiceError: it is not declared to be own work, or the help used is not named.
        """
        by = require(actor, "learner")
        if not own_work:
            raise ServiceError("Only your own work can be handed in.", "own_work")
        if not help_used.strip() or not machine_help.strip():
            raise ServiceError("Say what help you used; “none” is an answer.", "help_used")

        def make(sitting: Sitting, t: float) -> list[PaperEvent]:
            if not sitting.state.answered:
                raise CannotDo("Nothing is written yet, so there is nothing to hand in.")
            return [
                HelpDeclared(
                    t=t,
                    own_work=True,
                    help_used=help_used.strip()[:1000],
                    machine_help=machine_help.strip()[:1000],
                ),
                PaperEnded(t=t, reason="handed in"),
            ]

        return self._append(by, paper_id, make, ends="finished")

    def leave(self, actor: Actor | None, paper_id: str) -> Sitting:
        """Stop a practice paper for good; it stays in the record as left."""
        by = require(actor, "learner")

        def make(sitting: Sitting, t: float) -> list[PaperEvent]:
            if sitting.paper.mode != "practice":
                raise CannotDo("An assessment is handed in, not left; it waits for you meanwhile.")
            return [PaperEnded(t=t, reason="left")]

        return self._append(by, paper_id, make, ends="abandoned")

    def _append(
        self,
        by: Actor,
        paper_id: str,
        make: Callable[[Sitting, float], list[PaperEvent]],
        *,
        ends: str = "",
    ) -> Sitting:
        for left in reversed(range(TRIES)):
            sitting, seq = self._sitting(by, paper_id)
            if sitting.ended:
                raise CannotDo("This has been handed in. Nothing can be changed any more.")
            events = make(sitting, max(sitting.state.t, sitting.seconds))
            if not events:
                return sitting
            now = self._now()
            stored = [to_store(e, now) for e in events]
            try:
                if ends:
                    status = "finished" if ends == "finished" else "abandoned"
                    self._store.papers.finish(paper_id, seq, stored, status=status, ended_at=now)  # type: ignore[arg-type]
                else:
                    self._store.papers.append(paper_id, seq, stored)
                break
            except (RecordConflict, RecordSealed):
                if left == 0:
                    raise
        return self._sitting(by, paper_id)[0]

    def _sitting(self, by: Actor, paper_id: str) -> tuple[Sitting, int]:
        try:
            paper = self._store.papers.get(paper_id)
        except NotFound as missing:
            raise NotThere("There is no such paper among yours.") from missing
        if paper.learner_id != by.person_id:
            raise NotThere("There is no such paper among yours.")
        state, seq = read_paper(self._store, paper_id)
        seconds = round((self._now() - paper.started_at).total_seconds(), 2)
        return Sitting(paper, state, seconds), seq

    def _draw(self, by: Actor, task: _Task, criteria: Sequence[str]) -> tuple[Question, ...]:
        bank = self._library.questions(task.unit, task.organisation)
        if task.mode == "practice":
            held = held_back(self._store, self._library, by.person_id)
            open_ones = tuple(q for q in bank.questions if q.id not in held and "practice" in q.used_for)
            bank = bank.model_copy(update={"questions": open_ones})
        wanted = [c for c in self.criteria(task.unit, task.organisation) if not criteria or c in criteria]
        neighbours: Counter[str] = Counter()
        for paper in self._store.papers.for_task(task.set_as) if task.set_as else ():
            neighbours.update(asked_in_paper(self._store, paper.id))
        return draw(
            bank,
            wanted,
            seed=secrets.randbelow(2**31),
            moments=self._moments(by.person_id, task.organisation)[0],
            before=Counter(self._asked_of(by.person_id)),
            neighbours=neighbours,
        )

    def _asked_of(self, learner_id: str) -> list[str]:
        papers = self._store.papers.of_learner(learner_id)[:40]
        return [name for p in papers for name in asked_in_paper(self._store, p.id)]

    def _moments(self, learner_id: str, organisation: str) -> tuple[dict[Moment, ShownPart], str]:
        """Return what the learner's last call at the centre offers to be asked about, and its id."""
        wanted = AttemptFilter(learner_id=learner_id, status="finished")
        for attempt in self._store.attempts.list(wanted, limit=20).items:
            if attempt.organisation_id != organisation or attempt.mode == "warm-up":
                continue
            if self._store.attempts.erasures(attempt.id):
                continue
            record = tuple(from_store(e) for e in self._store.attempts.read(attempt.id))
            _, centre = self._library.pinned(attempt, self._store.texts.get)
            return moments_of(record, centre), attempt.id
        return {}, ""

    def _questions(self, by: Actor, task: _Task, drawn: Sequence[Question]) -> str:
        if not drawn:
            raise CannotDo("There is no question about this yet. Ask your tutor.")
        moments, call = self._moments(by.person_id, task.organisation)
        centre = self._library.organisation(task.organisation)
        return self._start(by, task, tuple(asked(q, centre, moments, call=call) for q in drawn), drawn)

    def _report(self, by: Actor, task: _Task, brief_id: str) -> str:
        brief = next((b for b in self.reports(task.unit, task.organisation) if b.id == brief_id), None)
        if brief is None:
            raise CannotDo("There is no such report at this centre.")
        bank = self._library.questions(task.unit, task.organisation)
        parts = asked_in(brief, bank, self._library.organisation(task.organisation))
        drawn = [q for q in (bank.question(a.id) for a in parts) if q is not None]
        held = held_back(self._store, self._library, by.person_id) if task.mode == "practice" else ()
        if any(q.id in held for q in drawn):
            raise CannotDo(
                "A part of this report is set for you as an assessment. Practise it after its release."
            )
        return self._start(by, task, parts, drawn, brief)

    def _start(
        self,
        by: Actor,
        task: _Task,
        parts: tuple[Asked, ...],
        drawn: Sequence[Question],
        brief: ReportBrief | None = None,
    ) -> str:
        now = self._now()
        bank = self._library.questions(task.unit, task.organisation)
        digest = self._store.texts.keep(pinned_text(bank, drawn))
        centre = self._library.organisation(task.organisation)
        started = PaperStarted(
            t=0.0,
            sort=task.sort,
            title=brief.title if brief else _TITLES[task.sort],
            unit=task.unit,
            organisation=task.organisation,
            mode=task.mode,
            seed=secrets.randbelow(2**31),
            asked=parts,
            ask=brief.ask.strip() if brief else "",
            least_words=brief.least_words if brief else 0,
            most_words=brief.most_words if brief else 0,
            digests={"questions": digest, "organisation": centre.content_hash},
        )
        new = NewPaper(
            id=uuid.uuid4().hex,
            learner_id=by.person_id,
            sort=task.sort,
            unit=task.unit,
            organisation_id=task.organisation,
            mode=task.mode,
            started_at=now,
            content={"questions": digest},
            task_id=task.set_as,
        )
        self._store.papers.start(new, [to_store(started, now)])
        return new.id

    def _title(self, task: PaperTask) -> str:
        briefs = self.reports(task.unit, task.organisation_id) if task.sort == "report" else ()
        return next((b.title for b in briefs if b.id == task.brief), _TITLES[task.sort])
