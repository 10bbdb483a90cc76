"""How a bank of another field is read: its nearest phrasings count, guessed rules and the verifier do not."""

from collections import OrderedDict

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from simulator.understanding import reader as understanding
from simulator.understanding.clauses import cut, join
from simulator.understanding.explain import explain
from simulator.understanding.nearest import ALONE, BELOW, WEIGHT, Nearest
from simulator.understanding.reader import fit_reader
from simulator.understanding.segmenting import chance_of
from tests.understanding.banks import off_topic
from tests.understanding.test_bank_layers import BESIDE, circle, customers
from tests.understanding.test_encoder import needs_weights

HALF = np.float32(0.5**0.5)
NO_WORDS = np.zeros((1, 2), dtype=np.float32)


def nearest(*counts, degrees):
    """Phrasings whose vectors lie at these angles, so many of each act; all have the same one word."""
    words = csr_matrix(np.repeat(np.array([[HALF, 0.0]], dtype=np.float32), len(degrees), axis=0))
    return Nearest.of(words, circle(*degrees) * HALF, counts)


def test_what_is_usual_is_how_like_phrasings_are_to_the_nearest_other_of_their_act():
    found = nearest(3, 1, 2, degrees=[0, 60, 90, 0, 0, 90])
    alike = np.cos(np.radians([60, 30, 30, 90, 90])) / 2 + 0.5
    assert found.usual == pytest.approx(alike.mean(), abs=1e-4)
    assert nearest(1, 1, degrees=[0, 90]).usual == ALONE, "no act has a second phrasing"


def test_a_line_has_the_likeness_of_the_nearest_phrasing_of_each_act_in_words_and_vector():
    found = nearest(2, 1, degrees=[0, 60, 90])
    same = csr_matrix(np.array([[HALF, 0.0]], dtype=np.float32))
    assert found.likeness(same, circle(60) * HALF) == pytest.approx(
        np.array([[1.0, 0.5 + np.cos(np.radians(30)) / 2]]), abs=1e-5
    )
    other = csr_matrix(np.array([[0.0, HALF]], dtype=np.float32))
    assert found.likeness(other, circle(0) * HALF) == pytest.approx(np.array([[0.5, 0.0]]), abs=1e-5)


def test_log_odds_are_raised_by_what_is_nearer_than_usual_and_lowered_by_what_is_farther():
    found = nearest(2, 2, degrees=[0, 60, 180, 240])
    (added,) = found.log_odds(csr_matrix(NO_WORDS), circle(0) * HALF)
    assert added == pytest.approx(
        [WEIGHT * (0.5 - found.usual + BELOW), WEIGHT * (-0.25 - found.usual + BELOW)], abs=1e-4
    )


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """The reader of a small bank of another field."""
    folder = tmp_path_factory.mktemp("another-field")
    return fit_reader(customers(), off_topic=off_topic(), encoder=BESIDE, cache_folder=folder, keep=False)


def scored(reader, text):
    """Score a line as a whole."""
    return reader.score([join(cut(text, reader.fitted.speller))])[0]


@needs_weights
def test_no_act_is_judged_and_a_rule_binds_only_where_its_form_was_declared(reader, tmp_path):
    assert scored(reader, "where on earth is my new card").verdicts == {}
    assert not any(act.form_binds or act.person_binds for act in reader.fitted.profiles)
    declared = [
        act.model_copy(update={"form": "question"}) if act.id == "rate" else act for act in customers()
    ]
    strict = fit_reader(declared, off_topic=off_topic(), encoder=BESIDE, cache_folder=tmp_path, keep=False)
    assert [act.act for act in strict.fitted.profiles if act.form_binds] == ["rate"]
    told = [one.act for one in strict.read("this is your exchange rate").acts]
    assert "rate" not in told


@needs_weights
@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("my new card still hasnt turned up", "card_late"),
        ("i put my pin in wrong too often and now its blocked", "pin_locked"),
        ("you took the same payment off me two times", "twice"),
        ("i sent the money to a wrong account", "transfer_back"),
        ("do you charge for getting cash out", "cash_fee"),
    ],
)
def test_lines_of_a_small_bank_are_surely_heard(reader, line, act):
    assert reader.read(line).sure() == (act,)


@needs_weights
@pytest.mark.parametrize("line", ["play some jazz", "how tall is the eiffel tower", "book a table for two"])
def test_lines_of_no_act_of_the_bank_are_not(reader, line):
    assert reader.read(line).acts == ()


@needs_weights
@pytest.mark.parametrize("line", ["i lost my card", "my top up was refused again", "what a lovely morning"])
def test_an_explanation_tells_what_likeness_gave_and_adds_up(reader, line):
    (one,) = explain(reader, line)
    place = reader.acts.index(one.act)
    group = scored(reader, line)
    assert one.score == round(chance_of(float(group.odds[place])), 4)
    assert one.nearness == pytest.approx(
        WEIGHT * (one.likeness - reader.fitted.nearest.usual + BELOW), abs=1e-3
    )
    assert (one.verdict, one.runner_up_out) == (0.0, False)
    assert one.sure_from == reader.bands.sure


@needs_weights
def test_readings_are_the_same_when_it_was_learnt_before(reader, tmp_path, monkeypatch):
    lines = ["my card does not work any more", "whats the rate for dollars today", "my pin is blocked now"]
    told = [reader.read(line).acts for line in lines]
    for _ in range(2):  # learnt and kept, and then looked at where it is kept
        monkeypatch.setattr(understanding, "_readers", OrderedDict())
        again = fit_reader(customers(), off_topic=off_topic(), encoder=BESIDE, cache_folder=tmp_path)
        assert [again.read(line).acts for line in lines] == told
    assert again.fitted.learnt.kept
