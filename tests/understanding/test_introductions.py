"""An introduction by any name is read as one, and nothing else is taken for an introduction."""

import pytest

from simulator.model.reading import ActPhrasings
from simulator.understanding.clauses import cut
from simulator.understanding.explain import explain
from simulator.understanding.introductions import STAND_IN
from simulator.understanding.normalise import Speller
from simulator.understanding.reader import fit_reader

SPELLER = Speller((), ())


def names_in(line: str) -> int:
    """Return how often the stand-in for a name was put into the line."""
    return sum(clause.words.count(STAND_IN) for clause in cut(line, SPELLER))


@pytest.mark.parametrize(
    "line",
    [
        "Zak speaking, how can I help?",
        "zak speaking how can i help",
        "Incident line Amina Khan speaking",
        "good morning tobias speaking",
        "it's keeley at the incident line",
        "it's Keeley O'Hara here at the control room",
        "Niamh from the control room, go ahead",
        "control zak here",
        "control, zak here",
        "good morning, zak here how can i help",
        "Hello, this is Farouk, how can I help you",
        "my name is oyelaran",
        "you're through to Svetlana",
        "You are speaking to Joao",
        "I'm Pawel from the council",
    ],
)
def test_whoever_introduces_themselves_is_read_by_any_name(line: str) -> None:
    assert names_in(line) == 1


@pytest.mark.parametrize(
    "line",
    [
        "who is speaking",
        "am I speaking to Keeley",
        "is that Amina speaking",
        "stop speaking",
        "my name is not important",
        "this is urgent",
        "this is the control room",
        "it's raining here",
        "it's cold at the office",
        "are you still here",
        "come here",
        "control, come here",
        "morning, still here",
        "stay here at the desk",
        "you're through to the incident line",
        "you are speaking to me",
        "I'm calling from the control room",
        "fire control here",
        "generally speaking",
        "is the smoke from the fire",
    ],
)
def test_what_introduces_nobody_by_name_is_left_alone(line: str) -> None:
    assert names_in(line) == 0


def test_a_name_after_the_service_is_one_greeting_with_it_and_after_a_question_it_is_not() -> None:
    assert [c.raw for c in cut("Fire control, Zak speaking, go ahead", SPELLER)] == [
        "Fire control Zak speaking",
        "go ahead",
    ]
    assert len(cut("What's the emergency? Zak speaking", SPELLER)) == 2


def test_a_clause_keeps_the_name_as_it_was_typed() -> None:
    assert cut("Zak speaking", SPELLER)[0].raw == "Zak speaking"


def test_every_name_is_heard_alike_and_called_a_name_where_the_reading_is_explained() -> None:
    reader = fit_reader(
        [
            ActPhrasings(id="greet", phrasings=("Tom speaking", "hello there", "my name is Jo")),
            ActPhrasings(id="ask_where", phrasings=("where are you", "what road is it", "which house")),
        ],
        keep=False,
    )
    scores = {reader.read(f"{name} speaking").acts[0].score for name in ("Zak", "Amina", "Wojciech")}
    assert len(scores) == 1
    shares = explain(reader, "Wojciech speaking")[0].word_shares
    assert [word for word, _share in shares] == ["(a name)", "speaking"]
