"""Reads the files of an organisation's folder into one ``Organisation``, or tells all their faults.

It checks shape and references; it judges nothing about whether the procedures are good ones.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from pydantic import Field

from simulator.model.content_hash import content_hash
from simulator.model.faults import Fault, fault, in_order
from simulator.model.line_index import LineIndex
from simulator.model.organisation import Opening, Organisation
from simulator.model.organisation_checks import check_organisation
from simulator.model.organisation_means import (
    AllocationRule,
    Codes,
    CrewSpeech,
    LogField,
    OutsideOrganisation,
    Place,
    Resource,
    Service,
    Skill,
    Topic,
)
from simulator.model.organisation_rules import (
    AdviceCard,
    Chapter,
    Convention,
    DecisionTree,
    DeedRule,
    EscalationLevel,
    EscalationTrigger,
    MediumChoice,
    PriorityLevel,
)
from simulator.model.own_act import OwnAct
from simulator.model.reading import Value
from simulator.model.typed_reading import read_model
from simulator.model.yaml_source import read_text, shown_name


class _File(Value):
    format: Literal["1"]


class AboutFile(_File):
    """``organisation.yaml``: who the centre is, how it opens a call, what it serves and where."""

    id: str
    name: str
    short: str
    version: str
    nation: str
    reviewed: str
    review_due: str
    about: str
    control_call_sign: str
    control_said_as: tuple[str, ...]
    reference_prefix: str
    postcode_area: str
    based_on: str = Field(default="", description="the centre whose clauses this one took over, by its id")
    own: bool = Field(default=False, description="yes where a centre has made these procedures its own")
    opening: Opening
    services: tuple[Service, ...]
    places: tuple[Place, ...]
    topics: tuple[Topic, ...]


class ProceduresFile(_File):
    """``procedures.yaml``."""

    chapters: tuple[Chapter, ...]
    deeds: tuple[DeedRule, ...] = ()


class PrioritiesFile(_File):
    """``priorities.yaml``."""

    priorities: tuple[PriorityLevel, ...]


class LogFormFile(_File):
    """``log_form.yaml``."""

    log_form: tuple[LogField, ...]


class CodesFile(_File, Codes):
    """``codes.yaml``."""


class DirectoryFile(_File):
    """``directory.yaml``."""

    directory: tuple[OutsideOrganisation, ...]


class ResourcesFile(_File):
    """``resources.yaml``."""

    skills: tuple[Skill, ...]
    resources: tuple[Resource, ...]
    crews_say: CrewSpeech
    allocation: tuple[AllocationRule, ...]


class EscalationFile(_File):
    """``escalation.yaml``."""

    escalation_levels: tuple[EscalationLevel, ...]
    escalation_triggers: tuple[EscalationTrigger, ...]


class CardsFile(_File):
    """``advice_cards.yaml``."""

    cards: tuple[AdviceCard, ...]


class TreesFile(_File):
    """``trees.yaml``."""

    trees: tuple[DecisionTree, ...]


class ConventionsFile(_File):
    """``conventions.yaml``."""

    conventions: tuple[Convention, ...]
    medium_choice: tuple[MediumChoice, ...]


class ActsFile(_File):
    """``acts.yaml``: what is said at this centre and at no other, as scenarios write acts of their own."""

    acts: dict[str, OwnAct]
    also_said_as: dict[str, tuple[str, ...]] = Field(default={})


FILES: Final[dict[str, type[Value]]] = {
    "organisation.yaml": AboutFile,
    "procedures.yaml": ProceduresFile,
    "priorities.yaml": PrioritiesFile,
    "log_form.yaml": LogFormFile,
    "codes.yaml": CodesFile,
    "directory.yaml": DirectoryFile,
    "resources.yaml": ResourcesFile,
    "escalation.yaml": EscalationFile,
    "advice_cards.yaml": CardsFile,
    "trees.yaml": TreesFile,
    "conventions.yaml": ConventionsFile,
    "acts.yaml": ActsFile,
}
"""The files of an organisation's folder, and the shape of each."""
OPTIONAL: Final = frozenset({"acts.yaml"})
"""The files that a folder may do without."""


def organisation_texts(folder: Path) -> tuple[dict[str, str], list[Fault]]:
    """Return the texts of an organisation's files by name, and a fault for each that cannot be read."""
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for name in FILES:
        path = folder / name
        if not path.is_file():
            if name in OPTIONAL:
                continue
            faults.append(fault("F024", shown_name(path), 0, organisation=folder.name, name=name))
            continue
        text, more = read_text(path)
        faults += more
        if text is not None:
            texts[name] = text
    return texts, faults


def load_organisation(folder: Path) -> tuple[Organisation | None, list[Fault]]:
    """Read a folder such as ``criteria/organisations/wendshire``; the organisation, or all its faults."""
    texts, faults = organisation_texts(folder)
    built, more = load_organisation_texts(texts, shown_name(folder))
    faults = in_order([*faults, *more])
    return (None if faults else built), faults


def load_organisation_texts(
    texts: Mapping[str, str], folder: str = ""
) -> tuple[Organisation | None, list[Fault]]:
    """Build an organisation from its texts by file name, as a store keeps them.

    Files that are missing are told by ``organisation_texts``; here they only prevent the building.
    """
    faults: list[Fault] = []
    parts: dict[str, Value] = {}
    lines: dict[str, LineIndex] = {}
    for name, shape in FILES.items():
        if name not in texts:
            continue
        shown = f"{folder}/{name}" if folder else name
        part, more, lines[name] = read_model(texts[name], shape, file=shown)
        faults += more
        if part is not None:
            parts[name] = part
    faults += check_organisation(parts, lines)
    if faults or not set(FILES) - OPTIONAL <= set(parts):
        return None, in_order(faults)
    return _join(parts, content_hash(texts)).with_act_lines(lines.get("acts.yaml")), []


def _join(parts: Mapping[str, Value], digest: str) -> Organisation:
    """Join the parts into one value; each field comes from the file that declares it."""
    fields: dict[str, object] = {"content_hash": digest}
    for name, part in parts.items():
        if name == "codes.yaml":
            fields["codes"] = Codes(**{key: getattr(part, key) for key in Codes.model_fields})
            continue
        fields |= {key: getattr(part, key) for key in type(part).model_fields if key != "format"}
    return Organisation.model_validate(fields)
