"""Whoever is named in a line does not keep it from being heard."""

from functools import cache

import pytest

from simulator.model.word_sets import word_set
from simulator.understanding.clauses import cut
from simulator.understanding.normalise import Speller
from simulator.understanding.reader import Reader, fit_reader
from tests.understanding.banks import shared_acts

TAUGHT = word_set("is he she with still the phone number come can you see how are doing")


@cache
def reader() -> Reader:
    return fit_reader(shared_acts())


def plain(line, taught=TAUGHT):
    return [clause.text for clause in cut(line, Speller((), (), taught))]


@pytest.mark.parametrize(
    ("line", "heard_as"),
    [
        ("Is Walter still gasping?", "is he still gasping?"),
        ("is walter still gasping?", "is he still gasping?"),
        ("Has Mr Ames come?", "has he come?"),
        ("what did Mr. Ames say", "what did he say"),
        ("is Mrs Davies with him?", "is she with him?"),
        ("has Idris come back?", "has he come back?"),
        ("tell Kit to stay", "tell him to stay"),
        ("can you go to Walter", "can you go to him"),
        ("what's jessica's phone number?", "what is her phone number?"),
    ],
)
def test_who_is_spoken_about_by_name_is_heard_as_he_or_she(line, heard_as):
    assert plain(line) == [heard_as]


@pytest.mark.parametrize(
    ("line", "heard_as"),
    [
        ("How are you doing Joan?", "how are you doing?"),
        ("Joan can you see him?", "can you see him?"),
        ("ok Mrs Davies where is he?", "where is he?"),
    ],
)
def test_by_what_name_somebody_is_spoken_to_is_left_out(line, heard_as):
    assert plain(line)[-1].removeprefix("okay ") == heard_as


@pytest.mark.parametrize(
    "line",
    [
        "are you joan davies?",
        "is your name joan?",
        "is that joan davies?",
        "where is victoria street?",
        "will you stay on the line?",
        "may i have your name?",
        "mark the door",
    ],
)
def test_a_name_that_is_asked_for_and_a_word_that_is_none_stay(line):
    assert plain(line) == [line]


def test_a_name_that_the_bank_itself_holds_stays():
    assert plain("is Walter with Joan?", TAUGHT | {"walter"}) == ["is walter with her?"]
    assert [c.text for c in cut("is Walter with Joan?", Speller(()))] == ["is walter with joan?"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("is he breathing all right now?", "is Walter breathing all right now?"),
        ("can you hear me?", "Joan can you hear me?"),
        ("is she awake?", "is Mrs Davies awake?"),
    ],
)
def test_a_line_with_a_name_is_heard_as_without_it(line, named):
    without, with_name = reader().read(line), reader().read(named)
    assert [(a.act, a.band) for a in with_name.acts] == [(a.act, a.band) for a in without.acts]
    assert all(act.words in named for act in with_name.acts), "the learner's own words are cited"
