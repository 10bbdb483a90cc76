"""A unit's bank of feedback comments: sentences tied to criteria that assessors choose from and then own.

A comment says what was done or is needed, never how to do it, so that nobody is led. It holds no judgement.
"""

from pathlib import Path
from typing import ClassVar, Literal

from simulator.model.faults import Fault
from simulator.model.reading import Value
from simulator.model.typed_reading import read_model
from simulator.model.yaml_source import read_text, shown_name

FILE = "comments.yaml"


class Comment(Value):
    """One comment: the criterion that it is about (empty for any) and its words."""

    shorthand: ClassVar[str] = "text"
    id: str
    criterion: str = ""
    text: str


class CommentBank(Value):
    """The comments of a unit in one version; the version is frozen into every record that uses one."""

    format: Literal["1"] = "1"
    version: str = "0"
    comments: tuple[Comment, ...] = ()

    def about(self, criterion: str) -> tuple[Comment, ...]:
        """Return the comments for a criterion, its own first, then those for any."""
        own = tuple(c for c in self.comments if c.criterion == criterion)
        return own + tuple(c for c in self.comments if not c.criterion)


def load_comments(folder: Path) -> tuple[CommentBank, list[Fault]]:
    """Read ``comments.yaml`` of a unit's folder: the bank, empty where there is none, and every fault."""
    path = folder / FILE
    if not path.is_file():
        return CommentBank(), []
    text, faults = read_text(path)
    if text is None:
        return CommentBank(), faults
    bank, faults, _ = read_model(text, CommentBank, file=shown_name(path))
    return (bank, []) if bank is not None else (CommentBank(), faults)
