"""What holds whatever the learner does: random deeds at random times, never by chance of the engine's own."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.engine.decide import advance, due
from simulator.engine.state import fold, replay
from simulator.model import commands as cmd
from simulator.model.events import EVENT
from tests.engine import builders
from tests.engine.builders import Play, reading

ORGANISATION = builders.organisation()
SHIFT = builders.shift()
LINES = st.sampled_from(
    ["line:1", "line:2", "line:3", "phone:gas_network", "radio:alpha1", "radio:gas3", "none"]
)
ACTS = st.sampled_from(
    [
        "ask_location", "ask_name", "ask_hazards", "ask_pets", "ask_who_is_there",
        "ask_vulnerable", "reassure", "advise_leave", "insult", "ask_meter_location",
        "ask_eta", "ask_reference", "no_information", "acknowledge", "close_call",
        "wrong_light_flame", "confirm_location", "ask_repeat", "hold_line", "ask_to_wait",
        "greet",
    ]
)  # fmt: skip
TEXTS = st.sampled_from(
    [
        "14 Larch Street",
        "41 Larch Street",
        "oxygen cylinder",
        "no known hazards",
        "nothing",
        "",
        "💥 <b>12</b>",
    ]
)
READINGS = st.builds(
    lambda sure, unsure, manner: reading(*sure, unsure=unsure, manner=manner),
    st.lists(ACTS, max_size=3, unique=True),
    st.lists(ACTS, max_size=1),
    st.lists(st.sampled_from(["rude", "polite"]), max_size=1),
)
RESOURCES = st.sampled_from(["alpha1", "alpha2", "gas3", "ghost"])
LOGS = st.sampled_from(["0036", "0037", "0099"])
COMMANDS = st.one_of(
    st.builds(cmd.Answer, line=LINES),
    st.builds(cmd.Say, line=LINES, text=TEXTS, reading=READINGS),
    st.builds(cmd.Say, line=LINES, text=TEXTS, reading=READINGS),
    st.builds(cmd.Hold, line=LINES),
    st.builds(cmd.Resume, line=LINES),
    st.builds(cmd.EndCall, line=LINES),
    st.builds(cmd.PhoneOut, incident=LOGS, to=st.just("gas_network")),
    st.builds(cmd.PhoneOut, line=LINES),
    st.builds(cmd.WriteField, incident=LOGS, field=st.just("where"), value=TEXTS),
    st.builds(cmd.AddNote, incident=LOGS, text=TEXTS),
    st.builds(cmd.SetPriority, incident=LOGS, level=st.sampled_from(["P1", "P3", "P9"])),
    st.builds(cmd.LinkLine, line=LINES, incident=LOGS),
    st.builds(cmd.Deploy, incident=LOGS, resource=RESOURCES),
    st.builds(cmd.StandDown, resource=RESOURCES),
    st.builds(
        cmd.Send,
        incident=LOGS,
        to=st.sampled_from(["gas_network", "alpha1", "engineer", "ghost"]),
        medium=st.sampled_from(["phone", "radio", "data", "email", "sms"]),
        text=TEXTS,
        reading=READINGS,
    ),
    st.builds(cmd.Escalate, incident=LOGS, level=st.sampled_from(["manager", "king"]), reason=TEXTS),
    st.builds(
        cmd.WalkTree,
        incident=LOGS,
        tree=st.just("gas"),
        node=st.sampled_from(["inside", "alone", "danger"]),
        answer=st.sampled_from(["yes", "no", "not known"]),
    ),
    st.builds(cmd.LeaveTree, incident=LOGS, tree=st.just("gas"), reason=TEXTS),
    st.builds(cmd.LookUp, what=TEXTS),
    st.just(cmd.Pause()),
    st.just(cmd.Unpause()),
    st.just(cmd.Finish()),
)
# Most plays answer the phone, or nothing much can be said about them.
STEPS = st.lists(st.tuples(st.integers(0, 3000), COMMANDS), max_size=25)
PLAYS = st.tuples(st.booleans(), STEPS)
CALM = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def play(script, *, seed=7, poll=None, until=5000.0):
    """Play a script of (tenths of seconds to wait, deed), polling in between when asked to."""
    answers, steps = script
    one = Play(SHIFT, ORGANISATION, seed=seed)
    steps = [(60, cmd.Answer(line="line:1")), *steps] if answers else steps
    t = 0.0
    for wait, deed in steps:
        ends = round(t + wait / 10, 2)
        while poll and t + poll < ends:
            t = round(t + poll, 2)
            one.do(None, t)
        t = ends
        one.do(deed, t)
    one.do(None, until)
    return one


def written(one):
    return [EVENT.dump_json(event) for event in one.events]


@CALM
@given(PLAYS)
def test_the_same_seed_and_deeds_give_the_same_record_byte_for_byte(script):
    assert written(play(script)) == written(play(script))


@settings(CALM, max_examples=40)
@given(PLAYS)
def test_a_record_does_not_depend_on_how_often_anybody_asked(script):
    assert written(play(script, poll=0.7)) == written(play(script))


@CALM
@given(PLAYS)
def test_call_time_never_runs_backwards(script):
    times = [event.t for event in play(script).events]
    assert times == sorted(times)


@CALM
@given(PLAYS)
def test_replaying_a_record_gives_the_state_in_which_it_was_left(script):
    one = play(script)
    assert replay(one.events) == one.state
    assert replay([EVENT.validate_json(line) for line in written(one)]) == one.state


@CALM
@given(PLAYS)
def test_a_mood_stays_between_calm_and_panic(script):
    assert all(0 <= event.mood <= 10 for event in play(script).kinds("mood_changed"))


@CALM
@given(PLAYS)
def test_at_most_one_caller_is_live_at_any_moment(script):
    one = play(script)
    state = replay(one.events[:1])
    for event in one.events[1:]:
        state = fold(state, event)
        live = [line for line in state.lines.values() if line.call and line.status == "live"]
        assert len(live) <= 1
        if event.kind in ("spoke", "heard") and event.line in state.lines:
            assert state.lines[event.line].status == "live"


@CALM
@given(PLAYS)
def test_no_fact_is_told_that_was_neither_asked_for_nor_volunteered(script):
    one = play(script)
    facts, lines, told = one.world.scenario.facts, one.state.lines, set()
    for n, event in enumerate(one.events):
        if event.kind != "fact_told":
            continue
        fact = facts[event.fact]
        asked = {
            act
            for spoke in one.events[:n]
            if spoke.kind == "spoke" and lines[spoke.line].call == fact.call
            for act in (*spoke.reading.sure(), *spoke.reading.unsure())
        }
        if event.asked:
            assert asked & set(fact.asked_by)
        else:
            assert fact.told is not None
            assert not fact.told.with_fact or fact.told.with_fact in told | {event.fact}
        told.add(event.fact)


@CALM
@given(PLAYS)
def test_a_call_that_was_answered_ends_in_bounded_time_and_nothing_follows_its_end(script):
    one = play(script)
    if one.state.paused_at is None and one.kinds("line_rang"):
        assert one.events[-1].kind == "attempt_ended"
        assert one.state.ended_at <= 5000.0
    assert len([e for e in one.events if e.kind == "attempt_ended"]) <= 1
    assert len(one.events) < 1200


@CALM
@given(PLAYS, st.floats(0, 600))
def test_deciding_needs_the_state_alone(script, t):
    one = play(script, until=300.0)
    again = replay(one.events)
    assert due(again, t, one.world) == due(one.state, t, one.world)
    assert advance(again, cmd.Finish(), t, one.world)[1] == advance(one.state, cmd.Finish(), t, one.world)[1]
