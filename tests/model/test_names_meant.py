"""What is told of a name that leads nowhere: the one that was meant, and nothing that follows from it."""

from __future__ import annotations

import pytest

from simulator.model.act_names import acts_meant
from simulator.model.load_scenario import load_scenario_text
from simulator.model.organisation import Organisation
from tests.model.fault_examples import laid_over, tiny
from tests.shipped import shipped_library


def faults_of(text):
    library = shipped_library()
    organisation: Organisation = library.organisations["wendshire"]
    return load_scenario_text(
        text, organisation=organisation, unit=library.units, shared_acts=library.shared_acts
    )[1]


@pytest.mark.parametrize(
    ("name", "among"),
    [
        ("ask_danger", "ask_hazards (asks about dangers at the scene)"),
        ("ask_anyone_else", "ask_who_is_there (asks who else is there)"),
        ("advise_no_drink", "advise_no_food_or_drink (advises nothing to eat or drink)"),
        ("wrong_drink", "wrong_give_drink (tells the caller to give food, drink or medicine)"),
    ],
)
def test_a_guessed_act_is_answered_with_those_that_are_about_the_same(name, among):
    assert among in acts_meant(name, shipped_library().shared_acts)


@pytest.mark.parametrize("name", ["ask_locatoin", "wrong_give_drinks", "ask_zzzz"])
def test_a_slip_of_the_pen_names_no_others_and_nonsense_none(name):
    assert acts_meant(name, shipped_library().shared_acts) == ()


def test_what_only_follows_from_a_misspelt_name_is_not_told_besides():
    rows = """
calls:
  main:
    caller: caller
    incident: escape
    number shown: "{caller.phone}"
    opening: I can smell gas!
    reactions:
      - {to: wrong_go_back_in, says: Back in? All right.}
indicators:
  place: {criterion: "1.2", clause: "1.2", label: Gets the address, obtains: address}
  safe: {criterion: "1.2", clause: "1.2", label: Never sends them back, never says: NAME}
"""
    assert [f.code for f in faults_of(laid_over(rows.replace("NAME", "wrong_go_back_inn")))] == ["S105"]
    assert "S318" in [f.code for f in faults_of(laid_over(rows.replace("NAME", "blame")))]


def test_a_clause_of_something_else_is_answered_with_those_that_serve():
    told = [f for f in faults_of(tiny().replace('clause: "1.2"', 'clause: "4.4"')) if f.code == "S225"]
    assert len(told) == 1
    assert told[0].cure.startswith("Name a clause that serves 1.2, such as 1.2, 1.3")


def test_advice_of_another_card_is_answered_with_the_advice_of_the_right_ones():
    row = """
indicators:
  place: {criterion: "1.2", clause: "1.2", label: Gets the address, obtains: address}
  safe: {criterion: "1.2", clause: "1.2", label: Has hazard lights put on, advises: advise_hazard_lights}
"""
    told = [f for f in faults_of(laid_over(row)) if f.code == "S235"]
    assert len(told) == 1
    assert "GAS-1: advise_leave" in told[0].cure


MESSAGE = """
criteria: ["1.2", "1.5"]
facts:
  address: {label: The address, value: "{home.line}", topic: where, says: Here., asked by: ask_location}
  woman:
    label: A woman of eighty
    value: woman of eighty
    accept: lady of eighty
    topic: people
    says: A woman, eighty.
    asked by: ask_who_is_there
  state:
    label: Her state
    value: shivering and tired
    accept: shivering
    topic: injuries
    says: Shivering and tired.
    asked by: ask_injuries
indicators:
  place: {criterion: "1.2", clause: "1.2", label: Gets the address, obtains: [address, woman, state]}
  tells: {criterion: "1.5", clause: "5.1", label: "LABEL", carries: [address, woman, state], to: ambulance}
"""


@pytest.mark.parametrize(
    "label",
    [
        "Tells the ambulance where, who, and that she is tired and shivering",
        "Tells the ambulance who, and her state",
    ],
)
def test_a_label_may_say_who_and_two_things_of_one_fact(label):
    assert [f.code for f in faults_of(laid_over(MESSAGE.replace("LABEL", label)))] == []


def test_a_label_that_leaves_a_person_out_is_told_still():
    text = laid_over(MESSAGE.replace("LABEL", "Tells the ambulance where, and that she is tired"))
    assert [f.code for f in faults_of(text)] == ["S327"]
