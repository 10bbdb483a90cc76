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
