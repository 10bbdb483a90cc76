"""Where one clause ends and the next begins: what is joined by "and" or "or" is asked or forbidden alike."""

import pytest

from simulator.understanding.clauses import cut
from tests.understanding.banks import shared_reader


@pytest.mark.parametrize(
    ("line", "never"),
    [
        ("dont go in and look for the leak", "wrong_search_leak"),
        ("please dont go and confront him", "wrong_confront"),
        ("don't sit him up or move him about", "wrong_move_casualty"),
        ("never go back in and fetch your dad", "wrong_go_back_in"),
    ],
)
def test_a_do_not_reaches_over_the_and_that_follows_it(line, never):
    assert never not in shared_reader().read(line).sure()


def test_one_do_not_forbids_both_deeds_that_an_or_joins():
    heard = shared_reader().read("dont move the lad or take his helmet off").sure()
    assert {"advise_do_not_move_casualty", "advise_leave_helmet_on"} <= set(heard)
    assert not any(act.startswith("wrong_") for act in heard)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "is there any petrol leaking or smoke about",
            ("is there any petrol leaking", "is there any smoke about"),
        ),
        ("can I take your name and a number", ("can i take your name", "can i take a number")),
        ("whats your name and number", ("what is your name", "what is your number")),
        ("has anybody been cut or trapped by it", ("has anybody been cut", "has anybody trapped by it")),
        ("warden two from control are you free", ("warden 2 from control", "are you free")),
    ],
)
def test_what_an_and_or_an_or_adds_to_a_question_is_asked_as_the_first_part_was(line, parts):
    assert tuple(clause.text for clause in cut(line, shared_reader().fitted.speller)) == parts


@pytest.mark.parametrize(
    "line",
    ["leave it alone or not as you like", "stop that or I will end the call", "is it yours or is it his"],
)
def test_an_or_that_adds_nothing_begins_no_clause(line):
    assert len(cut(line, shared_reader().fitted.speller)) == 1


def test_a_do_not_ends_where_a_new_bidding_of_its_own_begins():
    assert "advise_leave" in shared_reader().read("don't panic and get out of the house").sure()


def test_where_he_is_after_leave_him_asks_for_no_place():
    assert not {"ask_location", "ask_caller_location"} & set(
        shared_reader().read("leave him where he is").sure()
    )
