"""A line is read by the pronouns of those it names where so more is heard."""

import pytest

from simulator.model.reading import ReadAct, Reading
from simulator.understanding.by_name import read_by_name, without_names

PEOPLE = {
    "Walter Hill": "he",
    "Walter": "he",
    "Hill": "he",
    "walter": "he",
    "mr hill": "he",
    "Grace": "she",
    "Joan": "",
}


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("Is Walter still gasping?", "Is he still gasping?"),
        ("is walter awake", "is he awake"),
        ("Shout to Walter", "Shout to him"),
        ("what's Walter's number", "what's his number"),
        ("Is Mr Hill in?", "Is he in?"),
        ("Where is Grace, is she with you?", "Where is she, is she with you?"),
        ("you have a few days of grace", "you have a few days of grace"),
        ("go up the hill to mr hill", "go up the hill to him"),
    ],
)
def test_names_become_pronouns(line, plain):
    assert without_names(line, PEOPLE) == plain


def read(text: str) -> Reading:
    known = {"is he awake": "ask_conscious", "where are you": "ask_location"}
    acts = [ReadAct(act=a, band="sure", score=0.9, words=w) for w, a in known.items() if w in text.lower()]
    return Reading(acts=tuple(acts))


def test_the_reading_by_pronouns_is_taken_where_more_is_heard_and_cites_the_line():
    (act,) = read_by_name(read, "Tell me, is Walter awake?", PEOPLE).acts
    assert (act.act, act.words) == ("ask_conscious", "is Walter awake")


def test_a_line_without_names_and_one_that_gains_nothing_are_read_once_as_they_stand():
    assert read_by_name(read, "where are you", PEOPLE).acts[0].words == "where are you"
    assert read_by_name(read, "where are you Walter", PEOPLE).acts[0].words == "where are you"
