"""Of whom a caller speaks: the person that was asked about, as things stand now, and without a false yes."""

import pytest

from simulator.engine.persons import as_meant, calls_another, can_be, is_of, people_in, people_of
from simulator.model import commands as cmd
from simulator.model.scenario import Fact
from tests.engine import builders
from tests.engine.builders import Play

RIDER = {
    "label": "The rider's wakefulness",
    "topic": "injuries",
    "value": "rider awake",
    "says": "He's awake.",
    "says_again": "Awake, I said.",
    "asked_by": ["ask_conscious", "ask_injuries"],
}
WOMAN = {
    "label": "The driver's neck",
    "topic": "people",
    "value": "driver trapped with neck pain",
    "accept": ["woman/driver neck"],
    "says": "The woman driving's stuck. Her neck hurts.",
    "says_again": "The driver. It's her neck.",
    "asked_by": ["ask_trapped"],
}
NO_SMOKE = {
    "label": "No smoke",
    "value": "no smoke",
    "says": "No smoke.",
    "asked_by": ["ask_fire_or_smoke"],
}
SMOKE = {
    "label": "Smoke",
    "value": "smoke from the bonnet",
    "replaces": "no_smoke",
    "says": "There's smoke now.",
    "says_again": "It's still smoking.",
}
CUES = {"smoking": {"at": 60, "tells": ["smoke"]}}


def played(**more):
    facts = {"rider": RIDER, "woman": WOMAN, "no_smoke": NO_SMOKE, "smoke": SMOKE, **builders.FACTS}
    return Play(builders.scenario(facts=facts, cues=CUES, **more)).answered()


@pytest.mark.parametrize("line", ["Is the woman awake?", "Is the little girl awake?", "Is she awake?"])
def test_a_question_about_somebody_else_is_not_answered_with_the_riders_state(line):
    play = played()
    assert play.say("ask_conscious", text=line) == ["I don't know."]
    assert "rider" not in {e.fact for e in play.kinds("fact_told")}


@pytest.mark.parametrize("line", ["Is the rider awake?", "Is he awake?", "Is the man awake?", "awake?"])
def test_a_question_about_the_rider_or_about_nobody_in_particular_is_answered(line):
    assert played().say("ask_conscious", text=line) == ["He's awake."]


def test_what_is_known_of_the_person_asked_about_is_said_in_place_of_anothers_state():
    play = played()
    play.say("ask_trapped", text="Is anybody trapped?")
    assert play.say("ask_conscious", text="Is the woman in the car awake?") == ["The driver. It's her neck."]


def test_the_callers_own_name_is_no_answer_to_whose_name_is_asked():
    assert played().say("ask_name", text="What is your mate's name, what is he called?") == ["I don't know."]
    assert played().say("ask_name", text="What is your name?") == ["Dilys Okafor."]


def test_a_question_for_others_is_not_answered_with_who_was_told_already():
    play = played()
    play.say("ask_injuries", text="Is anybody hurt?")
    assert play.say("ask_injuries", text="Is anybody else hurt?") == ["I don't know."]


def test_what_a_cue_told_since_is_the_answer_and_not_what_held_before():
    play = played()
    assert play.say("ask_fire_or_smoke", text="Any smoke?") == ["No smoke."]
    play.wait(90)
    assert play.say("ask_fire_or_smoke", text="Is there any smoke?")[-1].endswith("It's still smoking.")
    assert "No smoke" not in play.say("ask_fire_or_smoke", text="Any flames or smoke?")[-1]


def test_nobody_is_scolded_for_asking_again_once_another_fact_answers():
    play = played()
    play.say("ask_fire_or_smoke", text="Any smoke?")
    play.wait(90)
    assert play.say("ask_fire_or_smoke", text="Any smoke?") == ["It's still smoking."]


def test_how_it_is_by_now_and_what_was_never_answered_are_not_met_with_i_told_you():
    play = played()
    play.say("ask_conscious", text="Is he awake?")
    assert play.say("ask_conscious", text="Is he still awake?") == ["Awake, I said."]
    assert play.say("ask_conscious", text="Is he awake?") == ["I told you already! Awake, I said."]


def silent_play():
    call = builders.MAIN_CALL | {
        "silent": True,
        "opening": "…",
        "mood_changes": [],
        "not_understood": ["(nothing)"],
        "reactions": [
            {"to": ["ask_yes_no_sign"], "says": ["(one tap)"]},
            {"to": ["ask_injuries"], "says": ["(a pause. One tap.)"]},
            {"to": ["ask_children"], "says": ["(two taps)"]},
        ],
    }
    return Play(builders.scenario(calls={"main": call})).answered()


def heard(play, text, *acts):
    play.t += 1
    read = tuple(builders.ReadAct(act=a, band="sure", score=0.9, words=w) for a, w in acts)
    found = play.do(cmd.Say(line="line:1", text=text, reading=builders.Reading(acts=read)))
    return [e.text for e in found if e.kind == "heard"]


def test_a_question_that_was_not_understood_is_never_answered_by_a_tap():
    line = "Are there any bairns with you? Tap once for yes, twice for no."
    sign = ("ask_yes_no_sign", "Tap once for yes, twice for no")
    assert heard(silent_play(), line, sign) == ["(nothing)"]
    assert heard(silent_play(), "Can you hear me? Tap once for yes.", ("ask_yes_no_sign", "Tap once")) == [
        "(one tap)"
    ]


def test_a_sign_that_ends_in_okay_asks_nothing_besides():
    sign = ("ask_yes_no_sign", "one tap for yes, two for no")
    assert heard(silent_play(), "one tap for yes, two for no ok?", sign) == ["(one tap)"]
    assert heard(silent_play(), "one tap for yes, two for no. is he drunk, yeah?", sign) == ["(nothing)"]


def test_a_sign_agreed_on_in_the_line_that_asks_is_answered_by_the_tap_that_answers_the_question():
    hurt = {"label": "Her injury", "value": "hurt", "says": "(one tap)", "asked_by": ["ask_injuries"]}
    sign = {"label": "Her sign", "value": "tapped", "says": "(one tap)", "asked_by": ["ask_yes_no_sign"]}
    call = builders.MAIN_CALL | {
        "silent": True,
        "mood_changes": [],
        "not_understood": ["(nothing)"],
        "reactions": [
            {"to": ["ask_yes_no_sign"], "says": ["(one tap)"], "tells": ["sign"]},
            {"to": ["ask_injuries"], "says": ["(breathing)"], "needs": {"not_told": ["sign"]}},
            {"to": ["ask_injuries"], "says": ["(a pause. One tap.)"], "tells": ["hurt"]},
            {"to": ["ask_name"], "says": ["(a swallow)"]},
        ],
    }
    facts = builders.FACTS | {"hurt": hurt, "sign": sign}
    agreed = ("ask_yes_no_sign", "one tap for yes")

    def told(text, *acts):
        play = Play(builders.scenario(calls={"main": call}, facts=facts)).answered()
        return heard(play, text, *acts), [
            e.fact for e in play.kinds("fact_told") if e.fact in ("hurt", "sign")
        ]

    both = told("one tap for yes. are you hurt?", agreed, ("ask_injuries", "are you hurt"))
    assert both == (["(a pause. One tap.)"], ["sign", "hurt"])
    assert told("are you hurt?", ("ask_injuries", "are you hurt")) == (["(breathing)"], [])
    unanswered = told("one tap for yes. what's your name?", agreed, ("ask_name", "what's your name"))
    assert unanswered == (["(a swallow)"], [])


def test_one_line_to_a_silent_caller_brings_one_answer():
    line = "Are you hurt? One tap for yes."
    acts = ("ask_injuries", "Are you hurt"), ("ask_yes_no_sign", "One tap for yes")
    assert heard(silent_play(), line, *acts) == ["(a pause. One tap.)"]


@pytest.mark.parametrize(
    ("line", "fact", "same"),
    [
        ("is the van driver awake", "driver trapped", False),
        ("is the driver awake", "driver trapped", True),
        ("is your mate awake", "rider awake", True),
        ("is the child awake", "rider awake", False),
        ("are you hurt yourself", "rider hurt", False),
        ("is dad awake", "father upstairs", True),
        ("is mum awake", "father upstairs", False),
        ("is anybody hurt", "rider hurt", True),
        ("is the lady hurt", "nobody hurt", True),
    ],
)
def test_people_are_told_apart_by_what_they_are_called(line, fact, same):
    assert can_be(people_of(line), people_in(Fact(label="", value=fact))) is same


def test_what_a_caller_says_of_themselves_is_of_you_whatever_the_label_calls_them():
    cut = Fact(label="Where the driver is hurt", value="hand cut", says="I've cut my hand. It's dripping.")
    fare = Fact(label="The passenger's injury", value="leg cut", says="I've a passenger with a cut leg.")
    assert can_be(people_of("is he hurting you, are you hurt"), people_in(cut))
    assert not can_be(people_of("are you hurt"), people_in(fare))


def test_a_fact_is_surely_of_somebody_only_where_the_words_say_so():
    dad = people_in(Fact(label="Father upstairs", value="father upstairs"))
    assert is_of(people_of("how is your dad"), dad)
    assert not is_of(people_of("how is everything"), dad)


@pytest.mark.parametrize(
    ("phrase", "line", "said"),
    [
        ("Has she been sick?", "is he being sick", "Has he been sick?"),
        ("Did she hit her head?", "did he knock his head", "Did he hit his head?"),
        ("Can you wake her?", "will he wake", "Can you wake him?"),
        ("Is he awake?", "is the wee girl awake", "Is she awake?"),
        ("Has she been sick?", "any vomiting", ""),
        ("Is anyone hurt?", "is he hurt", "Is anyone hurt?"),
    ],
)
def test_what_is_asked_back_speaks_of_him_or_her_as_the_learner_did(phrase, line, said):
    assert as_meant(phrase, line) == said


def test_nobody_is_asked_back_about_a_mother_of_whom_the_learner_never_spoke():
    assert calls_another("Is your mum awake?", "is your husband awake upstairs")
    assert not calls_another("Is your mum awake?", "is your mummy awake")
    assert not calls_another("Is he awake?", "is your husband awake upstairs")


@pytest.mark.parametrize(
    ("says", "sexes"),
    [
        ("Lorraine opened an invoice. It was blank, so she sent it round.", set()),
        ("The lady next door's come out. She says she can smell it as well.", set()),
        ("My nephew's here. He's got the backup drive.", set()),
        ("He's on oxygen. He's got a cylinder by the bed.", {"m"}),
        ("It's his wrist. It's the size of a melon.", {"m"}),
        ("Hang on, she's gone funny.", {"f"}),
    ],
)
def test_a_pronoun_tells_of_whom_a_fact_is_unless_its_words_name_somebody_else_first(says, sexes):
    assert people_in(Fact(label="What was told", value="told", says=says)).sexes == sexes


def test_what_a_label_calls_he_is_the_caller_where_the_caller_says_it_of_himself():
    own = {"label": "That he is short of breath", "value": "puffed", "says": "Like I ran for the boat."}
    rider = {"label": "Where she is", "value": "rider on the bank", "says": "Just me. Not a scratch."}
    assert can_be(people_of("Are you hurt?"), people_in(Fact(**rider)))
    other = {**own, "says": "He's puffing like he'd run from the boat."}
    asked = people_of("How's your breathing?")
    assert can_be(asked, people_in(Fact(**own)))
    assert not can_be(asked, people_in(Fact(**other)))
