"""The figures that the bench of the reader prints are what they say, and the gold set is whole."""

import json
from collections import Counter

import numpy as np
import pytest

from tests.bench import gold_lines, public_sets, reading, reading_figures
from tests.bench.__main__ import BENCHES
from tests.bench.gold_lines import GoldLine, Pair
from tests.bench.reading_disturbed import in_another_order, in_other_words, with_typing_errors
from tests.bench.reading_figures import Found, Heard
from tests.understanding.banks import shared_acts


def line(text="", acts=(), call="gas"):
    return GoldLine("x", call, "development", text, frozenset(acts))


def test_the_gold_set_holds_enough_lines_of_ten_call_types_a_third_of_them_for_development():
    development, comparing, final = (gold_lines.gold_lines(part) for part in gold_lines.PARTS)
    both = [*development, *comparing]
    calls = Counter(one.call for one in both)
    assert len(both) >= 640
    assert sum(not one.acts for one in both) >= 220
    assert len(calls) == 10
    assert {call: round(n / 3) for call, n in calls.items()} == Counter(one.call for one in development)
    assert not {one.text for one in development} & {one.text for one in comparing}
    assert len(final) >= 400
    assert sum(not one.acts for one in final) >= 150
    assert len({one.call for one in final}) == 10
    assert not {one.call for one in final} & set(calls)
    assert not {one.text for one in final} & {one.text for one in both}


def test_every_label_and_every_pair_names_shared_acts_and_most_acts_are_labelled_somewhere():
    first = gold_lines.labels("labels-a.txt")
    named = frozenset().union(*first.values())
    known = {act.id for act in shared_acts()}
    assert named <= known
    assert len(named) >= 120
    assert {row[0] for row in gold_lines.rows(gold_lines.GOLD / "lines.txt")} == set(first)
    for pair in gold_lines.pairs():
        assert pair.first.acts | pair.second.acts <= known
        assert pair.contested, pair.first.text
    assert len(gold_lines.pairs()) == 60


def test_where_two_labellers_differ_a_decision_must_stand_and_counts(tmp_path):
    (tmp_path / "labels-a.txt").write_text("g-1\task_name\ng-2\n")
    (tmp_path / "labels-b.txt").write_text("g-1\tgreet\ng-2\n")
    with pytest.raises(ValueError, match="g-1"):
        gold_lines.counting(tmp_path)
    (tmp_path / "labels.txt").write_text("g-1\task_name greet\tboth are said\n")
    assert gold_lines.counting(tmp_path) == {"g-1": {"ask_name", "greet"}, "g-2": frozenset()}


def test_precision_recall_and_false_accepts_are_those_worked_by_hand():
    lines = [line(acts=["a", "b"]), line(acts=["a"]), line(), line()]
    heard = [frozenset("a"), frozenset("c"), frozenset("d"), frozenset()]
    sums = reading_figures.table(lines, heard).sum(axis=0)
    assert list(sums) == [1, 2, 2, 1, 2]
    assert reading_figures.precision(sums) == pytest.approx(1 / 3)
    assert reading_figures.recall(sums) == pytest.approx(1 / 3)
    assert reading_figures.f1(sums) == pytest.approx(1 / 3)
    assert reading_figures.false_accepts(sums) == 0.5


def test_the_interval_of_a_share_holds_the_share_and_is_as_wide_as_chance_makes_it():
    found = reading_figures.share([True] * 80 + [False] * 20)
    value, low, high = found["share"]
    assert value == 0.8
    assert low == pytest.approx(0.8 - 1.96 * 0.04, abs=0.015)
    assert high == pytest.approx(0.8 + 1.96 * 0.04, abs=0.015)
    assert reading_figures.share([True] * 80 + [False] * 20) == found


def test_at_another_threshold_a_stretch_gives_its_best_act_only():
    heard = Heard(
        (Found("a", 0.5, "sure", "one"), Found("b", 0.3, "unsure", "one"), Found("c", 0.3, "unsure", "two"))
    )
    assert heard.at(0.2) == {"a", "c"}
    assert heard.at(0.4) == {"a"}
    assert heard.at(0.6) == set()


def test_a_call_type_is_scored_with_the_threshold_of_the_others():
    lines = [line(acts=["a"], call="gas"), line(call="gas"), line(acts=["a"], call="road"), line(call="road")]
    strong, weak = Heard((Found("a", 0.9, "sure", "s"),)), Heard((Found("a", 0.5, "sure", "s"),))
    heard = [strong, weak, weak, Heard(())]
    out = reading_figures.left_out(lines, heard, [0.4, 0.8], limit=0.05)
    assert out.thresholds == {"gas": 0.4, "road": 0.8}
    assert list(out.counts.sum(axis=0)) == [1, 1, 1, 1, 2]


def test_a_pair_is_right_only_when_both_of_its_lines_are():
    pair = Pair("question", line(acts=["ask", "also"]), line(acts=["also"]))
    assert reading_figures.pair_is_right(pair, frozenset({"ask"}), frozenset({"other"}))
    assert not reading_figures.pair_is_right(pair, frozenset({"ask"}), frozenset({"ask"}))
    assert not reading_figures.pair_is_right(pair, frozenset(), frozenset())


def test_kappa_is_that_of_the_textbook():
    first = [True] * 45 + [False] * 55
    second = [True] * 25 + [False] * 20 + [True] * 10 + [False] * 45
    agreed, chance = 0.70, 0.45 * 0.35 + 0.55 * 0.65
    assert reading_figures.kappa(first, second) == pytest.approx((agreed - chance) / (1 - chance))
    assert reading_figures.kappa([True, False], [True, False]) == 1.0


def test_a_disturbed_line_is_another_line_and_the_same_each_time():
    text = "where are you, is anyone hurt"
    for by in (with_typing_errors, in_other_words, in_another_order):
        assert by(text) != text
        assert by(text) == by(text)
    assert in_another_order(text) == "is anyone hurt. where are you."
    assert in_other_words("dont move her") == "do not move her"
    assert in_another_order("hello") is None


def test_bands_are_calibrated_by_what_they_promise():
    lines = [line(acts=["a"]), line(acts=["a"]), line()]
    heard = [Heard((Found("a", 0.9, "sure", "s"),)), Heard((Found("b", 0.3, "unsure", "s"),)), Heard(())]
    found = reading_figures.calibration(lines, heard)
    assert [found[band]["share"][0] for band in ("sure", "unsure", "none")] == [1.0, 0.0, 1.0]


def test_public_sets_are_read_from_where_they_lie(tmp_path):
    whole = {f"{oos}{part}": [["hi", "greet"]] for oos in ("", "oos_") for part in ("train", "val", "test")}
    (tmp_path / "data_full.json").write_text(json.dumps(whole))
    for part in ("train", "test"):
        (tmp_path / f"{part}.csv").write_text('text,category\n"a card, lost",lost\nmy pin,pin\n')
    assert public_sets.clinc150(tmp_path / "data_full.json").outside == ("hi",)
    bank = public_sets.banking77(tmp_path)
    assert bank.asked == (("a card, lost", "lost"), ("my pin", "pin"))
    assert public_sets.measure(bank, None, None, each=1, draws=1)["by_draw"] == [1.0]


def test_the_confusions_name_what_was_meant_and_what_it_was_taken_for():
    lines = [line("x", ["a"]), line("y", ["a"]), line("z")]
    heard = [frozenset("b"), frozenset(), frozenset("c")]
    assert reading_figures.confusions(lines, heard) == [
        ("(no act)", "c", 1, "z"),
        ("a", "(nothing)", 1, "y"),
        ("a", "b", 1, "x"),
    ]


def test_what_is_printed_for_people_holds_every_figure_with_its_interval():
    triple = [0.5, 0.4, 0.6]
    measures = dict.fromkeys(reading_figures.MEASURES, triple)
    assert reading.row("one", measures).count("0.500 [0.400–0.600]") == len(measures)
    assert json.dumps({"n": np.float64(0.5)}, default=reading._plain) == '{"n": 0.5}'


@pytest.mark.parametrize(
    ("option", "name"),
    [("--weights", "no encoder in"), ("--clinc150", "cannot be read"), ("--banking77", "cannot be read")],
)
def test_a_path_that_leads_nowhere_is_said_before_anything_is_measured(tmp_path, monkeypatch, option, name):
    def measured(*_: object, **__: object) -> None:
        raise AssertionError("measured")

    monkeypatch.setattr(reading, "fit_reader", measured)
    with pytest.raises(SystemExit, match=name) as stopped:
        reading.main([option, str(tmp_path / "nowhere")])
    assert str(tmp_path / "nowhere") in str(stopped.value)
    assert option in str(stopped.value)


def test_every_bench_that_is_described_can_be_run_by_its_name():
    rows = (gold_lines.GOLD.parent / "README.md").read_text(encoding="utf-8").splitlines()
    described = {row.split("|")[1].strip() for row in rows if row.startswith("| ") and "python -m" in row}
    assert described == set(BENCHES)


def test_of_each_act_it_is_told_how_often_it_was_meant_heard_and_both():
    lines = [line("x", ["a"]), line("y", ["a"]), line("z")]
    found = reading_figures.by_act(lines, [frozenset("a"), frozenset("b"), frozenset()])
    assert found["a"] == {"meant": 2, "heard": 1, "right": 1, "precision": 1.0, "recall": 0.5}
    assert found["b"] == {"meant": 0, "heard": 1, "right": 0, "precision": 0.0, "recall": None}
