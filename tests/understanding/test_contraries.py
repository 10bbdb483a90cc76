"""Lines that differ in little and mean the contrary: each is heard as what it is.

Pairs of question and statement, do and do not, you and I; and each advice beside its wrong instruction.
"""

import pytest

from tests.understanding.banks import shared_reader


@pytest.mark.parametrize(
    ("said", "not_said", "act"),
    [
        ("what is the address", "the address is on the letter", "ask_location"),
        ("is anyone hurt", "someone was hurt", "ask_injuries"),
        ("where are you", "where am I", "ask_caller_location"),
        ("can you get out of the building", "can I get out of the building", "ask_can_leave"),
        ("what is your name", "what is my name", "ask_name"),
        ("is he breathing", "he is breathing", "ask_breathing"),
        ("open the windows", "do not open the windows", "advise_open_windows"),
        ("open the windows", "I have opened the windows", "advise_open_windows"),
        ("switch your engine off", "did you switch your engine off", "wrong_turn_ignition"),
        ("do not go into the cellar", "go into the cellar", "advise_do_not_go_to_cellar"),
        (
            "turn the gas off at the meter",
            "do not turn the gas off at the meter",
            "advise_turn_off_gas_at_meter",
        ),
        ("put your hazard lights on", "my hazard lights are broken", "advise_hazard_lights"),
        ("is there a cellar", "I never go in the cellar", "ask_cellar"),
    ],
)
def test_a_line_and_its_near_opposite_are_told_apart(said, not_said, act):
    if act != "wrong_turn_ignition":
        assert act in shared_reader().read(said).sure()
    assert act not in shared_reader().read(not_said).sure()


@pytest.mark.parametrize(
    ("advice", "right", "contrary", "wrong"),
    [
        (
            "turn the gas off",
            "advise_turn_off_gas_at_meter",
            "don't switch the gas off",
            "wrong_leave_gas_on",
        ),
        ("keep well away from it", "advise_keep_away", "go up close and look", "wrong_go_close"),
        ("put a coat over him", "advise_keep_warm", "take the coat off him", "wrong_leave_cold"),
        (
            "keep watching her breathing",
            "advise_watch_breathing",
            "you needn't watch her breathing",
            "wrong_leave_unwatched",
        ),
        ("tell your neighbours", "advise_warn_others", "don't tell your neighbours", "wrong_tell_nobody"),
        ("open the windows", "advise_open_windows", "shut all the windows", "wrong_shut_windows"),
        (
            "don't use the phone in the house",
            "advise_do_not_use_phone_inside",
            "use the phone in the house",
            "wrong_use_phone_inside",
        ),
        (
            "get behind the barrier",
            "advise_stand_behind_barrier",
            "stand in the road and stop the traffic",
            "wrong_stand_in_road",
        ),
        (
            "go and meet the crew at the gate",
            "advise_meet_crew",
            "don't go and meet the crew at the gate",
            "wrong_nobody_meets",
        ),
        ("put your hazards on", "advise_hazard_lights", "turn your hazards off", "wrong_lights_off"),
    ],
)
def test_an_advice_and_its_contrary_are_each_heard_as_what_they_are(advice, right, contrary, wrong):
    said, unsaid = shared_reader().read(advice), shared_reader().read(contrary)
    assert right in said.sure()
    assert wrong not in said.sure()
    assert wrong in (*unsaid.sure(), *unsaid.unsure())
    assert right not in unsaid.sure()


def test_to_leave_the_gas_alone_for_the_switches_is_not_to_leave_the_gas_on():
    assert "advise_no_switches" not in shared_reader().read("don't switch the gas off").sure()
    assert "wrong_leave_gas_on" not in shared_reader().read("don't touch any switches").sure()


@pytest.mark.parametrize(
    ("said", "credited", "wrong"),
    [
        ("move him dont leave him there", "advise_do_not_move_casualty", None),
        ("dont leave him there move him", "advise_do_not_move_casualty", None),
        ("dont leave him there", "advise_do_not_move_casualty", None),
        ("dont open the windows go down the cellar", "advise_do_not_go_to_cellar", "wrong_go_to_cellar"),
        ("follow him dont lose him", "advise_do_not_confront", None),
    ],
)
def test_a_bidding_and_a_forbidding_that_nothing_parts_are_no_right_advice(said, credited, wrong):
    heard = shared_reader().read(said)
    assert credited not in heard.sure()
    assert wrong is None or wrong in (*heard.sure(), *heard.unsure())


@pytest.mark.parametrize(
    ("said", "acts"),
    [
        ("dont move him leave him where he is", {"advise_do_not_move_casualty"}),
        ("get out of the house dont go back in", {"advise_leave", "advise_do_not_go_back"}),
    ],
)
def test_right_advice_that_nothing_parts_is_heard_still(said, acts):
    assert acts <= set(shared_reader().read(said).sure())


@pytest.mark.parametrize(
    ("said", "unheard"),
    [
        ("turn the porch light on so the crew can see you", "wrong_switch_on_light"),
        ("turn the telly off so you can hear me", "wrong_switch_on_light"),
        ("turn the water off at the stopcock", "advise_turn_off_gas_at_meter"),
        ("roll her onto her side", "wrong_move_casualty"),
        ("they wont be long", "refuse_eta"),
        ("what time is it now", "ask_when"),
        ("ring the bell when you get there", "ask_eta"),
        ("are you safe where you are", "ask_caller_location"),
        ("thanks Mrs Pell", "greet"),
        ("right Mrs Pell", "greet"),
        ("sorry Mrs Pell", "greet"),
    ],
)
def test_what_only_sounds_like_an_act_is_not_heard_as_it(said, unheard):
    heard = shared_reader().read(said)
    assert unheard not in (*heard.sure(), *heard.unsure())


def test_a_light_for_the_crew_is_a_task_and_a_name_after_a_greeting_is_one():
    assert "task_giving" in shared_reader().read("turn the porch light on so the crew can see you").sure()
    assert "greet" in shared_reader().read("Hello, Mrs Pell").sure()
