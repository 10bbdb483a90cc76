"""What the console says and in which order, without a browser."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from app_pages._call.act import by_travel
from app_pages._call.talk import partings
from simulator.service.call_screen import LineView, ResourceView


def unit(name: str, seconds: int, *, can_send: bool = True) -> ResourceView:
    return ResourceView(name, name, "engine", (), "available", {"north": seconds}, 60, can_send, "")


def line(
    number: int, *, state: Any = "ended", by: str = "", named: str = "", direction: Any = "in"
) -> LineView:
    return LineView(
        f"line:{number}", number, f"Line {number}", state, direction, "", 0, "0071", "", named, "", by
    )


def test_units_stand_in_the_order_of_their_travel_time_and_those_that_cannot_go_come_last():
    roster = [unit("far", 900), unit("away", 60, can_send=False), unit("near", 300)]
    ordered = sorted(roster, key=lambda each: by_travel(each, "north"))
    assert [each.id for each in ordered] == ["near", "far", "away"]
    unplaced = sorted(roster, key=lambda each: by_travel(each, None))
    assert [each.id for each in unplaced] == ["far", "near", "away"]


def test_a_line_that_is_over_says_who_hung_up():
    lines = (
        line(1, by="caller", named="Rachael Frost"),
        line(2, by="learner"),
        line(3, state="live"),
        line(4, by="organisation", direction="out"),
    )
    desk: Any = SimpleNamespace(screen=SimpleNamespace(lines=lines))
    assert partings(desk) == {
        "line:1": "Rachael Frost has hung up.",
        "line:2": "The caller on line 2 is off the line: you ended the call.",
        "line:4": "Line 4 has hung up.",
    }
