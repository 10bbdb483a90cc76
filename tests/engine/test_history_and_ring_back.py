"""The history of a number, ringing back, read-backs of a corrected place, and callers who do not speak."""

from simulator.model import commands as cmd
from tests.engine import builders
from tests.engine.builders import Play

MARKED = {
    "when": {"looked_up": ["history"]},
    "by": "centre",
    "says": "History: a marker.",
    "tells": ["marker"],
}
MARKER = {"label": "The marker", "value": "marker", "topic": "detail"}
OLD = {"label": "Old place", "value": "Ford Road", "says": "Ford Road.", "asked_by": ["ask_location"]}
NEW = {
    "label": "Right place",
    "value": "Coach Road",
    "says": "It's Coach Road.",
    "asked_by": ["ask_landmark"],
    "replaces": "old",
}


def centre_said(play):
    return [e.text for e in play.kinds("heard") if e.who == "centre"]


def moved(**facts):
    return builders.scenario(facts=builders.FACTS | facts)


def silent(**more):
    return builders.scenario(calls={"main": builders.MAIN_CALL | {"silent": True} | more})


def test_looking_up_the_history_tells_what_is_held_and_waits_for_nobody():
    play = Play(
        builders.scenario(facts=builders.FACTS | {"marker": MARKER}, cues={"history": MARKED})
    ).answered()
    assert not centre_said(play)
    play.do(cmd.LookUp(what="history:line:1"), at=play.t + 1)
    assert centre_said(play) == ["History: a marker."]
    assert "marker" in play.state.told


def test_a_number_without_history_says_so():
    play = Play().answered()
    play.do(cmd.LookUp(what="history"), at=play.t + 1)
    assert centre_said(play) == ["History: nothing is held on this number."]


def test_looking_up_a_clause_is_not_looking_up_the_history():
    play = Play(
        builders.scenario(facts=builders.FACTS | {"marker": MARKER}, cues={"history": MARKED})
    ).answered()
    play.do(cmd.LookUp(what="clause:12.2"), at=play.t + 1)
    assert not centre_said(play)


def test_a_caller_rung_back_is_heard_as_the_scenario_says():
    cues = {"rang": {"when": {"rung_back": ["main"]}, "by": "centre", "says": "It rang aloud."}}
    call = builders.MAIN_CALL | {"rung_back": "(a recording)", "number_shown": "07700 900123"}
    play = Play(builders.scenario(calls={"main": call}, cues=cues)).answered()
    play.do(cmd.EndCall(line="line:1"), at=play.t + 1)
    play.do(cmd.PhoneOut(line="line:1"), at=play.t + 1)
    play.wait(10)
    assert play.kinds("heard")[-2].text == "(a recording)"
    assert centre_said(play) == ["It rang aloud."]


def test_a_corrected_place_is_no_longer_confirmed():
    play = Play(moved(old=OLD, new=NEW)).answered()
    play.say("ask_location")
    assert "Yes, that's right." in play.say("confirm_location", text="So Ford Road?")
    play.say("ask_landmark")
    assert play.say("confirm_location", text="So Ford Road?") == ["No, that's not right. It's Coach Road."]
    assert play.say("confirm_location", text="Coach Road, then?") == ["Yes, that's right."]


def test_a_line_that_repeats_what_was_told_is_answered_as_a_read_back_though_nothing_was_sure():
    play = Play(moved(old=OLD)).answered()
    play.say("ask_location")
    heard = play.say(text="Ford Road, got it", unsure=("confirm_location",), manner=("read_back",))
    assert heard == ["Yes, that's right."]


def test_a_silent_caller_who_does_not_understand_makes_the_sound_that_the_scenario_gives():
    assert Play(silent(not_understood=["(only breathing)"])).answered().say(text="mumble") == [
        "(only breathing)"
    ]
    assert Play(silent(not_understood=[])).answered().say(text="mumble") == []


def test_a_fact_said_again_with_nothing_else_heard_is_a_read_back():
    play = Play(moved(old=OLD)).answered()
    assert play.say(text="Ford Road, right?", manner=("read_back",)) != ["Yes, that's right."]
    play.say("ask_location")
    assert play.say(text="Ford Road, right?", manner=("read_back",)) == ["Yes, that's right."]


def test_a_silent_caller_to_whom_another_house_is_read_back_gives_the_sign_for_no():
    tap = {"to": ["confirm_location"], "says": ["(one tap)"]}
    call = {"silent": True, "corrects": ["(two taps)"], "reactions": [tap]}
    place = MARKER | {"label": "Registered place", "value": "14 Larch Street"}
    cues = {"history": MARKED | {"tells": ["place"]}}
    written = builders.scenario(
        calls={"main": builders.MAIN_CALL | call}, facts=builders.FACTS | {"place": place}, cues=cues
    )
    play = Play(written).answered()
    assert play.say("confirm_location", text="26 Quarry Street, one tap for yes") == ["(one tap)"]
    play.do(cmd.LookUp(what="history"), at=play.t + 1)
    assert play.say("confirm_location", text="Are you at 26 Quarry Street, one tap for yes") == ["(two taps)"]
    assert play.say("confirm_location", text="Are you at 14 Larch Street, one tap for yes") == ["(one tap)"]
