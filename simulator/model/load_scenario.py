"""Reads a scenario file and checks it against what it refers to.

It plays and proves nothing: what it returns is a value, or the faults that say where the file is wrong.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from simulator.model.answered_as import with_answers
from simulator.model.content_hash import content_hash
from simulator.model.faults import Fault, in_order
from simulator.model.organisation import Organisation
from simulator.model.reading import ActPhrasings
from simulator.model.scenario import Scenario
from simulator.model.scenario_checks import Surroundings, blocks, check_scenario
from simulator.model.typed_reading import read_model
from simulator.model.unit import Unit
from simulator.model.yaml_source import read_text, shown_name


def load_scenario(
    path: Path,
    *,
    organisation: Organisation | None,
    unit: Unit | Mapping[str, Unit] | None,
    shared_acts: Mapping[str, ActPhrasings],
    today: date | None = None,
) -> tuple[Scenario | None, list[Fault]]:
    """Read the file of a scenario; see ``load_scenario_text``."""
    text, faults = read_text(path)
    if text is None:
        return None, faults
    return load_scenario_text(
        text,
        organisation=organisation,
        unit=unit,
        shared_acts=shared_acts,
        file=shown_name(path),
        today=today,
    )


def load_scenario_text(
    text: str,
    *,
    organisation: Organisation | Mapping[str, Organisation] | None,
    unit: Unit | Mapping[str, Unit] | None,
    shared_acts: Mapping[str, ActPhrasings],
    file: str = "scenario.yaml",
    today: date | None = None,
) -> tuple[Scenario | None, list[Fault]]:
    """Build a scenario from its text and check what it refers to.

    Args:
        text: the YAML text.
        organisation: whose clauses, levels, places and crews it names, or all organisations by id; ``None``
            when its files are broken.
        unit: the unit that it claims criteria of, or all units by number; ``None`` when none could be read.
        shared_acts: the phrase bank by act id.
        file: the name that faults call the text by.
        today: the day against which review dates of clauses are held; not held to any when ``None``.

    Returns:
        The scenario, or ``None`` when a fault prevents playing it; and all faults in order. Faults with a
        code from S300 are advice to the author: they come together with the scenario. With neither
        organisation nor unit only the shape is read, so that a text kept for an old attempt loads for ever.
    """
    scenario, faults, index = read_model(text, Scenario, file=file)
    if scenario is not None:
        labels = {act.id: act.label for act in shared_acts.values() if act.label}
        said = {act.id: act.phrasings for act in shared_acts.values()}
        scenario = scenario.with_act_labels(labels, said)
    if isinstance(organisation, Mapping):
        organisation = organisation.get(scenario.organisation) if scenario is not None else None
    if scenario is not None and organisation is not None:
        scenario = scenario.at_centre(organisation.acts, organisation.greetings, organisation.also_said_as)
    if scenario is None or (organisation is None and unit is None):
        return (scenario and with_answers(scenario, shared_acts)), faults
    around = Surroundings(organisation, _unit_of(scenario, unit), shared_acts, today)
    faults = in_order([*faults, *check_scenario(scenario, index, text, around)])
    sound = not any(blocks(fault) for fault in faults)
    return (with_answers(scenario, shared_acts) if sound else None), faults


def _unit_of(scenario: Scenario, unit: Unit | Mapping[str, Unit] | None) -> Unit | None:
    """Return the unit that a scenario names; when it names none of several, one to compare it with."""
    if isinstance(unit, Mapping):
        return unit.get(scenario.unit) or next(iter(unit.values()), None)
    return unit


def scenario_hash(source: Path | str) -> str:
    """Return the SHA-256 (64 hex digits) of a scenario's text, given as text or as the path of a file.

    Raises:
        OSError: the file cannot be read.
    """
    return content_hash(source.read_text("utf-8") if isinstance(source, Path) else source)
