"""Where one clause ends and the next begins: what is joined by "and" or "or" is asked or forbidden alike."""

import numpy as np
import pytest

from simulator.understanding import thresholds
from simulator.understanding.clauses import cut, join
from simulator.understanding.segmenting import Scored, parted
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


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("whats ur name is anyone hurt", ("what is your name", "is anyone hurt")),
        ("stay outside are you on your own", ("stay outside", "are you on your own")),
        ("where are you are you safe", ("where are you", "are you safe")),
        ("are you hurt is the door open", ("are you hurt", "is the door open")),
        ("can you get out is it hot in there", ("can you get out", "is it hot in there")),
        ("police whats happened", ("police", "what is happened")),
    ],
)
def test_a_question_begins_where_what_is_before_it_is_complete(line, parts):
    assert tuple(clause.text for clause in cut(line, shared_reader().fitted.speller)) == parts


@pytest.mark.parametrize(
    "line",
    [
        "what colour is it",
        "the kids are they ok",
        "can you tell me are you hurt",
        "stay there will you",
        "make sure the door is open",
        "how many people are there",
        "did your dad get out",
        "leave him there if I were you",
    ],
)
def test_a_verb_begins_no_question_in_the_midst_of_one(line):
    assert len(cut(line, shared_reader().fitted.speller)) == 1


def test_an_order_is_heard_beside_a_question_that_its_words_make_surer():
    line = "can you wait by the gate for them and is the back door open"
    order, question = cut(line, shared_reader().fitted.speller)
    groups = [
        Scored(0, 1, order, np.array([0.2, -1.6]), {}),
        Scored(1, 2, question, np.array([-5.0, -0.25]), {}),
        Scored(0, 2, join([order, question]), np.array([-5.0, 1.9]), {}),
    ]
    heard = [(g.start, g.end, int(g.odds.argmax())) for g in parted(groups, 2, thresholds.ENCODER)]
    assert heard == [(0, 1, 0), (1, 2, 1)]


def test_what_is_asked_twice_running_is_cited_twice():
    (act,) = shared_reader().read("are you hurt? is anybody injured").acts
    assert act.words == "are you hurt is anybody injured"


@pytest.mark.parametrize(
    ("line", "never"),
    [
        ("open the windows? no dont", "advise_open_windows"),
        ("open a window? no keep them shut", "advise_open_windows"),
        ("go back in? no way, stay outside", "wrong_go_back_in"),
        ("move him? please dont", "wrong_move_casualty"),
    ],
)
def test_what_is_said_after_the_caller_and_refused_is_not_bidden(line, never):
    assert never not in shared_reader().read(line).sure()


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("can you see smoke? no ok", "ask_fire_or_smoke"),
        ("is anyone hurt? no?", "ask_injuries"),
        ("open the windows? yes please do", "advise_open_windows"),
    ],
)
def test_a_question_or_a_granted_deed_is_heard_as_it_stands(line, heard):
    assert heard in shared_reader().read(line).sure()
