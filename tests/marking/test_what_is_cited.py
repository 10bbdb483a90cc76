"""What a debrief cites for praise and for doubt is what was said, and it says what that was heard as."""

from simulator.marking.wording import one_mark, quoted, quoted_at
from simulator.model import events as ev
from simulator.model.reading import ReadAct, Reading
from tests.marking.examples import taken
from tests.marking.small_world import FACTS, Tape, judged, organisation, scenario, unit


def heard(tape, t, text, *acts, form="statement", line="line:1"):
    """Let the learner say a line that was read as these acts."""
    return tape.add(ev.Spoke(t=t, line=line, text=text, reading=Reading(acts=acts, form=form)))


def act(name, score=0.9, words="", band="sure", phrase=""):
    return ReadAct(act=name, band=band, score=score, words=words, phrase=phrase)


LONG = (
    "keep talking to him, tell him help is coming and watch his breathing, and shout me if anything changes"
)


def test_of_a_long_line_the_words_that_decided_are_quoted():
    tape = heard(taken(), 20, LONG, act("worsening_advice", words="and shout me if anything changes"))
    found = judged(tape.end(), informs=["worsening_advice"])
    assert found.sentence == (
        "At 0:20 you said “… and shout me if anything changes”, heard as “worsening advice”."
    )


def test_the_line_that_says_it_plainly_is_cited_and_not_the_first_that_may_be_it():
    tape = heard(taken(), 20, "there there, which house is it", act("reassure", 0.55))
    tape = heard(tape, 40, "you did the right thing", act("reassure", 0.97))
    tape = heard(tape, 60, "you're doing so well", act("reassure", 0.99)).end()
    found = judged(tape, informs=["reassure"])
    assert "at 0:40" in found.sentence.lower()
    assert len(found.cites) == 1


def test_a_question_is_cited_for_advice_only_where_nothing_else_gave_it():
    asked = heard(taken(), 20, "are your hazard lights on?", act("advise_lights"), form="question")
    alone = judged(asked.end(), advises=["advise_lights"])
    assert "“are your hazard lights on?”" in alone.sentence
    asked = heard(taken(), 20, "are your hazard lights on?", act("advise_lights"), form="question")
    told = heard(asked, 50, "put your hazard lights on", act("advise_lights"), form="instruction")
    assert "“put your hazard lights on”" in judged(told.end(), advises=["advise_lights"]).sentence


def test_advice_is_told_in_the_learners_words_and_never_as_a_whole_card_that_was_read():
    tape = heard(taken(), 20, "don't do anything to upset him", act("advise_do_not_confront")).end()
    sentence = judged(tape, advises=["advise_do_not_confront"]).sentence
    assert sentence.startswith("At 0:20 you said “don't do anything to upset him”, heard as ")
    assert "You advised" not in sentence


def known(indicator, *, own=None, facts=None):
    """Return a scenario of one indicator whose acts are said in these ways."""
    ways = {
        "ask_meter_location": ("where is the gas meter", "do you know where your meter is"),
        "ask_pets": ("any dogs in the house", "is there a dog"),
        "worsening_advice": (
            "ring back if it gets worse",
            "shout if it gets any worse or anything catches fire",
        ),
    } | (own or {})
    changes = {"facts": facts} if facts else {}
    return scenario({"it": indicator}, **changes).with_act_labels({}, ways)


def judged_in(tape, world):
    from simulator.marking.calls import mark

    return mark(tape.record, world, organisation(), unit()).findings[0].indicators[0]


METER = FACTS | {"meter": FACTS["meter"] | {"known": True, "value": "meter in the cellar"}}


def test_a_line_that_speaks_of_other_things_alone_is_not_named_as_what_may_have_been_it():
    def asked(text):
        tape = heard(taken(), 20, text, form="question").end()
        return judged_in(tape, known({"obtains": ["meter"]}, facts=METER)).result

    assert asked("is your dog alright mate?") == "not shown"
    assert asked("and the meter, whereabouts?") == "undecided"
    assert asked("flibber the wotsit?") == "undecided", "what nobody knows a word of may be anything"


def test_what_is_mostly_another_act_is_that_act_and_not_what_is_missing():
    text = "shout back if it gets worse or catches fire near the meter"
    tape = heard(taken(), 20, text, form="question").end()
    assert judged_in(tape, known({"obtains": ["meter"]}, facts=METER)).result == "not shown"


def test_long_news_asked_for_nothing_though_it_holds_a_word_of_a_question():
    text = "somebody from the council is coming, and a lady who sees to the meter"
    tape = heard(taken(), 20, text, act("ask_meter_location", 0.4, band="unsure")).end()
    assert judged_in(tape, known({"obtains": ["meter"]}, facts=METER)).result == "not shown"


def test_what_can_only_be_looked_up_is_no_misreading():
    looked_up = {"contact": {"label": "The niece", "value": "niece Charlotte", "topic": "contact"}}
    tape = taken().mumble(20).end()
    assert judged_in(tape, known({"obtains": ["contact"]}, facts=FACTS | looked_up)).result == "not shown"


def test_an_unsafe_act_whose_words_have_nothing_of_it_is_nothing_to_judge():
    def said(words, phrase):
        reading = (act("task_giving"), act("wrong_confront", 0.7, words, "unsure", phrase))
        tape = taken().say(9, "advise_leave").say(12, "ask_name").say(15, "ask_injuries")
        return judged(heard(tape, 20, LONG, *reading).end(), never_says=["wrong_confront"]).result

    assert said("tell him help is coming", "tell him to leave") == "shown"
    assert said("tell him to leave", "tell him to get out and leave") == "undecided"


def test_words_that_end_with_a_mark_of_their_own_get_no_full_stop():
    asked = taken().say(7, "ask_name", text="Who is that?").end()
    sentence = judged(asked, greets=["greet"]).sentence
    assert "”." not in sentence.split("No line")[0]
    assert one_mark("He said “what?”. And “go …”.") == "He said “what?” And “go …”"


def test_strong_words_are_not_printed_in_full_in_a_finding():
    tape = taken().say(9, "greet").say(12, "ask_name").say(15, "ask_injuries")
    tape = tape.say(20, "insult", text="what the fuck do you want, you prick").end()
    sentence = judged(tape, never_says=["insult"]).sentence
    assert "fuck" not in sentence
    assert "“what the f*** do you want, you p****”" in sentence
    assert quoted("a prick of blood, Scunthorpe") == "“a prick of blood, Scunthorpe”"
    assert quoted_at("short", "short") == "“short”"


def test_how_upset_a_caller_was_at_the_end_is_said_in_the_figures_of_the_timeline():
    tape = taken().say(9, "greet").say(10, "ask_name").say(11, "ask_name").mood(12, 3)
    calm = judged(tape.hear(20, "All right.", who="caller").end(), mood_ends=4).sentence
    assert "3 on a scale from 0 (calm) to 10 (panic), where up to 4 is calm enough" in calm


def test_questions_of_a_crew_are_told_in_the_order_in_which_they_were_asked():
    two = {
        "first": {"by": "g7", "says": "Any hazards?", "asks": ["oxygen"]},
        "then": {"by": "g7", "says": "Where?", "asks": ["address"]},
    }
    tape = Tape().answer().radio(30).tell(31, "oxygen").tell(32, "address")
    tape = tape.cue(60, "first").cue(90, "then").end()
    sentence = judged(tape, changes={"cues": two}, answers_responder=["then", "first"]).sentence
    assert sentence.index("At 1:00") < sentence.index("At 1:30")


def test_a_medium_that_was_judged_for_one_body_is_not_claimed_for_the_other():
    tape = taken().tell(9, "address").tell(10, "oxygen").radio(30)
    told = ["address", "oxygen"]
    tape = tape.say(40, "pass_information", text="14 Larch Street, oxygen", line="radio:g7", carries=told)
    sentence = judged(tape.end(), uses_medium=["g7", "fire_control"]).sentence
    assert sentence.endswith("You sent Wendshire Fire and Rescue Control nothing.")


def test_whoever_was_told_too_little_for_a_medium_is_told_from_whoever_was_sent_nothing():
    tape = taken().tell(9, "address").tell(10, "oxygen").radio(30)
    told = ["address", "oxygen"]
    tape = tape.say(40, "pass_information", text="14 Larch Street, oxygen", line="radio:g7", carries=told)
    tape = tape.send(50, "fire_control", "phone", "14 Larch Street", ["address"])
    sentence = judged(tape.end(), uses_medium=["g7", "fire_control"]).sentence
    assert sentence.endswith(
        "You told Wendshire Fire and Rescue Control too little for the medium to be judged."
    )


def test_of_other_messages_that_miss_something_it_is_said_by_which_medium_they_went():
    def told(medium):
        tape = taken().send(30, "g7", "radio", "Hi lads, cheers").send(60, "g7", medium, "Hiya, cheers")
        return judged(tape.end(), wording="g7").sentence

    assert told("data").endswith("1 more of your messages to Gas 7, by data, misses some.")
    assert told("radio").endswith("1 more of your messages to Gas 7 misses some.")


def test_what_one_line_was_heard_as_is_told_in_the_order_of_the_indicator():
    tape = heard(taken(), 20, "out, and touch nothing", act("advise_b"), act("advise_a")).end()
    said = "At 0:20 you said “out, and touch nothing”, heard as “advise a” and “advise b”."
    assert judged(tape, advises=["advise_a", "advise_b"]).sentence == said
