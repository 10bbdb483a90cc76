"""How typed words become plain words, clauses and values."""

import pytest

from simulator.understanding.clauses import cut
from simulator.understanding.normalise import Speller, plain_words
from simulator.understanding.opposites import opposites
from simulator.understanding.spoken_values import find_values

NONE = Speller(())


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("What's UR name pls", "what is your name please"),
        ("dont, can’t & won't", "do not can not will not"),
        ("you mustnt, musn't n hadnt", "you must not must not and had not"),
        ("oh one six three two", "01632"),
        ("oh one six three two nine six oh double one eight", "01632960118"),
        ("treble nine please", "999 please"),
        ("on double 7 it is", "on 7 7 it is"),
        ("parked on double yellows", "parked on double yellows"),
        ("alpha mike four", "am4"),
        ("number twenty two", "number 22"),
        ("only one of you", "only one of you"),
        ("Mike is here", "mike is here"),
        ("call-back", "call back"),
    ],
)
def test_writing_is_made_plain(typed, plain):
    assert " ".join(plain_words(typed)) == plain


def test_a_slip_is_mended_and_a_right_word_is_left_alone():
    speller = Speller(["address", "breathing", "hurt", "house"], known=["horse", "hearing"])
    assert [speller.mend(w) for w in ("adddress", "breahting", "hrut", "horse", "hearing", "cat")] == [
        "address",
        "breathing",
        "hurt",
        "horse",
        "hearing",
        "cat",
    ]


@pytest.mark.parametrize(
    ("line", "clauses"),
    [
        (
            "whats ur name where are you and is anyone hurt",
            ["whats ur name", "where are you", "and is anyone hurt"],
        ),
        ("can you tell me where you are", ["can you tell me where you are"]),
        ("open the doors and windows", ["open the doors", "and windows"]),
        ("go outside now dont touch anything", ["go outside now", "dont touch anything"]),
        ("ok, right, where is it?", ["ok right where is it"]),
    ],
)
def test_a_line_is_cut_into_clauses(line, clauses):
    assert [c.raw for c in cut(line, NONE)] == clauses


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("where are you", "question"),
        ("are you hurt", "question"),
        ("I need your address", "question"),
        ("tell me your name", "question"),
        ("any injuries", "question"),
        ("can you see smoke", "question"),
        ("the road is blocked", "statement"),
        ("I am sending help", "statement"),
        ("they have been told", "statement"),
        ("open the window", "instruction"),
        ("do not touch it", "instruction"),
        ("I want you to go outside", "instruction"),
        ("you must leave", "instruction"),
        ("address please", "fragment"),
    ],
)
def test_the_form_of_a_clause_is_told(line, form):
    (clause,) = cut(line, NONE)
    assert clause.form == form


def test_a_request_is_both_a_question_and_an_instruction():
    (clause,) = cut("could you open the window", NONE)
    assert clause.forms == {"question", "instruction"}


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("my number is oh one six three two nine six oh one one eight", [("telephone", "01632960118")]),
        ("it's 01632 960118", [("telephone", "01632960118")]),
        ("AM4 2QP", [("postcode", "am42qp")]),
        ("reg is ab12 cde", [("vehicle", "ab12cde")]),
        ("at 14:05 or 3 pm", [("time", "1405"), ("time", "1500")]),
        ("number 14", [("number", "14")]),
        ("no numbers here", []),
    ],
)
def test_values_are_found_and_compared_as_values(line, values):
    assert [(v.kind, v.value) for v in find_values(line)] == values


def test_contraries_are_made_by_negation_and_by_swapping():
    made = {" ".join(o) for o in opposites(("please", "open", "the", "window"))}
    assert made == {"do not open the window", "shut the window"}
    assert " ".join(opposites(("do", "not", "use", "the", "lift"))[0]) == "use the lift"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("stank", "stank"),
        ("stinks", "stinks"),
        ("stading", "standing"),
        ("stoping", "stopping"),
        ("leeking", "leaking"),
    ],
)
def test_a_right_word_is_never_mended_into_a_word_of_the_bank(typed, read):
    speller = Speller(("stand", "standing", "stink", "stopping", "leaking", "sinks"), ("stop", "leak"))
    assert speller.mend(typed) == read


def test_a_figure_said_double_is_read_back_as_the_same_number():
    said = find_values("oh one six three two nine six oh double one eight")
    assert said == find_values("01632 960118")
    assert [value.kind for value in said] == ["telephone"]
