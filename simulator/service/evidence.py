"""The evidence report of an attempt: gathers what the store knows around the record, and has it set.

Only an assessor of the learner may have it. It writes nothing but the audit line of who printed what, and
words nothing: what is printed is the reports' business.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reports.assemble import build_evidence_report
from reports.evidence import EvidenceReport
from reports.frame import AttemptOf, ReportFrame
from reports.html import render_html
from reports.worker import NotPrinted, render_pdf_apart
from simulator import __version__
from simulator.service.access import Actor, require
from simulator.service.centre_logo import as_logo
from simulator.service.errors import CannotDo, ServiceError
from simulator.service.records import Records, Reviewed
from simulator.store.attempts import AttemptFilter
from simulator.store.opening import Store

PrintForm = Literal["pdf", "html"]
CENTRE = "centre name"
"""The setting under which an installation keeps the name of its centre."""
LOGO = "centre logo"
"""The setting under which the centre's logo is kept: a PNG in base 64."""
LONGEST_NAME = 120
NO_CENTRE = "Centre not named yet"


@dataclass(frozen=True)
class Printed:
    """A document ready to be saved: its file name, what it is, and its bytes."""

    name: str
    mime: str
    content: bytes


def printed_as(name: str, form: PrintForm, page: Callable[[], str], pdf: Callable[[], bytes]) -> Printed:
    """Return a document in one of its forms as a file of that name.

    Raises:
        CannotDo: the PDF could not be set.
    """
    if form == "html":
        return Printed(f"{name}.html".lower(), "text/html", page().encode("utf-8"))
    try:
        return Printed(f"{name}.pdf".lower(), "application/pdf", pdf())
    except NotPrinted as fault:
        raise CannotDo(str(fault)) from fault


class Evidence:
    """The use cases of printing evidence. ``now`` gives the time of day in UTC."""

    def __init__(self, store: Store, records: Records, now: Callable[[], datetime]) -> None:
        self._store = store
        self._records = records
        self._now = now

    def centre_name(self, actor: Actor | None) -> str:
        """Return the name of the centre as evidence prints it, or nothing when it was never given."""
        require(actor, "administrator")
        return str(self._store.settings.get(CENTRE) or "")

    def name_centre(self, actor: Actor | None, name: str) -> str:
        """Give the centre its name, which every report printed from now on bears; return it as kept.

        Raises:
            ServiceError: the name is empty, or longer than a heading can bear.
        """
        by = require(actor, "administrator")
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise ServiceError(f"Give the centre a name of 1 to {LONGEST_NAME} characters.", "centre")
        with self._store.transaction():
            self._store.settings.put(CENTRE, name, self._now())
            self._store.audit.add(self._now(), by.person_id, "named the centre", CENTRE)
        return name

    def logo(self, actor: Actor | None) -> bytes:
        """Return the centre's logo as PNG, or nothing when it has none."""
        require(actor, "administrator")
        return b64decode(self._store.settings.get(LOGO) or "")

    def keep_logo(self, actor: Actor | None, picture: bytes) -> bytes:
        """Keep a picture as the centre's logo, or none; packs and forms bear it from now on.

        Raises:
            ServiceError: the picture is too large, or is none.
        """
        by = require(actor, "administrator")
        made = as_logo(picture) if picture else b""
        with self._store.transaction():
            self._store.settings.put(LOGO, b64encode(made).decode("ascii"), self._now())
            self._store.audit.add(self._now(), by.person_id, "changed the centre's logo", LOGO)
        return made

    def report(self, actor: Actor | None, attempt_id: str) -> EvidenceReport:
        """Return the evidence report of an ended attempt of a learner whom the assessor looks after."""
        reviewed = self._records.open_attempt(actor, attempt_id)
        times = {e.seq: e.recorded_at for e in self._store.attempts.read(attempt_id)}
        return build_evidence_report(
            reviewed.record,
            reviewed.marking,
            reviewed.scenario,
            reviewed.organisation,
            reviewed.unit,
            frame=self._frame(reviewed),
            recorded_times=times,
            retags=reviewed.retags,
        )

    def printed(self, actor: Actor | None, attempt_id: str, form: PrintForm) -> Printed:
        """Return the evidence report as a file.

        Raises:
            CannotDo: the PDF could not be set; the page (HTML) can still be printed. Or it is an attempt
                that the actor views blind first, and the report would show the findings before.
        """
        blind = actor is not None and not actor.local and actor.may("assessor")
        if blind and (unseen := self._records.unseen(actor, attempt_id)):
            raise CannotDo(
                "This attempt is viewed blind first, and the report shows the findings: say what you see for "
                f"{', '.join(unseen)}."
            )
        report = self.report(actor, attempt_id)
        name = f"evidence-{report.reference}"
        made = printed_as(name, form, lambda: render_html(report), lambda: render_pdf_apart(report))
        by = actor.person_id if actor else ""
        self._store.audit.add(self._now(), by, "printed evidence", attempt_id, {"form": form})
        return made

    def _frame(self, reviewed: Reviewed) -> ReportFrame:
        attempt, store = reviewed.attempt, self._store
        checked = store.attempts.verify(attempt.id)
        same = AttemptFilter(learner_id=attempt.learner_id, scenario_id=attempt.scenario_id)
        siblings = sorted(store.attempts.list(same, limit=500).items, key=lambda a: a.started_at)
        learner = store.people.get(attempt.learner_id)
        others = {r.by for r in reviewed.retags} | ({attempt.released_by} if attempt.released_by else set())
        names = store.people.names(frozenset(others))
        return ReportFrame(
            centre=store.settings.get(CENTRE) or NO_CENTRE,
            learner_name=learner.display_name,
            learner_reference=learner.login_name,
            attempt_id=attempt.id,
            started_at=attempt.started_at,
            ended_at=attempt.ended_at,
            status=attempt.status,
            attempts=tuple(
                AttemptOf(
                    attempt_id=a.id,
                    started_at=a.started_at,
                    mode=a.mode,
                    status=a.status,
                    released_at=a.released_at,
                )
                for a in siblings
            ),
            head_seq=checked.head_seq,
            head_digest=checked.head_digest,
            intact=checked.intact,
            fault=checked.fault,
            erased=checked.erased,
            sealed_at=attempt.sealed_at,
            released_at=attempt.released_at,
            released_by=names.get(attempt.released_by or "", ""),
            content=dict(attempt.content),
            names=names,
            software=f"Incident Call Simulator {__version__}",
            older=reviewed.older,
        )
