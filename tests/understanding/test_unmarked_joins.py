"""Two things typed with nothing between them, and one beside words that say nothing: each is heard."""

import json
from itertools import product

import numpy as np
import pytest

from simulator.understanding import thresholds
from simulator.understanding.clauses import Clause, cut, cut_finer, join
from simulator.understanding.normalise import Speller
from simulator.understanding.segmenting import Scored, truly_parted
from simulator.understanding.unmarked_joins import BIAS, WEIGHTS, marks, parts
from tests.understanding.banks import dev_lines, shared_reader

ORDERS = (
    "open all the windows",
    "turn your engine off",
    "don't hang up",
    "get out of the house",
    "keep him warm",
)
QUESTIONS = (
    "is anyone hurt",
    "can I take your name please",
    "what's the address",
    "is he breathing",
    "how many people are in the house",
)
AS_TYPED = Speller(())


def fine(line: str) -> list[str]:
    return [clause.raw for clause in cut_finer(cut(line, AS_TYPED), AS_TYPED)]


def alone(line: str) -> set[str]:
    return set(shared_reader().read(line).sure())


@pytest.mark.parametrize(
    ("firsts", "seconds"),
    [(ORDERS, QUESTIONS), (QUESTIONS, ORDERS), (ORDERS, ORDERS), (QUESTIONS, QUESTIONS)],
)
def test_what_is_heard_alone_is_heard_joined_by_nothing(firsts, seconds):
    pairs = [(a, b) for a, b in product(firsts, seconds) if a != b]
    assert all(len(alone(line)) == 1 for pair in pairs for line in pair)
    heard = [(alone(f"{a} {b}"), alone(a) | alone(b)) for a, b in pairs]
    assert sum(joined == both for joined, both in heard) >= 0.9 * len(pairs)
    assert not any(joined - both for joined, both in heard)


@pytest.mark.parametrize("lead", ["ok so", "right", "ok", "and", "just", "right so"])
@pytest.mark.parametrize("line", [*ORDERS, *QUESTIONS])
def test_words_that_lead_in_lose_nothing_and_add_nothing(lead, line):
    assert alone(f"{lead} {line}") == alone(line)


@pytest.mark.parametrize("joint", [" and ", ", also ", " then "])
@pytest.mark.parametrize("first", ORDERS)
def test_a_question_is_read_behind_a_joining_word_as_it_is_alone(joint, first):
    for question in QUESTIONS:
        assert alone(question) <= alone(f"{first}{joint}{question}")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_reason_takes_nothing_from_the_question(question):
    assert alone(question) <= alone(f"{question} because i need it for the log")


@pytest.mark.parametrize("order", ORDERS)
def test_a_mere_ok_makes_no_question_of_an_order(order):
    assert alone(f"{order} ok?") == alone(order)


@pytest.mark.parametrize("line", ["is everyone ok?", "can you get out ok?", "make sure he is ok?"])
def test_an_ok_that_is_asked_after_stays(line):
    (clause,) = cut(line, AS_TYPED)
    assert clause.asked
    assert clause.words[-1] == "okay"


def test_what_an_and_supposes_or_asks_is_not_forbidden_by_the_do_not_before_it():
    for line in ("don't move him and if he gets worse ring us", "don't move him and can cars get past"):
        assert not cut(line, AS_TYPED)[1].forbidden
    assert cut("don't go in and have a look", AS_TYPED)[1].forbidden


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("can you see any fuel leaking or smoke", 2),
        ("did you hear any bangs or anything", 1),
        ("is there any way in or out", 1),
    ],
)
def test_one_word_behind_an_or_is_asked_for_where_any_are(line, count):
    assert len(cut(line, AS_TYPED)) == count


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("council emergencies can i take your name please", 2),
        ("the engineer is on his way now open all the windows", 2),
        ("stop up here on the ground floor where is he now", 2),
    ],
)
def test_a_join_is_proposed_between_what_ends_and_what_begins(line, count):
    assert len(fine(line)) == count


def test_few_development_lines_are_proposed_to_be_two_things():
    lines = [line.text for line in dev_lines()]
    assert sum(len(fine(line)) > len(cut(line, AS_TYPED)) for line in lines) < 0.15 * len(lines)


def test_key_words_alone_are_never_parted():
    line = "fire smoke gas leak injured children pets"
    assert fine(line) == [line]


def test_every_word_stays_in_its_place():
    for line in dev_lines():
        clauses = cut(line.text, AS_TYPED)
        assert " ".join(fine(line.text)) == " ".join(clause.raw for clause in clauses)


def test_a_line_that_would_have_too_many_clauses_stays_as_it_is():
    clauses = cut(", ".join(["get out of the house is anyone hurt"] * 7), AS_TYPED)
    assert cut_finer(clauses, AS_TYPED) == clauses


def test_a_short_stretch_is_one():
    assert parts([("get",), ("out",), ("now",)]) == [(0, 3)]


def test_the_shipped_weights_know_the_marks_that_are_looked_for():
    known = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert known[BIAS] < 0
    assert len(known.keys() & set(marks(("get", "out", "now"), ("is", "he", "breathing")))) > 5


def _two(
    first: list[float], second: list[float], both: list[float], line: str = "warden four | is he in"
) -> list:
    one, two = (Clause(part.strip(), tuple(part.split())) for part in line.split("|"))
    two = Clause(two.raw, two.words, unmarked=True)
    scored = [(0, 1, one, first), (1, 2, two, second), (0, 2, join([one, two]), both)]
    groups = [Scored(start, end, clause, np.array(odds), {}) for start, end, clause, odds in scored]
    return truly_parted([one, two], groups, thresholds.ENCODER)


NOTHING = [-4.0, -4.0, -4.0]


@pytest.mark.parametrize(
    ("first", "second", "both", "count"),
    [
        ([2.0, -4.0, -4.0], [-4.0, 2.0, -4.0], [1.0, -4.0, -4.0], 2),
        ([2.0, -4.0, -4.0], [2.0, -4.0, -4.0], [1.0, -4.0, -4.0], 1),  # one act on both sides
        ([0.1, -4.0, -4.0], [-4.0, 0.1, -4.0], [1.0, -4.0, -4.0], 1),  # neither is heard surely enough
        ([2.0, -4.0, -4.0], [-4.0, 2.0, -4.0], [-4.0, -4.0, 3.0], 1),  # together they are a third
        (NOTHING, [-4.0, 4.0, -4.0], NOTHING, 2),  # a question behind a call sign
        (NOTHING, [-4.0, 1.0, -4.0], NOTHING, 1),
        (NOTHING, [-4.0, 4.0, -4.0], [-4.0, 2.0, -4.0], 1),
    ],
)
def test_two_things_are_parted_where_what_is_heard_bears_it_out(first, second, both, count):
    assert len(_two(first, second, both)) == count


def test_what_somebody_is_said_to_have_asked_is_not_asked():
    parted = _two(NOTHING, [-4.0, 4.0, -4.0], NOTHING, "then he said | is he in")
    assert [clause.raw for clause in parted] == ["then he said is he in"]
