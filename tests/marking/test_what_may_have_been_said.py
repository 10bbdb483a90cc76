"""What was heard, but not for sure: when a person is asked to judge it, and when it cannot have been said."""

from simulator.model import events as ev
from simulator.model.reading import ReadAct, Reading
from tests.marking.examples import taken
from tests.marking.small_world import judged


def test_what_another_act_outdoes_in_the_same_words_was_not_said_with_them():
    def found(*heard):
        acts = tuple(ReadAct(act=a, band="unsure", score=s, words=w) for a, s, w in heard)
        tape = taken().say(9, "greet").say(12, "ask_name").say(15, "ask_injuries")
        tape = tape.add(ev.Spoke(t=20, line="line:1", text="You did so well", reading=Reading(acts=acts)))
        return judged(tape.end(), never_says=["insult"]).result

    assert found(("insult", 0.3, "what do you want")) == "undecided"
    assert found(("praise", 0.4, "you did so well"), ("insult", 0.3, "you did so well")) == "shown"
    assert found(("insult", 0.3, "You")) == "shown", "one word alone says no act"
    assert found(("insult", 0.5, "and you")) == "shown", "nor does it with what joins it to others"


def heard(tape, t, text, *acts, line="line:1", form="statement"):
    return tape.add(ev.Spoke(t=t, line=line, text=text, reading=Reading(acts=acts, form=form)))


def act(name, score, words="some words", band="unsure"):
    return ReadAct(act=name, band=band, score=score, words=words)


def test_what_was_hardly_heard_is_nothing_that_a_person_must_judge():
    tape = taken().say(9, "greet").say(12, "ask_name").say(15, "ask_injuries")
    tape = heard(tape, 20, "it'll lock the backup as well", act("promise_safe", 0.22))
    assert judged(tape.end(), never_says=["promise_safe"]).result == "shown"


def test_a_plain_order_cannot_have_been_a_question():
    order = heard(taken(), 20, "turn the oven off now", act("ask_name", 0.3), form="instruction")
    assert judged(order.end(), obtains=["name"]).result == "not shown"
    asked = heard(taken(), 20, "what do they call u", act("ask_name", 0.3), form="question")
    assert judged(asked.end(), obtains=["name"]).result == "undecided"


def test_nothing_but_questions_cannot_have_been_advice_or_comfort():
    asked = heard(taken(), 20, "Can u see the meter? How bad is the smell?", form="question")
    assert judged(asked.end(), informs=["explain_next"]).result == "not shown"
    wished = heard(taken(), 20, "could you get yourself outdoors please?", form="question")
    assert judged(wished.end(), advises=["advise_leave"]).result == "undecided"


def test_a_line_that_was_likelier_something_else_is_not_named_for_what_is_missing():
    other = heard(taken(), 20, "is it getting darker", act("ask_hazards", 0.45), form="question")
    assert judged(other.end(), obtains=["name"]).result == "not shown"
    nothing = heard(taken(), 20, "flib is the wotsit", form="question")
    assert judged(nothing.end(), obtains=["name"]).result == "undecided"


PROMISE = {"never_says": ["promise_arrival", "manner:promise_of_time"]}


def promised(text, *more, tape=None):
    said = act("promise_arrival", 0.8, band="sure")
    tape = tape or taken()
    for n, asked in enumerate(("greet", "ask_name", "ask_injuries")):
        tape.say(100 + n, asked)
    reading = Reading(acts=(said, *more), manner=("promise_of_time",))
    return judged(tape.add(ev.Spoke(t=110, line="line:1", text=text, reading=reading)).end(), **PROMISE)


def test_a_time_that_is_refused_in_the_same_breath_is_no_promise():
    assert promised("they'll be with you at ten").result == "contrary"
    refused = act("refuse_eta", 0.9, words="cant promise to the minute", band="sure")
    assert promised("about ten, cant promise to the minute", refused).result == "shown"
    apart = act("refuse_eta", 0.9, words="No promise", band="sure")
    assert promised("No promise. Estimated arrival two minutes", apart).result == "contrary"


def handed_on(party, words):
    """Hand on minutes to the caller after a body outside has said some of its own coming."""
    said = ev.Heard(
        t=50, line=f"phone:{party}", who="organisation", party=party, text=words, because="accepted"
    )
    return promised("they'll be about 40 mins", tape=taken().add(said)).result


def test_handing_on_what_somebody_said_of_their_own_coming_is_no_promise():
    assert handed_on("social_care", "I'm forty minutes off, but I'm coming") == "shown"
    assert handed_on("social_care", "I'm ten minutes off") == "contrary", "another time than was said"
    assert handed_on("ambulance_control", "About 40 minutes.") == "contrary", (
        "a service's time is not promised"
    )


def said_again(text):
    """Say something with a time in it after the caller told that it was due at ten, twenty minutes on."""
    told = ev.Heard(
        t=50, line="line:1", who="caller", party="main", text="She's due at ten. Twenty minutes.", because="x"
    )
    return promised(text, tape=taken().add(told)).result


def test_a_time_that_the_caller_told_is_no_promise_where_nobodys_coming_is_said():
    assert said_again("Diabetic and due insulin at ten - that's important, thank you") == "shown"
    assert said_again("tight chest, about 20 minutes, 86 Lifeboat Lane, and you're on your own") == "contrary"
    assert said_again("tight chest, about 20 minutes, and you're on your own") == "shown"
    assert said_again("They're due at ten") == "contrary", "the same time, of whoever comes"
    assert said_again("Due at eleven") == "contrary", "another time than was told"


def test_a_pet_name_that_a_clause_rules_out_is_cited_for_a_person_to_weigh():
    tape = taken().say(9, "greet").say(12, "ask_name").say(15, "ask_injuries")
    tape = tape.say(20, "reassure", text="You're doing well, my love", manner=("pet_name",)).end()
    found = judged(tape, never_says=["manner:pet_name"])
    assert found.result == "undecided"
    assert "a pet name" in found.sentence
    assert "my love" in found.sentence
    assert "rude" not in found.sentence


def test_a_guess_at_one_sentence_leaves_the_others_to_a_person():
    both = heard(
        taken(), 20, "is it getting darker? flib the wotsit", act("ask_hazards", 0.45, "it getting darker")
    )
    assert judged(both.end(), informs=["explain_next"]).result == "undecided"
    one = heard(taken(), 20, "is it getting darker", act("ask_hazards", 0.45, "it getting darker"))
    assert judged(one.end(), obtains=["name"]).result == "not shown"


def test_a_guess_at_what_is_ruled_out_is_no_reason_to_hold_a_line_against_anybody():
    guessed = heard(taken(), 20, "flib him the wotsit", act("wrong_confront", 0.58, "flib him the wotsit"))
    assert judged(guessed.end(), informs=["explain_next"]).result == "undecided"
