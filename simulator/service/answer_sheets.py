"""Written answers as a document: gathers what the store knows, and has it set. It marks nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from reports.answers_sheet import AnswersSheet, SheetAnswer, answers_document
from reports.html import page_of
from reports.worker import render_document_apart
from simulator import __version__
from simulator.service.access import Actor
from simulator.service.answers import Answers
from simulator.service.evidence import CENTRE, NO_CENTRE, Printed, PrintForm, printed_as
from simulator.service.library import Library
from simulator.service.marked_papers import MarkedPaper
from simulator.store.opening import Store


class AnswerSheets:
    """The use case of printing what was written. ``now`` gives the time of day in UTC."""

    def __init__(self, store: Store, library: Library, answers: Answers, now: Callable[[], datetime]) -> None:
        self._store = store
        self._library = library
        self._answers = answers
        self._now = now

    def printed(self, actor: Actor | None, paper_id: str, form: PrintForm) -> Printed:
        """Return an ended paper of a learner whom the assessor looks after, as a file.

        Raises:
            CannotDo: the PDF could not be set; the page (HTML) can still be printed.
        """
        sheet = self._sheet(self._answers.open_paper(actor, paper_id))
        document = answers_document(sheet)
        name = f"answers-{sheet.reference}"
        made = printed_as(name, form, lambda: page_of(document), lambda: render_document_apart(document))
        by = actor.person_id if actor else ""
        self._store.audit.add(self._now(), by, "printed answers", paper_id, {"form": form})
        return made

    def _sheet(self, marked: MarkedPaper) -> AnswersSheet:
        paper, unit = marked.paper, self._library.unit(marked.paper.unit)
        learner = self._store.people.get(paper.learner_id)
        centre = self._library.organisations.get(paper.organisation_id)
        by = frozenset(r.by for a in marked.answers for r in a.rulings.values())
        return AnswersSheet(
            reference=f"P-{paper.id[:8]}",
            centre=str(self._store.settings.get(CENTRE) or NO_CENTRE),
            learner_name=learner.display_name,
            learner_reference=learner.login_name,
            unit=f"{unit.number} {unit.title} ({unit.uan})",
            organisation=centre.name if centre else paper.organisation_id,
            state=marked.state,
            status=paper.status,
            started_at=paper.started_at,
            ended_at=paper.ended_at,
            released_at=paper.released_at,
            answers=tuple(
                SheetAnswer(
                    asked=a.asked,
                    text=a.written.text,
                    edits=a.written.edits,
                    at_once=a.written.at_once,
                    reading=a.reading,
                    finding=a.finding,
                    laws=a.laws(marked.bank),
                    rulings=dict(a.rulings),
                )
                for a in marked.answers
            ),
            criteria={c: one.statement for c, one in unit.criteria.items()},
            findings=marked.findings,
            marker=marked.marker,
            names=self._store.people.names(by),
            head_seq=marked.verification.head_seq,
            head_digest=marked.verification.head_digest,
            intact=marked.verification.intact,
            software=f"Incident Call Simulator {__version__}",
            drawn_up=paper.ended_at or paper.started_at,
        )
