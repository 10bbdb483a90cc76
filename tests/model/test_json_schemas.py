"""The schemas kept for editors are those of the models, and every shipped file keeps to them."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from simulator.model.json_schemas import schemas
from simulator.model.yaml_source import ListNode, MapNode, Node, compose

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "schemas"
FILES = [
    *(p for p in (ROOT / "scenarios").glob("*/*.yaml") if p.parent.name != "phrases"),
    *(ROOT / "criteria" / "organisations").glob("*/*.yaml"),
    ROOT / "tests" / "model" / "starter.yaml",
]


def as_editors_read(node: Node) -> object:
    """Return a tree as an editor reads it by YAML 1.2: unquoted figures are numbers, yes and no are text."""
    if isinstance(node, MapNode):
        return {entry.key: as_editors_read(entry.value) for entry in node.entries}
    if isinstance(node, ListNode):
        return [as_editors_read(item) for item in node.items]
    if node.plain and re.fullmatch(r"-?\d+", node.value):
        return int(node.value)
    if node.plain and re.fullmatch(r"-?\d+\.\d+", node.value):
        return float(node.value)
    return node.value


def read(text: str) -> object:
    tree, faults = compose(text, "x.yaml")
    assert tree is not None, faults
    return as_editors_read(tree)


def schema_for(path: Path) -> Draft202012Validator:
    home = path.parent.parent.name
    name = f"organisation-{path.stem}" if home == "organisations" else "scenario"
    return Draft202012Validator(json.loads((KEPT / f"{name}.schema.json").read_text("utf-8")))


def test_the_kept_schemas_are_those_of_the_models():
    kept = {path.name: path.read_text("utf-8") for path in KEPT.glob("*.json")}
    assert kept == schemas(), "run: python -m simulator schemas"


@pytest.mark.parametrize("path", sorted(FILES), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_shipped_file_keeps_to_its_schema(path):
    written = read(path.read_text("utf-8"))
    assert [error.message[:200] for error in schema_for(path).iter_errors(written)] == []


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("target time: 4m", "target tmie: 4m", []),
        ("target time: 4m", "target time: 4", ["target time"]),
        ("used for: practice", "used for: examination", ["used for"]),
        ("title: Smell of gas in a kitchen\n", "", []),
        ("caller: {person: any}", "caller: {persn: any}", ["cast", "caller"]),
        ("critical: yes", "critical: perhaps", ["indicators", "no_harm", "critical"]),
    ],
)
def test_an_editor_is_told_where_a_slip_is(old, new, at):
    text = (ROOT / "tests" / "model" / "starter.yaml").read_text("utf-8")
    assert old in text
    written = read(text.replace(old, new))
    assert at in [
        list(error.absolute_path) for error in schema_for(Path("x/y/starter.yaml")).iter_errors(written)
    ]
