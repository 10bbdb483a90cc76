"""What a caller says where the file answers nothing: in their own voice, and never a nod to a question."""

import pytest

from simulator.model import commands as cmd
from simulator.model.reading import ReadAct, Reading
from tests.engine import builders
from tests.engine.builders import Play

RELAY = {
    "nods": ["She types: understood, go ahead."],
    "doubts": ["She types: are you sure, question mark, go ahead."],
    "agrees": ["She types: yes, right, go ahead."],
    "corrects": ["She types: no, wrong, go ahead."],
    "nothing_more": ["She types: no more, go ahead."],
    "missed_the_rest": ["She types: and your other question, go ahead."],
}


def relay(**more):
    return Play(builders.scenario(calls={"main": builders.MAIN_CALL | RELAY | more})).answered()


def heard(play, text, *, sure=(), unsure=()):
    """Say a line of which some words were heard; return what was said back."""
    acts = [ReadAct(act=act, band="sure", score=0.9, words=words) for act, words in sure]
    acts += [ReadAct(act=act, band="unsure", score=0.3, words=words) for act, words in unsure]
    play.t += 1
    found = play.do(cmd.Say(line="line:1", text=text, reading=Reading(acts=tuple(acts))))
    return " ".join(e.text for e in found if e.kind == "heard")


def test_an_order_that_nothing_answers_is_taken_up_in_the_callers_own_voice():
    assert relay().say("advise_stay_inside") == ["She types: understood, go ahead."]
    assert Play().answered().say("advise_stay_inside") == ["Okay."]


def test_unsafe_advice_and_a_reading_back_are_taken_up_in_the_callers_own_voice():
    play = relay()
    assert play.say("wrong_go_back_in") == ["She types: are you sure, question mark, go ahead."]
    play.say("ask_location")
    assert play.say("confirm_location", text="14 Larch Street?") == ["She types: yes, right, go ahead."]
    assert play.say("confirm_location", text="41 Larch Street?") == [
        "She types: no, wrong, go ahead. 14 Larch Street!"
    ]


def test_whether_there_is_anything_else_is_answered_and_no_riddle():
    assert relay().say("ask_anything_else") == ["She types: no more, go ahead."]
    assert Play().answered().say("ask_anything_else") == ["No, I don't think so."]


def test_a_check_that_the_caller_has_understood_is_met_by_a_nod():
    assert relay().say("ask_understood") == ["She types: understood, go ahead."]


@pytest.mark.parametrize(
    "question", ["Is a police car behind you now?", "how hot is the floor by now", "Which door is nearest?"]
)
def test_a_question_beside_an_order_is_never_met_by_a_nod_alone(question):
    said = heard(relay(), f"Stay where you are. {question}", sure=[("advise_wait", "Stay where you are")])
    assert said == "She types: understood, go ahead. She types: and your other question, go ahead."


def test_a_question_beside_one_that_was_answered_is_asked_for_again():
    play = Play().answered()
    said = heard(play, "Where is it? What shop is next door?", sure=[("ask_location", "Where is it")])
    assert said == "It's 14 Larch Street, Testham. What was the other thing you asked me?"


@pytest.mark.parametrize(
    "line",
    [
        "Where is it? Okay?",
        "Where is it, love? Thanks.",
        "Where is it? Testham or Ford?",
        "Where is it? Wait there for them, all right?",
        "Where is it? When they come, wave.",
        "Where is it? Are you still there?",
    ],
)
def test_what_only_hangs_on_to_a_question_is_no_second_one(line):
    assert heard(Play().answered(), line, sure=[("ask_location", "Where is it")]) == (
        "It's 14 Larch Street, Testham."
    )


def test_a_second_question_that_was_understood_and_has_no_answer_is_not_passed_over():
    play = Play().answered()
    sure = [("ask_location", "Where is it"), ("ask_favourite", "What does he like")]
    said = heard(play, "Where is it? What does he like?", sure=sure)
    assert said == "It's 14 Larch Street, Testham. I don't know."


def test_a_tag_at_the_end_is_nothing_to_ask_back_about():
    said = heard(Play().answered(), "blip blap, ok?", unsure=[("ask_understood", "ok")])
    assert said == "Sorry, what?"


def test_go_ahead_and_a_question_that_was_not_caught_are_not_understood():
    said = heard(relay(), "Is the floor hot? Go ahead.", sure=[("radio_go_ahead", "Go ahead")])
    assert said == "Sorry, what?"


def test_a_voice_changes_from_the_moment_that_the_file_says():
    voice = {"needs": {"fired": ["joins"]}, "nods": ["(through the interpreter) Yes."]}
    calls = {"main": builders.MAIN_CALL | RELAY | {"voices": [voice]}}
    cues = {"joins": {"when": {"said": ["offer_interpreter"]}, "after": 40, "says": "Interpreter here."}}
    play = Play(builders.scenario(calls=calls, cues=cues)).answered()
    assert play.say("offer_interpreter") == ["She types: understood, go ahead."]
    play.wait(41)
    assert play.say("advise_stay_inside") == ["(through the interpreter) Yes."]
    assert play.say("wrong_go_back_in") == [RELAY["doubts"][0]], "what the voice leaves out stays"


def test_an_answer_changes_with_what_has_happened_since():
    later = {"says_later": [{"needs": {"said": ["advise_leave"]}, "says": "Out on the pavement."}]}
    where = {
        "label": "Where she stands",
        "value": "in the hall",
        "says": "In the hall.",
        "says_again": "Hall!",
    }
    facts = builders.FACTS | {"stands": where | later | {"asked_by": ["ask_caller_location"]}}
    play = Play(builders.scenario(facts=facts)).answered()
    assert play.say("ask_caller_location") == ["In the hall."]
    assert "Hall!" in play.say("ask_caller_location")[0]
    play.say("advise_leave")
    assert play.say("ask_caller_location")[0].endswith("Out on the pavement.")


THE_REST = "your other question"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("which way does it go, northbound or southbound?", "northbound or southbound"),
        ("do u feel ill at all, headache or sick?", "headache or sick"),
        ("where are you, is it the house on the corner?", "where are you"),
        ("has the alarm stopped, or is it still going?", "has the alarm stopped"),
        ("could you bang on the wall or knock next door and ask her to come and sit with you?", "knock next"),
        ("What is the address, can you do that for me?", "What is the address"),
    ],
)
def test_a_question_with_its_choices_or_its_explanation_is_one_question(question, words):
    assert THE_REST not in heard(relay(), question, sure=[("ask_location", words)])


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who covers your visits, could you use a spare one or paper for now?", "or paper for now"),
        ("whats ur name, and a number or is this one ok?", "whats ur name"),
        ("Where are you? Did anybody see it happen?", "Where are you"),
        ("is he out? what colour is the van", "is he out"),
    ],
)
def test_another_question_that_stayed_without_an_answer_is_asked_for_again(question, words):
    assert THE_REST in heard(relay(), question, sure=[("ask_location", words)])


def test_what_is_told_with_the_answer_is_not_asked_for_again():
    text = "what number are you at? is it strong down there?"
    sure = [("ask_location", "what number are you at")]
    assert THE_REST in heard(relay(), text, sure=sure, unsure=[("ask_pets", "is it strong down there")])
    once = relay()
    assert THE_REST not in heard(once, text, sure=sure, unsure=[("ask_postcode", "is it strong down there")])
    assert "14 Larch Street" in once.kinds("heard")[-1].text


def test_a_long_answer_about_somebody_covers_what_was_asked_of_them_in_the_same_breath():
    text = "is he still on the fone to u? can he hear us"
    facts = {"dad": builders.FACTS["dad"] | {"says": "He's in bed. He can't hear me, he sleeps like a log."}}
    played = Play(
        builders.scenario(calls={"main": builders.MAIN_CALL | RELAY}, facts=builders.FACTS | facts)
    ).answered()
    assert THE_REST not in heard(played, text, sure=[("ask_who_is_there", "can he hear us")])
    assert THE_REST in heard(relay(), text, sure=[("ask_who_is_there", "can he hear us")]), "a short one"


def test_words_that_the_record_cut_short_were_heard_to_their_end():
    text = "Don't close or delete anything. Is there anything else you're worried about?"
    assert THE_REST not in heard(relay(), text, sure=[("ask_anything_else", "Is there anythin")])


@pytest.mark.parametrize(
    "told",
    [
        "I'm getting the crew",
        "i'm just ringing the fire service",
        "still here with u",
    ],
)
def test_who_was_told_what_is_being_done_bears_a_silence_twice_as_long(told):
    play = Play().answered()
    heard(play, told)
    said_at = play.t
    play.wait(39)
    assert not [e for e in play.kinds("heard") if e.because == "mood:silent"]
    play.wait(2)
    assert [e.t - said_at for e in play.kinds("heard") if e.because == "mood:silent"] == [40.0]


def test_who_is_on_hold_says_nothing_of_the_silence():
    play = Play().answered()
    play.do(cmd.Hold(line="line:1"))
    before = len(play.kinds("heard"))
    play.wait(100)
    assert not [e for e in play.kinds("heard")[before:] if e.who == "caller"]
