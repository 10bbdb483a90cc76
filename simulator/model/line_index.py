"""Where each value of a file stands, so that a later check can name the line; it holds no values."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Step = str | int
"""One step of a path: a field's name in the model (``target_time``), an id, or a place in a list."""


@dataclass
class Place:
    """A value's line and the places under it; a list's items answer to place and to id (``name``)."""

    line: int
    name: str = ""
    children: dict[Step, "Place"] = field(default_factory=dict)


@dataclass
class LineIndex:
    """The file's name and the place of every value in it, found by path."""

    file: str
    root: Place = field(default_factory=lambda: Place(1))

    def line(self, *path: Step) -> int:
        """Return the line of a path such as ``("facts", "address", "says")``, or of its nearest parent.

        One dotted text, ``"facts.address.says"``, does as well.
        """
        place = self.root
        for step in _steps(path):
            found = place.children.get(step)
            if found is None and isinstance(step, str) and step.isdigit():
                found = place.children.get(int(step))
            if found is None:
                break
            place = found
        return place.line

    def known(self, path: Iterable[Step]) -> tuple[Step, ...]:
        """Return the steps of ``path`` that stand in the file, leaving out those that do not."""
        place, kept = self.root, []
        for step in path:
            if step in place.children:
                place = place.children[step]
                kept.append(step)
        return tuple(kept)

    def words(self, path: Iterable[Step]) -> str:
        """Return a path in the words of the file: ``facts.address.target time``, items by their id if any."""
        place: Place | None = self.root
        said = []
        for step in path:
            place = place.children.get(step) if place else None
            plain = f"item {step + 1}" if isinstance(step, int) else step.replace("_", " ")
            said.append((place.name if place else "") or plain)
        return ".".join(said)


def _steps(path: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(path[0].split(".")) if len(path) == 1 and isinstance(path[0], str) else path
