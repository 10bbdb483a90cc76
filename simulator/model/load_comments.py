"""A unit's bank of feedback comments: sentences tied to criteria that assessors choose from and then own.

A comment says what was done or is needed, never how to do it, so that nobody is led. It holds no judgement.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Literal

from simulator.model.faults import Fault
from simulator.model.reading import Value
from simulator.model.typed_reading import read_model
from simulator.model.yaml_source import read_text, shown_name

FILE = "comments.yaml"


class Comment(Value):
    """One comment: the criterion or the whole outcome that it is about (neither: any), and its words."""

    shorthand: ClassVar[str] = "text"
    id: str
    criterion: str = ""
    outcome: str = ""
    text: str

    @property
    def for_any(self) -> bool:
        """Tell whether it is tied to nothing, so that it fits every criterion."""
        return not self.criterion and not self.outcome

    def fits(self, criterion: str, outcome: str) -> bool:
        """Tell whether it may be said of a criterion, which belongs to an outcome."""
        return self.criterion in ("", criterion) and self.outcome in ("", outcome)


class CommentBank(Value):
    """The comments of a unit in one version; the version is frozen into every record that uses one."""

    format: Literal["1"] = "1"
    version: str = "0"
    comments: tuple[Comment, ...] = ()

    def about(self, criteria: Mapping[str, str]) -> tuple[Comment, ...]:
        """Return what may be said of criteria, each given with its outcome: their own first, then for any."""
        fitting = [
            c for c in self.comments if c.for_any or any(c.fits(one, of) for one, of in criteria.items())
        ]
        return tuple(sorted(fitting, key=lambda c: c.for_any))


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
