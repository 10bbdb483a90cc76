"""Reads a unit's folder into a ``Unit``; it decides nothing about what the unit asks."""

from pathlib import Path

from simulator.model.content_hash import content_hash
from simulator.model.faults import Fault, fault, in_order
from simulator.model.line_index import LineIndex
from simulator.model.typed_reading import read_model
from simulator.model.unit import Unit
from simulator.model.yaml_source import read_text, shown_name


def load_unit(folder: Path) -> tuple[Unit | None, list[Fault]]:
    """Read ``unit.yaml`` of a folder such as ``criteria/unit-234``; returns the unit or all its faults."""
    path = folder / "unit.yaml"
    text, faults = read_text(path)
    if text is None:
        return None, faults
    return load_unit_text(text, shown_name(path))


def load_unit_text(text: str, file: str = "unit.yaml") -> tuple[Unit | None, list[Fault]]:
    """Read the text of a unit, as a store keeps it; returns the unit or all its faults."""
    unit, faults, index = read_model(text, Unit, file=file)
    if unit is None:
        return None, faults
    faults = _check(unit, index)
    if faults:
        return None, in_order(faults)
    return unit.model_copy(update={"content_hash": content_hash(text)}), []


def _check(unit: Unit, index: LineIndex) -> list[Fault]:
    """Return the faults that no single field can show: ids used twice, outcomes without criteria."""
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for outcome in unit.outcomes:
        where = ("outcomes", outcome.id)
        if not outcome.criteria or not outcome.methods:
            faults.append(
                fault(
                    "F021",
                    index.file,
                    index.line(*where),
                    index.words(where),
                    case="bare outcome",
                    outcome=outcome.id,
                )
            )
        for criterion in outcome.criteria:
            path = (*where, "criteria", criterion.id)
            if criterion.id in first:
                faults.append(
                    fault(
                        "F019",
                        index.file,
                        index.line(*path),
                        index.words(path),
                        case="criterion",
                        id=criterion.id,
                        first=first[criterion.id],
                    )
                )
            first.setdefault(criterion.id, index.line(*path))
    return faults
