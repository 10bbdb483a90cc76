"""The centre's own phrasings: a file of the installation, read together with the shipped acts.

A tutor accepts phrasings into it; an update of the product leaves it alone. A phrasing of an act that no
longer exists is left out and told as a fault. It understands nothing itself.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field

from simulator.model.content_hash import content_hash
from simulator.model.faults import Fault, dangling
from simulator.model.phrase_bank import PhraseBank
from simulator.model.reading import ActPhrasings, Value
from simulator.model.typed_reading import read_model
from simulator.model.yaml_source import read_text, shown_name

FILE_NAME = "phrases.yaml"
NO_ACT = "no_act"
"""Stands in place of an act's id for lines that hold no act."""

_HEAD = """\
# The centre's own phrasings, added to the shared acts of scenarios/phrases.
# Written by the page "Phrasings"; a line may be changed or removed here, and holds from the next start on.
format: 1
"""


class CentrePhrases(Value):
    """What a centre adds: phrasings by shared act, phrasings by scenario and its own act, lines of no act."""

    format: Literal["1"] = "1"
    acts: dict[str, tuple[str, ...]] = Field(default={})
    scenarios: dict[str, dict[str, tuple[str, ...]]] = Field(default={})
    no_act: tuple[str, ...] = ()

    def of(self, act: str, scenario: str = "") -> tuple[str, ...]:
        """Return what is added to an act: a scenario's own one where `scenario` is given."""
        if act == NO_ACT:
            return self.no_act
        return (self.scenarios.get(scenario, {}) if scenario else self.acts).get(act, ())

    def replaced(self, act: str, phrasings: Iterable[str], scenario: str = "") -> "CentrePhrases":
        """Return the same with exactly these phrasings under an act; an act without any disappears."""
        lines = tuple(dict.fromkeys(phrasings))
        if act == NO_ACT:
            return self.model_copy(update={"no_act": lines})
        if not scenario:
            return self.model_copy(update={"acts": _with(self.acts, act, lines)})
        own = _with(self.scenarios.get(scenario, {}), act, lines)
        return self.model_copy(update={"scenarios": _with(self.scenarios, scenario, own)})


_Item = TypeVar("_Item", tuple[str, ...], dict[str, tuple[str, ...]])


def _with(items: Mapping[str, _Item], key: str, value: _Item) -> dict[str, _Item]:
    """Return the items with one replaced; an empty one disappears."""
    kept = {name: item for name, item in items.items() if name != key}
    return kept | {key: value} if value else kept


def load_centre_phrases(data: Path) -> tuple[CentrePhrases, list[Fault]]:
    """Return the centre's own phrasings in a data folder (none without the file), and the file's faults."""
    file = data / FILE_NAME
    if not file.is_file():
        return CentrePhrases(), []
    text, faults = read_text(file)
    if text is None:
        return CentrePhrases(), faults
    found, faults, _ = read_model(text, CentrePhrases, file=shown_name(file))
    return found or CentrePhrases(), faults


def save_centre_phrases(data: Path, phrases: CentrePhrases) -> None:
    """Write the centre's own phrasings, whole or not at all. Raises OSError where it cannot be written."""
    file = data / FILE_NAME
    part = file.with_suffix(".part")
    part.write_text(as_yaml(phrases), encoding="utf-8")
    part.replace(file)


def as_yaml(phrases: CentrePhrases) -> str:
    """Return the file's text; the same phrasings always give the same text."""
    lines = [_HEAD]
    if phrases.acts:
        lines += ["acts:\n", *_acts(phrases.acts, "  ")]
    if phrases.scenarios:
        lines.append("scenarios:\n")
        for scenario in sorted(phrases.scenarios):
            lines += [f"  {scenario}:\n", *_acts(phrases.scenarios[scenario], "    ")]
    if phrases.no_act:
        lines += ["no act:\n", *(f"  - {_quoted(p)}\n" for p in phrases.no_act)]
    return "".join(lines)


def _acts(acts: Mapping[str, tuple[str, ...]], indent: str) -> list[str]:
    found: list[str] = []
    for act in sorted(acts):
        found.append(f"{indent}{act}:\n")
        found += [f"{indent}  - {_quoted(p)}\n" for p in acts[act]]
    return found


def _quoted(text: str) -> str:
    """Return a text in double quotes as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)


def with_centre_phrases(bank: PhraseBank, centre: CentrePhrases) -> tuple[PhraseBank, list[Fault]]:
    """Return the bank with what the centre adds, and a fault for each act it names that there is not.

    Its content hash covers both, so that an attempt pins what it was read with.
    """
    if centre == CentrePhrases():
        return bank, []
    faults = [
        dangling(FILE_NAME, 0, f"acts.{act}", kind="shared act", name=act, known=bank.by_id)
        for act in centre.acts
        if act not in bank.by_id
    ]
    off_topic = bank.off_topic
    if centre.no_act:
        off_topic = (*off_topic, ActPhrasings(id="centre_no_act", phrasings=centre.no_act))
    whole = PhraseBank(
        acts=tuple(extended(act, centre.acts.get(act.id, ())) for act in bank.acts),
        labels=bank.labels,
        off_topic=off_topic,
        own=centre.scenarios,
        content_hash=content_hash({"shipped": bank.content_hash, "centre": as_yaml(centre)}),
    )
    return whole, faults


def extended(act: ActPhrasings, more: Iterable[str]) -> ActPhrasings:
    """Return an act with more phrasings, none twice."""
    phrasings = tuple(dict.fromkeys((*act.phrasings, *more)))
    return act if phrasings == act.phrasings else act.model_copy(update={"phrasings": phrasings})
