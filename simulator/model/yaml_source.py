"""YAML text to a tree of plain text with file and line; it never guesses what a value means.

Every scalar stays the text that was written: a phone number keeps its leading zero, ``no`` and ``on``
stay words. Tags, anchors, aliases, tabs, several documents and repeated keys are refused with a line
and a cure. Typing is the work of ``typed_reading``.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

import yaml

from simulator.model.faults import Fault, fault, in_order, nearest

LARGEST_FILE: Final = 512 * 1024
DEEPEST: Final = 24
MOST_VALUES: Final = 40_000
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_CURLY: Final = re.compile("(?::|,|\\[|-)\\s+[\u201c\u201d\u2018]")
"""A text that begins with a quotation mark of a word processor."""
_FILLED_IN: Final = re.compile(r"(?::|,|\[|-)\s+\{\w+(?:\.\w+)?\}")
"""A text without quotes that begins with a key in braces."""
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class TextNode:
    """A scalar, exactly as written; ``plain`` tells that it stood without quotes."""

    value: str
    line: int
    plain: bool = True


@dataclass(frozen=True)
class ListNode:
    """A list and the line on which it begins."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True)
class Entry:
    """One key of a mapping, the line of the key, and what stands under it."""

    key: str
    line: int
    value: "Node"


@dataclass(frozen=True)
class MapNode:
    """Keys and values in the order written; no key stands twice."""

    entries: tuple[Entry, ...]
    line: int


Node: TypeAlias = TextNode | ListNode | MapNode


@dataclass
class _Open:
    """A list or mapping still being read."""

    line: int
    is_map: bool
    items: list[Node] = field(default_factory=list)
    keys: list[TextNode | None] = field(default_factory=list)


def shown_name(path: Path) -> str:
    """Return the name by which faults call a file: as given, relative to the working folder if inside."""
    try:
        return os.fspath(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return os.fspath(path)


def read_text(path: Path) -> tuple[str | None, list[Fault]]:
    """Return the text of a file, or ``None`` with the fault that says why it cannot be read."""
    name = shown_name(path)
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        return None, [fault("F001", name, 0, why=why)]
    if size > LARGEST_FILE:
        return None, [fault("F002", name, 0, size=size // 1024, most=LARGEST_FILE // 1024)]
    try:
        return raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [fault("F003", name, line)]


def compose(text: str, file: str) -> tuple[Node | None, list[Fault]]:
    """Return the tree of a YAML text and every fault found; the tree is ``None`` when it cannot be used.

    A tab or a hidden character inside a line is told and then left out, so that other faults are found too.
    """
    faults = _characters(text, file)
    if any(line.lstrip(" ").startswith("\t") for line in text.split("\n")):
        return None, faults
    text = _HIDDEN.sub("", text.replace("\t", " "))
    builder = _Builder(file)
    builder.faults += faults
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
            if builder.stopped:
                break
    except yaml.MarkedYAMLError as error:
        builder.faults.append(_malformed(error, text, file))
        return None, in_order(builder.faults)
    if builder.root is None and not builder.faults:
        builder.faults.append(fault("F013", file, 1, case="empty"))
    return (None if builder.stopped else builder.root), in_order(builder.faults)


def _characters(text: str, file: str) -> list[Fault]:
    """Return a fault for each line that holds a tab or a character that nobody can see."""
    faults = []
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            faults.append(fault("F004", file, number))
        hidden = _HIDDEN.search(line)
        if hidden:
            sign = f"U+{ord(hidden[0]):04X}"
            faults.append(fault("F005", file, number, sign=sign, column=hidden.start() + 1))
    return faults


def _malformed(error: yaml.MarkedYAMLError, text: str, file: str) -> Fault:
    """Put the parser's complaint into words, with the cures for what people most often do."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    problem = (error.problem or "unreadable").strip()
    case = ""
    if _CURLY.search(written):
        case = "curly"
    elif _FILLED_IN.search(written):
        case = "braces"
    elif "',' or" in problem and mark is not None:
        case = _in_a_row(written, mark.column)
    elif "mapping values are not allowed" in problem:
        case = "colon"
    elif "cannot start any token" in problem or "alias" in problem or "anchor" in problem:
        case = "sign"
    elif "quoted scalar" in (error.context or ""):
        case = "open quote"
    return fault("F006", file, line, case=case, problem=problem)


def _in_a_row(written: str, column: int) -> str:
    """Return why a list or keys in braces, all in one line, broke off at a column."""
    if written[column : column + 1] == ":":
        return "colon"
    within = [quote for quote in "'\"" if written[:column].count(quote) > 1]
    return "quote within" if within and written[column - 1 : column] not in (",", "") else "bracket"


class _Builder:
    """Builds the tree event by event, without recursion, and collects faults as it goes."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.root: Node | None = None
        self.stopped = False
        self._open: list[_Open] = []
        self._documents = 0
        self._values = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the parser."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._add(line, "F007")
                self.stopped = True
        elif isinstance(event, yaml.AliasEvent):
            self._add(line, "F009", case="alias", name=event.anchor)
            self._place(TextNode("", line, plain=False))
        elif isinstance(event, yaml.NodeEvent):
            self._refuse_marks(event, line)
            self._start(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def _add(self, line: int, code: str, where: str = "", *, case: str = "", **words: object) -> None:
        self.faults.append(fault(code, self.file, line, where, case=case, **words))

    def _refuse_marks(self, event: yaml.NodeEvent, line: int) -> None:
        """Refuse anchors and tags, which could repeat a value a billion times or change its type."""
        if event.anchor:
            self._add(line, "F009", case="anchor", name=event.anchor)
        tag = getattr(event, "tag", None)
        if tag:
            self._add(line, "F008", tag=tag)

    def _start(self, event: yaml.NodeEvent, line: int) -> None:
        self._values += 1
        if len(self._open) >= DEEPEST or self._values > MOST_VALUES:
            what = (
                f"more than {DEEPEST} levels"
                if len(self._open) >= DEEPEST
                else f"more than {MOST_VALUES} values"
            )
            self._add(line, "F011", what=what)
            self.stopped = True
        elif isinstance(event, yaml.ScalarEvent):
            self._place(TextNode(event.value, line, plain=not event.style))
        else:
            self._open.append(_Open(line, isinstance(event, yaml.MappingStartEvent)))

    def _place(self, node: Node) -> None:
        """Put a finished node where it belongs: as the root, a list's item, a key or a key's value."""
        if not self._open:
            self.root = node if self.root is None else self.root
            return
        top = self._open[-1]
        if top.is_map and len(top.keys) == len(top.items):
            if not isinstance(node, TextNode) or not node.value.strip():
                self._add(node.line, "F012")
            top.keys.append(node if isinstance(node, TextNode) else None)
        else:
            top.items.append(node)

    def _close(self) -> None:
        done = self._open.pop()
        self._place(self._map(done) if done.is_map else ListNode(tuple(done.items), done.line))

    def _map(self, done: _Open) -> MapNode:
        """Return the mapping, with a fault for each key that stood before."""
        entries: dict[str, Entry] = {}
        for key, value in zip(done.keys, done.items, strict=True):
            if key is None or not key.value.strip():
                continue
            name = " ".join(key.value.split())
            if name in entries:
                first = entries[name].line
                self._add(key.line, "F010", name, key=name, first=first)
                continue
            entries[name] = Entry(name, key.line, value)
        return MapNode(tuple(entries.values()), done.line)


def unknown_key(file: str, line: int, where: str, key: str, known: list[str], *, cut: bool = False) -> Fault:
    """Return the fault for a key that nobody reads, naming the nearest key that is known.

    ``cut``: nothing stands under it, as where a comma ends a text without quotes inside braces.
    """
    near = nearest(key, known)
    case = "cut" if cut else "near" if near else "known" if known else "none"
    return fault("F014", file, line, where, case=case, key=key, near=near, known=", ".join(known))
