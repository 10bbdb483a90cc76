"""What can be wrong with a file that people write, as values; it never opens a file nor prints.

``CODES`` is the one table of fault codes. Each code has a tiny failing example under
``tests/model/faults``; a test holds that none lacks one.
"""

import difflib
from collections.abc import Iterable
from typing import Final

from simulator.model.reading import Value

CODES: Final[dict[str, str]] = {
    "F001": "the file cannot be opened",
    "F002": "the file is too large",
    "F003": "the file is not UTF-8 text",
    "F004": "a tab character",
    "F005": "an invisible or control character",
    "F006": "the text is not well-formed YAML",
    "F007": "more than one document in a file",
    "F008": "a tag",
    "F009": "an anchor or an alias",
    "F010": "the same key twice",
    "F011": "nested too deep, or too many values",
    "F012": "a key that is not plain text",
    "F013": "the file is empty, or is not a list of keys",
    "F014": "an unknown key",
    "F015": "a required key is missing",
    "F016": "the wrong shape: text, list or keys expected",
    "F017": "nothing is written after a key",
    "F018": "the value is of the wrong type or not one of those allowed",
    "F019": "the same id twice",
    "F020": "an id that is not a slug",
    "F021": "a rule of the file is broken",
    "F022": "a reference to something that does not exist",
    "F023": "a phone number that could be dialled for real",
    "F024": "a file that belongs in the folder is missing",
    "F025": "something cannot be reached",
}


class Fault(Value):
    """One thing wrong in one file: where it is, what it is and what to do about it.

    ``line`` counts from 1 (0 when the file could not be read); ``field`` is the path of the value in
    the words of the file, such as ``facts.address.says``, and is empty when no value is meant.
    """

    file: str
    line: int
    code: str
    message: str
    cure: str
    field: str = ""

    def __str__(self) -> str:
        """Return the stable line that the terminal prints: ``FILE:LINE: CODE what, and what to do``."""
        place = f"{self.field}: " if self.field else ""
        return f"{self.file}:{self.line}: {self.code} {place}{self.message} {self.cure}"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like ``word``, or an empty text when none is near."""
    folded = {name.casefold().replace("_", " "): name for name in known}
    near = difflib.get_close_matches(word.casefold().replace("_", " "), folded, n=1, cutoff=0.55)
    return folded[near[0]] if near else ""


def dangling(file: str, line: int, field: str, *, kind: str, name: str, known: Iterable[str]) -> Fault:
    """Return the fault for ``name``, which should be the id of a ``kind`` but is none of ``known``."""
    names = sorted(known)
    near = nearest(name, names)
    if near:
        cure = f'Write "{near}" if that is what you mean, or add "{name}" there.'
    elif names:
        cure = f"Use one of: {', '.join(names[:12])}{', …' if len(names) > 12 else ''}; or add it."
    else:
        cure = f'Add "{name}" there, or remove this line.'
    return Fault(
        file=file, line=line, field=field, code="F022", message=f'there is no {kind} "{name}".', cure=cure
    )


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults as a reader meets them: by file, then line, then code; none twice."""
    return sorted(set(faults), key=lambda f: (f.file, f.line, f.code, f.field))
