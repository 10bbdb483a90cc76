"""Uploads, live observation, markers, blind-first views and feedback: what fills a portfolio."""

from __future__ import annotations

import ast
import io
import tomllib
import zipfile
from datetime import date
from pathlib import Path

import pytest

from simulator.model.commands import Say
from simulator.model.portfolio import PriorLearning
from simulator.service.centre_logo import LARGEST_MB as LARGEST_LOGO_MB
from simulator.service.errors import CannotDo, NotThere, ServiceError
from simulator.service.importing import LARGEST_MB as LARGEST_PACK_MB
from simulator.service.uploads import LARGEST, LARGEST_MB, Upload, checked, safe_name
from tests.service.gas_call import FORBIDDEN, play
from tests.service.portfolio_making import UNIT_234, add, item

PDF = b"%PDF-1.7\n%%EOF\n"


def office(part: str, *more: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as whole:
        for name in (part, *more):
            whole.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("run.exe", b"MZ", "sort that is not taken"),
        ("page.html", b"<script>", "sort that is not taken"),
        ("log", b"x", "sort that is not taken"),
        ("log.pdf", b"", "is empty"),
        ("log.pdf", b"PK\x03\x04", "does not hold what its ending says"),
        ("log.png", PDF, "does not hold"),
        ("log.txt", b"\xff\xfe\0", "does not hold"),
        ("log.docx", office("xl/workbook.xml"), "does not hold"),
        ("log.docx", office("word/document.xml", "word/vbaProject.bin"), "does not hold"),
        ("log.wav", b"RIFF0000AVI ", "does not hold"),
        ("log.pdf", PDF + b"0" * LARGEST, "may have 10 MB"),
    ],
)
def test_a_file_is_refused_for_its_size_its_sort_or_for_not_being_what_it_says(name, content, says):
    with pytest.raises(ServiceError, match=says):
        checked(Upload(name, content))


def test_a_files_name_loses_folders_and_what_hides_text():
    assert safe_name("..\\..\\etc/pass\u202ewd.pdf") == "pass_wd.pdf"
    assert safe_name("a" * 300 + ".pdf") == "a" * 80 + ".pdf"
    assert safe_name("///") == "file"
    assert checked(Upload("Log (2).DOCX", office("word/document.xml")))[0] == "Log (2).DOCX"


def test_a_file_is_kept_under_its_digest_and_handed_back_only_within_the_portfolio(centre):
    made = add(centre, item("product", ("1.3",)), uploads=[Upload("log.pdf", PDF)], by=centre.learner)
    kept = made.item.files[0]
    assert (kept.type, kept.size) == ("application/pdf", len(PDF))
    gathering, learner = centre.service.gathering, centre.learner.person_id
    assert gathering.file(centre.assessor, learner, UNIT_234, made.item.id, kept.digest)[1] == PDF
    other = centre.staff("Gus Ward", "gus", "assessor")
    with pytest.raises(NotThere):
        gathering.file(other, learner, UNIT_234, made.item.id, kept.digest)
    with pytest.raises(NotThere):
        gathering.file(centre.assessor, learner, UNIT_234, made.item.id, "0" * 64)


def test_an_assessor_watches_a_running_call_and_drops_a_marker_at_the_second(centre):
    attempt = centre.in_call(mode="assessment")
    observing = centre.service.observing
    assert [r.attempt_id for r in observing.running(centre.assessor)] == [attempt]
    before = centre.kept(attempt)
    line = next(e.line for e in before if e.kind == "line_rang")
    centre.act(attempt, Say(line=line, text="Gas emergency, what is the address?"), wait=4)
    centre.clock.wait(3)
    seen = observing.watch(centre.assessor, attempt)
    assert any("what is the address" in m.text for m in seen.moments)
    assert not seen.ended
    made = observing.mark(centre.assessor, attempt, "1.2")
    assert made.live
    assert made.at == seen.t == pytest.approx(6 + 4 + 3, abs=1)
    assert [e.kind for e in centre.kept(attempt)][-1] != "moment_commented", (
        "the attempt's record is untouched"
    )
    other = centre.staff("Gus Ward", "gus", "assessor")
    assert observing.running(other) == ()
    with pytest.raises(NotThere):
        observing.watch(other, attempt)
    with pytest.raises(ServiceError, match="no criterion 7"):
        observing.mark(centre.assessor, attempt, "7.1")
    centre.service.attempts.finish(centre.learner, attempt)
    draft = observing.drafted(centre.assessor, attempt)
    assert [(c.criterion, c.at) for c in draft.claims] == [("1.2", made.at)]
    assert (draft.narrative, draft.live, draft.setting) == ("", True, "simulated")
    with pytest.raises(ServiceError, match="narrative"):
        add(centre, draft)
    made = add(centre, draft.model_copy(update={"narrative": "Asked one thing at a time."}))
    assert made.item.attempt == attempt


def test_a_marker_dropped_by_mistake_is_taken_back_while_the_call_runs_and_the_record_only_grows(centre):
    attempt = centre.in_call(mode="assessment")
    observing = centre.service.observing
    colleague = centre.staff("Gus Ward", "gus", "assessor")
    centre.service.everybody.let_assess(centre.administrator, centre.class_id, colleague.person_id)
    with pytest.raises(CannotDo, match="no marker of yours"):
        observing.take_back(centre.assessor, attempt)
    first = observing.mark(centre.assessor, attempt, "1.2")
    centre.clock.wait(5)
    wrong = observing.mark(centre.assessor, attempt, "2.1")
    theirs = observing.mark(colleague, attempt, "1.3")
    assert observing.to_take_back(centre.assessor, attempt) == wrong
    assert observing.take_back(centre.assessor, attempt) == wrong
    assert observing.comments(centre.assessor, attempt) == (first, theirs)
    dossier = centre.service.portfolios.dossier_of(centre.learner.person_id, UNIT_234)
    assert dossier.last_seq == 4, "three markers and the withdrawal"
    assert "2.1" not in [c.criterion for c in observing.watch(centre.assessor, attempt).marks]
    centre.service.attempts.finish(centre.learner, attempt)
    assert observing.to_take_back(centre.assessor, attempt) is None
    with pytest.raises(CannotDo, match="no marker of yours"):
        observing.take_back(centre.assessor, attempt)
    assert [c.criterion for c in observing.drafted(centre.assessor, attempt).claims] == ["1.2", "1.3"]


def test_a_draft_claims_every_criterion_with_evidence_found_beside_what_was_marked(centre):
    attempt = play(centre, "assessment", FORBIDDEN)
    observing, records = centre.service.observing, centre.service.records
    findings = {f.criterion: f for f in records.open_attempt(centre.assessor, attempt).marking.findings}
    found = {c for c, f in findings.items() if f.finding == "evidence found"}
    contrary = {c for c, f in findings.items() if f.finding == "contrary evidence found"}
    assert len(found) > 1
    assert contrary

    def drafted():
        return {c.criterion for c in observing.drafted(centre.assessor, attempt).claims}

    assert drafted() == found
    marked = next(c for c in findings if c not in found | contrary)
    observing.mark(centre.assessor, attempt, marked, at=3.0)
    assert drafted() == found | {marked}
    doubted = next(c for c in findings if c in found)
    one = next(i for i in findings[doubted].indicators if i.result == "shown")
    records.judge(centre.assessor, attempt, one.indicator, "disagree", "It was the caller who said it.")
    assert drafted() == (found | {marked}) - {doubted}


def test_a_blind_attempt_hides_each_finding_until_the_assessor_has_said_what_they_saw(centre):
    attempt = centre.in_call(mode="assessment")
    centre.service.attempts.finish(centre.learner, attempt)
    observing, records = centre.service.observing, centre.service.records
    assert observing.still_blind(centre.assessor, attempt) == ()
    assert observing.set_blind_share(centre.administrator, 100) == 100
    blind = observing.still_blind(centre.assessor, attempt)
    assert blind
    marking = records.open_attempt(centre.assessor, attempt).marking
    finding = next(f for f in marking.findings if f.criterion == blind[0])
    chance = next(i for i in finding.indicators)
    answer = "shown" if chance.result == "undecided" else "agree"
    with pytest.raises(CannotDo, match="Say first what you see"):
        records.judge(centre.assessor, attempt, chance.indicator, answer)
    with pytest.raises(CannotDo, match="viewed blind first"):
        centre.service.evidence.printed(centre.assessor, attempt, "html")
    with pytest.raises(CannotDo, match="viewed blind first"):
        records.release(centre.assessor, attempt)
    made = observing.view_blind(centre.assessor, attempt, blind[0], "partial evidence")
    assert (made.word, made.finding) == ("partial evidence", finding.finding)
    assert observing.first_views(centre.assessor, attempt) == {blind[0]: "partial evidence"}
    assert blind[0] not in observing.still_blind(centre.assessor, attempt)
    with pytest.raises(CannotDo, match="shown already"):
        observing.view_blind(centre.assessor, attempt, blind[0], "evidence found")
    assert records.judge(centre.assessor, attempt, chance.indicator, answer).judged
    for criterion in blind[1:]:
        observing.view_blind(centre.assessor, attempt, criterion, "no evidence found")
    assert centre.service.evidence.printed(centre.assessor, attempt, "html").content
    assert records.release(centre.assessor, attempt).released_at is not None


def test_feedback_freezes_the_words_of_the_bank_with_its_version(centre):
    observing, learner = centre.service.observing, centre.learner.person_id
    bank = observing.bank(UNIT_234)
    assert {c.criterion for c in bank.comments if c.criterion} <= set(centre.library.unit(UNIT_234).criteria)
    chosen = bank.about({"1.3": "1"})[0]
    given = observing.give_feedback(
        centre.assessor,
        learner,
        UNIT_234,
        criteria=("1.3",),
        comments=(chosen.id,),
        action="Show one more log",
        due=date(2026, 12, 1),
    ).feedback[0]
    assert given.given.comments[0].model_dump() == {
        "id": chosen.id,
        "bank": bank.version,
        "text": chosen.text,
    }
    assert given.open
    of_knowledge = {"connected", "own-centre"}
    assert not of_knowledge & {c.id for c in bank.about({"1.2": "1"})}
    assert of_knowledge <= {c.id for c in bank.about({"3.1": "3"})}
    assert all(c.for_any for c in bank.about({})), "what is tied to a criterion is offered for it alone"
    answered = centre.service.gathering.answer_feedback(
        centre.learner, learner, UNIT_234, given.given.feedback, text="Done today", done=True
    )
    assert not answered.feedback[0].open
    for changes, says in (
        ({"comments": ("no-such",)}, "There is no no-such"),
        ({"criteria": ("9.9",)}, r"no 9\.9"),
        ({"text": "", "comments": ()}, "Write what you saw"),
        ({"action": "More", "due": None}, "day by which"),
    ):
        values = {"criteria": ("1.3",), "text": "Good.", **changes}
        with pytest.raises(ServiceError, match=says):
            observing.give_feedback(centre.assessor, learner, UNIT_234, **values)


def test_two_learners_of_one_name_are_told_apart_by_their_sign_in_names(centre):
    namesake = centre.join("Cal Reeve", "cal.two")
    other = centre.join("Dee Holt", "dee")
    assert dict(centre.service.portfolios.learners(centre.assessor)) == {
        centre.learner.person_id: "Cal Reeve (cal)",
        namesake.person_id: "Cal Reeve (cal.two)",
        other.person_id: "Dee Holt",
    }


def test_the_server_takes_files_as_large_as_every_page_says_it_does():
    """A larger file than the server's own limit is thrown away on the way, whatever a page says."""
    root = Path(__file__).resolve().parents[2]
    server = tomllib.loads((root / ".streamlit" / "config.toml").read_text("utf-8"))["server"]
    assert server["maxUploadSize"] >= max(LARGEST_MB, LARGEST_PACK_MB, LARGEST_LOGO_MB)
    fields = [
        call
        for page in (root / "app_pages").rglob("*.py")
        for call in ast.walk(ast.parse(page.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "file_uploader"
    ]
    assert len(fields) >= 4
    assert all("max_upload_size" in {k.arg for k in field.keywords} for field in fields)


@pytest.mark.parametrize(
    ("lacks", "says"),
    [
        ("source", "which job"),
        ("period", "from when to when"),
        ("authenticity", "checked"),
        ("currency", "current"),
    ],
)
def test_prior_learning_enters_with_where_it_is_from_whose_it_is_and_why_it_is_still_current(
    centre, lacks, says
):
    whole = PriorLearning(
        source="Brinmouth Water",
        period="2023 to 2025",
        authenticity="Their manager says so",
        currency="Same work",
    )
    claim = item("product", ("1.3",), prior=whole.model_copy(update={lacks: " "}))
    with pytest.raises(ServiceError, match=says):
        add(centre, claim, by=centre.learner)
    made = add(centre, item("product", ("1.3",), prior=whole), by=centre.learner)
    assert made.item.prior == whole
