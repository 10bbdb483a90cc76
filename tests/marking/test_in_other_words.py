"""What stands in a log or is said to an organisation in words of the learner's own, and who then judges."""

from types import SimpleNamespace

import pytest

from simulator.marking.compiled import brief_for
from simulator.marking.message_rules import Wording, keeps
from simulator.marking.standing import contradicts, writings_of
from simulator.model.organisation_rules import WordingRule
from simulator.model.values import carries
from tests.marking.examples import taken, told
from tests.marking.small_world import CAST, FACTS, judged, marked, organisation, scenario


def test_a_fact_that_may_stand_in_its_field_in_other_words_is_left_to_a_person():
    tape = told("oxygen").write(20, "hazards", "big black bottle with a mask next to his armchair").end()
    found = judged(tape, logs=["oxygen"])
    assert found.result == "undecided"
    assert found.sentence == (
        "For the oxygen cylinder the log says “big black bottle with a mask next to his armchair”. "
        "It may be so in other words: a person has to look."
    )
    journey = next(j for j in marked(tape, {"a": {"greets": ["greet"]}}).journeys if j.fact == "oxygen")
    assert (journey.logged_right, journey.logged_unsure) == (None, True)


@pytest.mark.parametrize(
    ("fact", "field", "text"),
    [
        ("callback", "callback", "the same as shown there"),  # a number that is not there cannot be meant
        ("callback", "callback", "07700 900181 mobile"),
        ("oxygen", "hazards", "none known"),
        ("oxygen", "hazards", "hazard"),
    ],
)
def test_a_missing_number_a_bare_none_and_a_single_word_are_no_other_words_for_a_fact(fact, field, text):
    assert judged(told(fact).write(20, field, text).end(), logs=[fact]).result == "not shown"


def test_two_writings_that_share_a_word_which_says_little_hold_no_numbers_of_one_thing():
    brief = SimpleNamespace(phone_fields=frozenset())
    left = "left by the laundry window at half past eight"

    def against(text):
        entry = SimpleNamespace(field="what", text=text)
        return contradicts(brief, entry, left)

    assert not against("missing, all 4 pens left behind")
    assert against("out of a window at 4")


@pytest.mark.parametrize("written", ["SK4904 (white sticker)", "sk 4904", "SK-4904", "asset SK4904"])
def test_a_mark_of_letters_and_figures_is_known_however_it_is_joined(written):
    assert carries(written, "SK-4904", ("4904",))
    assert not carries(written, "SK-4905", ("4905",))


def test_whoever_rings_again_about_a_log_need_not_ask_anew_for_what_was_asked_for():
    first = "Wendshire Incident Line, gas escape, please attend and give me your reference"
    again = "Wendshire Incident Line again, the same gas escape, she is out on the grass"
    tape = told("address").send(60, "fire_control", "phone", first)
    assert (
        judged(tape.send(90, "fire_control", "phone", again).end(), wording="fire_control").result == "shown"
    )
    alone = told("address").send(60, "fire_control", "phone", again).end()
    assert judged(alone, wording="fire_control").result == "not shown"


def test_whoever_rings_again_about_a_log_need_not_say_anew_of_what_kind_it_is():
    first = "Wendshire Incident Line, gas escape, please attend and give me your reference"
    again = "Wendshire Incident Line again, the way in is round the back"
    tape = told("address").send(60, "fire_control", "phone", first)
    assert (
        judged(tape.send(90, "fire_control", "phone", again).end(), wording="fire_control").result == "shown"
    )


def test_what_happened_may_be_told_in_any_line_of_a_phone_call():
    what = {"smell": {"label": "A smell of gas", "topic": "what", "value": "smell of gas", "accept": []}}
    lines = [
        "Wendshire Incident Line, hello",
        "there's a smell of it all over the house",
        "can you come, please",
    ]
    tape = told("address").phone(60)
    for n, text in enumerate(lines):
        carried = ["smell"] if n == 1 else []
        tape = tape.say(70 + n, "pass_information", text=text, line="phone:fire_control", carries=carried)
    facts = FACTS | {"smell": FACTS["oxygen"] | what["smell"]}
    assert judged(tape.end(), wording="fire_control", changes={"facts": facts}).result == "shown"


@pytest.mark.parametrize(
    ("asks", "kept"), [("can u send a crew", True), ("cud you come", True), ("a crew", False)]
)
def test_what_is_needed_is_asked_for_however_it_is_typed(asks, kept):
    words = ("can you", "could you")
    rule = WordingRule(
        id="asks", rule="contains one of", says="Says what is needed", words=words, clause="8.1"
    )
    brief = brief_for(scenario({}), organisation(), CAST, "")
    assert keeps(rule, Wording(f"Wendshire Incident Line, gas escape, {asks}", "", "", ""), brief) is kept


def test_a_name_is_no_typing_error_of_a_word_that_is_like_it():
    assert carries("worst by the coker", "kitchen", ("kitchen/cooker",))
    assert not carries("Caller Brenda Cooper, Mill Lane", "kitchen", ("kitchen/cooker",))
    assert carries("Mrs Cooper", "Cooper", ("cooper",))
    assert carries("he has burns on his hands", "burn", ("burn",))


def test_another_way_of_writing_a_fact_is_not_put_together_out_of_two_fields():
    smoke = {"label": "The smoke", "topic": "what", "value": "drier smoulders", "accept": ["smoke kitchen"]}
    changes = {"facts": FACTS | {"smoke": smoke}}

    def heard():
        return taken().tell(10, "smoke", value="drier smoulders")

    apart = (
        heard().write(20, "what_happened", "smoke alarm sounding").write(30, "people", "two in the kitchen")
    )
    assert judged(apart.end(), changes=changes, logs=["smoke"]).result != "shown"
    whole = heard().write(20, "what_happened", "smoke in the kitchen")
    assert judged(whole.end(), changes=changes, logs=["smoke"]).result == "shown"


def test_a_kind_is_named_by_its_words_though_others_stand_between_them():
    from simulator.marking.message_rules import Wording, names_type

    class Kinds:
        type_names = ("Carbon monoxide with somebody ill", "Care that did not come", "Collision")

    def named(text):
        return names_type(Wording(text, "", "", ""), Kinds())

    assert named("Carbon monoxide with two people ill at 36 Bellows Lane")
    assert named("the care did not come, she could not get in")
    assert not named("people ill at 36 Bellows Lane")
    assert not named("nobody came")


def test_a_writing_that_holds_no_word_of_a_fact_is_told_from_one_that_carries_it():
    ways = ("26 Quarry Street", ("quarry", "half past nine", "no injuries/nobody hurt"))
    said = (
        "at 26 Quary Street",
        "seen at 9.30pm",
        "nobody is hurt",
        "26 Mill Road",
        "the cat",
        "2 6 quarry",
        "",
    )
    known = writings_of(*ways)
    assert [known[text] for text in said] == [carries(text, *ways) for text in said]
    assert {known[text] for text in said} == {True, False}
