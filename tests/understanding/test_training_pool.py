"""The pool that the encoder is trained on: as large as promised, and free of the lines that judge it."""

from functools import cache

import numpy as np
import pytest

from simulator.understanding.training.episodes import Drawing, prepared
from simulator.understanding.training.pairs import PairDrawing, sources
from simulator.understanding.training.pool import PoolFault, plain, read_pool
from simulator.understanding.training.turns import halves, turned
from tests.understanding.banks import dev_lines, shared_acts


@cache
def pool():
    """Return the acts of the pool and the lines of no act, read once."""
    return read_pool()


def test_the_pool_holds_two_hundred_acts_and_eight_thousand_near_misses():
    acts, _ = pool()
    assert len(acts) >= 200
    assert sum(len(a.near) + len(a.composed_near) for a in acts) >= 8_000


def test_no_near_miss_is_word_for_word_a_true_line_of_some_act():
    acts, _ = pool()
    true = {plain(t).rstrip("?") for a in acts for t in (*a.true, *a.composed_true)}
    assert [n for a in acts for n in (*a.near, *a.composed_near) if plain(n).rstrip("?") in true] == []


def test_a_development_line_that_holds_no_act_of_three_words_or_more_is_not_in_the_pool():
    held = {plain(t) for a in pool()[0] for t in (*a.true, *a.near)}
    long = {plain(line.text) for line in dev_lines() if len(line.text.split()) > 4}
    assert long & held == set()


def test_a_file_of_the_pool_without_its_parts_is_refused_with_its_heading(tmp_path):
    (tmp_path / "frames.yaml").write_text("any: {near: []}\nask: {same: [], near: []}\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("ask it: only one part\n+ yes\n- no\n", encoding="utf-8")
    with pytest.raises(PoolFault, match="ask it: only one part: wants n / wh / s"):
        read_pool(tmp_path)


def test_a_question_is_turned_into_being_told_and_a_bidding_into_its_contrary():
    assert "he is breathing" in turned("is he breathing?")
    assert "i am hurt" in turned("are you hurt")
    assert "do not open the windows" in turned("open the windows")
    assert "open the door" in turned("do not open the door")
    assert halves("do you know if he is hurt") == ("do you", "do you know")


def test_equal_seeds_draw_equal_episodes_and_other_seeds_others():
    acts, none = pool()
    ready = prepared(acts[:20])
    first, again, other = (Drawing(ready, none, seed).episode(5, 4, 2, 3) for seed in (1, 1, 2))
    assert first == again != other
    assert [len(lines) for lines in first.support] == [4] * 5
    assert len(first.queries) == 5 * 2 + 3


def test_a_pair_is_true_only_where_line_and_phrasing_are_of_one_act_and_never_the_line_itself():
    drawn = sources(prepared(pool()[0][:30]), shared_acts()[:20], 1)
    lines = [t for act in drawn for t in act.texts()] + ["good grief"]
    vectors = {t: np.random.default_rng(i).standard_normal(8) for i, t in enumerate(lines)}
    drawing, again = (PairDrawing(drawn, ["good grief"], vectors, 1) for _ in range(2))
    pairs = [drawing.pair() for _ in range(300)]
    assert pairs == [again.pair() for _ in range(300)]
    acts_of = {t: {a.id for a in drawn if t in (*a.true, *a.composed)} for t in lines}
    true = [(line, phrasing) for line, phrasing, same in pairs if same]
    assert 0.35 < len(true) / 300 < 0.55
    assert all(acts_of[line] & acts_of[phrasing] and line != phrasing for line, phrasing in true)
    assert any(line == "good grief" for line, _phrasing, same in pairs if not same)
