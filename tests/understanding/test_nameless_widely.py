"""Names of many families and addresses in any case are taken out; words that are names too stay words."""

from __future__ import annotations

from functools import cache

import pytest

from simulator.understanding.nameless import Names, nameless
from simulator.understanding.normalise import plain_words
from simulator.understanding.people_called import ALSO_WORDS, family_names, given_names
from simulator.understanding.proposing import Collected, propose
from simulator.understanding.reader import Reader, fit_reader
from tests.understanding.banks import shared_acts


@cache
def anybody() -> Names:
    """Return the names that a centre takes out of what it collects."""
    given, family = given_names(), family_names()
    taught = {word for act in shared_acts() for said in act.phrasings for word in plain_words(said)}
    return Names(given, family, frozenset(taught - given - family) | ALSO_WORDS, strangers=True)


@cache
def reader() -> Reader:
    """Return a reader that knows the shared acts alone."""
    return fit_reader(shared_acts())


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("priya shah", "[name]"),
        ("Agnieszka nowak", "[name]"),
        ("bogdan ionescu here", "[name] here"),
        ("olumide adeyemi speaking", "[name] speaking"),
        ("this is kwame speaking", "this is [name] speaking"),
        ("is siobhan o'reilly awake", "is [name] awake"),
        ("john smith", "[name]"),
        ("i'm john smith from the control room", "i'm [name] from the control room"),
        ("my name is grace hope", "my name is [name]"),
        ("my name is kwabenna", "my name is [name]"),
        ("is he called frank", "is he called [name]"),
        ("its will here", "its [name] here"),
        ("hi mark, where are you", "hi [name], where are you"),
        ("tell Dawn to wait", "tell [name] to wait"),
        ("has Idris come out", "has [name] come out"),
        ("is mr kowalczyk there", "is mr [name] there"),
        ("thats the nowaks", "thats the [name]"),
        ("this is hope akinwale speaking", "this is [name] speaking"),
        ("ok catherine walker where are you", "ok [name] where are you"),
        ("this is Carole May speaking", "this is [name] speaking"),
        ("so thats peter van der leek is it", "so thats [name] is it"),
        ("can u tell roksana dziugieł to wait", "can u tell [name] to wait"),
        ("Paula Akɔmaa", "[name]"),
        ("WHERE ARE YOU JOHN SMITH", "WHERE ARE YOU [name]"),
    ],
)
def test_anybodys_name_is_taken_out_however_it_is_written(line, left):
    assert nameless(line, {}, anybody()) == left


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("22 tanners row", "[place]"),
        ("flat 3 larch court", "[place]"),
        ("flat 3, Larch Court", "[place]"),
        ("flat 12b, 9 hill view", "[place]"),
        ("nine orchard close", "[place]"),
        ("are you at twenty two tanners row", "are you at [place]"),
        ("12 Quarry Street, Castlebeck", "[place]"),
        ("go to 14 the green", "go to [place]"),
        ("3 the mews please", "[place] please"),
        ("number 12 priory gardens", "[place]"),
        ("Larch Cottage", "[place]"),
        ("are you at 5 johnson circles", "are you at [place]"),
    ],
)
def test_an_address_is_taken_out_however_it_is_written(line, left):
    assert nameless(line, {}, anybody()) == left


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("4th of march 1982", "[date]"),
        ("dob 4 march 82", "dob [date]"),
        ("born in nineteen eighty two", "born in [date]"),
        ("04/03/82", "[date]"),
        ("+44 7700 900123", "[number]"),
        ("oh seven seven double oh nine hundred", "[number]"),
        ("c v 1 2 a b", "[number]"),
        ("AB 51 XYZ", "[mark]"),
        ("ab 51 xyz", "[mark]"),
        ("K123 ABC", "[mark]"),
        ("alpha bravo five one x-ray yankee zulu", "[number]"),
        ("write to tess at example dot org", "write to [address]"),
    ],
)
def test_dates_numbers_and_marks_are_taken_out_however_they_are_said(line, left):
    assert nameless(line, {}, anybody()) == left


@pytest.mark.parametrize(
    "line",
    [
        "will you mark the spot and hope for the best",
        "may i have your name",
        "my name is not important",
        "what is your name please",
        "can you tell me your name and number",
        "so he's called out the neighbours",
        "is the rose bush on fire",
        "is dawn breaking",
        "jack the car up",
        "two people walk down the road",
        "3 cars on the drive",
        "how many people are in the house",
        "wheres the close, is it near the park",
        "the first may be trapped",
        "is 45 the right number",
        "y r u at home",
        "ring 999 now",
        "im coming",
        "Whats The Adress",
        "how long is the lane",
        "mike four, send your message",
        "will you go on",
    ],
)
def test_words_that_are_names_elsewhere_stay(line):
    assert nameless(line, {}, anybody()) == line


def test_few_phrasings_of_the_bank_that_name_nobody_lose_a_word():
    said = sorted({said for act in shared_acts() for said in act.phrasings if said == said.lower()})
    lost = [one for one in said if "[name]" in nameless(one, {}, anybody())]
    assert len(lost) < len(said) / 100


@pytest.mark.parametrize(
    "line", ["Xquille Brandwyn", "Kwabenna", "zurrick", "the Xquille Brandwyn Fothergale"]
)
def test_what_may_be_no_more_than_a_name_is_no_phrasing_to_add(line):
    assert propose([Collected(line, frozenset())], reader()) == ()
    assert propose([Collected(f"{line} gizza tinkle number then", frozenset())], reader())
