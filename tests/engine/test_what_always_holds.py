"""What holds whatever the learner does: random deeds at random times, never by chance of the engine's own."""

from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.engine.asking_back import CONFIRMS
from simulator.engine.decide import advance, due
from simulator.engine.state import fold, replay
from simulator.model import commands as cmd
from simulator.model.events import EVENT
from tests.engine import builders
from tests.engine.builders import Play, reading

ORGANISATION = builders.organisation()
SHIFT = builders.shift()
LINES = [
    "line:1",
    "line:1",
    "line:1",
    "line:2",
    "line:2",
    "line:3",
    "phone:gas_network",
    "radio:alpha1",
    "none",
]
ACTS = [
    *("ask_location", "ask_name", "ask_hazards", "ask_pets", "ask_who_is_there", "ask_vulnerable"),
    *("reassure", "advise_leave", "ask_meter_location", "ask_eta", "ask_reference", "no_information"),
    *("acknowledge", "close_call", "wrong_light_flame", "confirm_location", "ask_repeat", "hold_line"),
]
TEXTS = [
    "14 Larch Street",
    "41 Larch Street",
    "oxygen cylinder",
    "no known hazards",
    "nothing",
    "",
    "\U0001f4a5 <b>12</b>",
]
RESOURCES = ["alpha1", "alpha2", "gas3", "ghost"]
LOGS = ["0036", "0036", "0037", "0099"]


def heard(chance):
    acts = chance.sample(ACTS, chance.choice([0, 1, 1, 1, 2, 3]))
    insult = ["insult"] if chance.random() < 0.02 else []
    unsure = chance.sample(ACTS, chance.choice([0, 0, 1]))
    manner = ["rude"] if chance.random() < 0.1 else []
    return reading(*acts, *insult, unsure=unsure, manner=manner)


def talk(chance):
    return cmd.Say(line=chance.choice(LINES), text=chance.choice(TEXTS), reading=heard(chance))


def lines(chance):
    line = chance.choice(LINES)
    deeds = [cmd.Answer, cmd.Answer, cmd.Answer, cmd.Hold, cmd.Resume, cmd.Resume, cmd.EndCall, cmd.PhoneOut]
    return chance.choice(deeds)(line=line)


def desk(chance):
    log, text = chance.choice(LOGS), chance.choice(TEXTS)
    node, answer = chance.choice(["inside", "alone", "danger"]), chance.choice(["yes", "no", "not known"])
    return chance.choice(
        [
            cmd.WriteField(incident=log, field="where", value=text),
            cmd.AddNote(incident=log, text=text),
            cmd.SetPriority(incident=log, level=chance.choice(["P1", "P3", "P9"])),
            cmd.LinkLine(line=chance.choice(LINES), incident=log),
            cmd.WalkTree(incident=log, tree="gas", node=node, answer=answer),
            cmd.LeaveTree(incident=log, tree="gas", reason=text),
            cmd.LookUp(what=text),
            cmd.Pause(),
            cmd.Unpause(),
            cmd.Unpause(),
        ]
    )


def passing(chance):
    log, text, to = (
        chance.choice(LOGS),
        chance.choice(TEXTS),
        chance.choice(["gas_network", "alpha1", "engineer"]),
    )
    medium = chance.choice(["phone", "radio", "data", "email", "sms"])
    return chance.choice(
        [
            cmd.Deploy(incident=log, resource=chance.choice(RESOURCES)),
            cmd.Deploy(incident=log, resource=chance.choice(RESOURCES)),
            cmd.StandDown(resource=chance.choice(RESOURCES)),
            cmd.Send(incident=log, to=to, medium=medium, text=text, reading=heard(chance)),
            cmd.Send(incident=log, to=to, medium=medium, text=text, reading=heard(chance)),
            cmd.PhoneOut(incident=log, to="gas_network"),
            cmd.Escalate(incident=log, level=chance.choice(["manager", "king"]), reason=text),
        ]
    )


def script(seed, length):
    """Deeds of a wandering learner; a shorter length begins a longer one, so that failures shrink."""
    chance = Random(seed)
    steps = [(60, cmd.Answer(line="line:1"))] if chance.random() < 0.95 else []
    for _ in range(50):
        kind = chance.choice([talk, talk, talk, lines, desk, passing])
        steps.append((chance.choice([0, 5, 20, 60, 150, 400]), kind(chance)))
    if chance.random() < 0.3:
        steps.append((10, cmd.Finish()))
    return steps[:length]


PLAYS = st.builds(script, st.integers(0, 2**32), st.integers(0, 52))
CALM = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Forgetful(dict):
    """A memory that keeps nothing."""

    def __setitem__(self, key, value):
        pass


def play(steps, *, seed=7, poll=None, until=5000.0, remembers=True):
    """Play a script of (tenths of seconds to wait, deed), polling in between when asked to."""
    one = Play(SHIFT, ORGANISATION, seed=seed)
    one.world = replace(one.world, worked_out={} if remembers else Forgetful())
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
def test_the_same_seed_and_deeds_give_the_same_record_byte_for_byte(steps):
    assert written(play(steps)) == written(play(steps))


@settings(CALM, max_examples=40)
@given(PLAYS)
def test_a_record_does_not_depend_on_how_often_anybody_asked(steps):
    assert written(play(steps, poll=0.7)) == written(play(steps))


@CALM
@given(PLAYS)
def test_what_the_engine_remembers_of_a_state_changes_nothing(steps):
    assert written(play(steps, remembers=False)) == written(play(steps))


@CALM
@given(PLAYS)
def test_call_time_never_runs_backwards(steps):
    times = [event.t for event in play(steps).events]
    assert times == sorted(times)


@CALM
@given(PLAYS)
def test_replaying_a_record_gives_the_state_in_which_it_was_left(steps):
    one = play(steps)
    assert replay(one.events) == one.state
    assert replay([EVENT.validate_json(line) for line in written(one)]) == one.state


@CALM
@given(PLAYS)
def test_a_mood_stays_between_calm_and_panic(steps):
    assert all(0 <= event.mood <= 10 for event in play(steps).kinds("mood_changed"))


@CALM
@given(PLAYS)
def test_at_most_one_caller_is_live_at_any_moment(steps):
    one = play(steps)
    state = replay(one.events[:1])
    for event in one.events[1:]:
        state = fold(state, event)
        live = [line for line in state.lines.values() if line.call and line.status == "live"]
        assert len(live) <= 1
        if event.kind in ("spoke", "heard") and event.line in state.lines:
            assert state.lines[event.line].status == "live"


@CALM
@given(PLAYS)
def test_no_fact_is_told_that_was_neither_asked_for_nor_volunteered(steps):
    one = play(steps)
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
            assert asked & {*fact.asked_by, *CONFIRMS}  # a yes to what is read out tells it
        else:
            assert fact.told is not None
            assert not fact.told.with_fact or fact.told.with_fact in told | {event.fact}
        told.add(event.fact)


@CALM
@given(PLAYS)
def test_a_call_that_was_answered_ends_in_bounded_time_and_nothing_follows_its_end(steps):
    one = play(steps)
    if one.state.paused_at is None and one.kinds("line_rang"):
        assert one.events[-1].kind == "attempt_ended"
        assert one.state.ended_at <= 5000.0
    assert len([e for e in one.events if e.kind == "attempt_ended"]) <= 1
    assert len(one.events) < 1500


@CALM
@given(PLAYS, st.floats(0, 600))
def test_deciding_needs_the_state_alone(steps, t):
    one = play(steps, until=300.0)
    again = replay(one.events)
    assert due(again, t, one.world) == due(one.state, t, one.world)
    assert advance(again, cmd.Finish(), t, one.world)[1] == advance(one.state, cmd.Finish(), t, one.world)[1]
