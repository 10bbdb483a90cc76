"""The transcript of a pack holds what was sent, every id that is cited, re-tags, and comments in place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reports.document import Table
from reports.evidence import EvidenceReport
from reports.pack import Pack, PackAttempt
from reports.pack_calls import annex
from reports.pack_products import products
from reports.pack_transcripts import moment_anchor, transcripts
from reports.rows import NOT_UNDERSTOOD
from simulator.model.matrix import Dossier
from simulator.model.portfolio import MomentCommented
from tests.reports import builders

STARTED = datetime(2026, 11, 24, tzinfo=UTC)


def pack(report: EvidenceReport, *comments: MomentCommented) -> Pack:
    """Return what of a pack the papers of a call are drawn from."""
    attempt = PackAttempt(
        attempt_id=builders.ATTEMPT, reference=report.reference, title="A call", mode="assessment",
        status="finished", started_at=STARTED, events=1, head_digest="", intact=True, report=report,
    )  # fmt: skip
    return Pack.model_construct(
        attempts=(attempt,), dossier=Dossier(comments=comments), redacted=None, names={}
    )


def comment(at: float, text: str, seq: int | None = None) -> MomentCommented:
    return MomentCommented(by="bea", attempt=builders.ATTEMPT, at=at, criterion="1.1", text=text, seq=seq)


def lines(made: Pack) -> dict[str, list[str]]:
    """Return the words of each cell of the transcript by the id of its line."""
    (table,) = (b for b in transcripts(made) if isinstance(b, Table))
    return {
        row.cells[0][0].spans[0].text: [
            " / ".join("".join(s.text for s in one.spans) for one in cell) for cell in row.cells
        ]
        for row in table.rows
    }


@pytest.fixture(scope="module")
def report() -> EvidenceReport:
    return builders.report()


def test_what_the_learner_sent_and_what_came_back_stand_at_their_second_with_their_ids(report):
    told = lines(pack(report))
    sent, answered = told["M1"], told["M2"]
    assert sent[1:3] == ["2:04", "Learner, by data transfer to Alpha 1"]
    assert sent[3].startswith("P1 GA-UNC log 47. 14 Tanners Row")
    assert answered[1:4] == ["2:11", "Alpha 1, accepted", "Alpha 1, received log 47, mobile."]
    order = list(told)
    assert order.index("M1") < order.index("M2") < order.index(next(r for r in told if told[r][1] == "2:20"))


def test_an_answer_that_was_heard_on_the_line_stands_once(report):
    answer = report.messages[0].answers[0]
    said = report.transcript[0].model_copy(
        update={"seq": 999, "ref": "T99", "at": answer.at, "text": answer.text}
    )
    heard = report.model_copy(update={"transcript": (*report.transcript, said), "findings": ()})
    assert "M2" not in lines(pack(heard))
    assert "T99" in lines(pack(heard))


def test_every_id_that_a_finding_cites_stands_in_the_transcript_and_leads_there(report):
    made = pack(report)
    told = lines(made)
    asked_for = {q.ref for f in report.findings for i in f.indicators for q in i.quotes}
    assert {ref[0] for ref in asked_for} >= {"T", "L", "M"}
    assert asked_for <= set(told)
    spans = [
        s for b in annex(made) if isinstance(b, Table)
        for r in b.rows for c in r.cells for one in c for s in one.spans if s.to
    ]  # fmt: skip
    (table,) = (b for b in transcripts(made) if isinstance(b, Table))
    assert {s.text for s in spans} == asked_for
    assert {s.to for s in spans} <= {row.anchor for row in table.rows}


def test_the_papers_of_what_was_written_and_sent_name_the_same_ids(report):
    tables = [b for b in products(pack(report)) if isinstance(b, Table)]
    words = " ".join(
        s.text for b in tables for r in b.rows for c in r.cells for one in c for s in one.spans
    )  # fmt: skip
    for ref in ("M1 at 2:04", "M2 at 2:11", "D1 at 1:46", "E1 at 3:10", "L2 at 0:22"):
        assert ref in words
    assert tables[0].caption.endswith("(L1)")


def test_a_retag_stands_beside_its_line_first_reading_present_one_who_and_why(report):
    (retag,) = report.retags
    said = lines(pack(report))[retag.ref][3]
    assert "Re-tagged. First read as: nothing understood. Now: Asks about dangers." in said
    assert f"{retag.by}: The learner plainly asks whether the cylinder is shut off." in said


def test_a_line_that_was_not_understood_says_so(report):
    missed = report.transcript[4].model_copy(update={"remark": NOT_UNDERSTOOD})
    rows = (*report.transcript[:4], missed, *report.transcript[5:])
    assert NOT_UNDERSTOOD in lines(pack(report.model_copy(update={"transcript": rows})))[missed.ref][3]


def test_a_comment_stands_beside_the_line_that_it_was_made_at_and_not_beside_the_answer(report):
    learners = next(r for r in report.transcript if r.learner and r.number)
    n = report.transcript.index(learners)
    answer = report.transcript[n + 1].model_copy(update={"at": learners.at})
    rows = (*report.transcript[: n + 1], answer, *report.transcript[n + 2 :])
    same = report.model_copy(update={"transcript": rows})
    told = lines(pack(same, comment(learners.at, "read back"), comment(answer.at, "calm", answer.seq)))
    assert told[learners.ref][4].endswith(f"{learners.at // 60:.0f}:{learners.at % 60:02.0f} 1.1 read back")
    assert told[answer.ref][4].endswith("1.1 calm")
    assert moment_anchor(pack(same), builders.ATTEMPT, learners.at) == f"{same.reference}-{learners.ref}"


def test_the_priority_stands_once_in_the_log_with_every_setting_and_its_reason(report):
    tables = [b for b in products(pack(report)) if isinstance(b, Table)]
    rows = [
        [[one.spans[0].text for one in cell] for cell in row.cells]
        for row in tables[0].rows
        if row.cells[0][0].spans[0].text == "Priority"
    ]
    ((_, stood, settings),) = rows
    assert stood[1] == "Reason: Somebody inside cannot get out alone (4.6)"
    assert [words.split(" ", 3)[2] for words in settings] == ["1:26", "1:41"]
    assert settings[0].endswith("Reason: Gas in a house")
    assert "(was P2" in settings[1]
