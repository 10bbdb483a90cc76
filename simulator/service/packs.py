"""Packs: one learner's portfolio for a unit as a signed bag of files that anybody can verify.

It gathers what stands and prints it; it decides nothing. All attempts go in, whatever came of them, each with
its whole record, so that every finding can be computed again elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reports.assemble import reference_of
from reports.bag import SIGNATURE, TAGS, bag_files, zipped
from reports.document import Document
from reports.docx_form import docx_of
from reports.html import page_of
from reports.matrix_sheet import csv_of, decided_by, matrix_csv, matrix_xlsx
from reports.pack import Pack, Profile, Registered
from reports.pack_document import pack_document
from reports.worker import NotPrinted, render_document_apart
from simulator import __version__
from simulator.marking.calls import MARKER
from simulator.model.findings import FindingWord
from simulator.service.access import Actor, require
from simulator.service.centre_key import CentreKey
from simulator.service.centre_rules import DETAILS, Standing
from simulator.service.collecting import names_of
from simulator.service.errors import CannotDo, NotAllowed
from simulator.service.evidence import CENTRE, LOGO, NO_CENTRE, Printed
from simulator.service.pack_calls import PackCalls
from simulator.service.pack_desk import desk_events, papers_of
from simulator.service.pack_records import ended_papers, record_files, text_files
from simulator.service.portfolio_files import last_change
from simulator.service.portfolios import Ground, PortfolioPart, Portfolios, PortfolioView, kept_of
from simulator.service.records import Records
from simulator.service.redacting import Maker, Redacting
from simulator.service.registrations import Registrations
from simulator.store.attempts import AttemptFilter
from simulator.store.values import Attempt, Paper


@dataclass(frozen=True)
class PackName:
    """The id and file name that a pack would have now: unchanged inputs, unchanged name."""

    pack_id: str
    file: str


class Packs(PortfolioPart):
    """The use case of making packs."""

    def __init__(
        self,
        ground: Ground,
        portfolios: Portfolios,
        records: Records,
        key: CentreKey,
        *,
        registrations: Registrations,
    ) -> None:
        super().__init__(ground, portfolios)
        self._registrations = registrations
        self._records = records
        self._key = key
        self._calls = PackCalls(ground.store, ground.library, records, ground.now)

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

    def name_of(
        self, actor: Actor | None, learner_id: str, unit: str, *, without_names: bool = False
    ) -> PackName:
        """Return the name of the pack as it would be made now."""
        self._staff(actor)
        view, attempts = self._settled(actor, learner_id, unit)
        return self._named(view, attempts, without_names=without_names)

    def pack(
        self,
        actor: Actor | None,
        learner_id: str,
        unit: str,
        *,
        without_names: bool = False,
        set_pdf: Callable[[Document], bytes] = render_document_apart,
    ) -> Printed:
        """Return the pack of a portfolio as one ZIP, signed with the centre's key.

        ``without_names`` takes other people's names, numbers and addresses out of what is printed of calls,
        and leaves out what their records hold; how much was taken out stands in the pack and in the audit.

        Raises:
            CannotDo: a call of the learner is still running, or the PDF could not be set. Or the pack would
                show an assessor findings that they view blind first.
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
        self._own_view_first(actor, view, attempts)
        made = self._gathered(view, attempts, without_names=without_names)
        payload = self._payload(view, attempts, withheld=without_names)
        try:
            payload |= _documents(made, set_pdf, uploads=[n for n in payload if n.startswith("evidence/")])
        except NotPrinted as fault:
            raise CannotDo(str(fault)) from fault
        detail: dict[str, object] = {"pack": made.pack_id}
        if made.redacted is not None:
            detail["names taken out"] = dict(made.redacted)
        by = actor.person_id if actor else ""
        self._store.audit.add(self._now(), by, "made pack", learner_id, detail)
        name = self._named(view, attempts, without_names=without_names)
        return Printed(name.file, "application/zip", zipped(self._signed(payload, made)))

    def _payload(
        self, view: PortfolioView, attempts: tuple[Attempt, ...], *, withheld: bool
    ) -> dict[str, bytes]:
        """Return what of a pack is no document: records, texts, uploads."""
        findings = {a.id: self._findings(a) for a in attempts}
        payload = record_files(
            self._store,
            view,
            attempts,
            findings,
            self._standing(view),
            withheld=withheld,
            known=self._known(view),
        )
        return payload | text_files(self._store, self._library, view, attempts) | self._uploads(view)

    def _signed(self, payload: dict[str, bytes], made: Pack) -> dict[str, bytes]:
        """Return the bag of a payload with the centre's signature."""
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
        return files

    @staticmethod
    def _staff(actor: Actor | None) -> None:
        if actor is None or not actor.local:
            require(actor, "assessor", "iqa")

    def _own_view_first(
        self, actor: Actor | None, view: PortfolioView, attempts: tuple[Attempt, ...]
    ) -> None:
        """Raise ``CannotDo`` where a pack would show an assessor findings before their own view.

        A pack is never thinned out for it: a verifier gets the same whole pack whoever made it, and what was
        left out could neither be marked again nor taken in elsewhere. So somebody else makes it, or the
        assessor says first what they see. In a locked unit there is nothing left to decide.
        """
        if actor is None or view.dossier.locked or not self._people.looks_after(actor, view.learner_id):
            return
        unseen = {
            reference_of(a.id): self._records.unseen(actor, a.id)
            for a in attempts
            if not self._store.attempts.erasures(a.id)
        }
        if told := "; ".join(f"{ref}: {', '.join(criteria)}" for ref, criteria in unseen.items() if criteria):
            raise CannotDo(
                "This pack prints the machine's findings, and you view these blind first. Say at the marking "
                f"desk what you see for {told}. Or let the quality assurer make the pack."
            )

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

    def _gathered(self, view: PortfolioView, attempts: tuple[Attempt, ...], *, without_names: bool) -> Pack:
        ended = [a.ended_at for a in attempts if a.ended_at]
        maker = self._without_names() if without_names else None
        calls = [self._calls.of(a, maker) for a in attempts]
        papers = papers_of(self._store, view)
        events = self._portfolios.events(view.portfolio)
        desk = desk_events(self._library, events, attempts)
        names = self._store.people.names(frozenset({e.by for e in desk if e.by}))
        ended += [p.started_at for p in papers]
        person = self._store.people.get(view.learner_id)
        goals = reversed(self._store.goals.history(view.learner_id))
        return Pack(
            pack_id=self._named(view, attempts, without_names=without_names).pack_id,
            centre=self._store.settings.get(CENTRE) or NO_CENTRE,
            logo=self._store.settings.get(LOGO) or "",
            learner_name=view.learner_name,
            learner_reference=view.learner_reference,
            unit=view.unit,
            dossier=view.dossier,
            history=tuple(kept_of(events)),
            desk=desk,
            matrix=view.matrix,
            agreements=view.agreements,
            names={**names, **view.names},
            **self._known(view),
            register_of_staff=self._register(view),
            attempts=tuple(made for made, _ in calls),
            papers=papers,
            profile=Profile(joined=person.created_at, goals=tuple((g.chosen_at, g.goal) for g in goals)),
            redacted=tuple((m.reference, n) for m, n in calls if m.report) if without_names else None,
            head_seq=view.dossier.last_seq if view.portfolio is None else self._head(view),
            head_digest=view.head_digest,
            made_at=max([last_change(view), *ended]).replace(microsecond=0),
            software=f"Incident Call Simulator {__version__}",
        )

    def _known(self, view: PortfolioView) -> dict[str, Any]:
        """Return the numbers of centre, qualification and learner, and who assures the quality.

        Nobody assures the quality of what they had a part in: such a one is not named as if they did.
        """
        kept = self._registrations
        held = kept.qualification(view.unit.number)
        part = bool(held.assurer) and held.assurer in {view.learner_id, *self._had_a_part(view)}
        return {
            "details": kept.details(),
            "qualification": held,
            "registration": kept.registered(view.learner_id),
            "assurer": self._assurer(held.assurer) if held.assurer and not part else None,
            "assurer_had_a_part": part,
        }

    def _assurer(self, person: str) -> Registered:
        standing = self._rules.standing_of(person)
        return Registered(
            person=person,
            name=self._store.people.get(person).display_name,
            part="quality assurer",
            qualified=standing.qualified,
            **_held(standing),
        )

    @staticmethod
    def _had_a_part(view: PortfolioView) -> set[str]:
        """Return everybody who entered, decided or signed something; who unlocked it had another part."""
        d = view.dossier
        deciders = {x.deed.by for x in d.decisions.values()} | ({d.unit.deed.by} if d.unit else set())
        return deciders | {i.by for i in d.items} | {s.by for s in d.signatures}

    def _without_names(self) -> Maker:
        names = names_of(self._library)
        return lambda cast: Redacting(cast, names)

    def _named(self, view: PortfolioView, attempts: Sequence[Attempt], *, without_names: bool) -> PackName:
        marks = self._marks(view, without_names=without_names)
        return _name(view, attempts, ended_papers(self._store, view), marks)

    def _marks(self, view: PortfolioView, *, without_names: bool) -> tuple[str, ...]:
        """Return what else a pack prints, by which its name is told from another's."""
        settings = self._store.settings
        known = [str(value) for value in (*self._known(view).values(), *self._register(view))]
        bare = "without names" if without_names else ""
        return (str(settings.get(CENTRE)), str(settings.get(LOGO)), bare, *known)

    def _register(self, view: PortfolioView) -> tuple[Registered, ...]:
        """Return everybody who had a part, the learner first, each once."""
        d = view.dossier
        parts: dict[str, dict[str, None]] = {}
        for person, part in (
            *((x.deed.by, "assessor") for x in d.decisions.values()),
            *((i.by, "entered evidence") for i in d.items if i.by != view.learner_id),
            *((s.by, s.party) for s in d.signatures if s.by != view.learner_id),
            *((u.by, "quality assurer") for _, _, u in d.unlocks),
        ):
            parts.setdefault(person, {})[part] = None
        standing = self._standing(view)
        rows = [Registered(person=view.learner_id, name=view.learner_name, part="learner")] if parts else []
        for person, told in sorted(parts.items(), key=lambda p: view.name(p[0]).casefold()):
            held = standing.get(person)
            rows.append(
                Registered(
                    person=person,
                    name=view.name(person),
                    part=", ".join(told),
                    qualified=held.qualified if held else None,
                    **_held(held),
                )
            )
        return tuple(rows)

    def _standing(self, view: PortfolioView) -> dict[str, Standing]:
        """Return how everybody who decided, entered evidence, signed or unlocked stands in the register."""
        deciders = {d.deed.by for d in view.dossier.decisions.values()}
        staff = deciders | {i.by for i in view.dossier.items} | {s.by for s in view.dossier.signatures}
        staff |= {u.by for _, _, u in view.dossier.unlocks}
        return {p: self._rules.standing_of(p) for p in sorted(staff - {view.learner_id})}

    def _head(self, view: PortfolioView) -> int:
        assert view.portfolio is not None
        return self._store.portfolios.head(view.portfolio.id).seq

    def _uploads(self, view: PortfolioView) -> dict[str, bytes]:
        return {
            f"evidence/{item.reference}_{kept.digest[:8]}_{kept.name}": self._store.files.get(kept.digest)
            for item in view.dossier.items
            for kept in item.item.files
            if view.dossier.gone(kept.digest) is None and not self._store.files.erased(kept.digest)
        }


def _held(standing: Standing | None) -> dict[str, Any]:
    """Return what a pack prints of how somebody stands in the register."""
    names = ("qualification", "job_title", "since", *DETAILS)
    return {name: getattr(standing, name) for name in names} if standing else {}


def _name(
    view: PortfolioView, attempts: Sequence[Attempt], papers: Sequence[Paper], marks: tuple[str, ...]
) -> PackName:
    """Name a pack by what goes into it: the same records and the same rules, the same name."""
    parts = [view.head_digest, view.learner_id, view.unit.content_hash, MARKER, __version__, *marks]
    parts += [f"{a.id}:{a.head_seq}:{a.status}" for a in attempts]
    parts += [f"{p.id}:{p.head_seq}:{p.status}" for p in papers]
    parts += [a.model_dump_json() for a in view.agreements]
    pack_id = f"P-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:8].upper()}"
    safe = "".join(c if c.isalnum() else "-" for c in view.learner_reference)
    return PackName(pack_id, f"unit{view.unit.number}_{safe}_{pack_id}.zip".lower())


BESIDE = ("pack.pdf", "forms.docx", "matrix.xlsx", "matrix.csv", "decisions.csv")
"""The documents that a browser can open from the page of a pack."""


def _documents(pack: Pack, set_pdf: Callable[[Document], bytes], uploads: Sequence[str]) -> dict[str, bytes]:
    document = pack_document(pack)
    words = pack.unit.decision_words
    refs = {i.item.id: i.reference for i in pack.dossier.items}
    decided = [
        (c, words.criterion_yes if d.deed.met else words.criterion_no, d.deed.reason,
         " ".join(refs.get(e, e) for e in d.deed.relied_on), pack.name(d.deed.by), d.at.isoformat())
        for c, d in pack.dossier.decisions.items()
    ]  # fmt: skip
    title = f"Unit {pack.unit.number}, {pack.unit.title}: {pack.learner_name}"
    initials, _ = decided_by(pack.dossier, pack.names)
    head = ("Criterion", "Decision", "Reason", "Relied on", "Assessor", "At")
    return {
        "pack.pdf": set_pdf(document),
        "index.html": page_of(document, (*BESIDE, *sorted(uploads))).encode("utf-8"),
        "forms.docx": docx_of(document),
        "matrix.csv": matrix_csv(pack.matrix, initials),
        "matrix.xlsx": matrix_xlsx(pack.matrix, title, pack.made_at, initials),
        "decisions.csv": csv_of(head, decided),
    }
