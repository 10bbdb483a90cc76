"""What a debrief and a desk show of a finished call, an assessor's answers and re-tags, and the evidence.

The calls are played through the same door as a person's; the reader reads by words alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest

from simulator.model.events import FactTold, Heard, as_record
from simulator.model.findings import Finding, IndicatorResult, Noticed
from simulator.model.scenario import KINDS
from simulator.service.errors import NotThere, ServiceError
from simulator.service.goals import GOALS, NOTHING_RULED_OUT, ONE_QUESTION, suggested_goals
from simulator.service.moments import moments_of, place_of_each
from simulator.service.reviewing import WEAKEST_FIRST, Review, review
from simulator.store.values import NewEvent
from tests.service.desk import Centre, Clock, open_desk
from tests.service.gas_call import CLEAR, FORBIDDEN, MUDDLED, play


@pytest.fixture
def played(centre: Any) -> Any:
    """Return what plays a call in this test's own centre: played(mode, more lines) -> id."""
    return partial(play, centre)


def replace_event(record: Any, one: Any, by: str) -> tuple[Any, ...]:
    """Return a record in which one line was ended by somebody else."""
    otherwise = one.model_copy(update={"event": one.event.model_copy(update={"by": by})})
    return tuple(otherwise if r is one else r for r in record)


@dataclass(frozen=True)
class Calls:
    """Two finished calls that are only looked at, and the centre that they were taken in."""

    centre: Any
    plain: Review
    forbidden: Review
    attempt: str


@pytest.fixture(scope="module")
def calls(library: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calls]:
    """Return the two calls, played once for all the tests that change nothing."""
    url = f"sqlite:///{tmp_path_factory.mktemp('calls') / 'simulator.db'}"
    clock = Clock()
    centre = Centre(open_desk(url, library, clock), clock, url, library)
    attempt, other = play(centre), play(centre, "practice", FORBIDDEN)
    yield Calls(centre, seen(centre, attempt), seen(centre, other), attempt)
    centre.service.close()


def seen(centre: Any, attempt: str) -> Review:
    return review(
        centre.service.records.open_attempt(centre.assessor, attempt), centre.library.acts("gas-escape")
    )


def indicator(found: Review, name: str) -> Any:
    return next(i for f in found.findings for i in f.indicators if i.id == name)


# ------------------------------------------------------------------------------------ what is shown


def test_everything_said_and_done_has_its_line_and_its_row_on_the_timeline(calls):
    found = calls.plain
    lanes = {e.moment.lane for e in found.entries}
    assert lanes >= {"Caller", "You said", "Log", "Priority", "Sent", "Radio"}
    said = [e.moment.text for e in found.entries if e.moment.lane == "You said"]
    assert said[0] == CLEAR
    assert "You noted: <b>Smell</b> of gas (strong)" in [e.moment.text for e in found.entries]
    assert [e.moment.t for e in found.entries] == sorted(e.moment.t for e in found.entries)


def test_every_event_that_a_finding_cites_can_be_shown_in_the_call(calls):
    found = calls.plain
    shown = {e.moment.id for e in found.entries}
    cited = [c.moment for f in found.findings for i in f.indicators for c in i.citations]
    assert cited
    assert set(cited) <= shown


def test_a_chip_stands_only_where_the_cited_thing_happened(calls):
    reviewed = calls.centre.service.records.open_attempt(calls.centre.assessor, calls.attempt)
    moments = moments_of(reviewed.record, reviewed.organisation)
    places = place_of_each(reviewed.record, moments)
    told = next(r for r in reviewed.record if r.event.kind == "fact_told" and r.event.fact == "oxygen")
    line = next(m for m in moments if m.id == places[told.seq][0])
    assert "oxygen" in line.text.lower()
    mood = next(r for r in reviewed.record if r.event.kind == "mood_changed")
    assert places[mood.seq][1] is False


def test_a_call_that_the_learner_ended_is_said_to_be_ended_by_them(calls):
    reviewed = calls.centre.service.records.open_attempt(calls.centre.assessor, calls.attempt)
    ended = next(r for r in reviewed.record if r.event.kind == "line_ended" and r.event.line == "line:1")

    def told(by: str) -> list[str]:
        closed = replace_event(reviewed.record, ended, by)
        return [m.text for m in moments_of(closed, reviewed.organisation) if m.seq == ended.seq]

    assert told("learner") == ["You ended the call to the caller."]
    assert told("caller") == ["The line to the caller closed."]


def test_what_was_never_said_is_cited_by_no_one_line(calls):
    found = calls.plain
    courteous = indicator(found, "never_rude")
    assert courteous.result == "shown"
    assert courteous.citations == ()


def test_a_line_that_was_not_understood_is_marked_so_and_a_clear_one_is_not(calls):
    missed = {e.moment.text: e.missed for e in calls.plain.entries}
    assert missed[MUDDLED] is True
    assert missed[CLEAR] is False


def test_the_opening_quotes_what_the_crew_said_and_the_costly_stretch_ends_there(calls):
    found = calls.plain
    assert "the oxygen cylinder" in found.opening.sentence
    assert found.opening.speaker == "Alpha 1, by radio"
    assert "Nobody told us" in found.opening.said
    assert found.line.costly is not None
    assert "not passed on" in found.line.costly_words
    assert found.line.costly_words.split(" to ")[1].startswith(found.opening.at)


def test_lost_facts_come_first_and_the_one_that_cost_most_before_the_others(calls):
    facts = calls.plain.facts
    assert facts[0].fact == "Oxygen cylinder by the bed"
    assert facts[0].passed.text == "not found"
    assert facts[0].followed.went == "wrong"
    lost = [f.lost for f in facts]
    assert lost == sorted(lost, reverse=True)
    assert all(f.written.text == "" for f in facts if f.heard.text == "never told")


def test_findings_are_read_weakest_first_with_the_units_own_words(calls):
    found = calls.forbidden
    order = [WEAKEST_FIRST.index(f.word) for f in found.weakest_first()]
    assert order == sorted(order)
    assert found.weakest_first()[0].criterion == "1.6"
    unit = calls.centre.library.unit("234")
    assert all(f.statement == unit.criteria[f.criterion].statement for f in found.findings)


def test_what_happened_next_and_the_title_are_filled_in(calls):
    found = calls.plain
    assert "fire crew" in found.happened_next
    assert "{" not in f"{found.title}{found.happened_next}{found.opening}"


# ------------------------------------------------------------------------------------ goals


def test_there_is_a_goal_for_every_kind_of_indicator():
    assert set(GOALS) == set(KINDS)


def test_three_different_goals_are_suggested_whatever_the_call_was_like(calls):
    for found in (calls.plain, calls.forbidden):
        assert len(set(found.goals)) == 3
    assert len(set(suggested_goals(()))) == 3


def test_unsafe_advice_gives_the_first_goal(calls):
    assert calls.forbidden.goals[0] == GOALS["never_says"]


# ------------------------------------------------------------------------------------ judging


def judged(centre: Any, attempt: str, name: str) -> Any:
    return centre.service.records.open_attempt(centre.assessor, attempt).judged.get(name)


def test_the_latest_answer_stands_and_the_earlier_one_stays_in_the_record(centre, played):
    attempt, records = played(), centre.service.records
    records.judge(centre.assessor, attempt, "answers", "agree")
    records.judge(centre.assessor, attempt, "answers", "disagree", " It rang for longer. ")
    answer = judged(centre, attempt, "answers")
    assert (answer.answer, answer.reason, answer.by) == (
        "disagree",
        "It rang for longer.",
        centre.assessor.person_id,
    )
    portfolio = centre.service.store.portfolios.find(centre.learner.person_id, "234")
    kept = [e for e in centre.service.store.portfolios.read(portfolio.id) if e.kind == "indicator_judged"]
    assert [e.payload["answer"] for e in kept] == ["agree", "disagree"]


def test_a_disagreement_without_a_reason_is_refused_and_nothing_is_recorded(centre, played):
    attempt = played()
    with pytest.raises(ServiceError, match="give a reason"):
        centre.service.records.judge(centre.assessor, attempt, "answers", "disagree", "  ")
    assert judged(centre, attempt, "answers") is None


def test_what_was_not_decided_has_nothing_to_agree_with(centre, played):
    attempt, records = played(), centre.service.records
    results = {i.id: i.result for f in seen(centre, attempt).findings for i in f.indicators}
    undecided = next(name for name, result in results.items() if result == "undecided")
    with pytest.raises(ServiceError, match="shown or not shown"):
        records.judge(centre.assessor, attempt, undecided, "agree")
    records.judge(centre.assessor, attempt, undecided, "not shown")
    with pytest.raises(ServiceError, match="agree or disagree"):
        records.judge(centre.assessor, attempt, "answers", "shown")
    with pytest.raises(NotThere):
        records.judge(centre.assessor, attempt, "nothing-like-it", "agree")
    assert judged(centre, attempt, undecided).answer == "not shown"


def test_an_answer_falls_away_when_a_retag_changes_what_it_answered(centre, played):
    attempt, records = played(), centre.service.records
    before = indicator(seen(centre, attempt), "supervisor")
    records.judge(centre.assessor, attempt, "supervisor", "agree")
    assert indicator(seen(centre, attempt), "supervisor").judged is not None
    reviewed = records.open_attempt(centre.assessor, attempt)
    turned = "not shown" if before.result == "shown" else "shown"
    findings = tuple(
        f.model_copy(
            update={"indicators": tuple(i.model_copy(update={"result": turned}) for i in f.indicators)}
        )
        for f in reviewed.marking.findings
    )
    later = review(replace(reviewed, marking=reviewed.marking.model_copy(update={"findings": findings})))
    assert indicator(later, "supervisor").judged is None


def test_a_learner_sees_no_answers_of_an_assessor(centre, played):
    attempt = played()
    centre.service.records.judge(centre.assessor, attempt, "answers", "agree")
    assert centre.service.records.debrief(centre.learner, attempt).judged == {}


def test_two_assessors_who_write_at_once_both_leave_their_mark(centre, played, monkeypatch):
    attempt, store = played(), centre.service.store
    centre.service.records.open_attempt(centre.assessor, attempt)
    portfolio = store.portfolios.find(centre.learner.person_id, "234")
    true_head, raced = store.portfolios.head, []

    def head_then_overtaken(stream: str) -> Any:
        head = true_head(stream)
        if not raced:
            raced.append(stream)
            store.portfolios.append(stream, head.seq, [NewEvent("commented", 0.0, centre.clock(), {})])
        return head

    monkeypatch.setattr(store.portfolios, "head", head_then_overtaken)
    centre.service.records.judge(centre.assessor, attempt, "answers", "agree")
    kinds = [e.kind for e in store.portfolios.read(portfolio.id)]
    assert kinds[-2:] == ["commented", "indicator_judged"]


# ------------------------------------------------------------------------------------ re-tags


def test_a_retag_changes_the_findings_and_both_readings_are_shown(centre, played):
    attempt, records = played(), centre.service.records
    entry = next(e for e in seen(centre, attempt).entries if e.moment.text == MUDDLED)
    records.retag(centre.assessor, attempt, entry.moment.seq, ("advise_no_switches",), "Local shorthand")
    records.retag(centre.assessor, attempt, entry.moment.seq, ("worsening_advice",), "Said on the tape")
    after = seen(centre, attempt)
    retagged = next(e for e in after.entries if e.moment.text == MUDDLED)
    assert retagged.missed is False
    assert retagged.retag.reason == "Said on the tape"
    assert retagged.retag.now == (centre.library.acts("gas-escape")["worsening_advice"],)
    assert retagged.retag.original == retagged.read_as
    assert indicator(after, "worse").result == "shown"
    other = centre.another_server().records.open_attempt(centre.assessor, attempt)
    assert [r.acts for r in other.retags] == [("worsening_advice",)]


def test_a_retag_that_changes_nothing_is_refused_and_leaves_no_trace(centre, played):
    attempt, records = played(), centre.service.records
    seq = next(e.moment.seq for e in seen(centre, attempt).entries if e.moment.text == MUDDLED)
    records.retag(centre.assessor, attempt, seq, ("worsening_advice", "greet"), "Said on the tape")
    with pytest.raises(ServiceError, match="read so already"):
        records.retag(centre.assessor, attempt, seq, ("greet", "worsening_advice"), "The same again")
    read = next(
        r for r in records.open_attempt(centre.assessor, attempt).record
        if r.event.kind == "spoke" and r.event.reading.sure()
    )  # fmt: skip
    with pytest.raises(ServiceError, match="read so already"):
        records.retag(centre.assessor, attempt, read.seq, read.event.reading.sure(), "As the machine read it")
    assert [r.reason for r in records.open_attempt(centre.assessor, attempt).retags] == ["Said on the tape"]


def test_a_second_retag_of_a_line_is_seen_by_a_server_that_had_shown_the_first(centre, played):
    attempt, other = played(), centre.another_server().records
    seq = next(e.moment.seq for e in seen(centre, attempt).entries if e.moment.text == MUDDLED)
    centre.service.records.retag(centre.assessor, attempt, seq, ("greet",), "once")
    assert other.open_attempt(centre.assessor, attempt).retags[0].acts == ("greet",)
    centre.service.records.retag(centre.assessor, attempt, seq, ("reassure",), "twice")
    assert other.open_attempt(centre.assessor, attempt).retags[0].acts == ("reassure",)


# ------------------------------------------------------------------------------------ the queue, the evidence


def test_the_queue_knows_what_waits_for_release_and_says_what_stands_out(centre, played):
    handed_in = played("assessment", FORBIDDEN)
    centre.clock.wait(3600)
    played("practice")
    records = centre.service.records
    assert [a.id for a in records.queue(centre.assessor, awaiting_release=True)] == [handed_in]
    (row,) = records.waiting(centre.assessor, only=[handed_in])
    assert row.attempt.id == handed_in
    assert row.contrary == 1
    assert row.undecided >= 1
    latest, *_ = records.waiting(centre.assessor)
    assert (latest.attempt.mode, latest.contrary) == ("practice", 0)
    records.release(centre.assessor, handed_in)
    assert records.queue(centre.assessor, awaiting_release=True) == ()


def test_a_release_is_seen_by_a_server_that_had_the_attempt_in_memory(centre, played):
    attempt, other = played("assessment"), centre.another_server().records
    assert other.open_attempt(centre.assessor, attempt).released is False
    centre.service.records.release(centre.assessor, attempt)
    assert other.open_attempt(centre.assessor, attempt).released is True


def test_the_evidence_report_names_learner_retags_and_digest_and_prints_as_page_and_as_pdf(centre, played):
    attempt, service = played("assessment"), centre.service
    seq = next(e.moment.seq for e in seen(centre, attempt).entries if e.moment.text == MUDDLED)
    service.records.retag(centre.assessor, attempt, seq, ("greet",), "Heard it so")
    page = service.evidence.printed(centre.assessor, attempt, "html")
    text = page.content.decode("utf-8")
    assert page.name.endswith(".html")
    for wanted in ("Cal Reeve", "Bea Quill", "Heard it so", "simulated"):
        assert wanted in text
    report = service.evidence.report(centre.assessor, attempt)
    assert report.integrity.head_digest == service.store.attempts.head(attempt).digest
    assert report.integrity.intact
    pdf = service.evidence.printed(centre.assessor, attempt, "pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf.mime == "application/pdf"
    deeds = [(e.deed, e.subject) for e in service.store.audit.list(limit=20).items]
    assert ("printed evidence", attempt) in deeds


def test_what_was_noticed_stands_at_its_line_worded_for_whoever_reads_it(calls):
    reviewed = calls.centre.service.records.open_attempt(calls.centre.assessor, calls.attempt)
    spoke = next(r.seq for r in reviewed.record if r.event.kind == "spoke")
    one = Noticed(what="keeps_asking", sentence="At 0:09 you put the same question.", cites=(spoke,))
    marking = reviewed.marking.model_copy(update={"noticed": (one,)})
    for reader, words in (("learner", "you put"), ("others", "the learner put")):
        found = review(replace(reviewed, marking=marking), {}, reader)
        (entry,) = [e for e in found.entries if e.noticed]
        assert entry.moment.seq == spoke
        assert words in entry.noticed[0]
    assert not any(e.noticed for e in calls.plain.entries)


def lost(kind: str, sentence: str, *, critical: bool = False) -> Finding:
    """Return a finding whose one indicator is against the learner."""
    one = IndicatorResult(indicator="it", kind=kind, criterion="1.2", clause="1.1", label="It",
                          result="contrary", critical=critical, sentence=sentence)  # fmt: skip
    return Finding(criterion="1.2", finding="no evidence found", sentence="", indicators=(one,))


def test_the_goal_is_about_what_was_said_and_names_no_card_where_none_says_anything():
    stacked = (
        "At 0:20 you said “where and who?”, heard as several questions at once, which is not to be said."
    )
    assert suggested_goals([lost("never_says", stacked)])[0] == ONE_QUESTION
    rude = "At 0:20 you said “shut up”, heard as being rude, which is not to be said."
    assert suggested_goals([lost("never_says", rude)])[0] == NOTHING_RULED_OUT
    unsafe = "At 0:20 you said “light a match”, heard as “tells to strike a light”, which is not to be said."
    assert suggested_goals([lost("never_says", unsafe, critical=True)])[0] == GOALS["never_says"]


def test_a_fact_stands_with_the_line_that_told_it_and_not_with_the_next_in_the_same_second():
    said = [
        Heard(t=9, line="line:1", who="caller", text=text, because=why)
        for text, why in (("I have a spanner here.", "fact:plan"), ("Well?", "cue:presses"))
    ]
    told = FactTold(t=9, line="line:1", fact="plan", asked=False, value="spanner")
    record = as_record([said[0], told, said[1]], 1)
    assert place_of_each(record, ())[2] == ("s1", True)
