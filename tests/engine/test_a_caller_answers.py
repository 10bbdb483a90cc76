"""How a caller answers: what was asked and nothing else, in the mood the caller is in."""

import pytest

from simulator.model import commands as cmd
from tests.engine import builders
from tests.engine.builders import Play


def told(play):
    return {e.fact: e for e in play.kinds("fact_told")}


def test_the_phone_rings_within_five_seconds_and_the_answer_opens_a_log():
    play = Play()
    play.do(at=6.0)
    assert 2 <= play.kinds("line_rang")[0].t <= 5
    play.do(cmd.Answer(line="line:1"))
    assert play.kinds("line_answered")[0].waited == pytest.approx(6.0 - play.kinds("line_rang")[0].t)
    assert len(play.log) == 4
    assert play.state.logs[play.log].truth == "gas"


def test_a_caller_speaks_first_when_the_learner_does_not():
    play = Play()
    play.do(at=6.0)
    play.do(cmd.Answer(line="line:1"))
    assert not play.kinds("heard")
    play.wait(2)
    assert play.kinds("heard")[0].text == "Hello? I can smell gas!"
    assert told(play)["smell"].asked is False


def test_a_greeting_brings_the_opening_words_before_the_answer():
    play = Play()
    play.do(at=6.0)
    play.do(cmd.Answer(line="line:1"))
    heard = play.say("greet_service", "ask_location")
    assert heard == ["Hello? I can smell gas!", "It's 14 Larch Street, Testham."]


def test_a_question_brings_its_fact_and_no_other():
    play = Play().answered()
    assert play.say("ask_location") == ["It's 14 Larch Street, Testham."]
    assert set(told(play)) == {"smell", "address"}
    assert told(play)["address"].asked is True


def test_several_questions_in_one_line_bring_one_reply_in_the_order_of_asking():
    play = Play().answered()
    play.t += 1
    both = builders.Reading(
        acts=(
            builders.ReadAct(act="ask_name", band="sure", score=0.9, words="your name"),
            builders.ReadAct(act="ask_location", band="sure", score=0.8, words="where are you"),
        )
    )
    play.do(cmd.Say(line="line:1", text="Where are you, and what is your name?", reading=both))
    assert play.kinds("heard")[-1].text == "It's 14 Larch Street, Testham. Dilys Okafor."


def test_a_statement_brings_no_fact():
    play = Play().answered()
    assert play.say("explain_next") == ["Okay."]
    assert set(told(play)) == {"smell"}


def test_asking_again_annoys_and_is_answered_again():
    play = Play().answered()
    play.say("ask_location")
    before = play.mood
    assert play.say("ask_location") == ["I told you already! 14 Larch Street!"]
    assert play.mood == before + 1


def test_a_question_about_something_unknown_is_recorded_as_asked():
    play = Play().answered()
    assert play.say("ask_meter_location") == ["I don't know."]
    assert told(play)["meter"].known is False


def test_a_question_that_the_scenario_does_not_answer_is_not_known():
    play = Play().answered()
    assert play.say("ask_weapons", form="question") == ["I don't know."]
    assert play.say("ask_chemicals", form="question") == ["No idea, sorry."]


def test_what_is_not_understood_is_said_so_in_turn():
    play = Play().answered()
    assert [play.say(), play.say(), play.say()] == [["Sorry, what?"], ["I don't follow."], ["Sorry, what?"]]


def test_an_unsure_hearing_is_asked_back_and_tells_nothing_until_yes():
    play = Play().answered()
    assert play.say(unsure=["ask_hazards"]) == ["Do you mean me?"]
    assert "cylinder" not in told(play)
    assert play.say("acknowledge") == ["There's an oxygen cylinder by his bed."]


def heard_in_part(play, sure, words, unsure, other_words):
    """Say two things in one line, of which only the first is heard for sure; return the answer."""
    play.t += 1
    both = builders.Reading(
        acts=(
            builders.ReadAct(act=sure, band="sure", score=0.9, words=words),
            builders.ReadAct(
                act=unsure, band="unsure", score=0.4, phrase="Is anything there risky?", words=other_words
            ),
        )
    )
    play.do(cmd.Say(line="line:1", text=f"{words}, and {other_words}?", reading=both))
    return play.kinds("heard")[-1].text


def test_a_question_half_heard_behind_a_greeting_is_asked_back_and_not_passed_over_in_silence():
    play = Play().answered()
    assert (
        heard_in_part(play, "greet_service", "Good evening", "ask_hazards", "owt risky") == "Do you mean me?"
    )
    assert play.say(text="Yes please") == ["There's an oxygen cylinder by his bed."]
    assert play.kinds("spoke")[-1].reading.sure() == ("ask_hazards",), "the record has it as it was meant"


def test_thanks_in_front_of_words_that_nobody_caught_are_not_passed_over_in_silence():
    play = Play().answered()

    def thanked(text):
        act = builders.ReadAct(act="thank", band="sure", score=0.9, words="thank you")
        play.t += 1
        play.do(cmd.Say(line="line:1", text=text, reading=builders.Reading(acts=(act,))))
        return play.kinds("heard")[-1].because

    assert thanked("thank you, get the printed charts out for the round") == "not understood"
    before = len(play.kinds("heard"))
    thanked("thank you so much")
    assert len(play.kinds("heard")) == before


def test_a_second_question_half_heard_is_asked_back_behind_the_answer_to_the_first():
    play = Play().answered()
    answer = heard_in_part(play, "ask_location", "where are you", "ask_hazards", "owt risky")
    assert answer == "It's 14 Larch Street, Testham. Do you mean me?"
    assert "cylinder" not in told(play)
    assert heard_in_part(play, "ask_location", "where exactly", "ask_name", "called") != "Dilys Okafor."
    assert heard_in_part(play, "ask_name", "your name", "ask_location", "what road") == "Dilys Okafor."
    heard_in_part(play, "ask_name", "your name", "ask_hazards", "owt risky")
    assert play.say(text="aye I do") == ["There's an oxygen cylinder by his bed."]


@pytest.mark.parametrize("words", ["Yes please", "yeah", "yes, go ahead"])
def test_a_mere_yes_answers_what_was_asked_back_with_one_line_between(words):
    play = Play().answered()
    assert play.say(unsure=["ask_hazards"]) == ["Do you mean me?"]
    play.say("ask_location")
    assert play.say(text=words) == ["There's an oxygen cylinder by his bed."]


def test_a_yes_no_longer_answers_what_was_asked_back_two_lines_ago():
    play = Play().answered()
    play.say(unsure=["ask_hazards"])
    play.say("ask_location")
    play.say("ask_name")
    assert play.say(text="Yes please") == ["Sorry, what?"]
    assert "cylinder" not in told(play)


@pytest.mark.parametrize("between", [(), ("ask_location",)])
def test_a_mere_no_to_what_was_asked_back_leaves_open_what_was_meant(between):
    play = Play().answered()
    play.say(unsure=["ask_hazards"])
    for act in between:
        play.say(act)
    assert play.say(text="no") == ["Sorry, what?"]
    assert "cylinder" not in told(play)


def test_a_yes_takes_up_the_question_whose_words_were_quoted():
    call = builders.MAIN_CALL | {"asks_back": ["Do you mean {choice}?"]}
    play = Play(builders.scenario(calls={"main": call, "second": builders.SECOND_CALL})).answered()
    nearly = (("ask_name", "whos that"), ("ask_hazards", "And is anything risky, please?"))
    acts = tuple(builders.ReadAct(act=a, band="unsure", score=0.4, phrase=p) for a, p in nearly)
    play.t += 1
    play.do(cmd.Say(line="line:1", text="owt risky", reading=builders.Reading(acts=acts)))
    assert play.kinds("heard")[-1].text == "Do you mean is anything risky?", "a clause of its own"
    assert play.say(text="yes") == ["There's an oxygen cylinder by his bed."]


@pytest.mark.parametrize("words", ["yes", "yeah", "no"])
def test_a_mere_yes_or_no_to_a_question_of_the_caller_is_never_met_by_silence(words):
    play = Play().answered()
    play.wait(21)
    assert play.kinds("heard")[-1].text == "Are you there?"
    assert play.say("acknowledge", text=words) != []


def test_a_fact_is_kept_back_until_its_needs_hold():
    play = Play().answered()
    assert play.say("ask_pets") == ["I can't see the cat."]
    assert "cat" not in told(play)
    play.say("advise_leave")
    assert play.say("ask_pets") == ["The cat is out now."]


def test_reassurance_settles_a_caller_who_then_volunteers():
    play = Play().answered()
    play.say("reassure")
    assert play.mood == 4
    play.wait(3)
    assert told(play)["dad"].asked is False


def test_a_companion_fact_is_told_with_its_fact():
    play = Play().answered()
    assert play.say("ask_who_is_there") == ["Dad's upstairs. He walks with a stick."]
    assert told(play)["stick"].asked is False


def test_rudeness_moves_the_mood_and_is_answered():
    play = Play().answered()
    assert play.say(manner=["rude"]) == ["There's no need for that."]
    assert play.mood == 8


def test_a_reaction_is_played_with_its_mood():
    play = Play().answered()
    assert play.say("advise_no_switches") == ["All right, I won't touch them."]
    assert play.mood == 5


def test_unsafe_advice_without_a_scripted_reaction_is_still_answered():
    play = Play().answered()
    assert play.say("wrong_light_flame") == ["Are you sure? All right then."]


def test_a_right_reading_back_is_confirmed_and_a_wrong_number_is_not():
    play = Play().answered()
    play.say("ask_location")
    assert play.say("confirm_location", text="So that's 14 Larch Street?") == ["Yes, that's right."]
    assert play.say("confirm_location", text="So that's 41 Larch Street?") == [
        "No, that's not right. 14 Larch Street!"
    ]


def test_a_silence_is_minded_three_times_and_no_more():
    play = quiet()
    began = play.t
    play.wait(400)
    assert [e.t - began for e in play.kinds("mood_changed") if e.why == "silent"] == [20, 40, 60]
    assert [e.t - began for e in nudges(play)] == [20, 60], "and not every time in words"


def test_a_caller_asks_after_each_silence_later_than_after_the_last_and_not_for_ever():
    play = quiet()
    waited = []
    for _ in range(5):
        play.say("ask_name")
        before, began = len(nudges(play)), play.t
        play.wait(65)
        waited.append([e.t - began for e in nudges(play)[before:]])
    assert waited == [[20, 60], [40], [60], [60], []]


@pytest.mark.parametrize("told", ["One moment.", "bear with me", "hang on Frank, I'm ringing them"])
def test_who_was_told_to_wait_asks_nobody_for_three_minutes(told):
    play = quiet()
    play.say(text=told)
    play.wait(175)
    assert not nudges(play)


def quiet():
    """Return a call in which nothing happens by itself but that a silence is minded."""
    facts = {key: fact for key, fact in builders.FACTS.items() if key in ("address", "name", "smell")}
    play = Play(builders.scenario(facts=facts, cues={})).answered()
    play.say("ask_location")
    return play


def nudges(play):
    return [e for e in play.kinds("heard") if e.because == "mood:silent"]


def test_a_caller_who_has_said_goodbye_minds_no_silence_until_something_more_is_said():
    call = builders.MAIN_CALL | {"goodbye": "Bye now."}
    play = Play(builders.scenario(calls={"main": call})).answered()
    assert play.say("close_call") == ["Bye now."]
    play.wait(120)
    assert not [e for e in play.kinds("mood_changed") if e.why == "silent"]
    play.say("ask_location")
    play.wait(25)
    assert [e for e in play.kinds("mood_changed") if e.why == "silent"]


def test_a_slower_learner_is_given_longer_before_silence_is_minded():
    play = Play(pace=2.0).answered()
    play.wait(39)
    assert not [e for e in play.kinds("mood_changed") if e.why == "silent"]
    play.wait(2)
    assert [e for e in play.kinds("mood_changed") if e.why == "silent"]


def test_a_silent_caller_answers_only_as_scripted():
    call = builders.MAIN_CALL | {"silent": True, "opening": "…", "mood_changes": [], "not_understood": []}
    tap = {"to": ["ask_press_key_or_cough"], "says": ["(two taps)"], "tells": ["dad"]}
    written = builders.scenario(calls={"main": call | {"reactions": [tap]}})
    play = Play(written).answered()
    assert play.say("ask_location") == []
    assert play.say() == []
    assert play.say("ask_press_key_or_cough") == ["(two taps)"]
    assert set(told(play)) == {"smell", "dad"}


def test_spoken_words_carry_the_facts_whose_values_they_hold():
    play = Play().answered()
    play.say("confirm_location", text="So 14 Larch Street and an oxygen cylinder?")
    assert set(play.kinds("spoke")[-1].carries) == {"address", "cylinder"}
    play.say("confirm_location", text="So 41 Larch Street?")
    assert play.kinds("spoke")[-1].carries == ()


def test_asking_back_repeats_the_phrasing_that_was_nearly_heard_and_no_fact():
    call = builders.MAIN_CALL | {"asks_back": ["Are you asking {choice}?"]}
    play = Play(builders.scenario(calls={"main": call})).answered()
    nearly = builders.ReadAct(
        act="ask_hazards", band="unsure", score=0.5, phrase="Is there anything dangerous?"
    )
    play.do(cmd.Say(line="line:1", text="danger", reading=builders.Reading(acts=(nearly,))), at=10.0)
    assert play.kinds("heard")[-1].text == "Are you asking is there anything dangerous?"
    assert play.say(unsure=["ask_pets"]) == ["I don't follow."]


def test_a_caller_never_asks_back_in_the_words_of_somebody_elses_read_back():
    play = asking_back()
    asked = nearly("confirm_details", "So one is trapped and one is walking?", "so two of you", play=play)
    assert asked in builders.MAIN_CALL["not_understood"]


def test_a_question_divided_between_acts_with_one_answer_is_heard_and_stands_in_the_record():
    play = Play().answered()
    heard = tuple(
        builders.ReadAct(act=act, band="unsure", score=0.35, words="which building are you at")
        for act in ("ask_location", "ask_postcode")
    )
    line = cmd.Say(line="line:1", text="which building are you at", reading=builders.Reading(acts=heard))
    play.do(line, at=10.0)
    assert play.kinds("spoke")[-1].reading.sure() == ("ask_location",)
    assert "address" in told(play)


def nearly(act, phrase, text, *, play, more=()):
    """Say something that comes near to an act; return what the caller says to it."""
    heard = tuple(
        builders.ReadAct(act=a, band="unsure", score=0.4, phrase=p) for a, p in ((act, phrase), *more)
    )
    play.t += 3
    play.do(cmd.Say(line="line:1", text=text, reading=builders.Reading(acts=heard)), at=play.t)
    return play.kinds("heard")[-1].text


def asking_back():
    call = builders.MAIN_CALL | {"asks_back": ["Are you asking {choice}?"]}
    return Play(builders.scenario(calls={"main": call})).answered()


def test_what_was_asked_back_and_is_said_again_in_other_words_is_answered_and_not_asked_back_again():
    play = asking_back()
    asked = nearly("ask_name", "What is your name?", "name for me", play=play)
    assert asked == "Are you asking what is my name?"
    answer = nearly("ask_name", "What is your name?", "the name I mean", play=play)
    assert answer == f"{play.world.cast['caller.name']}."


def test_something_said_in_between_does_not_make_the_caller_forget_what_was_asked_back():
    play = asking_back()
    nearly("ask_name", "What is your name?", "name for me", play=play)
    play.say("advise_no_switches")
    answer = nearly("ask_name", "What is your name?", "Yes, what is your name?", play=play)
    assert answer == f"{play.world.cast['caller.name']}."


def test_of_two_things_asked_back_the_one_in_its_own_words_is_taken_up():
    play = asking_back()
    more = (("ask_name", "What is your name?"),)
    asked = nearly("ask_pets", "Do you keep a dog?", "dog or name", play=play, more=more)
    assert asked == "Are you asking do I keep a dog, or what is my name?"
    answer = nearly("ask_pets", "Do you keep a dog?", "Yes, what is your name?", play=play, more=more)
    assert answer == f"{play.world.cast['caller.name']}."


def test_what_was_asked_back_long_ago_is_no_longer_taken_up():
    play = asking_back()
    nearly("ask_name", "What is your name?", "name for me", play=play)
    for _ in range(4):
        play.say("advise_no_switches")
    assert nearly("ask_name", "What is your name?", "name, I say", play=play).startswith("Are you asking")
