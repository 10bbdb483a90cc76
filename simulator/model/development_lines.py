"""The project's development lines: lines of learners whose acts are known, by which phrasings are weighed.

Shipped beside the shared acts, because a centre that adds phrasings must see what they do to the reader.
They choose thresholds and weigh proposals; they promise nothing about what strangers will type.
"""

from dataclasses import dataclass
from pathlib import Path

FILE_NAME = "development_lines.txt"
_CALL, _ACTS = "## ", "=>"


@dataclass(frozen=True, slots=True)
class DevelopmentLine:
    """One line with the acts it holds (none: empty), and the call type it was written for."""

    call: str
    text: str
    acts: frozenset[str]


def development_lines(phrases: Path) -> tuple[DevelopmentLine, ...]:
    """Return the development lines of a folder of phrases, in their order; none where it has no such file.

    A line is `WORDS => ACT ACT ...`; `## NAME` begins the lines of a call type; other # lines are remarks.
    """
    file = phrases / FILE_NAME
    if not file.is_file():
        return ()
    found: list[DevelopmentLine] = []
    call = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith(_CALL):
            call = line.removeprefix(_CALL).strip()
        elif _ACTS in line and not line.startswith("#"):
            text, _, acts = line.rpartition(_ACTS)
            found.append(DevelopmentLine(call, text.strip(), frozenset(acts.split())))
    return tuple(found)
