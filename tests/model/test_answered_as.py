"""A question that the author did not foresee is answered as the one that it comes to."""

from pathlib import Path

from simulator.model.answered_as import with_answers
from simulator.model.scenario import Scenario
from simulator.model.typed_reading import read_model
from tests.shipped import shipped_library


def _shipped(name: str) -> Scenario:
    text = Path(f"scenarios/wendshire/{name}.yaml").read_text("utf-8")
    scenario, faults, _ = read_model(text, Scenario, file=name)
    assert scenario is not None, faults
    return scenario


def _asked(scenario: Scenario, act: str) -> set[str]:
    return {key for key, fact in scenario.facts.items() if act in fact.asked_by}


def test_whereabouts_are_you_obtains_the_address_where_the_file_only_foresaw_where_is_it() -> None:
    shipped = _shipped("gas-escape")
    call = shipped.calls["main"]
    others = tuple(r for r in call.reactions if "ask_caller_location" not in r.to)
    written = shipped.model_copy(update={"calls": {"main": call.model_copy(update={"reactions": others})}})
    assert not _asked(written, "ask_caller_location")
    assert _asked(with_answers(written, shipped_library().shared_acts), "ask_caller_location") == {"address"}


def test_an_answer_of_the_authors_own_comes_first() -> None:
    written = _shipped("road-collision")
    before = _asked(written, "ask_caller_location")
    assert before
    assert _asked(with_answers(written, shipped_library().shared_acts), "ask_caller_location") == before


def test_a_reaction_of_the_authors_own_is_an_answer_too() -> None:
    written = _shipped("gas-escape")
    call = written.calls["main"]
    reaction = call.reactions[0].model_copy(update={"to": ("ask_caller_location",)})
    calls = {"main": call.model_copy(update={"reactions": (*call.reactions, reaction)})}
    scenario = written.model_copy(update={"calls": calls})
    assert not _asked(with_answers(scenario, shipped_library().shared_acts), "ask_caller_location")
