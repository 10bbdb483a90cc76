"""Centres and learners as the tests of packs need them, and packs taken apart and put together again."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import pytest
from PIL import Image
from pypdf import PdfReader

from reports.bag import bag_files, unzipped, zipped
from reports.pdf import pdf_of
from simulator.model.commands import GiveUp, Say
from simulator.model.portfolio import CHECKS, UNIT
from simulator.service.access import Actor
from tests.service.desk import PASSWORD, Centre, Clock, open_desk
from tests.service.portfolio_making import UNIT_234, add, all_decided, declare, item, signed_off, witness

LOCAL = Actor("", "Local administrator", frozenset({"administrator"}), local=True)


@pytest.fixture(scope="module")
def centre(tmp_path_factory, library):
    """Return a centre one of whose learners is packed."""
    made = packed_centre(tmp_path_factory.mktemp("packs"), library)
    yield made
    made.service.close()


@pytest.fixture(scope="module")
def packed(centre) -> bytes:
    """Return that learner's pack with a real PDF."""
    return centre.service.packs.pack(LOCAL, centre.learner.person_id, UNIT_234, set_pdf=pdf_of).content


def view(centre):
    """Return that learner's portfolio as their assessor sees it."""
    return centre.service.portfolios.view(centre.assessor, centre.learner.person_id, UNIT_234)


def no_pdf(document) -> bytes:
    """Stand in for the setting of the PDF, where it is not looked at."""
    return b"%PDF-" + document.reference.encode()


def a_picture() -> bytes:
    """Return a picture as a centre would hand it in."""
    out = io.BytesIO()
    Image.new("RGBA", (1200, 300), (11, 100, 114, 200)).save(out, "PNG")
    return out.getvalue()


@dataclass
class AtTheEnd:
    """A learner of whom every criterion is decided and signed, and the assessor who did."""

    centre: Centre
    learner: Actor
    assessor: Actor

    @property
    def criteria(self):
        return list(self.centre.library.unit(UNIT_234).criteria)

    def dossier(self):
        return self.centre.service.portfolios.dossier_of(self.learner.person_id, UNIT_234)

    def sign(self, who, *subjects):
        seen = {s: self.dossier().digests[s] for s in subjects}
        self.centre.service.deciding.sign(who, self.learner.person_id, UNIT_234, seen, password=PASSWORD)

    def countersign(self, *subjects):
        seen = {s: self.dossier().digests[s] for s in subjects}
        self.centre.service.deciding.countersign(
            self.centre.assessor, self.learner.person_id, UNIT_234, seen, password=PASSWORD, agrees=True
        )

    def decide_unit(self):
        self.centre.service.deciding.decide_unit(
            self.assessor, self.learner.person_id, UNIT_234, competent=True, reason="Every criterion is met."
        )

    def decide_again(self, criterion):
        relied = [i.item.id for i in self.dossier().standing if criterion in i.item.criteria]
        self.centre.service.deciding.decide(
            self.assessor, self.learner.person_id, UNIT_234, criterion, met=True, checks=CHECKS,
            reason="Looked at again after the change.", relied_on=relied,
        )  # fmt: skip

    def sign_unit(self):
        self.sign(self.assessor, UNIT)
        self.sign(self.learner, UNIT)

    def page(self):
        content = self.centre.service.packs.pack(
            LOCAL, self.learner.person_id, UNIT_234, set_pdf=no_pdf
        ).content
        return unzipped(content)["data/index.html"].decode()


def at_the_end(centre, name, login, *, trainee=False) -> AtTheEnd:
    """Return somebody new up to where the unit can be decided, as far as their assessor may."""
    learner, assessor = centre.join(name, login), centre.assessor
    if trainee:
        assessor = centre.staff("Hal Frost", "hal", "assessor")
        centre.service.everybody.let_assess(centre.administrator, centre.class_id, assessor.person_id)
    first, first_assessor = centre.learner, centre.assessor
    centre.learner, centre.assessor = learner, assessor
    try:
        all_decided(centre)
        declare(centre)
    finally:
        centre.learner, centre.assessor = first, first_assessor
    return AtTheEnd(centre, learner, assessor)


def rebuilt(files: dict[str, bytes]) -> bytes:
    """Return a pack with every manifest computed anew, as somebody without the key could."""
    payload = {n.removeprefix("data/"): b for n, b in files.items() if n.startswith("data/")}
    return zipped(
        {**bag_files(payload, {"External-Identifier": "forged"}), "signature.txt": files["signature.txt"]}
    )


def pages_of(packed: bytes) -> list[str]:
    """Return the words of each page of a pack's PDF."""
    pages = PdfReader(io.BytesIO(unzipped(packed)["data/pack.pdf"])).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def words_in(name: str, body: bytes) -> str:
    """Return the words of a file of a pack."""
    if name.endswith(".pdf"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if name.endswith((".docx", ".xlsx")):
        parts = zipfile.ZipFile(io.BytesIO(body))
        return " ".join(parts.read(n).decode("utf-8", "replace") for n in parts.namelist())
    return body.decode("utf-8", "replace")


def packed_centre(folder, library) -> Centre:
    """Return a centre with a signed unit, a testimony, and attempts of two learners."""
    clock = Clock()
    url = f"sqlite:///{folder / 'simulator.db'}"
    made = Centre(open_desk(url, library, clock), clock, url, library)
    made.other = made.join("Dee Holt", "dee")
    made.service.evidence.name_centre(made.administrator, "Harbour Line")
    made.service.evidence.keep_logo(made.administrator, a_picture())
    made.service.learning.keep_goal(made.learner, "Read the place back before I send anyone")
    made.service.store.people.set_pace(made.learner.person_id, 1.1)
    for who, mode, ended in (
        (made.learner, "assessment", "finished"),
        (made.learner, "assessment", "abandoned"),
        (made.learner, "practice", "finished"),
        (made.other, "assessment", "finished"),
    ):
        attempt = made.in_call(mode=mode, who=who)
        line = next(e.line for e in made.kept(attempt) if e.kind == "line_rang")
        clock.wait(3)
        made.service.attempts.act(who, attempt, Say(line=line, text="What is the address, please?"))
        if ended == "abandoned":
            made.service.attempts.act(who, attempt, GiveUp())
        else:
            made.service.attempts.finish(who, attempt)
        clock.wait(60)
    mine = made.service.attempts.past(made.learner)
    handed_in = next(a for a in mine if a.mode == "assessment" and a.status == "finished")
    draft = made.service.observing.drafted(made.assessor, handed_in.id)
    claims = item(criteria=("1.1",)).claims
    add(made, draft.model_copy(update={"narrative": "Seen on the recording.", "claims": claims}))
    add(made, item("witness testimony", ("1.7",), witness=witness(made), confirmed="By phone"))
    signed_off(made)
    return made


def prove_fast(prove, files, name, body) -> list[str]:
    from reports.bag import bag_faults

    return bag_faults({**files, name: body})
