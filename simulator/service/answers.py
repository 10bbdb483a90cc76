"""Written answers as they are marked: what each one shows, an assessor's rulings, release, entry as evidence.

Marking is computed from the record, the questions that the paper pinned and the rulings; it is never stored
as a decision. A learner sees it in practice, or after an assessment's release, and then without the points
that are missing. A ruling stands above what was read, and both are kept.
"""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from simulator.marking.answers import DEPTH, MARKER, mark_answer, on_criteria
from simulator.model.answers import AnswerReading
from simulator.model.papers import Asked, PaperMode, PaperState, Written
from simulator.model.portfolio import AnswerRuled, PaperReleased
from simulator.model.questions import Question, QuestionBank
from simulator.service.access import Actor, require
from simulator.service.erased import ErasedInPartError
from simulator.service.errors import CannotDo, NotThere, ServiceError
from simulator.service.gathering import Gathering
from simulator.service.held_back import held_back
from simulator.service.marked_papers import MarkedAnswer, MarkedPaper, PaperRow, evidence_item
from simulator.service.paper_records import pinned_questions, read_paper
from simulator.service.portfolios import Ground, PortfolioPart, Portfolios
from simulator.store.errors import NotFound
from simulator.store.values import Paper, PaperSort, PaperTask
from simulator.understanding.answers import answer_reader

MOST_REMEMBERED = 5000
Key = TypeVar("Key")
Kept = TypeVar("Kept")


class Answers(PortfolioPart):
    """The use cases of marking what was written."""

    def __init__(self, ground: Ground, portfolios: Portfolios, gathering: Gathering) -> None:
        super().__init__(ground, portfolios)
        self._gathering = gathering
        self._lock = threading.Lock()
        self._read: OrderedDict[tuple[str, str, str], AnswerReading] = OrderedDict()
        self._states: OrderedDict[tuple[str, int, int], PaperState] = OrderedDict()

    def waiting(self, actor: Actor | None) -> tuple[PaperRow, ...]:
        """Return the ended papers of the assessor's learners: those to be released first, then the latest."""
        by = require(actor, "assessor")
        found: dict[str, Paper] = {}
        for cohort in self._store.cohorts.of_person(by.person_id, "assessor"):
            found |= {p.id: p for p in self._store.papers.of_cohort(cohort.id) if p.sort != "study"}
        names = self._store.people.names(frozenset(p.learner_id for p in found.values()))
        order = sorted(found.values(), key=lambda p: p.started_at, reverse=True)
        order.sort(key=lambda p: not waits_for_release(p))
        rows: list[PaperRow] = []
        for paper in order:
            name = names.get(paper.learner_id, "")
            try:
                state = self._state(paper)
            except ErasedInPartError:  # one such record holds up no queue
                rows.append(PaperRow(paper, name, "Erased in part", 0, 0))
                continue
            asked = len(state.started.asked)
            rows.append(PaperRow(paper, name, state.started.title, state.answered, asked))
        return tuple(rows)

    def open_paper(self, actor: Actor | None, paper_id: str) -> MarkedPaper:
        """Return an ended paper of a learner whom the assessor looks after, marked."""
        paper = self._of_mine(actor, paper_id)
        if paper.status == "running":
            raise CannotDo("This is still being written.")
        return self._marked(paper)

    def shown(self, actor: Actor | None, paper_id: str) -> MarkedPaper:
        """Return the learner's own paper, marked, once they may see it.

        Raises:
            CannotDo: it is not handed in, or is an assessment that was not released.
        """
        paper = self._own(actor, paper_id)
        if paper.status == "running":
            raise CannotDo("Hand it in first.")
        if paper.mode == "assessment" and paper.released_at is None:
            raise CannotDo("Handed in. You see what was found when your assessor has released it.")
        self._not_assessed_now(paper, *(a.id for a in self._state(paper).started.asked))
        return self._marked(paper)

    def checked(self, actor: Actor | None, paper_id: str, part: str) -> MarkedAnswer:
        """Return what a practice answer shows, as it stood when its learner asked last."""
        paper = self._own(actor, paper_id)
        if paper.mode != "practice":
            raise CannotDo("In an assessment nothing is shown before your assessor releases it.")
        state = self._state(paper)
        written = state.written(part)
        asked = next((a for a in state.started.asked if a.id == part), None)
        if asked is None or not written.checked:
            raise NotThere("This answer was not checked.")
        self._not_assessed_now(paper, part)
        seen = written.model_copy(update={"text": written.checked[-1]})
        return self._answer(paper, self._pinned(paper), asked, seen, {})

    def _not_assessed_now(self, paper: Paper, *questions: str) -> None:
        """Raise ``CannotDo`` when practice would show what an open assessment asks."""
        if paper.mode == "practice" and not held_back(
            self._store, self._library, paper.learner_id
        ).isdisjoint(questions):
            raise CannotDo(
                "A question of this is asked in an assessment of yours. You see it again after the release."
            )

    def rule(
        self, actor: Actor | None, paper_id: str, part: str, statement: str, *, says: bool, reason: str = ""
    ) -> MarkedPaper:
        """Say whether an answer makes a key point (or a wrong statement); earlier rulings stay in the record.

        Taking up or leaving what waits for a person needs no reason; contradicting what was read does.
        """
        paper = self._of_mine(actor, paper_id)
        by = self._assessor(actor, paper.learner_id)
        marked = self._marked(paper)
        answer = marked.answer(part)
        if answer is None or statement not in (known := _statements(answer.question)):
            raise NotThere("There is no such point in this answer.")
        read = _band(answer.reading, statement)
        if not reason.strip() and read != "likely" and (read == "sure") != says:
            raise ServiceError("Say in a few words why; it stays with the record.", "reason")
        ruled = AnswerRuled(
            by=by.person_id,
            paper=paper_id,
            part=part,
            statement=statement,
            says=says,
            reason=reason.strip()[:500],
            place=marked.answers.index(answer) + 1,
            words=known[statement],
        )
        if not answer.said_already(ruled):
            self._append(paper.learner_id, paper.unit, lambda _: ruled)
        return self._marked(paper)

    def release(self, actor: Actor | None, paper_id: str, comment: str = "") -> MarkedPaper:
        """Let the learner see what was found; the findings as they stand are frozen into the portfolio."""
        paper = self._of_mine(actor, paper_id)
        by = self._assessor(actor, paper.learner_id)
        if paper.mode != "assessment":
            raise CannotDo("What was found in practice is open to the learner already.")
        if paper.status == "running":
            raise CannotDo("This is still being written.")
        if paper.released_at is not None:
            return self._marked(paper)
        marked = self._marked(paper)
        made = PaperReleased(
            by=by.person_id,
            paper=paper_id,
            findings={f.criterion: f.finding for f in marked.findings},
            marker=marked.marker,
            comment=comment.strip()[:2000],
        )
        with self._store.transaction():
            self._append(paper.learner_id, paper.unit, lambda _: made)
            self._store.papers.release(paper_id, released_at=self._now(), released_by=by.person_id)
            self._store.audit.add(self._now(), by.person_id, "released paper", paper_id)
        return self._marked(self._store.papers.get(paper_id))

    def enter(
        self, actor: Actor | None, paper_id: str, criteria: Sequence[str], *, own_centre: bool, narrative: str
    ) -> str:
        """Enter an assessed paper as evidence by questioning, or a report as a report; return its reference.

        ``criteria`` are those that the assessor maps it to; ``own_centre``: the answers are about the
        learner's own organisation. Nothing is decided by it.

        Raises:
            CannotDo: it was practice, is not handed in, or stands in the portfolio already.
        """
        paper = self._of_mine(actor, paper_id)
        self._assessor(actor, paper.learner_id)
        if paper.mode != "assessment" or paper.status != "finished":
            raise CannotDo("Only an assessment that was handed in can be evidence; practice cannot.")
        dossier = self._portfolios.dossier_of(paper.learner_id, paper.unit)
        if any(i.item.source == paper_id for i in dossier.standing):
            raise CannotDo("This stands in the portfolio already. Change or withdraw it there.")
        if own_centre and not self._library.is_own(paper.organisation_id):
            raise ServiceError(
                "This paper is about a fictional centre: its answers are supplementary. Ask about the "
                "learner's own centre in a discussion, or by questions.",
                "own_centre",
            )
        marked = self._marked(paper)
        there = [a.asked.criterion for a in marked.answers]
        if not criteria or any(c not in there for c in criteria):
            raise ServiceError("Choose criteria that it asks about.", "criteria")
        after = self._gathering.add_evidence(
            actor,
            paper.learner_id,
            paper.unit,
            evidence_item(marked, criteria, own_centre=own_centre, narrative=narrative),
        )
        return after.items[-1].reference

    def set_for(
        self,
        actor: Actor | None,
        cohort_id: str,
        *,
        sort: PaperSort,
        unit: str,
        organisation: str,
        mode: PaperMode,
        criteria: Sequence[str] = (),
        brief: str = "",
        due_at: datetime | None = None,
    ) -> PaperTask:
        """Set a question paper or a report for a class that the actor looks after."""
        by = require(actor, "assessor", "tutor")
        self._people.class_of(actor, cohort_id)
        known = {q.criterion for q in self._library.questions(unit, organisation).questions}
        if sort == "paper" and (not criteria or any(c not in known for c in criteria)):
            raise ServiceError("Choose criteria that this centre has questions about.", "criteria")
        if sort == "report" and brief not in {b.id for b in self._library.reports(unit, organisation)}:
            raise ServiceError("Choose a report that can be written at this centre.", "brief")
        if sort == "study":
            raise ServiceError("Study is the learner's own choice and is not set.", "sort")
        task = PaperTask(
            id=uuid.uuid4().hex,
            cohort_id=cohort_id,
            sort=sort,
            unit=unit,
            organisation_id=organisation,
            mode=mode,
            criteria=tuple(criteria),
            brief=brief,
            set_by=by.person_id,
            set_at=self._now(),
            due_at=due_at,
        )
        self._store.audit.add(self._now(), by.person_id, "set paper", task.id, {"sort": sort})
        return self._store.papers.set_for(task)

    def set_tasks(self, actor: Actor | None, cohort_id: str) -> tuple[PaperTask, ...]:
        """Return what is set for a class that the actor looks after."""
        require(actor, "assessor", "tutor")
        self._people.class_of(actor, cohort_id)
        return tuple(self._store.papers.tasks_for_cohort(cohort_id))

    def withdraw_task(self, actor: Actor | None, cohort_id: str, task_id: str) -> None:
        """Take back what was set; what was written for it stays."""
        if task_id not in {t.id for t in self.set_tasks(actor, cohort_id)}:
            raise NotThere("That is not set (any more).")
        self._store.papers.withdraw_task(task_id, self._now())

    def marked_of(self, learner_id: str, unit: str) -> tuple[MarkedPaper, ...]:
        """Return a learner's ended papers, marked, the latest first; for callers that checked who asks."""
        papers = [p for p in self._store.papers.of_learner(learner_id) if p.unit == unit]
        whole = (p for p in papers if p.status == "finished" and not self._store.papers.erasures(p.id))
        return tuple(self._marked(p) for p in whole)

    def practised(
        self, learner_id: str, unit: str, organisation: str
    ) -> tuple[tuple[Paper, tuple[MarkedAnswer, ...]], ...]:
        """Return a learner's practice at one centre, answer by answer; for callers that checked who asks."""
        return tuple(
            (paper, self._answers(paper, self._pinned(paper)))
            for paper in self._store.papers.of_learner(learner_id)
            if (paper.unit, paper.organisation_id) == (unit, organisation)
            and (paper.mode, paper.status) == ("practice", "finished")
            and not self._store.papers.erasures(paper.id)
        )

    def _of_mine(self, actor: Actor | None, paper_id: str) -> Paper:
        by = actor if actor is not None and actor.local else require(actor, "assessor")
        paper = self._paper(paper_id)
        if not by.local and not self._people.looks_after(by, paper.learner_id):
            raise NotThere("There is no such paper among your learners'.")
        return paper

    def _own(self, actor: Actor | None, paper_id: str) -> Paper:
        by = require(actor, "learner")
        paper = self._paper(paper_id)
        if paper.learner_id != by.person_id:
            raise NotThere("There is no such paper among yours.")
        return paper

    def _paper(self, paper_id: str) -> Paper:
        try:
            return self._store.papers.get(paper_id)
        except NotFound as missing:
            raise NotThere("There is no such paper.") from missing

    def _pinned(self, paper: Paper) -> QuestionBank:
        return pinned_questions(self._store.texts.get(paper.content["questions"]))

    def _state(self, paper: Paper) -> PaperState:
        """Return a paper as its record holds it, read anew only when that has grown or lost something."""
        key = (paper.id, paper.head_seq, len(self._store.papers.erasures(paper.id)))
        return remembered(self._states, key, lambda: read_paper(self._store, paper.id)[0], self._lock)

    def _answers(self, paper: Paper, bank: QuestionBank) -> tuple[MarkedAnswer, ...]:
        state = self._state(paper)
        rulings: dict[str, dict[str, AnswerRuled]] = {}
        for one in self._portfolios.dossier_of(paper.learner_id, paper.unit).rulings:
            if one.paper == paper.id:
                rulings.setdefault(one.part, {})[one.statement] = one
        return tuple(
            self._answer(paper, bank, a, state.written(a.id), rulings.get(a.id, {}))
            for a in state.started.asked
        )

    def _marked(self, paper: Paper) -> MarkedPaper:
        bank = self._pinned(paper)
        answers = self._answers(paper, bank)
        dossier = self._portfolios.dossier_of(paper.learner_id, paper.unit)
        told = next((r for r in reversed(dossier.papers_released) if r.paper == paper.id), None)
        return MarkedPaper(
            paper=paper,
            learner_name=self._store.people.names(frozenset({paper.learner_id})).get(paper.learner_id, ""),
            state=self._state(paper),
            answers=answers,
            findings=on_criteria(a.finding for a in answers),
            marker=f"{MARKER}/{answers[0].reading.reader if answers else ''}",
            verification=self._store.papers.verify(paper.id),
            bank=bank,
            comment=told.comment if told else "",
            released_by=self._store.people.names(frozenset({told.by})).get(told.by, "") if told else "",
        )

    def _answer(
        self,
        paper: Paper,
        bank: QuestionBank,
        asked: Asked,
        written: Written,
        rulings: Mapping[str, AnswerRuled],
    ) -> MarkedAnswer:
        question = bank.question(asked.id)
        if question is None:
            raise NotThere(f"The paper does not hold its question {asked.id}.")
        reading = self._reading(paper.content["questions"], question, written.text)
        taken = {name: r.says for name, r in rulings.items()}
        return MarkedAnswer(
            asked=asked,
            question=question,
            written=written,
            reading=reading,
            finding=mark_answer(question, reading, taken),
            rulings=rulings,
            clauses=self._clauses(paper.organisation_id, question),
        )

    def _reading(self, pinned: str, question: Question, text: str) -> AnswerReading:
        def read() -> AnswerReading:
            return answer_reader(question, self._library.answer_encoder()).read(text)

        return remembered(self._read, (pinned, question.id, text), read, self._lock)

    def _clauses(self, organisation: str, question: Question) -> tuple[tuple[str, str, str], ...]:
        centre = self._library.organisations.get(organisation)
        if centre is None:
            return ()
        found = (centre.clauses.get(c) for c in question.clauses)
        return tuple((c.id, c.title, c.text) for c in found if c is not None)


def remembered(
    kept: OrderedDict[Key, Kept], key: Key, make: Callable[[], Kept], lock: threading.Lock
) -> Kept:
    """Return what is kept under a key, made when it is not there; the least used is forgotten first."""
    with lock:
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    made = make()  # outside the lock: nobody waits for somebody else's answer to be read
    with lock:
        kept[key] = made
        while len(kept) > MOST_REMEMBERED:
            kept.popitem(last=False)
    return made


def waits_for_release(paper: Paper) -> bool:
    """Tell whether a paper is an assessment that was handed in and not released yet."""
    return paper.mode == "assessment" and paper.status == "finished" and paper.released_at is None


def _statements(question: Question) -> dict[str, str]:
    """Return what can be ruled on in an answer to a question, in words, by id."""
    made = {p.id: p.text for p in question.points}
    return (
        made | {w.id: f"Counts against it: {w.text}" for w in question.wrong} | {DEPTH: "A connected account"}
    )


def _band(reading: AnswerReading, statement: str) -> str:
    if statement == DEPTH:
        return "sure" if reading.connected else ""
    found = [p.band for p in (*reading.points, *reading.wrong) if p.id == statement]
    return found[0] if found else ""
