"""The papers in a pack: printed word for word, proven, marked again offline."""

from __future__ import annotations

from html import escape

import pytest

from reports.bag import unzipped
from simulator.marking.answers import MARKER
from simulator.model.portfolio import PaperReleased
from simulator.service.verifying import verify_pack
from tests.service.packing import LOCAL, no_pdf, rebuilt
from tests.service.portfolio_making import UNIT_234
from tests.service.writing import assessed


@pytest.fixture
def prove(centre):
    key, acts = centre.service.packs.public_key(), centre.library.bank.by_id
    return lambda content: verify_pack(content, key, acts).faults


def test_a_question_and_its_answer_are_printed_word_for_word_and_a_paper_is_proven(
    centre, prove, monkeypatch
):
    monkeypatch.setattr(centre, "learner", centre.join("Ivy Rook", "ivy"))
    paper = assessed(centre, ("3.1",))
    centre.service.answers.release(centre.assessor, paper)
    centre.service.answers.enter(
        centre.assessor, paper, ["3.1"], own_centre=False, narrative="Written alone."
    )
    learner = centre.learner.person_id
    content = centre.service.packs.pack(LOCAL, learner, UNIT_234, set_pdf=no_pdf).content
    files = unzipped(content)
    page = files["data/index.html"].decode()
    assert "Every paper and report (1)" in page
    answer = centre.service.answers.open_paper(centre.assessor, paper).answers[0]
    assert escape(answer.asked.ask) in page
    assert prove(content) == []
    key, acts = centre.service.packs.public_key(), centre.library.bank.by_id
    assert f"paper {paper[:8]} marked again: the same findings" in verify_pack(content, key, acts).checked
    del files[f"data/papers/{paper}.jsonl"]
    assert any("a paper was left out" in f for f in prove(rebuilt(files)))


def test_a_question_is_printed_with_what_it_put_and_with_who_ruled_on_its_answer(centre, monkeypatch):
    monkeypatch.setattr(centre, "learner", centre.join("Ora Rook", "ora"))
    paper = assessed(centre, ("3.3", "3.7", "3.8"))
    found = centre.service.answers.open_paper(centre.assessor, paper)
    answer = next(a for a in found.answers if a.asked.shown)
    point = answer.question.points[0].id
    for _ in range(2):
        centre.service.answers.rule(
            centre.assessor, paper, answer.asked.id, point, says=True, reason="It says so."
        )
    centre.service.answers.release(centre.assessor, paper)
    criterion = answer.asked.criterion
    centre.service.answers.enter(centre.assessor, paper, [criterion], own_centre=False, narrative="Alone.")
    content = centre.service.packs.pack(LOCAL, centre.learner.person_id, UNIT_234, set_pdf=no_pdf).content
    page = unzipped(content)["data/index.html"].decode()
    record = page.split("Questions and answers of Q1", 1)[1].split("</table>", 1)[0]
    for part in answer.asked.shown:
        assert escape(part.title) in record
        assert all(escape(words) in record for words in part.lines)
    assert f"{centre.assessor.name}: 1 ruling, in document 14" in record
    counted = "0 items from work, 0 simulated; apart from these 1 by question, discussion or report"
    assert f"{counted}, of which 1 about the fictional centre" in page
    assert "Answers about the fictional centre" in page


def test_findings_that_a_papers_answers_do_not_bear_out_are_found_and_another_marker_is_named(
    centre, prove, monkeypatch
):
    """Whoever holds the key could still release what no marking finds: marking again tells."""
    for login, marker in (("jon", MARKER), ("kay", "answers-marker-0")):
        monkeypatch.setattr(centre, "learner", centre.join("Jon Rook", login))
        paper = assessed(centre, ("3.1",))
        found = centre.service.answers.open_paper(centre.assessor, paper)
        words = {f.criterion: f.finding for f in found.findings}
        assert words["3.1"] != "contrary evidence found"
        learner, by = centre.learner.person_id, centre.assessor.person_id
        false = PaperReleased(
            by=by, paper=paper, findings={"3.1": "contrary evidence found"},
            marker=found.marker.replace(MARKER, marker),
        )  # fmt: skip
        centre.service.portfolios._change(learner, UNIT_234, lambda _, deed=false: deed)
        content = centre.service.packs.pack(LOCAL, learner, UNIT_234, set_pdf=no_pdf).content
        if marker == MARKER:
            assert prove(content) == [
                f"paper {paper[:8]}: marked again, its findings are not those that were released."
            ]
        else:
            told = verify_pack(content, centre.service.packs.public_key(), centre.library.bank.by_id)
            assert told.whole
            assert any("was marked by answers-marker-0" in c for c in told.checked)


def test_a_paper_handed_in_gives_the_pack_another_name(centre, monkeypatch):
    monkeypatch.setattr(centre, "learner", centre.join("Lou Hart", "lou"))
    packs, learner = centre.service.packs, centre.learner.person_id
    before = packs.name_of(LOCAL, learner, UNIT_234)
    assessed(centre, ("3.1",))
    assert packs.name_of(LOCAL, learner, UNIT_234) != before
