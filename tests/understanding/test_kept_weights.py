"""What a fitted reader keeps: the same numbers in less room, and once what several readers hold alike."""

import gc
import weakref
from typing import ClassVar

import numpy as np
import pytest
from scipy.sparse import random_array

from simulator.model.reading import ActPhrasings
from simulator.understanding import embedding_cache, word_weights
from simulator.understanding.embedding_cache import kept_lines
from simulator.understanding.kept_once import kept_once
from simulator.understanding.learnt import Learnt
from simulator.understanding.learnt_cache import read_learnt, write_learnt
from simulator.understanding.line_weights import LineWeights
from simulator.understanding.linear import AGREED
from simulator.understanding.reader import fit_reader
from simulator.understanding.word_weights import WordWeights
from tests.understanding.banks import off_topic, shared_acts

LINES, CLASSES, WORDS = 90, 17, 60


def _learnt() -> np.ndarray:
    """Return weights as learning leaves them: many small, some large, some lines without a large one."""
    chance = np.random.default_rng(5)
    found = chance.normal(0, 0.01, (LINES, CLASSES))
    found[chance.random(found.shape) < 0.05] *= 900
    found[:7] = np.clip(found[:7], -0.0327, 0.0327)
    found[9, :3] = (0.032767, 0.032768, -0.032768)
    return np.round(found, AGREED).astype(np.float32)


def test_weights_of_lines_come_back_to_the_last_bit_and_take_six_tenths_of_the_room():
    learnt = _learnt()
    kept = LineWeights.of(learnt)
    assert np.array_equal(kept.all(), learnt)
    for some in ([], [3], [9, 0, 88], list(range(0, LINES, 7))):
        lines = np.array(some, dtype=np.intp)
        assert np.array_equal(kept.some(lines), learnt[lines])
    assert sum(a.nbytes for a in kept.arrays().values()) < 0.75 * learnt.nbytes
    again = LineWeights.read(kept.arrays(), learnt.shape)
    assert again is not None
    assert np.array_equal(again.all(), learnt)


@pytest.mark.parametrize(
    "damage",
    [
        {"small": np.zeros((LINES, CLASSES - 1), dtype=np.int16)},
        {"small": np.zeros((LINES, CLASSES), dtype=np.int32)},
        {"large": np.zeros(3, dtype=np.int32)},
        {"starts": np.zeros(LINES, dtype=np.int32)},
    ],
)
def test_weights_of_another_shape_or_kind_are_none(damage):
    kept = LineWeights.of(_learnt()).arrays()
    assert LineWeights.read(kept | damage, (LINES, CLASSES)) is None


@pytest.mark.parametrize("common", [0, 5, 10_000])
def test_words_score_to_the_last_bit_as_if_all_their_sums_were_kept(monkeypatch, common):
    monkeypatch.setattr(word_weights, "COMMON", common)
    learnt = _learnt()
    rows = random_array((LINES, WORDS), density=0.1, format="csr", dtype=np.float32, rng=3)
    said = random_array((8, WORDS), density=0.2, format="csr", dtype=np.float32, rng=4)
    rows, said = (word_weights.csr_matrix(some) for some in (rows, said))
    kept = WordWeights.of(rows, LineWeights.of(learnt), learnt)
    assert np.array_equal(kept.scores(said), said @ (rows.T @ learnt))
    assert np.array_equal(kept.scores(said[:0]), np.zeros((0, CLASSES)))


def test_what_two_calls_know_alike_is_kept_once_and_no_longer_than_they_are():
    bank, own = shared_acts()[:30], ActPhrasings(id="own", phrasings=("is the kiln still lit",))
    one = fit_reader([*bank, own], off_topic=off_topic(), keep=False).fitted
    other = fit_reader(bank, off_topic=off_topic(), keep=False).fitted
    alike = [one.profiles[i] is other.profiles[i] for i in range(len(bank))]
    assert sum(alike) > len(bank) * 0.9, "but for those whose profile another act changes"
    assert all(one.phrasings[i] is other.phrasings[i] for i in range(len(bank)))
    known = weakref.ref(one.phrasings[-1])
    assert known() is not None
    del one
    gc.collect()
    assert known() is None


def test_values_are_alike_by_content_and_kind():
    first = frozenset({"a", "b"})
    assert kept_once(frozenset(["b", "a"])) is kept_once(first)
    assert kept_once(frozenset()) == frozenset()


@pytest.mark.parametrize("common", [0, 5, 10_000])
def test_what_was_learnt_is_looked_at_in_its_file_to_the_last_bit(monkeypatch, tmp_path, common):
    monkeypatch.setattr(word_weights, "COMMON", common)
    rows = random_array((LINES, WORDS), density=0.1, format="csr", dtype=np.float32, rng=3)
    rows = word_weights.csr_matrix(rows)
    vectors = np.random.default_rng(1).normal(size=(LINES, 8)).astype(np.float32)
    fresh = Learnt.of(rows, vectors, LineWeights.of(_learnt()), 40)
    write_learnt(tmp_path, "key", fresh.arrays())
    kept = read_learnt(tmp_path, "key")
    again = Learnt.read(kept, (WORDS, LINES, CLASSES), 8, 40)
    assert np.array_equal(again.word_weights.scores(rows), fresh.word_weights.scores(rows))
    assert np.array_equal(again.vector_weights, fresh.vector_weights)
    assert np.array_equal(again.intercept, fresh.intercept)
    assert np.array_equal(again.phrasings(3, 9).todense(), rows[3:9].todense())
    assert again.phrasings(3, 9) is again.phrasings(3, 9)
    assert np.shares_memory(again.phrasings(3, 9).data, again.taught.data), "seen, not copied"
    others = [((WORDS, LINES, CLASSES - 1), 8, 40), ((WORDS + 1, LINES, CLASSES), 8, 40)]
    for shape, width, taught in [*others, ((WORDS, LINES, CLASSES), 0, 40), ((WORDS, LINES, CLASSES), 8, 39)]:
        assert Learnt.read(kept, shape, width, taught) is None


def test_vectors_of_lines_are_found_again_whatever_became_of_their_file(monkeypatch, tmp_path):
    monkeypatch.setattr(embedding_cache, "MOST_LINES", 3)

    class Counting:
        digest, width = "counted", 2
        asked: ClassVar[list[str]] = []

        def embed(self, texts, keep):
            self.asked.extend(texts)
            return np.array([[len(t), ord(t[0])] for t in texts], dtype=np.float32)

    by = Counting()
    lines = kept_lines(by, tmp_path)
    assert kept_lines(by, tmp_path) is lines
    first = lines.of(by, ["a", "bb", "a", "c"])
    assert first.tolist() == [[1, 97], [2, 98], [1, 97], [1, 99]]
    assert np.array_equal(lines.again(by, ["bb", "a"]), first[[1, 0]])
    assert by.asked == ["a", "bb", "c"]
    assert lines.of(by, ["dddd", "bb"]).tolist() == [[4, 100], [2, 98]]
    assert by.asked == ["a", "bb", "c", "dddd"]
    assert np.array_equal(lines.again(by, ["a", "bb"]), first[:2]), "the oldest had to go from the file"
    assert np.array_equal(lines.again(by, ["a"]), first[:1])
    assert by.asked == ["a", "bb", "c", "dddd", "a"]
    del lines
    gc.collect()
    assert np.array_equal(kept_lines(by, tmp_path).of(by, ["bb", "c"]), first[[1, 3]])
    assert by.asked[5:] == []
    alone = kept_lines(by, None)
    assert np.array_equal(alone.of(by, ["a"]), first[:1])
    assert np.array_equal(alone.again(by, ["a"]), first[:1])
