"""The evidence report as values: it holds everything, follows every citation, and decides nothing."""

from __future__ import annotations

import re
from datetime import UTC, timedelta

import pytest

from reports.assemble import build_evidence_report, reference_of
from reports.evidence import EvidenceReport
from reports.judged import quote
from reports.layout import evidence_document
from reports.layout_deeds import transcript_section
from reports.references import Indexed
from simulator.model import events as ev
from simulator.model.events import as_record
from simulator.model.findings import IndicatorResult, Noticed
from tests.reports import builders


@pytest.fixture(scope="module")
def report() -> EvidenceReport:
    return builders.report()


def every_reference(report: EvidenceReport) -> set[str]:
    """Return every place of the report in which something can be looked up."""
    places = {row.ref for row in report.transcript} | {event.ref for event in report.events}
    for log in report.logs:
        places |= {log.opened_ref, *(e.ref for f in log.fields for e in f.edits)}
        places |= {e.ref for e in (*log.notes, *log.priorities)}
    for sent in (*report.messages, *report.escalations):
        places |= {sent.ref, *(a.ref for a in sent.answers)}
    return places | {d.ref for d in (*report.deployments, *report.tree_steps)}


def test_every_citation_of_a_finding_is_a_row_of_the_report(report):
    places = every_reference(report)
    cited = {q.ref for f in report.findings for i in f.indicators for q in i.quotes}
    assert cited
    assert cited <= places
    assert {ref for fact in report.facts for ref in fact.refs} <= places


def test_every_citation_leads_somewhere_in_the_laid_out_document(report):
    dumped = evidence_document(report).model_dump_json()
    anchors = set(re.findall(r'"anchor":"([^"]+)"', dumped))
    links = set(re.findall(r'"to":"([^"]+)"', dumped))
    assert links
    assert links <= anchors


def test_no_two_places_of_the_document_have_the_same_anchor(report):
    anchors = re.findall(r'"anchor":"([^"]+)"', evidence_document(report).model_dump_json())
    assert len(anchors) == len(set(anchors))


def test_a_citation_of_an_event_that_the_record_lacks_is_refused_rather_than_printed():
    record = builders.record()
    marking = builders.marking(record)
    stray = IndicatorResult(
        indicator="x", kind="obtains", criterion="1.1", clause="1.1", label="x", result="shown",
        sentence="x", cites=(9999,),
    )  # fmt: skip
    first = marking.findings[0].model_copy(update={"indicators": (stray,)})
    marking = marking.model_copy(update={"findings": (first, *marking.findings[1:])})
    with pytest.raises(KeyError):
        build_evidence_report(
            record, marking, builders.scenario(), builders.organisation(), builders.unit(),
            frame=builders.frame(record), recorded_times=builders.recorded_times(record),
        )  # fmt: skip


def test_a_record_without_its_start_is_refused_with_what_to_do():
    record = builders.record()
    with pytest.raises(ValueError, match=r"does not begin with its start.*Verify the record"):
        build_evidence_report(
            as_record([r.event for r in record[1:]]), builders.marking(record), builders.scenario(),
            builders.organisation(), builders.unit(),
            frame=builders.frame(record), recorded_times=builders.recorded_times(record),
        )  # fmt: skip


def test_all_attempts_are_listed_in_their_order_also_the_abandoned_ones(report):
    assert [(a.number, a.mode, a.status, a.this) for a in report.sheet.attempts] == [
        (1, "practice", "abandoned", False),
        (2, "practice", "finished", False),
        (3, "assessment", "finished", True),
    ]
    assert (report.sheet.number, report.sheet.of) == (3, 3)
    assert report.sheet.attempts[0].released == "at once"


def test_an_assessment_that_was_not_released_says_so():
    report = builders.report(released_at=None, released_by="")
    assert report.sheet.released == "not yet released to the learner"


def test_the_conditions_of_the_attempt_are_disclosed(report):
    sheet = report.sheet
    assert (sheet.pace, sheet.pace_reason) == (1.25, "typing pace of the warm-up")
    assert "no hints" in sheet.hints
    assert [(d.at, d.seconds) for d in sheet.disclosed] == [(175, 42.0)]
    assert (sheet.seed, sheet.variant) == (481516, "He reaches for the landing light early on")
    assert (sheet.reader, sheet.marker, sheet.engine) == ("reader 1.2", "marker 1.1", "engine 1.0")
    assert [p.what for p in report.pinned] == ["scenario", "organisation", "unit", "phrases"]


def test_the_centre_s_own_time_of_day_follows_summer_time():
    july = builders.STARTED.replace(month=7)
    report = builders.report(started_at=july)
    assert report.sheet.started_local == "24 July 2026, 15:07:02 BST"
    assert report.sheet.started_utc == "24 July 2026, 14:07:02 UTC"


def test_an_unknown_time_zone_falls_back_to_utc_and_says_so():
    assert builders.report(time_zone="Nowhere/Land").sheet.started_local.endswith("UTC")


def test_the_time_of_the_report_is_the_record_s_or_the_release_s_and_never_now(report):
    assert report.timestamp == (builders.STARTED + timedelta(hours=2)).replace(microsecond=0)
    assert report.timestamp.tzinfo is UTC
    unreleased = builders.report(released_at=None)
    assert unreleased.timestamp == (builders.STARTED + timedelta(seconds=387)).replace(microsecond=0)


def test_a_line_that_was_not_understood_is_marked_as_not_counted(report):
    row = next(r for r in report.transcript if "bottle thingy" in r.text)
    assert "not counted against the learner" in row.remark
    assert "Re-tagged by Rowan Marsh" in row.remark
    assert all("not counted" not in r.remark for r in report.transcript if r is not row)


def test_criterion_markers_stand_at_the_line_that_earned_or_lost_them(report):
    by_text = {r.text: r for r in report.transcript}
    bad = next(r for text, r in by_text.items() if "put the light on" in text)
    assert [(m.criterion, m.result) for m in bad.markers] == [("1.6", "contrary")]
    oxygen = next(r for text, r in by_text.items() if "oxygen on" in text)
    assert {(m.criterion, m.result) for m in oxygen.markers} == {("1.3", "not shown"), ("1.5", "not shown")}


def test_the_log_stands_as_entered_with_every_writing_of_a_field(report):
    (log,) = report.logs
    where = next(f for f in log.fields if f.label == "Location")
    assert where.value == "14 Tanners Row, Castlebeck, WN4 2QT"
    assert [(e.at, e.text, e.before) for e in where.edits] == [
        (31, "41 Tanners Row, Castlebeck", ""),
        (40, "14 Tanners Row, Castlebeck, WN4 2QT", "41 Tanners Row, Castlebeck"),
    ]
    assert where.edits[0].clock == "14:07:33"
    assert "Hazards" in log.empty
    assert [(p.text, p.reason) for p in log.priorities] == [
        ("P2, Urgent", "Gas in a house"),
        ("P1, Immediate", "Somebody inside cannot get out alone (4.6)"),
    ]
    assert [n.text for n in log.notes] == ["Caller says father is on oxygen"]


def test_the_time_of_day_in_a_log_counts_the_interruption_that_call_time_leaves_out(report):
    late = next(f for f in report.logs[0].fields if f.label == "Result").edits[0]
    assert late.at == 322
    assert late.clock == "14:13:06"  # 14:07:02 and 322 s of call time, and the 42 s that the server was down


def test_what_was_sent_stands_with_what_it_carried_and_what_came_back(report):
    (message,) = report.messages
    assert (message.to, message.medium) == ("Alpha 1", "data transfer")
    assert message.carried == (
        "The address",
        "A strong smell of gas",
        "Father upstairs, cannot manage the stairs",
    )
    assert message.answers[0].text == "Alpha 1, received log 47, mobile."
    assert report.deployments[0].course == ("mobile at 1:46", "on scene at 4:22")
    assert report.escalations[0].level == "Shift supervisor"
    assert [s.answer for s in report.tree_steps] == ["yes", "Crew already on the way"]
    card = builders.organisation().card("GAS-1")
    assert report.looked_up == (f"advice card “{card.title}”", "clause 6.3, No promise of time or outcome")


def test_a_fact_s_label_is_filled_in_from_the_cast(report):
    assert "Fact told unasked: Oxygen cylinder by Emlyn's bed." in [e.what for e in report.events]


def test_facts_that_got_lost_come_first_and_those_never_told_are_not_called_lost(report):
    assert report.facts[0].label == "Oxygen cylinder by Emlyn's bed"
    assert [f.label for f in report.facts if f.lost] == ["Oxygen cylinder by Emlyn's bed"]
    never = next(f for f in report.facts if f.label == "Back door is locked")
    assert (never.told, never.logged, never.passed) == ("never told", "–", "–")


def test_the_statement_of_a_criterion_and_the_text_of_a_clause_are_verbatim(report):
    for finding in report.findings:
        assert finding.statement == builders.unit().criteria[finding.criterion].statement
        for one in finding.indicators:
            assert one.clause_text == builders.organisation().clause(one.clause).text


def test_a_retag_stands_beside_the_original_reading_with_who_and_why(report):
    (retag,) = report.retags
    assert (retag.original, retag.now, retag.by) == ((), ("Asks about dangers",), "Rowan Marsh")
    assert "cylinder is shut off" in retag.reason


def test_a_record_that_is_not_intact_is_named_as_such():
    report = builders.report(intact=False, fault="event 12 is not as it was written")
    assert report.integrity.statement == "NOT INTACT: event 12 is not as it was written"


def test_an_erasure_is_called_an_erasure():
    assert "events 4 and 5 was lawfully erased" in builders.report(erased=(4, 5)).integrity.statement


def test_words_of_decision_stand_nowhere_but_in_the_assessor_s_blank_form(report):
    document = evidence_document(report)
    parts = [s.model_dump_json() for s in document.sections if s.anchor != "assessor"]
    own = " ".join([*parts, *(b.model_dump_json() for b in document.opening)])
    assert not re.search(
        r"\b(met|not yet met|competent|passed the|failed|pass mark|achieved)\b", own, re.IGNORECASE
    )
    form = next(s for s in document.sections if s.anchor == "assessor").model_dump_json()
    assert "No decision is recorded in this document" in form
    assert "☐ met" in form


def test_the_same_record_gives_the_same_report():
    assert builders.report() == builders.report()


def test_every_event_of_the_record_is_listed_in_words(report):
    assert [e.seq for e in report.events] == [r.seq for r in builders.record()]
    assert all(e.what and e.kept for e in report.events)


def test_the_list_of_events_names_things_as_people_do(report):
    said = " ".join(e.what for e in report.events)
    assert "Read as: Answers by naming the service (sure); Asks where the incident is (sure)." in said
    assert "Scripted, it happened: “Alpha 1 finds the cylinder by itself”." in said
    assert "mood of the caller is 6 of 10 (the learner: says to switch on a light (unsafe))" in said
    assert "Log 47 given priority P2, Urgent, with the reason “Gas in a house”." in said
    assert "Looked up clause 6.3, " in said
    assert "Could not send a resource: Rapid 55 is busy until 6:00." in said
    assert (
        f"“{builders.organisation().tree('gas').title}”: {builders.organisation().tree('gas').nodes[0].ask}"
        in said
    )
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", said.replace("advise_", "").replace("pass_location", "")), (
        said
    )


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("asked again", "asked again for what was told already"),
        ("asked again (2)", "asked again for what was told already"),
        ("silent", "nothing was said for a while"),
        ("cue:at_scene", "after “Alpha 1 finds the cylinder by itself”"),
        ("ask_hazards", "the learner: asks about dangers"),
        ("manner:rude", "the learner: manner: rude"),
    ],
)
def test_a_moved_mood_says_why_in_words(why, words):
    moved = ev.MoodChanged(t=250, call="main", mood=8, why=why)
    said = [e.what for e in builders.report(moved).events]
    assert f"Scripted mood of the caller is 8 of 10 ({words})." in said


def test_a_cue_that_was_heard_is_cited_by_the_words_that_were_heard():
    asks = ev.CueFired(t=250, cue="how_do_we_get_in")
    heard = ev.Heard(
        t=250, line=builders.RADIO, who="responder", party="alpha1", name="Alpha 1",
        text="Control from Alpha One, how do we get in, over?", because="asks; cue:how_do_we_get_in",
    )  # fmt: skip
    record = builders.record(asks, heard)
    seq = builders.place(record, "cue_fired", "how_do_we")
    x = Indexed(
        record, builders.marking(record), builders.scenario(), builders.organisation(), builders.frame(record)
    )
    assert x.cited(seq).event == heard
    assert quote(x, seq).text == heard.text
    assert quote(x, builders.place(record, "cue_fired", "at_scene")).who == "List of events"


def test_a_priority_without_a_reason_says_so():
    bare = ev.PrioritySet(t=250, incident="47", level="P2", reason=" ")
    said = [e.what for e in builders.report(bare).events]
    assert "Log 47 given priority P2, Urgent, without a reason." in said


def test_what_was_copied_from_an_earlier_attempt_has_no_time_of_day_of_this_one():
    earlier = ev.TriedFrom(attempt="77aa88bb99cc00dd11ee22ff33445566", t=45, behind=40.0, copied=0)
    record = builders.record()
    copied = sum(r.event.t < 45 for r in record)
    origin = earlier.model_copy(update={"copied": copied})
    tried = builders.report_of(builders.begun_with(record, tried_from=origin, mode="practice"))
    where = next(f for f in tried.logs[0].fields if f.label == "Location")
    assert [e.clock for e in where.edits] == ["in the earlier attempt", "in the earlier attempt"]
    assert (
        tried.logs[0].priorities[0].clock == "14:07:48"
    )  # 14:07:02, and 86 s less the 40 s that were copied
    assert (
        tried.sheet.tried_from
        == "from 0:45 of attempt A-77AA88BB: what stands before that was copied from it"
    )


def test_a_reference_is_short_and_the_same_for_the_same_attempt():
    assert reference_of(builders.ATTEMPT) == "A-3F2C9B1D"


def test_what_was_noticed_of_the_manner_is_printed_with_its_lines_and_as_no_finding():
    record = builders.record()
    spoke = builders.place(record, "spoke")
    one = Noticed(what="keeps_asking", sentence="At 0:09 you put the same question.", cites=(spoke,))
    marking = builders.marking(record).model_copy(update={"noticed": (one,)})
    report = build_evidence_report(
        record,
        marking,
        builders.scenario(),
        builders.organisation(),
        builders.unit(),
        frame=builders.frame(record),
        recorded_times=builders.recorded_times(record),
        retags=builders.retags(record),
    )
    (shown,) = report.noticed
    assert shown.sentence == "At 0:09 the learner put the same question."
    assert shown.quotes[0].ref in every_reference(report)
    dumped = evidence_document(report).model_dump_json()
    assert "Manner, for a person to weigh" in dumped
    assert "No finding rests on it" in dumped
    sections = [s.title.split("  ")[1] for s in evidence_document(report).sections]
    assert sections[2:4] == ["Provisional findings", "Manner, for a person to weigh"]
    assert "Manner, for a person to weigh" not in evidence_document(builders.report()).model_dump_json()


def test_a_caller_is_described_once_on_a_line_and_again_when_the_name_is_known(report):
    heard = next(r for r in report.transcript if r.number and not r.learner)
    told = [("Line 1", "A woman"), ("Line 1", "A woman"), ("Line 2", "A woman"), ("Line 1", "Ann Holt")]
    rows = tuple(heard.model_copy(update={"line": on, "speaker": f"Caller ({who})"}) for on, who in told)
    section = transcript_section(report.model_copy(update={"transcript": (*rows, rows[-1])}))
    (table,) = section.blocks
    said = [row.cells[3][0].spans[0].text for row in table.rows]
    assert said == ["Caller (A woman)", "Caller", "Caller (A woman)", "Caller (Ann Holt)", "Caller"]
