"""Casting: the same seed casts the same people, and nothing that is cast could be anybody's."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.casting import draw
from simulator.model.filled import UnknownTemplateError, fill, template_keys
from tests.engine import builders

CAST = {
    "caller": {"person": "female"},
    "neighbour": {"person": "any"},
    "crew": {"person": "male"},
    "home": {"address": "town"},
    "elsewhere": {"address": "town", "streets": ["Juniper Way"]},
    "mobile": {"phone": "mobile"},
    "desk": {"phone": "landline"},
    "colour": {"choice": ["red", "blue"]},
    "car": {"vehicle_mark": True},
    "dose": {"number": "12 to 48"},
}
SCENARIO = builders.scenario(cast=CAST, variants={"wet": "It rains", "dry": "It does not"})
ORGANISATION = builders.organisation()
SEEDS = st.integers(0, 2**31)
FEW = settings(max_examples=60, deadline=None)


@FEW
@given(SEEDS)
def test_the_same_seed_draws_the_same_cast(seed):
    assert draw(SCENARIO, ORGANISATION, seed) == draw(SCENARIO, ORGANISATION, seed)


def test_neighbouring_seeds_draw_different_casts():
    assert len({draw(SCENARIO, ORGANISATION, seed).values["caller.name"] for seed in range(20)}) > 15
    assert {draw(SCENARIO, ORGANISATION, seed).variant for seed in range(20)} == {"wet", "dry"}


@FEW
@given(SEEDS)
def test_no_two_people_share_a_surname_or_a_number(seed):
    values = draw(SCENARIO, ORGANISATION, seed).values
    assert len({values[f"{who}.last"] for who in ("caller", "neighbour", "crew")}) == 3
    assert len({values[f"{who}.phone"] for who in ("caller", "neighbour", "crew")} | {values["mobile"]}) == 4


@FEW
@given(SEEDS)
def test_whatever_can_be_dialled_lies_in_a_range_kept_for_drama(seed):
    values = draw(SCENARIO, ORGANISATION, seed).values
    assert re.fullmatch(r"07700 900\d{3}", values["caller.phone"])
    assert re.fullmatch(r"07700 900\d{3}", values["mobile"])
    assert re.fullmatch(r"01632 960\d{3}", values["desk"])


@FEW
@given(SEEDS)
def test_a_house_number_is_another_when_its_digits_change_places(seed):
    values = draw(SCENARIO, ORGANISATION, seed).values
    number = values["home.number"]
    assert number != number[::-1]
    assert not number.endswith("0")
    assert values["home.line"] == f"{number} {values['home.street']}"
    assert values["home.street"] in ("Larch Street", "Rowan Lane")
    assert values["elsewhere.street"] == "Juniper Way"
    assert re.fullmatch(r"TT1 \d[A-Z]{2}", values["home.postcode"])


@FEW
@given(SEEDS)
def test_a_vehicle_mark_is_one_that_was_never_issued(seed):
    assert re.fullmatch(r"[JTU][B-Z]\d\d [B-Z]{3}", draw(SCENARIO, ORGANISATION, seed).values["car"])


@FEW
@given(SEEDS)
def test_choices_and_numbers_stay_in_their_range(seed):
    values = draw(SCENARIO, ORGANISATION, seed).values
    assert values["colour"] in ("red", "blue")
    assert 12 <= int(values["dose"]) <= 48


def test_a_place_that_the_organisation_does_not_have_is_named():
    written = builders.scenario(cast={"home": {"address": "moon"}})
    with pytest.raises(ValueError, match='Test Centre has no place "moon"; it has town'):
        draw(written, ORGANISATION, 1)


def test_a_drawn_cast_fills_every_template_of_its_scenario():
    cast = draw(builders.scenario(), ORGANISATION, 5)
    filled = fill(builders.scenario(), cast.values, cast.variant)
    assert "{" not in filled.model_dump_json(exclude={"cast"}).replace('{"', "").replace("{}", "")
    assert filled.facts["address"].value == f"{cast.values['home.line']}, Testham"


def test_the_template_keys_of_a_scenario_are_listed_once_each():
    assert set(template_keys(builders.scenario())) == {
        "caller.phone",
        "caller.last",
        "caller.name",
        "home.line",
        "home.town",
    }


def test_a_template_that_nobody_fills_is_named_with_what_there_is():
    with pytest.raises(
        UnknownTemplateError, match=r'"\{caller.phone\}" stands in a text.*it has caller.name'
    ):
        fill(builders.scenario(), {"caller.name": "Dilys Okafor"}, "")


def test_what_the_far_end_fills_in_as_it_speaks_is_left_alone():
    outside = {"gas_network": {"accepts": "Ours, {reference}, for {home.line}."}}
    filled = fill(builders.scenario(outside=outside), builders.CAST, "")
    assert filled.outside["gas_network"].accepts == "Ours, {reference}, for 14 Larch Street."


def test_elements_of_other_variants_are_left_out_with_what_names_them():
    facts = builders.FACTS | {"cat": builders.FACTS["cat"] | {"only_in": ["wet"]}}
    indicators = {
        "both": {"criterion": "1.2", "clause": "3.1", "obtains": ["address", "cat"]},
        "cat_only": {"criterion": "1.2", "clause": "3.1", "obtains": ["cat"]},
    }
    written = builders.scenario(
        facts=facts, indicators=indicators, variants={"wet": "It rains", "dry": "It does not"}
    )
    dry, wet = fill(written, builders.CAST, "dry"), fill(written, builders.CAST, "wet")
    assert "cat" not in dry.facts
    assert dry.indicators["both"].obtains == ("address",)
    assert "cat_only" not in dry.indicators
    assert wet.indicators["both"].obtains == ("address", "cat")
