"""Packs: one learner's portfolio for a unit as a signed bag of files that anybody can verify.

It gathers what stands and prints it; it decides nothing. All attempts go in, whatever came of them, each with
its whole record, so that every finding can be computed again elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from reports.assemble import reference_of
from reports.bag import SIGNATURE, TAGS, bag_files, zipped
from reports.document import Document
from reports.docx_form import docx_of
from reports.html import page_of
from reports.matrix_sheet import csv_of, matrix_csv, matrix_xlsx
from reports.pack import Pack, PackAttempt, Registered
from reports.pack_document import pack_document
from reports.worker import NotPrinted, render_document_apart
from simulator import __version__
from simulator.marking.calls import MARKER
from simulator.model.findings import FindingWord
from simulator.service.access import Actor, require
from simulator.service.centre_key import CentreKey
from simulator.service.centre_rules import Standing
from simulator.service.errors import CannotDo, NotAllowed
from simulator.service.evidence import CENTRE, NO_CENTRE, Printed
from simulator.service.pack_records import record_files, text_files
from simulator.service.portfolio_files import last_change
from simulator.service.portfolios import Ground, PortfolioPart, Portfolios, PortfolioView
from simulator.service.records import Records
from simulator.store.attempts import AttemptFilter
from simulator.store.values import Attempt


@dataclass(frozen=True)
class PackName:
    """The id and file name that a pack would have now: unchanged inputs, unchanged name."""

    pack_id: str
    file: str


class Packs(PortfolioPart):
    """The use case of making packs."""

    def __init__(self, ground: Ground, portfolios: Portfolios, records: Records, key: CentreKey) -> None:
        super().__init__(ground, portfolios)
        self._records = records
        self._key = key

    def public_key(self) -> bytes:
        """Return the centre's public key as PEM; it is no secret."""
        return self._key.public_pem()

    def renew_key(self, actor: Actor | None) -> bytes:
        """Make a new key for the centre where the old one is lost; return its public half.

        Packs made before are proven by the old public key, as ever.
        """
        by = require(actor, "administrator")
        made = self._key.renew()
        self._store.audit.add(self._now(), by.person_id, "made a new key", "centre")
        return made

    def name_of(self, actor: Actor | None, learner_id: str, unit: str) -> PackName:
        """Return the name of the pack as it would be made now."""
        self._staff(actor)
        view, attempts = self._settled(actor, learner_id, unit)
        return _name(view, attempts)

    def pack(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        *,
        set_pdf: Callable[[Document], bytes] = render_document_apart,
    ) -> Printed:
        """Return the pack of a portfolio as one ZIP, signed with the centre's key.

        Raises:
            CannotDo: a call of the learner is still running, or the PDF could not be set.
            NotAllowed: a learner asks. A pack holds what scenarios keep to themselves, and findings that
                nobody has released yet.
        """
        self._staff(actor)
        if actor is not None and actor.person_id == learner_id:
            raise NotAllowed("Somebody else makes the pack of one's own portfolio.")
        view, attempts = self._settled(actor, learner_id, unit)
        if any(a.status == "running" for a in attempts):
            raise CannotDo(
                "A call of this learner is still running. A pack holds every attempt: wait for it."
            )
        made = self._gathered(view, attempts)
        findings = {a.id: self._findings(a) for a in attempts}
        payload = record_files(self._store, view, attempts, findings, self._standing(view), withheld=False)
        payload |= text_files(self._store, self._library, view, attempts) | self._uploads(view)
        try:
            payload |= _documents(made, set_pdf)
        except NotPrinted as fault:
            raise CannotDo(str(fault)) from fault
        files = bag_files(
            payload,
            {
                "Source-Organization": made.centre.replace("\n", " "),
                "Bagging-Date": f"{made.made_at:%Y-%m-%d}",
                "External-Identifier": made.pack_id,
                "Bag-Software-Agent": made.software,
            },
        )
        files[SIGNATURE] = self._key.sign(files[TAGS]) + b"\n"
        by = actor.person_id if actor else ""
        self._store.audit.add(self._now(), by, "made pack", learner_id, {"pack": made.pack_id})
        return Printed(_name(view, attempts).file, "application/zip", zipped(files))

    @staticmethod
    def _staff(actor: Actor | None) -> None:
        if actor is None or not actor.local:
            require(actor, "assessor", "iqa")

    def _settled(
        self, actor: Actor | None, learner_id: str, unit: str
    ) -> tuple[PortfolioView, tuple[Attempt, ...]]:
        """Return portfolio and attempts once every finding was made, which the portfolio record notes."""
        attempts = self._attempts(self._portfolios.view(actor, learner_id, unit))
        for attempt in attempts:
            if attempt.status != "running":
                self._findings(attempt)
        view = self._portfolios.view(actor, learner_id, unit)
        return view, self._attempts(view)  # read again: each now bears the marker whose findings were made

    def _findings(self, attempt: Attempt) -> dict[str, FindingWord]:
        """Return the findings on an attempt; none where a part of its record was lawfully erased."""
        if self._store.attempts.erasures(attempt.id):
            return {}
        return self._records.findings_of(attempt.id)

    def _attempts(self, view: PortfolioView) -> tuple[Attempt, ...]:
        wanted = AttemptFilter(learner_id=view.learner_id)
        found = self._store.attempts.list(wanted, limit=2000).items
        mine = [a for a in found if a.unit == view.unit.number and a.mode != "warm-up"]
        return tuple(sorted(mine, key=lambda a: (a.started_at, a.id)))

    def _gathered(self, view: PortfolioView, attempts: tuple[Attempt, ...]) -> Pack:
        standing = self._standing(view)
        ended = [a.ended_at for a in attempts if a.ended_at]
        return Pack(
            pack_id=_name(view, attempts).pack_id,
            centre=self._store.settings.get(CENTRE) or NO_CENTRE,
            learner_name=view.learner_name,
            learner_reference=view.learner_reference,
            unit=view.unit,
            dossier=view.dossier,
            matrix=view.matrix,
            agreements=view.agreements,
            names=view.names,
            register_of_staff=tuple(
                Registered(
                    person=p,
                    name=view.name(p),
                    qualified=s.qualified,
                    qualification=s.qualification,
                    job_title=s.job_title,
                )
                for p, s in standing.items()
            ),
            attempts=tuple(self._attempt(a) for a in attempts),
            head_seq=view.dossier.last_seq if view.portfolio is None else self._head(view),
            head_digest=view.head_digest,
            made_at=max([last_change(view), *ended]).replace(microsecond=0),
            software=f"Incident Call Simulator {__version__}",
        )

    def _standing(self, view: PortfolioView) -> dict[str, Standing]:
        """Return how everybody who decided or entered evidence stands in the register."""
        deciders = {d.deed.by for d in view.dossier.decisions.values()}
        staff = deciders | {i.by for i in view.dossier.items}
        return {p: self._rules.standing_of(p) for p in sorted(staff - {view.learner_id})}

    def _head(self, view: PortfolioView) -> int:
        assert view.portfolio is not None
        return self._store.portfolios.head(view.portfolio.id).seq

    def _attempt(self, attempt: Attempt) -> PackAttempt:
        checked = self._store.attempts.verify(attempt.id)
        found = self._library.find(attempt.scenario_id)
        return PackAttempt(
            attempt_id=attempt.id,
            reference=reference_of(attempt.id),
            title=found.title if found else attempt.scenario_id,
            mode=attempt.mode,
            status=attempt.status,
            started_at=attempt.started_at,
            ended_at=attempt.ended_at,
            released_at=attempt.released_at,
            events=checked.head_seq,
            head_digest=checked.head_digest,
            intact=checked.intact,
            marker=MARKER,
            findings=self._findings(attempt),
        )

    def _uploads(self, view: PortfolioView) -> dict[str, bytes]:
        return {
            f"evidence/{item.reference}_{kept.digest[:8]}_{kept.name}": self._store.files.get(kept.digest)
            for item in view.dossier.items
            for kept in item.item.files
            if view.dossier.gone(kept.digest) is None and not self._store.files.erased(kept.digest)
        }


def _name(view: PortfolioView, attempts: tuple[Attempt, ...]) -> PackName:
    """Name a pack by what goes into it: the same records and the same rules, the same name."""
    parts = [view.head_digest, view.learner_id, view.unit.content_hash, MARKER, __version__]
    parts += [f"{a.id}:{a.head_seq}:{a.status}" for a in attempts]
    parts += [a.model_dump_json() for a in view.agreements]
    pack_id = f"P-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:8].upper()}"
    safe = "".join(c if c.isalnum() else "-" for c in view.learner_reference)
    return PackName(pack_id, f"unit{view.unit.number}_{safe}_{pack_id}.zip".lower())


def _documents(pack: Pack, set_pdf: Callable[[Document], bytes]) -> dict[str, bytes]:
    document = pack_document(pack)
    words = pack.unit.decision_words
    refs = {i.item.id: i.reference for i in pack.dossier.items}
    decided = [
        (c, words.criterion_yes if d.deed.met else words.criterion_no, d.deed.reason,
         " ".join(refs.get(e, e) for e in d.deed.relied_on), pack.name(d.deed.by), d.at.isoformat())
        for c, d in pack.dossier.decisions.items()
    ]  # fmt: skip
    title = f"Unit {pack.unit.number}, {pack.unit.title}: {pack.learner_name}"
    head = ("Criterion", "Decision", "Reason", "Relied on", "Assessor", "At")
    return {
        "pack.pdf": set_pdf(document),
        "index.html": page_of(document).encode("utf-8"),
        "forms.docx": docx_of(document),
        "matrix.csv": matrix_csv(pack.matrix),
        "matrix.xlsx": matrix_xlsx(pack.matrix, title, pack.made_at),
        "decisions.csv": csv_of(head, decided),
    }
