"""An administrator finds a person's words in a learner's records and erases them for ever, with a reason."""

from __future__ import annotations

import pytest

from simulator.model.commands import Say
from simulator.service.erased import ErasedInPartError
from simulator.service.errors import CannotDo, NotAllowed, NotThere, ServiceError
from simulator.service.verifying import verify_pack
from tests.service.desk import Centre
from tests.service.gas_call import play
from tests.service.packing import LOCAL, no_pdf
from tests.service.portfolio_making import UNIT_234
from tests.service.writing import assessed, full

NAME = "Ivy  thorne"
WHY = "Ms Thorne is a real caller and asked for it on 3 November."


def found(centre: Centre, words: str = NAME):
    return centre.service.erasing_words.find(centre.administrator, centre.learner.person_id, words)


def erase(centre: Centre, keys, reason: str = WHY, words: str = NAME) -> int:
    return centre.service.erasing_words.erase(
        centre.administrator, centre.learner.person_id, words, keys, reason=reason
    )


def test_the_words_are_found_wherever_they_were_said_and_go_from_the_database_for_ever(centre, tmp_path):
    call = play(centre, "assessment", "my neighbour Ivy Thorne had the same smell last year")
    paper = assessed(centre, ("3.1",), lambda q: f"As with Ivy Thorne. {full(q)}")
    before = centre.service.records.findings_of(call)
    places = found(centre)
    assert {(h.record, h.sort) for h in places} == {(call, "call"), (paper, "paper")}
    assert all("Ivy Thorne" in h.excerpt for h in places)
    assert found(centre, "Mr Nobody") == ()
    assert erase(centre, [h.key for h in places]) == sum(len(h.seqs) for h in places)
    assert found(centre) == ()
    assert b"Ivy Thorne" not in b"".join(p.read_bytes() for p in tmp_path.glob("simulator.db*"))
    with pytest.raises(
        ErasedInPartError, match=r"erased by Ada Marsh on .*Ms Thorne is a real caller"
    ) as told:
        centre.service.records.open_attempt(centre.assessor, call)
    assert told.value.remains.findings == before
    packs = centre.service.packs
    made = packs.pack(LOCAL, centre.learner.person_id, UNIT_234, set_pdf=no_pdf).content
    verdict = verify_pack(made, packs.public_key(), centre.library.bank.by_id)
    assert verdict.faults == []
    assert any("a part of it was lawfully erased" in said for said in verdict.checked)


def test_a_question_that_quotes_the_words_of_a_call_is_found_and_goes_with_its_paper(centre, tmp_path):
    play(centre, "assessment", "my neighbour Ivy Thorne had the same smell last year")
    papers = {assessed(centre, ("3.1",)) for _ in range(8)}  # every question of a criterion has its turn
    places = found(centre)
    quoting = [h for h in places if h.kind == "question about a call"]
    assert quoting
    assert {h.record for h in quoting} <= papers
    erase(centre, [h.key for h in places])
    assert found(centre) == ()
    assert b"Ivy Thorne" not in b"".join(p.read_bytes() for p in tmp_path.glob("simulator.db*"))
    for paper in {h.record for h in quoting}:
        with pytest.raises(ErasedInPartError, match="erased by Ada Marsh"):
            centre.service.answers.open_paper(centre.assessor, paper)
    packs = centre.service.packs
    made = packs.pack(LOCAL, centre.learner.person_id, UNIT_234, set_pdf=no_pdf).content
    assert verify_pack(made, packs.public_key(), centre.library.bank.by_id).faults == []


def test_words_written_in_two_goes_are_found_and_every_change_of_that_answer_goes(centre):
    paper = assessed(centre, ("3.1",), lambda _: "Ivy Th")
    assert found(centre) == ()
    where = found(centre, "ivy th")
    assert [h.record for h in where] == [paper]
    events = centre.service.store.papers.read(paper)
    edits = tuple(e.seq for e in events if e.kind == "answer_edited")
    assert where[0].seqs == edits


def test_it_needs_a_reason_a_choice_and_words_that_are_there_still(centre):
    play(centre, "practice", "Ivy Thorne told me")
    keys = [h.key for h in found(centre)]
    with pytest.raises(ServiceError, match="Say why"):
        erase(centre, keys, reason="x")
    with pytest.raises(ServiceError, match="Choose"):
        erase(centre, [])
    with pytest.raises(ServiceError, match="at least 3"):
        found(centre, " i ")
    with pytest.raises(NotThere, match="Look again"):
        erase(centre, keys, words="somebody else")
    with pytest.raises(NotAllowed):
        centre.service.erasing_words.find(centre.assessor, centre.learner.person_id, NAME)
    assert found(centre), "nothing was erased"


def test_a_call_that_is_running_is_waited_for(centre):
    attempt = centre.in_call()
    centre.act(attempt, Say(line="line:1", text="Ivy Thorne told me"))
    with pytest.raises(CannotDo, match="still running"):
        found(centre)
