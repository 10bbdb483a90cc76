"""The tree of a file to frozen models, with every fault at once; it knows no particular model.

How a file may be written, for any model:

1. Keys are words with spaces (``target time``) for fields in snake_case (``target_time``); a field with an
   alias is written as its alias.
2. Where a tuple is expected, one item may stand alone without a list.
3. Where a tuple of models with an ``id`` is expected, the items may stand as keys: the key is the id.
   So may the models of a ``dict``: a model with an ``id`` field receives its key.
4. A model with ``shorthand: ClassVar[str] = "text"`` may be written as a lone text, the value of that field.
5. Text is typed by pydantic (``yes``/``no`` for truth, digits for numbers, ``Seconds`` for durations).
"""

import re
import types
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from simulator.model.faults import Fault, fault, in_order, nearest
from simulator.model.line_index import LineIndex, Place, Step
from simulator.model.value_faults import value_fault
from simulator.model.yaml_source import (
    Entry,
    ListNode,
    MapNode,
    Node,
    TextNode,
    compose,
    read_text,
    shown_name,
    unknown_key,
)

M = TypeVar("M", bound=BaseModel)
SLUG: Final = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")
_MISSING: Final = object()


def read_model(
    source: Path | str, model: type[M], *, file: str = ""
) -> tuple[M | None, list[Fault], LineIndex]:
    """Read a file (a ``Path``) or a YAML text (a ``str``) into ``model``.

    Returns the model, or ``None`` when it has faults; all faults, in order; and the lines of its values.
    ``file`` is the name used in faults, by default the path, or "text".
    """
    if isinstance(source, Path):
        file = file or shown_name(source)
        text, faults = read_text(source)
        if text is None:
            return None, faults, LineIndex(file)
    else:
        text, file = source, file or "text"
    tree, faults = compose(text, file)
    if tree is None:
        return None, faults, LineIndex(file)
    built, more, index = build(tree, model, file)
    faults = in_order([*faults, *more])
    return (None if faults else built), faults, index


def build(tree: Node, model: type[M], file: str) -> tuple[M | None, list[Fault], LineIndex]:
    """Turn a composed tree into ``model``; returns what ``read_model`` does."""
    index = LineIndex(file)
    if not isinstance(tree, MapNode):
        return None, [fault("F013", file, tree.line)], index
    walk = _Walk(file, index)
    data = walk.value(tree, model, (), index.root)
    try:
        built = model.model_validate(data)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            path = tuple(step for step in item["loc"])
            if not walk.covers(path):
                walk.faults.append(value_fault(item, path, index))
        return None, in_order(walk.faults), index
    return (None if walk.faults else built), in_order(walk.faults), index


class _Walk:
    """Goes down tree and annotations together: names become fields, shapes are checked, lines are kept."""

    def __init__(self, file: str, index: LineIndex) -> None:
        self.file = file
        self.index = index
        self.faults: list[Fault] = []
        self._paths: set[tuple[Step, ...]] = set()

    def covers(self, path: tuple[Step, ...]) -> bool:
        """Tell whether a fault was already told at ``path`` or above it."""
        known = (*self.index.known(path[:-1]), *path[-1:])
        return any(known[: len(told)] == told for told in self._paths)

    def fault(
        self, path: tuple[Step, ...], line: int, code: str, /, *, case: str = "", **words: object
    ) -> Any:
        """Keep a fault and return the mark for "no value"."""
        self._paths.add(path)
        self.faults.append(fault(code, self.file, line, self.index.words(path), case=case, **words))
        return _MISSING

    def value(self, node: Node, annotation: Any, path: tuple[Step, ...], place: Place) -> Any:
        """Return plain data for ``node`` as the annotation expects it."""
        kinds = _kinds(annotation)
        if isinstance(node, TextNode) and node.plain and not node.value:
            return self.fault(path, node.line, "F017")
        kind = _choose(node, kinds)
        if kind is None:
            return self._wrong_shape(node, kinds, path)
        if kind is Any:
            return _plain(node)
        if _is_list(kind):
            return self._items(node, _item_of(kind), path, place)
        if get_origin(kind) is dict:
            return self._mapping(node, get_args(kind)[1], path, place)
        if _is_model(kind):
            return self._model(node, kind, path, place)
        assert isinstance(node, TextNode)
        return node.value.strip() if node.plain else node.value

    def _wrong_shape(self, node: Node, kinds: tuple[Any, ...], path: tuple[Step, ...]) -> Any:
        wanted = " or ".join(dict.fromkeys(_shape_word(kind) for kind in kinds))
        found = {TextNode: "text", ListNode: "a list", MapNode: "keys"}[type(node)]
        said = f' "{node.value[:40]}"' if isinstance(node, TextNode) else ""
        case, more = "", {}
        if "text" in wanted and isinstance(node, MapNode) and (filled := _in_braces(node)):
            case, more = "braces", {"braces": filled}
        elif "text" in wanted and isinstance(node, ListNode):
            case = "list"
        return self.fault(path, node.line, "F016", case=case, wanted=wanted, found=f"{found}{said}", **more)

    def _items(self, node: Node, item: Any, path: tuple[Step, ...], place: Place) -> Any:
        """Return a list: of a list's items, of id-keyed entries, or of one item standing alone."""
        model = next((kind for kind in _kinds(item) if _is_model(kind)), None)
        if isinstance(node, MapNode) and model is not None and "id" in model.model_fields:
            found = [
                self._keyed(entry, item, path, place, number) for number, entry in enumerate(node.entries)
            ]
        else:
            nodes = node.items if isinstance(node, ListNode) else (node,)
            found = [
                self.value(child, item, (*path, number), self._put(place, number, child.line))
                for number, child in enumerate(nodes)
            ]
        self._name_items(found, path, place)
        return [None if value is _MISSING else value for value in found]

    def _put(self, place: Place, step: Step, line: int) -> Place:
        return place.children.setdefault(step, Place(line))

    def _keyed(self, entry: Entry, item: Any, path: tuple[Step, ...], place: Place, number: Step) -> Any:
        """Return one id-keyed entry as an item that carries its key as ``id``."""
        here = self._put(place, number, entry.line)
        here.name = entry.key
        place.children[entry.key] = here
        path = (*path, number)
        self._slug(entry, path)
        if isinstance(entry.value, MapNode) and any(e.key == "id" for e in entry.value.entries):
            self.fault(path, entry.line, "F019", case="id below", id=entry.key)
        built = self.value(entry.value, item, path, here)
        if isinstance(built, str):
            return self._wrong_shape(entry.value, _kinds(item), path)
        return {**built, "id": entry.key} if isinstance(built, dict) else built

    def _slug(self, entry: Entry, path: tuple[Step, ...]) -> None:
        if not SLUG.match(entry.key):
            self.fault(path, entry.line, "F020", written=entry.key)

    def _name_items(self, found: list[Any], path: tuple[Step, ...], place: Place) -> None:
        """Let items answer to their ids too, and refuse an id that stands twice."""
        seen: dict[str, int] = {}
        for number, value in enumerate(found):
            name = value.get("id") if isinstance(value, dict) else None
            here = place.children.get(number)
            if not isinstance(name, str) or here is None:
                continue
            if name in seen:
                self.fault((*path, number), here.line, "F019", id=name, first=seen[name])
            seen.setdefault(name, here.line)
            here.name = name
            place.children.setdefault(name, here)

    def _mapping(self, node: Node, item: Any, path: tuple[Step, ...], place: Place) -> Any:
        assert isinstance(node, MapNode)
        models = [kind for kind in _kinds(item) if _is_model(kind)]
        has_id = any("id" in model.model_fields for model in models)
        data = {}
        for entry in node.entries:
            if has_id:
                data[entry.key] = self._keyed(entry, item, path, place, entry.key)
                continue
            here = self._put(place, entry.key, entry.line)
            here.name = entry.key
            if models:
                self._slug(entry, (*path, entry.key))
            data[entry.key] = self.value(entry.value, item, (*path, entry.key), here)
        return {key: value for key, value in data.items() if value is not _MISSING}

    def _model(self, node: Node, model: type[BaseModel], path: tuple[Step, ...], place: Place) -> Any:
        """Return the fields of a model, refusing keys that it does not know."""
        if isinstance(node, TextNode):
            short = model.shorthand  # type: ignore[attr-defined]
            node = MapNode((Entry(_written(short, model.model_fields[short]), node.line, node),), node.line)
        assert isinstance(node, MapNode)
        fields = _fields(model)
        data: dict[str, Any] = {}
        for entry in node.entries:
            if entry.key not in fields:
                where = self.index.words((*path, entry.key))
                cut = isinstance(entry.value, TextNode) and not entry.value.value
                self.faults.append(
                    unknown_key(self.file, entry.line, where, entry.key, list(fields), cut=cut)
                )
                self._paths.add((*path, nearest(entry.key, fields).replace(" ", "_")))
                continue
            name, info = fields[entry.key]
            name = info.alias or name
            here = self._put(place, name, entry.line)
            value = self.value(entry.value, info.annotation, (*path, name), here)
            if value is not _MISSING:
                data[name] = value
        return data


def _written(name: str, info: FieldInfo) -> str:
    """Return the key that stands for a field in a file."""
    return (info.alias or name).replace("_", " ")


@cache
def _fields(model: type[BaseModel]) -> dict[str, tuple[str, FieldInfo]]:
    """Return the name and the definition of each field of a model, by its key in a file."""
    return {_written(name, info): (name, info) for name, info in model.model_fields.items()}


@cache
def _kinds(annotation: Any) -> tuple[Any, ...]:
    """Return the alternatives of an annotation, without its wrappings and without ``None``."""
    if get_origin(annotation) is Annotated:
        return _kinds(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(kind for part in get_args(annotation) for kind in _kinds(part))
    return () if annotation is type(None) else (annotation,)


@cache
def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


@cache
def _is_list(kind: Any) -> bool:
    return get_origin(kind) in (tuple, list, frozenset, set)


def _item_of(kind: Any) -> Any:
    return get_args(kind)[0] if get_args(kind) else Any


@cache
def _is_text(kind: Any) -> bool:
    return kind is not Any and not _is_model(kind) and get_origin(kind) in (None, Literal)


class _Shapes(NamedTuple):
    """The first of several alternatives that takes a list, a text, a mapping; and all that are models."""

    for_list: Any
    for_text: Any
    for_mapping: Any
    models: tuple[type[BaseModel], ...]


@cache
def _shapes(kinds: tuple[Any, ...]) -> _Shapes:
    models = tuple(kind for kind in kinds if _is_model(kind))
    lists = [kind for kind in kinds if _is_list(kind)]
    texts = [kind for kind in kinds if _is_text(kind)]
    texts += [kind for kind in models if getattr(kind, "shorthand", "")]
    maps = [kind for kind in kinds if get_origin(kind) is dict]
    for_list, for_text, for_mapping = (
        next(iter(found), None) for found in (lists, [*texts, *lists], [*maps, *lists])
    )
    return _Shapes(for_list, for_text, for_mapping, models)


def _choose(node: Node, kinds: tuple[Any, ...]) -> Any:
    """Return the alternative whose shape fits the node best; ``None`` when none fits."""
    if Any in kinds:
        return Any
    shapes = _shapes(kinds)
    if isinstance(node, TextNode):
        return shapes.for_text
    if isinstance(node, ListNode):
        return shapes.for_list
    if shapes.models:
        return max(shapes.models, key=lambda kind: _likeness(node, kind))
    return shapes.for_mapping


def _likeness(node: MapNode, model: type[BaseModel]) -> tuple[int, int]:
    """Return how many of the keys a model knows, and how few of its required fields are missing."""
    keys = {entry.key for entry in node.entries}
    fields = _fields(model)
    required = {key for key, (_, info) in fields.items() if info.is_required()}
    return len(keys & fields.keys()), -len(required - keys)


def _in_braces(node: MapNode) -> str:
    """Return the key in braces that was meant where YAML read one without a value; empty for any other."""
    if len(node.entries) != 1:
        return ""
    value = node.entries[0].value
    return f"{{{node.entries[0].key}}}" if isinstance(value, TextNode) and not value.value else ""


def _shape_word(kind: Any) -> str:
    if _is_model(kind) or get_origin(kind) is dict:
        return '"key: value" lines'
    return "a list" if _is_list(kind) else "text"


def _plain(node: Node) -> Any:
    """Return a tree as plain text, lists and dicts, for a field that takes anything."""
    if isinstance(node, TextNode):
        return node.value
    if isinstance(node, ListNode):
        return [_plain(item) for item in node.items]
    return {entry.key: _plain(entry.value) for entry in node.entries}
