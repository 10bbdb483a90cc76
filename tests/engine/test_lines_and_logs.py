"""Lines and logs: one caller at a time, holding, ringing back, linking, and what cannot be done."""

import pytest

from simulator.model import commands as cmd
from tests.engine import builders
from tests.engine.builders import Play


@pytest.fixture
def two_callers():
    play = Play(builders.shift()).answered()
    play.do(at=50.0)
    return play


def refusals(play):
    return [e.why for e in play.kinds("refused")]


def test_an_unanswered_caller_gives_up():
    play = Play()
    play.do(at=200.0)
    assert play.state.lines["line:1"].ended_by == "caller"


def test_answering_a_second_caller_puts_the_first_on_hold(two_callers):
    two_callers.do(cmd.Answer(line="line:2"))
    assert two_callers.state.lines["line:1"].status == "held"
    assert two_callers.state.live_caller_line().id == "line:2"


def test_a_caller_who_was_held_long_says_so_on_return(two_callers):
    before = two_callers.mood
    two_callers.do(cmd.Answer(line="line:2"))
    two_callers.wait(35)
    assert two_callers.mood == before + 1
    two_callers.do(cmd.Resume(line="line:1"))
    assert "You left me waiting." in [e.text for e in two_callers.kinds("heard")]
    assert two_callers.state.lines["line:2"].status == "held"


def test_a_caller_on_hold_volunteers_nothing_until_resumed(two_callers):
    two_callers.do(cmd.Answer(line="line:2"))
    two_callers.do(at=90.0)
    assert "light" not in two_callers.state.told
    two_callers.do(cmd.Resume(line="line:1"))
    assert two_callers.state.told["light"].t == 90.0


def test_a_fact_asked_of_the_wrong_caller_is_not_told(two_callers):
    two_callers.do(cmd.Answer(line="line:2"))
    two_callers.wait(2)
    assert two_callers.say("ask_hazards", line="line:2") == ["I don't know."]


def test_linking_a_line_leaves_its_empty_log_marked_as_a_duplicate(two_callers):
    first = two_callers.log
    two_callers.do(cmd.Answer(line="line:2"))
    own = two_callers.state.lines["line:2"].incident
    two_callers.do(cmd.LinkLine(line="line:2", incident=first))
    assert two_callers.state.lines["line:2"].incident == first
    assert two_callers.state.logs[own].duplicate_of == first


def test_a_log_that_was_written_in_stays_open_when_its_line_is_linked_away(two_callers):
    first = two_callers.log
    two_callers.do(cmd.Answer(line="line:2"))
    own = two_callers.state.lines["line:2"].incident
    two_callers.do(cmd.WriteField(incident=own, field="where", value="Rowan Lane"))
    two_callers.do(cmd.LinkLine(line="line:2", incident=first))
    assert two_callers.state.logs[own].duplicate_of == ""


def test_a_caller_whose_number_was_shown_can_be_rung_back():
    play = Play().answered()
    play.do(cmd.EndCall(line="line:1"))
    play.do(cmd.PhoneOut(line="line:1"))
    play.wait(7)
    assert play.kinds("heard")[-1].text == "Hello?"
    assert play.say("ask_location", line="line:2") == ["It's 14 Larch Street, Testham."]


def test_a_caller_who_withheld_the_number_cannot_be_rung_back(two_callers):
    two_callers.do(cmd.Answer(line="line:2"))
    two_callers.do(cmd.EndCall(line="line:2"))
    two_callers.do(cmd.PhoneOut(line="line:2"))
    assert refusals(two_callers) == ["The number was withheld and you were given no call-back number."]


def test_a_field_keeps_what_stood_in_it_before():
    play = Play().answered()
    play.do(cmd.WriteField(incident=play.log, field="where", value="41 Larch Street"))
    play.do(cmd.WriteField(incident=play.log, field="where", value="14 Larch Street"))
    assert play.kinds("field_written")[-1].before == "41 Larch Street"
    assert play.state.logs[play.log].fields["where"] == "14 Larch Street"


def test_writing_the_same_again_is_no_event():
    play = Play().answered()
    play.do(cmd.WriteField(incident=play.log, field="where", value="x"))
    assert play.do(cmd.WriteField(incident=play.log, field="where", value="x")) == []


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (cmd.Say(line="line:9", text="hello"), 'There is no line "line:9".'),
        (cmd.Say(line="line:1", text="  "), "There is nothing to say yet."),
        (cmd.Answer(line="line:1"), "07700 900118 is not ringing in."),
        (cmd.Resume(line="line:1"), "07700 900118 is not on hold."),
        (cmd.PhoneOut(to="nobody"), '"nobody" is not in the directory.'),
        (cmd.PhoneOut(line="line:1"), "This caller is still on the line."),
        (cmd.WriteField(incident="9999", field="where", value="x"), 'There is no incident log "9999".'),
        (cmd.Deploy(incident="9999", resource="alpha1"), 'There is no incident log "9999".'),
        (cmd.StandDown(resource="alpha1"), "Only a resource that was sent can be stood down."),
        (cmd.Unpause(), "The clock is running."),
    ],
)
def test_a_deed_that_cannot_be_done_is_refused_with_the_reason(deed, why):
    play = Play().answered()
    play.do(deed)
    assert refusals(play) == [why]


def test_levels_and_fields_that_the_organisation_does_not_have_are_refused():
    play = Play().answered()
    play.do(cmd.SetPriority(incident=play.log, level="P9"))
    play.do(cmd.WriteField(incident=play.log, field="colour", value="red"))
    play.do(cmd.Escalate(incident=play.log, level="king", reason="why not"))
    play.do(cmd.WalkTree(incident=play.log, tree="oak", node="a", answer="yes"))
    assert refusals(play) == [
        'There is no priority "P9"; the scheme has P1, P2, P3.',
        'The log form has no field "colour".',
        'There is no escalation level "king".',
        'There is no decision tree "oak".',
    ]


def test_a_tree_is_walked_question_by_question():
    play = Play().answered()
    play.do(cmd.WalkTree(incident=play.log, tree="gas", node="alone", answer="no"))
    assert refusals(play) == ['Gas: the question now is "Is anyone inside?".']
    play.do(cmd.WalkTree(incident=play.log, tree="gas", node="inside", answer="yes"))
    play.do(cmd.WalkTree(incident=play.log, tree="gas", node="alone", answer="no"))
    assert play.state.trees[play.log, "gas"] == "danger"


def test_an_answer_of_a_tree_can_be_changed_and_takes_the_later_ones_with_it():
    play = Play().answered()
    key = (play.log, "gas")
    play.do(cmd.WalkTree(incident=play.log, tree="gas", node="inside", answer="yes"))
    play.do(cmd.WalkTree(incident=play.log, tree="gas", node="alone", answer="no"))
    assert [step.node for step in play.state.walked[key]] == ["inside", "alone"]
    play.do(cmd.WalkTree(incident=play.log, tree="gas", node="alone", answer="yes"))
    assert [(step.node, step.answer) for step in play.state.walked[key]] == [
        ("inside", "yes"),
        ("alone", "yes"),
    ]
    play.do(cmd.WalkTree(incident=play.log, tree="gas", node="inside", answer="no"))
    assert [(step.node, step.answer) for step in play.state.walked[key]] == [("inside", "no")]
    play.do(cmd.WalkTree(incident=play.log, tree="gas", node="alone", answer="yes"))
    assert len(refusals(play)) == 1, "a question that this way does not lead to is not answered"


def test_a_pause_stops_the_clock_in_practice():
    play = Play().answered()
    play.do(cmd.Pause(), at=10.0)
    assert play.do(at=200.0) == []
    play.do(cmd.Unpause(), at=200.0)
    assert play.state.t == 10.0
    assert play.state.deducted == 190.0


def test_an_assessment_cannot_be_paused():
    play = Play(mode="assessment").answered()
    play.do(cmd.Pause())
    assert refusals(play) == ["The clock cannot be stopped in an assessment."]


def test_finishing_ends_every_line_and_nothing_follows():
    play = Play().answered()
    play.do(cmd.PhoneOut(to="gas_network", incident=play.log))
    play.do(cmd.Finish())
    assert {line.status for line in play.state.lines.values()} == {"ended"}
    assert play.events[-1].kind == "attempt_ended"
    assert play.do(cmd.Say(line="line:1", text="hello"), at=100.0) == []


def test_time_is_up_after_the_limit_stretched_by_the_pace():
    for pace, end in ((1.0, 486.0), (1.5, 726.0)):
        play = Play(pace=pace).answered()
        play.do(at=2000.0)
        assert (play.state.ended, play.state.ended_at) == ("time up", end)


def test_a_log_that_is_already_open_stands_there_from_the_start():
    incidents = {
        "gas": {"label": "Gas", "type": "GAS", "place": "town", "address": "address", "priority": "P1"},
        "old": {
            "label": "Old",
            "type": "GAS",
            "priority": "P2",
            "already_open": {"where": "{home.street}"},
            "already_priority": "P2",
        },
    }
    play = Play(builders.scenario(incidents=incidents))
    (log,) = play.state.logs.values()
    assert (log.already, log.fields["where"], log.priority) == (True, "Larch Street", "P2")
