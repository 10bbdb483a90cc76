"""What of the manner only the course of a call shows: noticed where it is plain, and nowhere else."""

import pytest

from tests.marking.small_world import Tape, call, marked

GRAVE = "He's got a knife. I'm so scared."
TAKEN = "act:ask_name"


def course():
    """Return a call that was answered and opened."""
    return Tape().answer().hear(6, "Hello?", who="caller", because="opening:main")


def noticed(tape, what="", **changes):
    """Return the kinds of what was noticed on a tape, or what of one kind."""
    found = marked(tape.end(), {"it": {"never_says": ["insult"]}}, **changes).noticed
    return [one for one in found if one.what == what] if what else [one.what for one in found]


def disclosed(text=GRAVE, because="cue:worse", t=60):
    return course().hear(t, text, who="caller", because=because)


def test_a_question_of_the_form_to_something_grave_is_noticed_with_both_lines():
    tape = disclosed().say(75, "ask_callback_number", text="what's the number to ring")
    (found,) = noticed(tape, "interrupts_disclosure")
    spoken = [r.event for r in tape.record if r.seq in found.cites]
    assert [e.text for e in spoken] == [GRAVE, "what's the number to ring"]
    assert GRAVE.rstrip(".") in found.sentence
    assert "what's the number to ring" in found.sentence
    assert "typed before" not in found.sentence


@pytest.mark.parametrize(("text", "end"), [("Is he coming?", "coming?” What"), (GRAVE, "scared”. What")])
def test_what_ends_with_a_mark_of_its_own_gets_no_second_one(text, end):
    tape = disclosed(f"He's got a knife. {text}").say(75, "ask_callback_number", text="what's the number")
    (found,) = noticed(tape, "interrupts_disclosure")
    assert end in found.sentence


def test_no_finding_rests_on_what_was_noticed():
    tape = disclosed().say(75, "ask_name").end()
    with_it = marked(tape, {"it": {"never_says": ["insult"]}})
    tape = disclosed("The kettle is on.").say(75, "ask_name").end()
    without = marked(tape, {"it": {"never_says": ["insult"]}})
    assert [f.finding for f in with_it.findings] == [f.finding for f in without.findings]
    assert with_it.noticed
    assert not without.noticed


@pytest.mark.parametrize(
    ("acts", "text", "manner"),
    [
        (("ask_location",), "where are you", ()),
        (("ask_injuries",), "is anybody hurt", ()),
        (("empathise", "ask_name"), "that sounds frightening, what's your name", ()),
        (("ask_name",), "that must be awful, what's your name", ("empathy",)),
        (("ask_name",), "okay, what's your name", ()),
        (("ask_name",), "whose name is on the knife", ()),
        (("stay_on_line",), "stay with me", ()),
        ((), "flibber", ()),
    ],
)
def test_what_takes_it_up_or_cannot_wait_is_no_interruption(acts, text, manner):
    assert noticed(disclosed().say(75, *acts, text=text, manner=manner)) == []


def test_saying_which_question_comes_next_takes_nothing_up():
    tape = disclosed().say(75, "ask_name", text="I'm going to ask your name first", manner=("signpost",))
    assert noticed(tape) == ["interrupts_disclosure"]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (GRAVE, "act:ask_what_happened"),
        (GRAVE, "act:ask_injuries; cue:worse"),
        ("Sorry, what do you mean?", "not understood"),
        ("It's the blue door, by the way.", "cue:worse"),
    ],
)
def test_an_answer_a_what_and_small_talk_disclose_nothing(text, because):
    assert noticed(disclosed(text, because).say(75, "ask_name", text="what's your name")) == []


def test_a_hazard_told_unasked_is_a_disclosure_whatever_its_words():
    told = course().hear(60, "There's his cylinder by the bed.", who="caller", because="fact:oxygen")
    told = told.tell(60, "oxygen", asked=False).say(75, "ask_name", text="what's your name")
    assert noticed(told) == ["interrupts_disclosure"]


def test_what_was_typed_before_it_was_heard_is_noticed_only_if_it_is_not_taken_up_after():
    late = disclosed().say(61, "ask_name", text="what's your name").hear(61, "Dilys", "caller", because=TAKEN)
    (found,) = noticed(late.say(80, "ask_callback_number", text="and the number"), "interrupts_disclosure")
    assert "typed before" in found.sentence
    late = disclosed().say(61, "ask_name", text="what's your name").hear(61, "Dilys", "caller", because=TAKEN)
    assert noticed(late.say(80, "empathise", text="that must be frightening")) == []


def test_another_line_of_the_caller_in_between_is_what_is_answered():
    tape = disclosed().hear(70, "Are you still there?", who="caller", because="mood:silent")
    assert noticed(tape.say(75, "ask_name", text="what's your name")) == []


def ask(tape, t, text="what's your name", answer="Dilys. I told you.", because=TAKEN, manner=()):
    return tape.say(t, "ask_name", text=text, manner=manner).hear(t, answer, who="caller", because=because)


def test_a_question_put_a_third_time_after_its_answer_is_noticed_with_its_lines():
    tape = ask(ask(ask(course(), 20, answer="Dilys."), 40), 60)
    (found,) = noticed(tape, "keeps_asking")
    assert [r.event.t for r in tape.record if r.seq in found.cites] == [20, 40, 60]
    assert "“Dilys”" in found.sentence


def test_it_is_noticed_once_however_often_it_goes_on_and_never_at_twice():
    tape = ask(ask(course(), 20), 40)
    assert noticed(ask(ask(ask(ask(ask(course(), 20), 40), 60), 80), 100)) == ["keeps_asking"]
    assert noticed(tape) == []


def test_what_is_not_known_is_an_answer():
    tape = course()
    for t in (20, 40, 60):
        ask(tape, t, answer="I don't know.", because="does not know")
    assert noticed(tape) == ["keeps_asking"]


@pytest.mark.parametrize("because", ["not understood", "asks back", "missed the rest", "cue:worse"])
def test_a_what_is_no_answer(because):
    tape = ask(course(), 20, answer="Sorry?", because=because)
    tape = ask(tape, 40, answer="Sorry?", because=because)
    assert noticed(ask(tape, 60)) == []


def test_a_caller_who_says_nothing_has_not_answered():
    tape = course()
    for t in (20, 40, 60):
        tape.say(t, "ask_name", text="what's your name")
    assert noticed(tape) == []


def test_what_changed_in_between_may_be_asked_for_anew():
    tape = ask(ask(course(), 20), 40)
    tape = tape.hear(50, "Somebody else has the phone now.", who="caller", because="cue:worse")
    assert noticed(ask(tape, 60)) == []


def test_an_asking_that_brought_something_is_the_first():
    tape = ask(course(), 20, answer="Who?")
    tape = ask(tape, 40).tell(40, "name")
    assert noticed(ask(tape, 60)) == []
    assert noticed(ask(ask(ask(course(), 20).tell(20, "name"), 40), 60)) == ["keeps_asking"]


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("so it's Dilys Okafor", ("read_back",)),
        ("and your surname", ()),
        ("what is his name", ()),
        ("is that still your name", ()),
    ],
)
def test_a_reading_back_a_detail_another_person_and_how_it_is_by_now_are_no_repetition(text, manner):
    tape = ask(ask(course(), 20), 40)
    assert noticed(ask(tape, 60, text=text, manner=manner)) == []


def heard_as_one(*texts):
    """Ask about the oxygen in these words, all heard as one act, and be answered each time."""
    tape = course()
    for n, text in enumerate(texts, 2):
        tape.say(20 * n, "ask_hazards", text=text)
        tape.hear(20 * n, "His cylinder.", who="caller", because="act:ask_hazards")
    return noticed(tape)


def test_different_questions_that_are_heard_as_one_act_are_no_repetition():
    other = (
        "what does the alarm do",
        "what colour is the light on the alarm",
        "what is written on the alarm",
    )
    assert heard_as_one(*other) == []
    same = (
        "what does the alarm do",
        "what colour is the light",
        "so what's the alarm do",
        "the alarm, what does it do",
    )
    assert heard_as_one(*same) == ["keeps_asking"]


def test_two_acts_that_ask_for_one_fact_are_one_question():
    facts = {"name": {"label": "The name", "value": "Dilys", "asked_by": ["ask_name", "ask_who_rings"]}}
    tape = course()
    for t, act in ((20, "ask_name"), (40, "ask_who_rings"), (60, "ask_name")):
        tape.say(t, act, text="what's your name").hear(t, "Dilys.", "caller", because=f"act:{act}")
    assert noticed(tape, facts=facts) == ["keeps_asking"]


def test_how_somebody_breathes_may_be_asked_again_and_again():
    tape = course()
    for t in (20, 40, 60, 80):
        tape.say(t, "ask_breathing", text="is he breathing")
        tape.hear(t, "Yes.", who="caller", because="act:ask_breathing")
    assert noticed(tape) == []


def test_a_reaction_with_new_words_is_a_new_answer_and_the_same_words_are_none():
    reacting = {"main": call(reactions=[{"to": ["ask_pets"], "says": ["A cat."]}]), "second": call("other")}

    def asked(*answers):
        tape = course()
        for t, answer in zip((20, 40, 60), answers, strict=True):
            tape.say(t, "ask_pets", text="any pets").hear(t, answer, "caller", because="reaction:main:0")
        return noticed(tape, calls=reacting)

    assert asked("A cat.", "A cat.", "A cat.") == ["keeps_asking"]
    assert asked("A cat.", "And a dog.", "And a bird.") == []


def test_two_callers_asked_the_same_are_asked_twice_each_and_not_four_times():
    tape = ask(ask(course(), 20), 40).second(50)
    for t in (60, 70):
        tape.say(t, "ask_name", text="what's your name", line="line:2")
        tape.hear(t, "Kofi.", who="caller", line="line:2", because=TAKEN)
    assert noticed(tape) == []
