"""What the timeline says of a caller's mood, without a browser: true words, and only where there is room."""

from __future__ import annotations

import itertools

import pytest

from app_pages._kit.timeline import mood_words, timeline_figure
from app_pages._kit.views import Timeline


def words(*mood: tuple[float, int], end: float = 300) -> list[tuple[float, str]]:
    return mood_words(Timeline(end, (), mood))


def test_a_change_is_told_from_the_mood_just_before_it_and_not_from_the_last_one_told():
    found = words((0, 7), (20, 4), (120, 6), (190, 7))
    assert found == [(0, "begins at 7"), (120, "more upset: 6"), (190, "more upset: 7"), (300, "ends at 7")]


def test_of_several_changes_in_a_row_the_last_is_told_beside_what_was_before_them_all():
    assert words((0, 6), (100, 7), (104, 8), (108, 4))[1] == (108, "calmer: 4")
    assert len(words((0, 6), (100, 7), (104, 6))) == 2, "what came back to where it was is no change"


def test_no_two_words_stand_so_near_that_one_lies_over_the_other():
    found = words(*((t, 3 + t // 20 % 4) for t in range(0, 290, 20)))
    times = [t for t, _ in found]
    assert all(later - earlier >= 0.12 * 300 for earlier, later in itertools.pairwise(times))
    assert len(found) > 4
    assert words() == []


@pytest.mark.parametrize(("enough", "told"), [(4, True), (9, False), (None, False)])
def test_the_axis_says_what_its_ends_mean_and_what_is_calm_enough(enough, told):
    ticks = timeline_figure(Timeline(300, (), ((0, 6),), enough)).layout.yaxis.ticktext
    assert {"Mood 0: calm", "Mood 10: panic"} <= set(ticks)
    assert any("calm enough" in tick for tick in ticks) is told
