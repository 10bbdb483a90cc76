"""The pool that the encoder is trained on: as large as promised, and free of the lines that judge it."""

import hashlib
import json
from functools import cache

import numpy as np
import pytest

from simulator.understanding.training.episodes import Drawing, of_bank, prepared
from simulator.understanding.training.mean import NotAlikeError, mean_of
from simulator.understanding.training.pairs import PairDrawing, sources
from simulator.understanding.training.pool import MORE, POOL, PoolFault, plain, read_more, read_pool
from simulator.understanding.training.turns import halves, turned
from tests.bench import gold_lines
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


def test_an_act_of_the_bank_is_drawn_with_phrasings_that_a_reader_is_taught_among_lines_written_beside_it():
    bank, more = shared_acts()[:6], read_more(POOL / MORE)
    ready = prepared(of_bank(bank, more))
    support = Drawing(ready, pool()[1], 1).episode(6, 5, 2, 3).support
    taught = {line for act in ready for line in act.taught}
    assert all(set(act.taught) < set(act.true) for act in ready)
    for lines in support:
        assert len(set(lines)) == 5
        assert len(set(lines) & taught) >= 3
    assert any(line not in taught for lines in support for line in lines)


def of_run(folder, seed, weights, steps=10):
    """Write what a run of that seed might have made."""
    folder.mkdir()
    np.savez(folder / "joint.npz", last=np.array(weights, np.float32), half=np.array([seed], np.float16))
    about = {"door": 3, "layers": 6, "sha256": f"{seed}", "trained": {"seed": seed, "steps": steps}}
    (folder / "verifier.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


def test_the_mean_of_runs_names_their_seeds_and_is_vouched_for_by_its_digest(tmp_path):
    runs = [of_run(tmp_path / "a", 1, [1.0, 4.0]), of_run(tmp_path / "b", 2, [3.0, 0.0])]
    mean_of(runs, tmp_path / "out")
    kept = np.load(tmp_path / "out" / "joint.npz")
    assert list(kept["last"]) == [2.0, 2.0]
    assert kept["half"].dtype == np.float16
    assert list(kept["half"]) == [1.5]
    about = json.loads((tmp_path / "out" / "verifier.json").read_text(encoding="utf-8"))
    assert about["trained"] == {"seeds": [1, 2], "steps": 10}
    assert about["sha256"] == hashlib.sha256((tmp_path / "out" / "joint.npz").read_bytes()).hexdigest()


def test_runs_of_two_recipes_have_no_mean(tmp_path):
    runs = [of_run(tmp_path / "a", 1, [1.0]), of_run(tmp_path / "b", 2, [3.0], steps=20)]
    with pytest.raises(NotAlikeError, match="another recipe"):
        mean_of(runs, tmp_path / "out")
    with pytest.raises(NotAlikeError, match="holds"):
        mean_of([tmp_path / "nowhere"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_several_files_hold_of_one_act_is_joined_and_nothing_said_twice(tmp_path):
    (tmp_path / "a.txt").write_text("id: ask_name\n+ who is it; your name\n- his name\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "id: ask_name\n+ your name; name please\n- the name of it\n", encoding="utf-8"
    )
    assert read_more(tmp_path) == {
        "ask_name": (("who is it", "your name", "name please"), ("his name", "the name of it"))
    }


def test_what_is_written_of_every_shared_act_is_enough_and_none_of_it_is_a_gold_line():
    more = read_more(POOL / MORE)
    gold = {plain(one.text).rstrip("?") for part in gold_lines.PARTS for one in gold_lines.gold_lines(part)}
    for act in shared_acts():
        true, near = more[act.id]
        assert len(true) >= 18, act.id
        assert len(near) >= 18, act.id
        assert not {t for t in map(plain, (*true, *near)) if len(t.split()) > 3} & gold, act.id
