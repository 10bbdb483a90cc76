"""Damages a scenario in one place, as a slip of an author would; it knows no scenario and judges nothing.

Any node is deleted or duplicated, or a reference is pointed at something else of its kind. The damaged text
is written anew from the tree, so that a key may stand twice as it can in a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal

from simulator.model.line_index import Step
from simulator.model.load_library import LoadedLibrary
from simulator.model.organisation_checks import spots
from simulator.model.scenario import Scenario
from simulator.model.scenario_checks_codes import Checking, Surroundings
from simulator.model.scenario_checks_references import REFERENCES, known_ids
from simulator.model.typed_reading import read_model
from simulator.model.yaml_source import Entry, ListNode, MapNode, Node, TextNode, compose

How = Literal["deleted", "duplicated", "pointed elsewhere"]


@dataclass(frozen=True)
class Damage:
    """One damage: what was done to which node (its path in the words of the file), and the text it leaves."""

    how: How
    path: tuple[Step, ...]
    text: str
    was: str = ""
    now: str = ""

    def __str__(self) -> str:
        to = f" from {self.was} to {self.now}" if self.now else f" ({self.was})" if self.was else ""
        return f"{'.'.join(map(str, self.path))} {self.how}{to}"


def nodes(node: Node, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Node]]:
    """Yield every node below the root with its path: keys as written, places in lists."""
    if isinstance(node, MapNode):
        for entry in node.entries:
            yield (*path, entry.key), entry.value
            yield from nodes(entry.value, (*path, entry.key))
    elif isinstance(node, ListNode):
        for number, item in enumerate(node.items):
            yield (*path, number), item
            yield from nodes(item, (*path, number))


def written(node: Node) -> str:
    """Return a tree as a text that reads as the same tree."""
    if isinstance(node, TextNode):
        return json.dumps(node.value, ensure_ascii=False)
    if isinstance(node, ListNode):
        return f"[{', '.join(map(written, node.items))}]"
    keys = (f"{json.dumps(e.key, ensure_ascii=False)}: {written(e.value)}" for e in node.entries)
    return f"{{{', '.join(keys)}}}"


def _whole(node: Node) -> str:
    assert isinstance(node, MapNode)
    return "".join(f"{e.key}: {written(e.value)}\n" for e in node.entries)


def _changed(node: Node, path: tuple[Step, ...], how: How, value: str = "") -> Node:
    """Return a tree in which the node at ``path`` is changed."""
    step, rest = path[0], path[1:]
    if isinstance(node, ListNode):
        items: list[Node] = []
        for number, item in enumerate(node.items):
            items += _in_place(item, rest, how, value) if number == step else [item]
        return ListNode(tuple(items), node.line)
    assert isinstance(node, MapNode)
    entries: list[Entry] = []
    for entry in node.entries:
        if entry.key != step:
            entries.append(entry)
            continue
        for turn, item in enumerate(_in_place(entry.value, rest, how, value)):
            name = f"{entry.key}_again" if turn and isinstance(entry.value, MapNode) else entry.key
            entries.append(Entry(name, entry.line, item))
    return MapNode(tuple(entries), node.line)


def _in_place(node: Node, rest: tuple[Step, ...], how: How, value: str) -> list[Node]:
    if rest:
        return [_changed(node, rest, how, value)]
    if how == "deleted":
        return []
    return [node, node] if how == "duplicated" else [TextNode(value, node.line)]


def _file_path(path: tuple[Step, ...], root: Node) -> tuple[Step, ...]:
    """Return the path of a value as it stands in the file: keys with spaces, a lone item without a place."""
    node, said = root, []
    for step in path:
        if isinstance(node, MapNode):
            keys = {e.key: e.value for e in node.entries}
            key = step if step in keys else str(step).replace("_", " ")
            if key not in keys:
                return ()
            said.append(key)
            node = keys[key]
        elif isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
            said.append(step)
            node = node.items[step]
    return tuple(said)


def references(
    text: str, library: LoadedLibrary, root: Node
) -> list[tuple[tuple[Step, ...], str, tuple[str, ...]]]:
    """Return each reference of a scenario: its path in the file, the id, and the others of its kind."""
    scenario, _, index = read_model(text, Scenario, file="x.yaml")
    assert scenario is not None
    around = Surroundings(
        library.organisations[scenario.organisation], library.units[scenario.unit], library.shared_acts
    )
    known = known_ids(Checking(scenario, index, text, around))
    found = []
    for spot in spots(scenario):
        kind = "variant" if spot.field == "only_in" else REFERENCES.get((type(spot.owner), spot.field), "")
        if kind not in known or not spot.value or isinstance(spot.value, dict):
            continue
        ids = (spot.value,) if isinstance(spot.value, str) else spot.value
        for number, name in enumerate(ids):
            path = _file_path(spot.path if isinstance(spot.value, str) else (*spot.path, number), root)
            others = tuple(sorted(set(known[kind]) - {name}))
            if path and others:
                found.append((path, name, others))
    return found


def damages(text: str, library: LoadedLibrary, seed: int, count: int) -> Iterator[Damage]:
    """Yield ``count`` damages of a scenario's text, drawn by the seed; no two leave the same text."""
    root, faults = compose(text, "x.yaml")
    assert root is not None
    assert not faults
    draw = Random(seed)
    every = list(nodes(root))
    pointing = references(text, library, root)
    seen = {_whole(root)}
    while count:
        how: How = draw.choice(("deleted", "duplicated", "pointed elsewhere"))
        if how == "pointed elsewhere":
            path, was, others = draw.choice(pointing)
            now = draw.choice(others)
            left = _whole(_changed(root, path, how, now))
        else:
            path, node = draw.choice(every)
            was, now = written(node)[:60], ""
            left = _whole(_changed(root, path, how))
        if left not in seen:
            seen.add(left)
            count -= 1
            yield Damage(how, path, left, was, now)


def every_damage(text: str, library: LoadedLibrary, seed: int) -> Iterator[Damage]:
    """Yield each deletion and duplication of a node, and each reference pointed at one other of its kind.

    The other is drawn by the seed; no two damages leave the same text.
    """
    root, faults = compose(text, "x.yaml")
    assert root is not None
    assert not faults
    draw = Random(seed)
    one_way: list[How] = ["deleted", "duplicated"]
    ways: list[tuple[How, tuple[Step, ...], str, str]]
    ways = [(how, path, written(node)[:60], "") for path, node in nodes(root) for how in one_way]
    pointed: How = "pointed elsewhere"
    ways += [
        (pointed, path, was, draw.choice(others)) for path, was, others in references(text, library, root)
    ]
    seen = {_whole(root)}
    for how, path, was, now in ways:
        left = _whole(_changed(root, path, how, now))
        if left not in seen:
            seen.add(left)
            yield Damage(how, path, left, was, now)


def unharmed(text: str) -> str:
    """Return a text written anew from its tree, without any damage."""
    root, _ = compose(text, "x.yaml")
    assert root is not None
    return _whole(root)
