"""A learner's attempt from the first ring to the end: durable first, one window at a time, never lost."""

from __future__ import annotations

import threading

import pytest

from simulator.engine.world import world
from simulator.model.commands import (
    AddNote,
    Answer,
    EndCall,
    Finish,
    Pause,
    Say,
    Send,
    SetPriority,
    Unpause,
    WriteField,
)
from simulator.service import attempts as attempts_module
from simulator.service import starting
from simulator.service.attempts import LONGEST_TEXT, ringing_line
from simulator.service.errors import CannotDo, NotThere, OpenElsewhere
from simulator.service.pace import typing_pace

LINE = "line:1"
ODD_TEXTS = [
    "There is gas 🧯 and a 👨‍👩‍👧 family",
    "הכתובת היא רחוב 5, שלום",
    "<script>alert('x')</script><b>bold</b> &amp;",
    "a\x00b\x07c\x1b[31m d\u202ee\u200b",
    "line one\nline two\ttab",
    "x" * LONGEST_TEXT,
]


def incident_of(centre, attempt):
    return next(iter(centre.service.attempts.look(centre.learner, attempt).state.logs))


def test_the_phone_rings_a_few_seconds_after_the_start_and_answering_starts_the_call(any_centre):
    attempts, learner = any_centre.service.attempts, any_centre.learner
    attempt = attempts.start(learner, "gas-escape", "practice")
    assert ringing_line(attempts.look(learner, attempt)) == ""
    any_centre.clock.wait(6)
    line = ringing_line(attempts.look(learner, attempt))
    assert line == LINE
    live = attempts.act(learner, attempt, Answer(line=line))
    assert [e.kind for e in any_centre.kept(attempt)][:2] == ["attempt_started", "line_rang"]
    assert live.state.lines[line].status == "live"


def test_a_whole_call_is_answered_spoken_written_sent_and_handed_in_and_its_record_is_sealed(any_centre):
    centre = any_centre
    attempt = centre.in_call()
    incident = incident_of(centre, attempt)
    centre.act(attempt, Say(line=LINE, text="Wendshire Incident Line, what is the address?"))
    centre.act(attempt, WriteField(incident=incident, field="where", value="14 Tanners Row"))
    centre.act(attempt, AddNote(incident=incident, text="Smell of gas"))
    centre.act(attempt, SetPriority(incident=incident, level="P1", reason="Gas, people inside"))
    centre.act(attempt, EndCall(line=LINE))
    centre.service.attempts.finish(centre.learner, attempt)
    kinds = [e.kind for e in centre.kept(attempt)]
    for kind in ("line_answered", "spoke", "heard", "field_written", "note_added", "priority_set"):
        assert kind in kinds
    assert kinds[-1] == "attempt_ended"
    row = centre.service.store.attempts.get(attempt)
    assert (row.status, row.sealed_at is not None) == ("finished", True)
    assert centre.service.attempts.running(centre.learner) is None


def test_what_a_screen_shows_is_in_the_database_already(any_centre):
    attempt = any_centre.in_call()
    for text in ("Where are you?", "Is anybody hurt?", "What is your name?"):
        live = any_centre.act(attempt, Say(line=LINE, text=text))
        assert [r.event for r in live.record] == any_centre.kept(attempt)


def test_a_server_that_lost_its_memory_goes_on_with_the_same_call(any_centre):
    attempt = any_centre.in_call()
    before = any_centre.act(attempt, Say(line=LINE, text="What is the address, please?"))
    other = any_centre.another_server()
    found = other.attempts.running(any_centre.learner)
    assert found is not None
    assert found.id == attempt
    after = other.attempts.look(any_centre.learner, attempt)
    assert after.state == before.state
    other.close()


def test_the_time_for_which_no_server_ran_is_disclosed_and_taken_from_the_clock(any_centre):
    attempt = any_centre.in_call()
    before = any_centre.act(attempt, Say(line=LINE, text="What is the address, please?"))
    spoken_at = before.state.t
    since = any_centre.clock()
    any_centre.clock.wait(300)
    other = any_centre.another_server()
    other.attempts.server_was_down(since, any_centre.clock())
    live = other.attempts.look(any_centre.learner, attempt)
    interrupted = [e for e in any_centre.kept(attempt) if e.kind == "interrupted"]
    assert [e.seconds for e in interrupted] == [300]
    assert other.attempts.time_and_next(live)[0] == pytest.approx(spoken_at, abs=0.1)
    assert not live.ended, "six minutes of a dark server must not use up the learner's time"
    other.attempts.look(any_centre.learner, attempt)
    assert len([e for e in any_centre.kept(attempt) if e.kind == "interrupted"]) == 1
    other.close()


def test_an_attempt_that_began_after_the_outage_has_nothing_deducted(centre):
    since = centre.clock()
    centre.clock.wait(60)
    centre.service.attempts.server_was_down(since, centre.clock())
    centre.clock.wait(1)
    attempt = centre.in_call()
    other = centre.another_server()
    other.attempts.server_was_down(since, centre.clock() - (centre.clock() - since) / 2)
    other.attempts.look(centre.learner, attempt)
    assert "interrupted" not in {e.kind for e in centre.kept(attempt)}
    other.close()


def test_a_second_window_may_look_but_only_acts_once_it_has_taken_over(centre):
    attempts, learner = centre.service.attempts, centre.learner
    attempt = centre.in_call(window="first")
    attempts.look(learner, attempt, window="second")
    with pytest.raises(OpenElsewhere, match="Go on here"):
        attempts.act(learner, attempt, Say(line=LINE, text="Hello?"), window="second")
    assert "spoke" not in {e.kind for e in centre.kept(attempt)}
    attempts.take_over(learner, attempt, window="second")
    attempts.act(learner, attempt, Say(line=LINE, text="Hello?"), window="second")
    with pytest.raises(OpenElsewhere):
        attempts.act(learner, attempt, Say(line=LINE, text="And I?"), window="first")
    assert sum(e.kind == "spoke" for e in centre.kept(attempt)) == 1


def test_two_servers_on_one_database_never_fork_a_record(any_centre):
    first, learner = any_centre.service.attempts, any_centre.learner
    attempt = any_centre.in_call(window="one")
    other = any_centre.another_server()
    other.attempts.take_over(learner, attempt, window="two")
    other.attempts.act(learner, attempt, Say(line=LINE, text="From the second server"), window="two")
    with pytest.raises(OpenElsewhere):
        first.act(learner, attempt, Say(line=LINE, text="From the first"), window="one")
    with pytest.raises(OpenElsewhere):
        first.act(learner, attempt, Say(line=LINE, text="From the first, again"), window="one")
    live = first.take_over(learner, attempt, window="one")
    assert [r.event for r in live.record] == any_centre.kept(attempt)
    first.act(learner, attempt, Say(line=LINE, text="Now I go on"), window="one")
    said = [e.text for e in any_centre.kept(attempt) if e.kind == "spoke"]
    assert said == ["From the second server", "Now I go on"]
    assert any_centre.service.store.attempts.verify(attempt).intact
    other.close()


def test_a_server_that_only_looks_shows_what_the_other_one_added(centre):
    attempt = centre.in_call(window="one")
    other = centre.another_server()
    other.attempts.look(centre.learner, attempt)
    centre.act(attempt, Say(line=LINE, text="Said on the first server"), window="one")
    seen = other.attempts.look(centre.learner, attempt)
    assert [r.event for r in seen.record] == centre.kept(attempt)
    other.close()


def test_deeds_of_two_threads_at_once_all_stand_in_one_unforked_record(any_centre):
    attempt = any_centre.in_call()
    incident = incident_of(any_centre, attempt)
    notes = [f"note {n}" for n in range(12)]

    def add(text):
        any_centre.service.attempts.act(any_centre.learner, attempt, AddNote(incident=incident, text=text))

    threads = [threading.Thread(target=add, args=(text,)) for text in notes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(e.text for e in any_centre.kept(attempt) if e.kind == "note_added") == sorted(notes)
    assert any_centre.service.store.attempts.verify(attempt).intact


def test_a_fresh_attempt_stands_in_memory_as_another_server_reads_it_and_its_world_is_built_once(
    any_centre, monkeypatch
):
    built = []
    for room in (starting, attempts_module):
        monkeypatch.setattr(room, "world", lambda *of: built.append(1) or world(*of))
    attempts, learner = any_centre.service.attempts, any_centre.learner
    attempt = attempts.start(learner, "gas-escape", "practice", window="one")
    here = attempts.look(learner, attempt, window="one")
    assert len(built) == 1
    other = any_centre.another_server()
    there = other.attempts.look(learner, attempt)
    assert here.attempt == there.attempt
    assert here.record == there.record
    assert here.state == there.state
    assert here.world == there.world
    assert here.started_at == there.started_at
    other.close()


def test_a_button_pressed_twice_at_once_starts_one_attempt(any_centre):
    outcomes = []

    def start():
        try:
            outcomes.append(any_centre.service.attempts.start(any_centre.learner, "gas-escape", "practice"))
        except CannotDo as refused:
            outcomes.append(refused)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(x, str) for x in outcomes) == 1


@pytest.mark.parametrize(
    "text", ODD_TEXTS, ids=["emoji", "right to left", "HTML", "control", "lines", "long"]
)
def test_odd_text_is_kept_as_it_was_typed_in_speech_log_note_and_message(any_centre, text):
    attempt = any_centre.in_call()
    incident = incident_of(any_centre, attempt)
    any_centre.act(attempt, Say(line=LINE, text=text))
    any_centre.act(attempt, WriteField(incident=incident, field="where", value=text))
    any_centre.act(attempt, AddNote(incident=incident, text=text))
    body = next(o for o in any_centre.library.organisation("wendshire").directory if o.route("phone"))
    any_centre.act(attempt, Send(incident=incident, to=body.id, medium="phone", text=text))
    kept = {e.kind: e for e in any_centre.kept(attempt)}
    assert kept["spoke"].text == text
    assert kept["field_written"].value == text
    assert kept["note_added"].text == text
    assert kept["message_sent"].text == text


def test_text_beyond_ten_thousand_characters_is_cut_there(centre):
    attempt = centre.in_call()
    centre.act(attempt, Say(line=LINE, text="y" * (LONGEST_TEXT + 5)))
    spoke = next(e for e in centre.kept(attempt) if e.kind == "spoke")
    assert len(spoke.text) == LONGEST_TEXT


def test_an_attempt_ends_by_itself_when_its_time_is_up_and_another_may_begin(centre):
    attempt = centre.in_call()
    centre.clock.wait(3600)
    assert centre.service.attempts.running(centre.learner) is None
    last = centre.kept(attempt)[-1]
    assert (last.kind, last.reason) == ("attempt_ended", "time up")
    assert centre.service.store.attempts.get(attempt).status == "finished"
    assert centre.service.attempts.start(centre.learner, "gas-escape", "practice")


def test_after_the_end_nothing_is_added_and_finishing_again_changes_nothing(centre):
    attempt = centre.in_call()
    centre.service.attempts.finish(centre.learner, attempt)
    before = centre.kept(attempt)
    with pytest.raises(CannotDo, match="has ended"):
        centre.act(attempt, Say(line=LINE, text="One more thing"))
    centre.service.attempts.finish(centre.learner, attempt)
    assert centre.kept(attempt) == before


def test_only_one_attempt_of_a_learner_runs_at_a_time(centre):
    centre.in_call()
    with pytest.raises(CannotDo, match="call running"):
        centre.service.attempts.start(centre.learner, "gas-escape", "practice")


def test_while_a_call_is_made_ready_its_learner_can_be_told_so(centre, monkeypatch):
    attempts, learner, go_on, seen = centre.service.attempts, centre.learner, threading.Event(), []
    hearing = centre.service.library.hearing

    def slow_hearing(scenario_id, *more):
        seen.append((attempts.making_ready(learner), attempts.running(learner)))
        go_on.wait(30)
        return hearing(scenario_id, *more)

    monkeypatch.setattr(centre.service.library, "hearing", slow_hearing)
    start = threading.Thread(target=attempts.start, args=(learner, "gas-escape", "practice"))
    assert not attempts.making_ready(learner)
    start.start()
    go_on.set()
    start.join()
    assert seen == [(True, None)]
    assert not attempts.making_ready(learner)
    assert attempts.running(learner) is not None


def test_a_scenario_is_only_played_in_the_modes_it_is_for(centre):
    with pytest.raises(CannotDo, match="not offered for assessment"):
        centre.service.attempts.start(centre.learner, "warm-up", "assessment")
    with pytest.raises(NotThere, match="no scenario"):
        centre.service.attempts.start(centre.learner, "no-such", "practice")


def test_practice_can_be_paused_and_the_pause_does_not_count(centre):
    attempt = centre.in_call()
    live = centre.act(attempt, Pause())
    stood_at = centre.service.attempts.time_and_next(live)[0]
    centre.clock.wait(500)
    with pytest.raises(CannotDo, match="clock is stopped"):
        centre.act(attempt, Say(line=LINE, text="Hello?"), wait=0)
    live = centre.act(attempt, Unpause(), wait=0)
    assert centre.service.attempts.time_and_next(live)[0] == pytest.approx(stood_at, abs=0.1)


def test_an_assessment_cannot_be_paused(centre):
    attempt = centre.in_call(mode="assessment")
    with pytest.raises(CannotDo):
        centre.act(attempt, Pause())
    assert "paused" not in {e.kind for e in centre.kept(attempt)}


def test_what_the_engine_refuses_is_said_in_its_words(centre):
    attempt = centre.in_call()
    with pytest.raises(CannotDo, match="no line"):
        centre.act(attempt, Say(line="line:9", text="Hello?"))
    with pytest.raises(CannotDo, match="nothing to say"):
        centre.act(attempt, Say(line=LINE, text="   "))


def test_a_learner_never_sees_or_acts_in_the_attempt_of_another(centre):
    attempts, other = centre.service.attempts, centre.join("Dee Holt", "dee")
    attempt = centre.in_call()
    before = centre.kept(attempt)
    doors = [
        lambda: attempts.look(other, attempt),
        lambda: attempts.act(other, attempt, Say(line=LINE, text="Hello?")),
        lambda: attempts.take_over(other, attempt, window="w"),
        lambda: attempts.finish(other, attempt),
        lambda: attempts.save_draft(other, attempt, "note", "x"),
        lambda: attempts.drafts(other, attempt),
    ]
    for door in doors:
        with pytest.raises(NotThere, match="no such call"):
            door()
    assert centre.kept(attempt) == before
    assert attempts.past(other) == ()
    with pytest.raises(NotThere, match="no such call"):
        attempts.look(other, "no-such-attempt")


def a_warm_up(centre, seconds_a_line):
    attempt = centre.in_call("warm-up", "warm-up")
    for text in ("Hello, this is the desk", "I am very well, thanks", "It is half past nine now"):
        centre.act(attempt, Say(line=LINE, text=text), wait=seconds_a_line)
    centre.act(attempt, Finish())
    return attempt


def test_the_typing_pace_of_the_warm_up_stretches_the_next_call_and_is_recorded(centre):
    a_warm_up(centre, 24)
    person = centre.service.store.people.get(centre.learner.person_id)
    assert person.pace is not None
    assert 0.5 < person.pace < 2.5
    attempt = centre.in_call()
    started = centre.kept(attempt)[0]
    assert started.pace > 1.2
    assert started.pace_reason == "typing pace of the warm-up"


def test_a_quick_typist_gets_no_more_time(centre):
    a_warm_up(centre, 6)
    started = centre.kept(centre.in_call())[0]
    assert (started.pace, started.pace_reason) == (1.0, "")


def test_a_pace_is_never_guessed_from_too_few_lines(centre):
    attempt = centre.in_call("warm-up", "warm-up")
    centre.act(attempt, Say(line=LINE, text="Hello, this is the desk"), wait=30)
    assert typing_pace(centre.kept(attempt)) is None


def test_a_call_just_taken_is_offered_last(centre):
    learning, learner = centre.service.learning, centre.learner
    first = learning.offers(learner)[0].scenario_id
    attempt = centre.service.attempts.start(learner, first, "practice")
    centre.service.attempts.finish(learner, attempt)
    again = learning.offers(learner)
    offered = [o.scenario_id for o in again]
    assert offered[-1] == first
    here = centre.library.scenario(first).organisation
    fresh = [o.centre == here for o in again if not o.times_taken]
    assert fresh == sorted(fresh, reverse=True), "the calls of the desk where one sits come first"
    assert len(offered) > 1
