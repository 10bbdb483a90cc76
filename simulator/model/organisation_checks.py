"""Checks across an organisation's files: what is named exists, trees end, numbers are fictional.

``REFERENCES`` is the one table of what refers to what. A kind of which no file could be read is not
checked, so that one broken file does not raise a storm of faults in the others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from simulator.model.faults import Fault, dangling, fault
from simulator.model.line_index import LineIndex, Step
from simulator.model.organisation_means import (
    Allocation,
    AllocationRule,
    Need,
    OutsideOrganisation,
    Resource,
    Topic,
    TopicLine,
)
from simulator.model.organisation_rules import (
    AdviceCard,
    Chapter,
    DecisionTree,
    EscalationTrigger,
    TreeOutcome,
)
from simulator.model.phone_numbers import dialable_numbers, is_drama_number
from simulator.model.reading import Value

Ids = dict[str, tuple[str, ...]]

REFERENCES: Final[dict[tuple[type[Value], str], str]] = {
    (EscalationTrigger, "level"): "escalation level",
    (TreeOutcome, "priority"): "priority",
    (TreeOutcome, "type"): "incident type",
    (TreeOutcome, "card"): "advice card",
    (TreeOutcome, "escalate"): "escalation level",
    (DecisionTree, "types"): "incident type",
    (AdviceCard, "types"): "incident type",
    (AllocationRule, "types"): "incident type",
    (AllocationRule, "priorities"): "priority",
    (Allocation, "also_tell"): "outside organisation",
    (Need, "skills"): "skill",
    (Resource, "skills"): "skill",
    (Resource, "base"): "place",
    (Resource, "needs"): "topic",
    (Resource, "travel"): "area",
    (OutsideOrganisation, "needs"): "topic",
    (OutsideOrganisation, "welcome"): "topic",
    (TopicLine, "id"): "topic",
    (Topic, "field"): "log field",
}
"""Which field of which value holds ids of what; every field called ``clause`` refers to a clause."""

_SOURCES: Final = {
    "priority": ("priorities.yaml", "priorities"),
    "log field": ("log_form.yaml", "log_form"),
    "outside organisation": ("directory.yaml", "directory"),
    "skill": ("resources.yaml", "skills"),
    "escalation level": ("escalation.yaml", "escalation_levels"),
    "advice card": ("advice_cards.yaml", "cards"),
    "place": ("organisation.yaml", "places"),
    "topic": ("organisation.yaml", "topics"),
    "incident type": ("codes.yaml", "incident_types"),
}
_DIALLED: Final = frozenset({"number"})
_KNOWLEDGE: Final = frozenset({"public_number"})
_HOLDERS: Final = (Value, tuple, dict)


class Spot(NamedTuple):
    """One field of one value in a file."""

    path: tuple[Step, ...]
    owner: Value
    field: str
    value: Any


def spots(value: Any, path: tuple[Step, ...] = ()) -> list[Spot]:
    """Return every field of a value and of all the values in it, with its path."""
    found: list[Spot] = []
    if isinstance(value, _HOLDERS):
        _gather(value, path, found)
    return found


def _gather(value: Any, path: tuple[Step, ...], found: list[Spot]) -> None:
    inner: Iterable[tuple[Step, Any]]
    if isinstance(value, Value):
        inner = [(name, getattr(value, name)) for name in type(value).model_fields]
    elif isinstance(value, tuple):
        inner = enumerate(value)
    else:
        inner = value.items()
    owner = value if isinstance(value, Value) else None
    for step, item in inner:
        here = (*path, step)
        if owner is not None:
            found.append(Spot(here, owner, str(step), item))
        if isinstance(item, _HOLDERS):
            _gather(item, here, found)


def check_organisation(parts: Mapping[str, Value], lines: Mapping[str, LineIndex]) -> list[Fault]:
    """Return the faults between and within the files that could be read (by file name)."""
    ids = _known_ids(parts)
    faults: list[Fault] = []
    for name, part in parts.items():
        index = lines[name]
        for spot in spots(part):
            faults += _references(spot, index, ids)
            faults += _numbers(spot, index)
            if isinstance(spot.value, tuple):
                for number, item in enumerate(spot.value):
                    faults += _own_rules(item, (*spot.path, number), index, ids)
    return faults


def _known_ids(parts: Mapping[str, Value]) -> Ids:
    """Return the ids of each kind, for the kinds whose file could be read."""
    ids = {
        kind: tuple(item.id for item in getattr(parts[file], field))
        for kind, (file, field) in _SOURCES.items()
        if file in parts
    }
    if "organisation.yaml" in parts:
        places = parts["organisation.yaml"].places  # type: ignore[attr-defined]
        ids["area"] = tuple(dict.fromkeys(place.area for place in places))
    if "procedures.yaml" in parts:
        chapters = parts["procedures.yaml"].chapters  # type: ignore[attr-defined]
        ids["clause"] = tuple(clause.id for chapter in chapters for clause in chapter.clauses)
    return ids


def _references(spot: Spot, index: LineIndex, ids: Ids) -> Iterator[Fault]:
    kind = "clause" if spot.field == "clause" else REFERENCES.get((type(spot.owner), spot.field), "")
    if kind not in ids or not spot.value:
        return
    names = (spot.value,) if isinstance(spot.value, str) else tuple(spot.value)
    for number, name in enumerate(names):
        if name in ids[kind]:
            continue
        path = spot.path if isinstance(spot.value, str) else (*spot.path, number)
        yield dangling(
            index.file, index.line(*path), index.words(spot.path), kind=kind, name=name, known=ids[kind]
        )


def _numbers(spot: Spot, index: LineIndex) -> Iterator[Fault]:
    """Refuse numbers that somebody could dial for real; public numbers stand only as knowledge."""
    if spot.field in _KNOWLEDGE or not isinstance(spot.value, str):
        return
    found = dialable_numbers(spot.value)
    if spot.field in _DIALLED and spot.value and not is_drama_number(spot.value):
        found = [spot.value]
    for number in found:
        yield _broken(index, spot.path, "F023", number=number)


def _own_rules(item: Any, path: tuple[Step, ...], index: LineIndex, ids: Ids) -> Iterator[Fault]:
    """Yield the faults of one value of a list against the rules of its own kind."""
    if isinstance(item, DecisionTree):
        yield from _tree(item, path, index)
    elif isinstance(item, OutsideOrganisation):
        yield from _routes(item, path, index)
    elif isinstance(item, Chapter):
        yield from _chapter(item, path, index)
    elif isinstance(item, Resource):
        for area in ids.get("area", ()):
            if area not in item.travel:
                where = (*path, "travel")
                yield _broken(index, where, "F021", case="no travel time", area=area)
        if not {"radio", "phone"} & set(item.reached_by):
            yield _broken(index, (*path, "reached_by"), "F021", case="no voice", crew=item.call_sign)


def _broken(index: LineIndex, path: tuple[Step, ...], code: str, *, case: str = "", **words: object) -> Fault:
    return fault(code, index.file, index.line(*path), index.words(path), case=case, **words)


def _chapter(chapter: Chapter, path: tuple[Step, ...], index: LineIndex) -> Iterator[Fault]:
    for number, clause in enumerate(chapter.clauses):
        if not re.fullmatch(rf"{re.escape(chapter.id)}\.\d+", clause.id):
            where = (*path, "clauses", number)
            yield _broken(index, where, "F021", case="chapter", clause=clause.id, chapter=chapter.id)


def _routes(body: OutsideOrganisation, path: tuple[Step, ...], index: LineIndex) -> Iterator[Fault]:
    for number, preference in enumerate(body.preferred):
        if body.route(preference.medium) is None:
            where = (*path, "preferred", number)
            yield _broken(index, where, "F021", case="no route", body=body.short, medium=preference.medium)


def _tree(tree: DecisionTree, path: tuple[Step, ...], index: LineIndex) -> Iterator[Fault]:
    """Yield what is dangling in a tree, what cannot be reached, and a tree that would go round."""
    nodes = {node.id: node for node in tree.nodes}
    known = (*nodes, *(outcome.id for outcome in tree.outcomes))
    kind = "question or outcome of this tree"
    arrows = {node.id: (node.yes, node.no, node.not_known) for node in tree.nodes}
    for place, node in enumerate(tree.nodes):
        for field, target in zip(("yes", "no", "not_known"), arrows[node.id], strict=True):
            if target not in known:
                where = (*path, "nodes", place, field)
                yield dangling(
                    index.file, index.line(*where), index.words(where), kind=kind, name=target, known=known
                )
    yield from _tree_paths(tree, path, index, arrows)


def _tree_paths(
    tree: DecisionTree, path: tuple[Step, ...], index: LineIndex, arrows: Mapping[str, tuple[str, ...]]
) -> Iterator[Fault]:
    """Yield the faults of the ways through a tree: a false start, what nothing leads to, a circle."""
    if tree.starts not in arrows:
        where = (*path, "starts")
        yield dangling(
            index.file,
            index.line(*where),
            index.words(where),
            kind="question of this tree",
            name=tree.starts,
            known=arrows,
        )
        return
    reached, waiting = set[str](), [tree.starts]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += arrows.get(name, ())
    places = [("nodes", n, node.id) for n, node in enumerate(tree.nodes)]
    places += [("outcomes", n, outcome.id) for n, outcome in enumerate(tree.outcomes)]
    for group, place, name in places:
        if name not in reached:
            yield _broken(index, (*path, group, place), "F025", name=name)
    if _goes_round(tree.starts, arrows, ()):
        yield _broken(index, path, "F021", case="circle", tree=tree.id)


def _goes_round(name: str, arrows: Mapping[str, tuple[str, ...]], asked: tuple[str, ...]) -> bool:
    if name in asked:
        return True
    return any(_goes_round(target, arrows, (*asked, name)) for target in arrows.get(name, ()))
