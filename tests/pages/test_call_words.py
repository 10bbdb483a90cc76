"""What the console says and in which order, without a browser."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from app_pages._call.act import area_named, by_travel, people
from app_pages._call.log import in_pairs
from app_pages._call.talk import partings, spoken_name, still_open
from app_pages._call.tree import in_order, opens_by_itself
from app_pages._kit.mounting import _caller
from app_pages._kit.views import LogField
from simulator.model.organisation_means import Place
from simulator.model.organisation_rules import DecisionTree
from simulator.service.call_screen import LineView, ResourceView, SentView


def unit(name: str, seconds: int, *, can_send: bool = True, crew: int = 2) -> ResourceView:
    return ResourceView(name, name, "engine", (), "available", {"north": seconds}, 60, can_send, "", crew)


def line(
    number: int, *, state: Any = "ended", by: str = "", named: str = "", direction: Any = "in"
) -> LineView:
    return LineView(
        f"line:{number}", number, f"Line {number}", state, direction, "", 0, "0071", "", named, "", by
    )


def test_the_area_is_known_from_a_town_or_from_a_street_that_one_area_alone_has():
    links = Place(id="a", name="Links", area="plain", kind="urban", postcode="V1", streets=("Beck Road",))
    fell = Place(
        id="b", name="Fell", area="fell", kind="rural", postcode="V2", streets=("Quarry Road", "Mill Row")
    )
    far = Place(id="c", name="Far", area="far", kind="rural", postcode="V3", streets=("Mill Row",))
    places = (links, fell, far)
    assert area_named("post 35, quarry road, towards the coast", places) == "fell"
    assert area_named("Mill Row, Far", places) == "far"
    assert area_named("Mill Row", places) == area_named("", places) == ""


def test_a_caller_is_called_by_the_name_out_of_what_was_written_of_them():
    written = {
        "Jean Holt, daughter": "Jean Holt",
        "Mrs Jean Holt 07700 900118": "Mrs Jean Holt",
        "Dave Hart - driver": "Dave Hart",
        "the man who found the gate open": "",
    }
    assert {text: spoken_name(line(1, named=text)) for text in written} == written


def test_only_what_waits_for_the_learner_is_still_open():
    radio, spoken_to = line(2, state="open", direction="radio"), line(3, state="live", direction="out")
    sent = [
        SentView("m1", "message", "0071", "Duty Team", "phone", 5, state, None, "", "")
        for state in ("answered", "waiting")
    ]
    assert still_open([line(1), radio, spoken_to], sent) == ""
    lines = [line(1, state="held"), line(4, state="calling", direction="radio")]
    asks = SentView("m2", "message", "0071", "Alpha 1", "radio", 5, "asks", None, "", "Where?")
    assert (
        still_open(lines, [*sent, asks]) == "Line 1 (on hold), Line 4 (calling you), Alpha 1 (has asked you)"
    )


def test_units_stand_in_the_order_of_their_travel_time_and_those_that_cannot_go_come_last():
    roster = [unit("far", 900), unit("away", 60, can_send=False), unit("near", 300)]
    ordered = sorted(roster, key=lambda each: by_travel(each, "north"))
    assert [each.id for each in ordered] == ["near", "far", "away"]
    unplaced = sorted(roster, key=lambda each: by_travel(each, None))
    assert [each.id for each in unplaced] == ["far", "near", "away"]


def test_a_unit_that_can_go_says_whether_it_brings_one_person_or_more():
    assert people(unit("car", 60, crew=1)) == " · one person"
    assert people(unit("car", 60)) == " · crew of 2"
    assert people(unit("car", 60, can_send=False)) == ""


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
        "line:2": "",
        "line:4": "Line 4 has hung up.",
    }


def test_a_field_of_half_a_row_without_a_neighbour_takes_the_whole_row():
    halves = (True, True, True, False, True, False, True, True)
    fields = [LogField(f"f{n}", "A field", half=half) for n, half in enumerate(halves)]
    drawn = [field.half for field in in_pairs(fields)]
    assert drawn == [True, True, False, False, False, False, True, True]


def test_a_trigger_that_comes_in_after_its_page_was_left_is_let_go():
    heard: list[str] = []
    _caller("a strip that is drawn no more", "due", heard.append)()
    assert not heard


def tree(name: str, *types: str) -> DecisionTree:
    return DecisionTree(id=name, title=name, types=types, starts="", nodes=(), outcomes=())


def test_the_tree_of_the_type_chosen_opens_and_before_that_none_that_would_name_the_incident():
    bridge, lane, every = tree("bridge", "BR-1", "BR-2"), tree("lane", "LN-1"), tree("any")
    assert opens_by_itself((bridge, lane), "") == ""
    assert opens_by_itself((bridge, lane), "ZZ-9") == ""
    assert opens_by_itself((bridge, lane), "LN-1") == "lane"
    assert opens_by_itself((bridge, every, lane), "") == opens_by_itself((bridge, every), "LN-1") == "any"
    assert [t.id for t in in_order((bridge, every, lane), "LN-1")] == ["lane", "any", "bridge"]
    assert [t.id for t in in_order((bridge, lane), "")] == ["bridge", "lane"]
