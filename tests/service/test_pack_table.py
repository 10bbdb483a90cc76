"""What the table of the pack names stands in its documents: 8, 9, 13, 17 and 19."""

from __future__ import annotations

import csv
import re
from html import escape

import pytest

from reports.bag import unzipped
from reports.matrix_sheet import initials_of
from simulator.model.commands import GiveUp, Say
from simulator.model.papers import SOURCES
from tests.service.packing import LOCAL, no_pdf
from tests.service.portfolio_making import UNIT_234, add, decide, item, qualify
from tests.service.writing import CENTRE, hand_in, write_all

BRIEF = "the-centre-and-its-law"


def files(centre) -> dict[str, bytes]:
    made = centre.service.packs.pack(LOCAL, centre.learner.person_id, UNIT_234, set_pdf=no_pdf)
    return unzipped(made.content)


def part(centre, number: int) -> str:
    """Return one document of a pack as text."""
    page = files(centre)["data/index.html"].decode()
    found = page.split(f'id="doc-{number}"', 1)[1].split("<h2", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


@pytest.fixture
def called(centre) -> str:
    """Return an assessment in which something was said and written."""
    attempt = centre.in_call(mode="assessment")
    centre.act(attempt, Say(line="line:1", text="What is the address, please?"))
    centre.act(attempt, GiveUp())
    return attempt


def test_document_8_says_who_wrote_the_scenario_who_reviewed_it_and_when_it_was_piloted(centre, called):
    told = part(centre, 8)
    scenario = centre.library.scenario("gas-escape")
    assert f"Written by {scenario.written_by}" in told
    assert "Reviewed by nobody from outside" in told
    for day in scenario.piloted_on:
        assert f"{day.day} {day:%B %Y}" in told
    assert scenario.piloted_by in told


def test_document_9_has_the_advice_cards_for_the_incident_with_what_is_never_said_and_limits(centre, called):
    told = part(centre, 9)
    scenario, centre_of_it = centre.library.scenario("gas-escape"), centre.library.organisation(CENTRE)
    types = {i.type for i in scenario.incidents.values()}
    cards = [c for c in centre_of_it.cards if types & set(c.types)]
    assert cards, "the example has an advice card"
    for card in cards:
        assert escape(f"Advice: {card.title}, {card.id} (clause {card.clause})") in told
        for words in (*(i.text for i in card.items), *(i.text for i in card.never_say), *card.limits):
            assert escape(words) in told
    for version in scenario.variants.values():
        assert escape(version) in told
    seed = centre.service.store.attempts.get(called).seed
    assert f"seed {seed}" in told
    for name, one in scenario.indicators.items():
        if one.critical:
            assert escape(one.label or name) in told.split("Critical errors", 1)[1]


def test_document_13_says_that_no_picture_of_the_screen_was_taken(centre, called):
    assert "No picture of the screen was taken" in part(centre, 13)


def test_document_17_has_a_cover_with_brief_words_dates_sources_help_and_criteria(centre):
    service = centre.service
    task = service.answers.set_for(
        centre.assessor, centre.class_id, sort="report", unit=UNIT_234, organisation=CENTRE,
        mode="assessment", brief=BRIEF,
    )  # fmt: skip
    paper = service.papers.take(centre.learner, task.id)
    state = write_all(centre, centre.learner, paper)
    service.papers.write(centre.learner, paper, SOURCES, "Procedures, section 3", before="")
    hand_in(centre, centre.learner, paper)
    criteria = sorted({a.criterion for a in state.started.asked})
    service.answers.release(centre.assessor, paper)
    service.answers.enter(centre.assessor, paper, criteria, own_centre=False, narrative="Written alone.")
    told, started = part(centre, 17), state.started
    brief = next(b for b in centre.library.reports(UNIT_234, CENTRE) if b.id == BRIEF)
    digest = started.digests["questions"]
    for words in (
        "Cover of REP1",
        f"Version of the brief text {digest[:4]} {digest[4:8]}",
        f"Words {state.words}, {brief.least_words} to {brief.most_words} asked for",
        "Sources named Procedures, section 3",
        "Procedures that it is about clauses ",
        "Own work declared",
        "AI and other programs none",
        "Level of AI use allowed none was set with the task",
        f"kept in {sum(p.edits for p in state.parts.values()) + 1} steps",
        "likeness to other texts is not looked for",
        *(f"{a.criterion}: {escape(a.heading)}" for a in started.asked),
    ):
        assert words in told, words


def test_a_report_written_elsewhere_says_what_nobody_saw_of_it(centre):
    add(centre, item("report", ("3.1",), narrative="Four services stand in it."))
    told = part(centre, 17)
    assert "elsewhere: this software did not see it being written" in told
    assert "Brief and version not recorded" in told


def test_document_19_and_the_spreadsheet_bear_the_initials_of_who_decided(centre):
    add(centre, item("product", ("1.3", "1.4")))
    qualify(centre)
    decide(centre, "1.3", met=False, reason="The log leaves the address out.")
    told = part(centre, 19)
    assert "Initials under a state are of who decided: BQ Bea Quill" in told
    assert re.search(r"1\.3 Incident log . not yet met BQ", told)
    assert told.count("BQ") == 2, "under what she decided, and in the key"
    rows = list(csv.reader(files(centre)["data/matrix.csv"].decode("utf-8-sig").splitlines()))
    assert {r[0]: r[3] for r in rows[1:] if r[3]} == {"1.3": "not yet met BQ"}


def test_no_two_people_bear_the_same_initials():
    assert initials_of({"a": "Bea Quill", "b": "Ben Quest", "c": "Ivo Lang", "d": "Bo Q"}) == {
        "a": "BQ",
        "b": "BQ2",
        "c": "IL",
        "d": "BQ3",
    }
