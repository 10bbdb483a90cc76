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

from simulator.model.faults import Fault, in_order, nearest

LARGEST_FILE: Final = 512 * 1024
DEEPEST: Final = 24
MOST_VALUES: Final = 40_000
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
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
        return None, [
            Fault(
                file=name,
                line=0,
                code="F001",
                message=f"the file cannot be opened: {why}.",
                cure="Check its name and that you may read it.",
            )
        ]
    if size > LARGEST_FILE:
        return None, [
            Fault(
                file=name,
                line=0,
                code="F002",
                message=f"the file has {size // 1024} kB; the most is {LARGEST_FILE // 1024} kB.",
                cure="Split it, or remove what does not belong in it.",
            )
        ]
    try:
        return raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [
            Fault(
                file=name,
                line=line,
                code="F003",
                message="this is not UTF-8 text.",
                cure='Save the file again with the encoding "UTF-8".',
            )
        ]


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
        builder.faults.append(_malformed(error, file))
        return None, in_order(builder.faults)
    if builder.root is None and not builder.faults:
        builder.faults.append(
            Fault(
                file=file,
                line=1,
                code="F013",
                message="the file is empty.",
                cure='Begin it with "format: 1".',
            )
        )
    return (None if builder.stopped else builder.root), in_order(builder.faults)


def _characters(text: str, file: str) -> list[Fault]:
    """Return a fault for each line that holds a tab or a character that nobody can see."""
    faults = []
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            faults.append(
                Fault(
                    file=file,
                    line=number,
                    code="F004",
                    message="there is a tab in this line.",
                    cure="Put spaces in its place; YAML is indented with spaces only.",
                )
            )
        hidden = _HIDDEN.search(line)
        if hidden:
            faults.append(
                Fault(
                    file=file,
                    line=number,
                    code="F005",
                    message=f"there is an invisible character (U+{ord(hidden[0]):04X}) "
                    f"at column {hidden.start() + 1}.",
                    cure="Delete it; retype the words around it if you cannot see it.",
                )
            )
    return faults


def _malformed(error: yaml.MarkedYAMLError, file: str) -> Fault:
    """Put the parser's complaint into words, with the cures for what people most often do."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    problem = (error.problem or "unreadable").strip()
    cure = "Compare the indentation with the lines above, and close every quote and bracket."
    if "mapping values are not allowed" in problem:
        cure = (
            'Put the text in quotes if it holds a colon, like "Note: stay outside"; or mend the indentation.'
        )
    elif "cannot start any token" in problem or "alias" in problem or "anchor" in problem:
        cure = "Put the text in quotes: it begins with a sign that YAML keeps for itself."
    elif "quoted scalar" in (error.context or ""):
        cure = "Close the quote that was opened in or before this line."
    return Fault(
        file=file, line=line, code="F006", message=f"this cannot be read as YAML ({problem}).", cure=cure
    )


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
                self._add(
                    line,
                    "F007",
                    "a second document begins here.",
                    'Remove the "---" line, or split the file.',
                )
                self.stopped = True
        elif isinstance(event, yaml.AliasEvent):
            self._add(
                line, "F009", f'the alias "*{event.anchor}" is not allowed.', "Write the value out in full."
            )
            self._place(TextNode("", line, plain=False))
        elif isinstance(event, yaml.NodeEvent):
            self._refuse_marks(event, line)
            self._start(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def _add(self, line: int, code: str, message: str, cure: str, where: str = "") -> None:
        self.faults.append(
            Fault(file=self.file, line=line, code=code, message=message, cure=cure, field=where)
        )

    def _refuse_marks(self, event: yaml.NodeEvent, line: int) -> None:
        """Refuse anchors and tags, which could repeat a value a billion times or change its type."""
        if event.anchor:
            self._add(
                line,
                "F009",
                f'the anchor "&{event.anchor}" is not allowed.',
                'Remove it; if the text begins with "&", put it in quotes.',
            )
        tag = getattr(event, "tag", None)
        if tag:
            self._add(
                line,
                "F008",
                f'the tag "{tag}" is not allowed.',
                'Remove it; if the text begins with "!", put it in quotes.',
            )

    def _start(self, event: yaml.NodeEvent, line: int) -> None:
        self._values += 1
        if len(self._open) >= DEEPEST or self._values > MOST_VALUES:
            what = (
                f"more than {DEEPEST} levels"
                if len(self._open) >= DEEPEST
                else f"more than {MOST_VALUES} values"
            )
            self._add(line, "F011", f"the file has {what}.", "Make it simpler, or split it.")
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
                self._add(
                    node.line, "F012", "a key must be plain words.", "Write the key as text before the colon."
                )
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
                self._add(
                    key.line,
                    "F010",
                    f'the key "{name}" stands here and in line {first}.',
                    "Keep one of them; put both values in a list if both are meant.",
                    name,
                )
                continue
            entries[name] = Entry(name, key.line, value)
        return MapNode(tuple(entries.values()), done.line)


def unknown_key(file: str, line: int, where: str, key: str, known: list[str]) -> Fault:
    """Return the fault for a key that nobody reads, naming the nearest key that is known."""
    near = nearest(key, known)
    if near:
        cure = f'Write "{near}" if that is what you mean.'
    elif known:
        cure = f"The keys known here are: {', '.join(known)}."
    else:
        cure = "Remove it."
    return Fault(
        file=file,
        line=line,
        field=where,
        code="F014",
        message=f'the key "{key}" is not known here.',
        cure=cure,
    )
