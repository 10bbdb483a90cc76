"""Things that happen by themselves: when they are due, and not when they were prevented."""

import pytest

from simulator.engine.decide import next_due
from simulator.model import commands as cmd
from tests.engine import builders
from tests.engine.builders import Play


def test_a_cue_happens_at_its_time_and_changes_what_is_right():
    play = Play().answered()
    play.do(at=160.0)
    fired = next(e for e in play.kinds("cue_fired") if e.cue == "dizzy")
    assert (fired.t, fired.incident, fired.right_priority) == (156.0, "gas", "P1")
    assert "I feel dizzy." in [e.text for e in play.kinds("heard") if e.t == 156.0]


def test_a_cue_that_was_prevented_passes():
    play = Play().answered()
    play.say("advise_leave")
    play.do(at=160.0)
    assert [e.cue for e in play.kinds("cue_passed")] == ["dizzy"]
    assert "dizzy" not in play.state.fired


def test_a_cue_waits_for_a_caller_who_is_on_hold():
    play = Play().answered()
    play.do(cmd.Hold(line="line:1"))
    play.do(at=200.0)
    assert "dizzy" not in play.state.fired
    play.do(cmd.Resume(line="line:1"))
    assert play.state.fired["dizzy"] == 200.0


def test_a_cue_of_a_crew_needs_a_crew_and_opens_its_radio():
    play = Play().answered()
    play.do(at=60.0)
    assert "asks_hazard" not in play.state.armed
    play.do(cmd.WriteField(incident=play.log, field="where", value="14 Larch Street"))
    play.do(cmd.Deploy(incident=play.log, resource="alpha1"))
    play.wait(31)
    assert play.state.fired["asks_hazard"] == 90.0
    line = play.state.lines["radio:alpha1"]
    assert (line.status, line.calling, line.asks) == ("live", 90.0, ("cylinder",))


def test_selecting_a_crew_that_calls_answers_it():
    play = Play().answered()
    play.do(cmd.Deploy(incident=play.log, resource="alpha1"), at=60.0)
    play.do(at=95.0)
    called = play.state.lines["radio:alpha1"].calling
    play.do(cmd.Answer(line="radio:alpha1"))
    assert play.kinds("line_answered")[-1].waited == 95.0 - called
    assert play.state.lines["radio:alpha1"].calling is None


def test_a_crew_that_was_stood_down_brings_no_cue():
    play = Play().answered()
    play.do(cmd.Deploy(incident=play.log, resource="alpha1"), at=60.0)
    play.do(cmd.StandDown(resource="alpha1"))
    play.do(at=120.0)
    assert "asks_hazard" in play.state.passed_by


def test_an_outside_organisation_rings_and_speaks_when_answered():
    play = Play().answered()
    play.do(at=170.0)
    line = play.state.lines["line:2"]
    assert (line.status, line.party) == ("ringing", "gas_network")
    play.do(cmd.Answer(line="line:2"))
    assert play.kinds("heard")[-1].text == "Gas Network here. Have you a leak in town?"
    assert play.state.lines["line:1"].status == "live"


def test_an_organisation_calls_again_only_after_it_has_answered_what_it_was_told():
    again = {"when": {"sent": ["gas_network"]}, "after": 5, "by": "gas_network", "says": "Us again."}
    play = Play(builders.scenario(cues={"again": again})).answered()
    play.do(cmd.Send(incident=play.log, to="gas_network", medium="phone", text="A leak, 14 Larch Street."))
    play.wait(120)
    heard = [(e.t, e.text) for e in play.kinds("heard") if e.who == "organisation"]
    answered = play.kinds("message_answered")[-1].t
    assert heard[-1] == (answered + 5, "Us again.")


def test_a_caller_can_hang_up():
    play = Play().answered()
    play.say("insult")
    play.wait(3)
    line = play.state.lines["line:1"]
    assert (line.status, line.ended_by) == ("ended", "caller")


def test_a_resource_can_break_down_on_the_way():
    breaks = {"when": {"deployed": ["engine"]}, "after": 10, "by": "engine", "breaks_down": "engine"}
    play = Play(builders.scenario(cues={"breaks": breaks})).answered()
    play.do(cmd.Deploy(incident=play.log, resource="alpha1"))
    play.wait(11)
    assert play.state.resources["alpha1"].status == "broken down"
    play.do(cmd.Deploy(incident=play.log, resource="alpha1"))
    assert play.kinds("refused")[-1].why == "Alpha1 has broken down."
    order = [type(e).__name__ for e in play.events if type(e).__name__ in ("CueFired", "ResourceChanged")]
    assert order[-2:] == ["ResourceChanged", "CueFired"], "what counts from the cue finds the crew gone"


def test_a_second_call_comes_in_after_the_first_answer():
    play = Play(builders.shift()).answered()
    play.do(at=45.0)
    assert "line:2" not in play.state.lines
    play.do(at=46.0)
    assert play.kinds("line_rang")[-1].t == 46.0


def test_the_next_due_time_is_told_so_that_a_page_asks_only_then():
    play = Play()
    rings = next_due(play.state, play.world)
    assert play.do(at=rings - 0.01) == []
    assert [e.kind for e in play.do(at=rings)] == ["line_rang"]
    play.do(cmd.Finish())
    assert next_due(play.state, play.world) is None


def test_the_centre_itself_can_speak():
    says = {"at": 20, "by": "centre", "says": "Control to all: storm warning."}
    play = Play(builders.scenario(cues={"storm": says})).answered()
    play.do(at=30.0)
    assert [(e.who, e.line) for e in play.kinds("heard") if e.because == "cue:storm"] == [
        ("centre", "centre")
    ]


TWIST = {
    "plan": {
        "label": "Her plan",
        "value": "light a candle",
        "says": "I'll light a candle.",
        "told": {"at": 60},
    }
}
KEPT = {"kept": {"when": {"told": ["plan"], "said": ["advise_no_flames"]}, "after": 12, "says": "I left it."}}


def test_a_twist_leaves_time_to_act_on_it_though_the_advice_was_given_long_before():
    play = Play(builders.scenario(facts=builders.FACTS | TWIST, cues=KEPT)).answered()
    play.say("advise_no_flames")
    play.do(at=66.0)
    told = play.state.told["plan"].t
    play.do(at=told + 29)
    assert "kept" not in play.state.fired
    play.do(at=told + 31)
    assert play.state.fired["kept"] == told + 30


def test_a_twist_answers_soon_after_the_advice_is_given_again():
    play = Play(builders.scenario(facts=builders.FACTS | TWIST, cues=KEPT)).answered()
    play.say("advise_no_flames")
    play.do(at=66.0)
    play.do(at=70.0)
    play.say("advise_no_flames")
    said = play.t
    play.do(at=said + 13)
    assert play.state.fired["kept"] == said + 12


def test_how_long_a_twist_waits_for_what_was_said_before_is_the_scenarios_to_say():
    cues = {"kept": KEPT["kept"] | {"said_before": 45}}
    play = Play(builders.scenario(facts=builders.FACTS | TWIST, cues=cues)).answered()
    play.say("advise_no_flames")
    play.do(at=66.0)
    told = play.state.told["plan"].t
    play.do(at=told + 50)
    assert play.state.fired["kept"] == told + 45


EITHER = ["advise_no_flames", "advise_leave/advise_keep_away"]


def with_dizzy(word, said):
    cues = {"dizzy": builders.CUES["dizzy"] | {"when": {}, "unless": None} | {word: {"said": said}}}
    return Play(builders.scenario(cues=builders.CUES | cues)).answered()


@pytest.mark.parametrize("act", ["advise_leave", "advise_keep_away"])
def test_a_cue_is_prevented_by_either_of_two_acts_that_serve_as_well(act):
    play = with_dizzy("unless", EITHER[1:])
    play.say(act)
    play.do(at=160.0)
    assert "dizzy" in play.state.passed_by


@pytest.mark.parametrize("act", ["advise_leave", "advise_keep_away"])
def test_one_of_two_acts_is_enough_and_what_stands_beside_them_is_needed_too(act):
    play = with_dizzy("when", EITHER)
    play.say(act)
    play.do(at=160.0)
    assert "dizzy" not in play.state.armed
    play.say("advise_no_flames")
    play.do(at=200.0)
    assert "dizzy" in play.state.fired


def test_neither_of_two_acts_said_is_not_one_of_them():
    play = with_dizzy("when", EITHER[1:])
    play.say("advise_no_flames")
    play.do(at=200.0)
    assert "dizzy" not in play.state.armed


def test_a_twist_answers_soon_after_either_of_two_acts_is_said_again():
    kept = {"kept": KEPT["kept"] | {"when": {"told": ["plan"], "said": EITHER[1:]}}}
    play = Play(builders.scenario(facts=builders.FACTS | TWIST, cues=kept)).answered()
    play.say("advise_leave")
    play.do(at=70.0)
    play.say("advise_keep_away")
    said = play.t
    play.do(at=said + 13)
    assert play.state.fired["kept"] == said + 12


@pytest.mark.parametrize("act", ["advise_leave", "advise_keep_away"])
def test_a_fact_is_told_once_either_of_two_acts_was_said(act):
    cat = builders.FACTS["cat"] | {"needs": {"said": EITHER[1:]}}
    play = Play(builders.scenario(facts=builders.FACTS | {"cat": cat})).answered()
    assert "I can't see the cat." in play.say("ask_pets")
    play.say(act)
    assert "The cat is out now." in play.say("ask_pets")
