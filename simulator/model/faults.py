"""What can be wrong with a file that people write, as values; it never opens such a file nor prints.

The words of a fault come from the page of its code (``fault_pages``).
"""

import difflib
from collections.abc import Iterable

from simulator.model.fault_pages import fault_page
from simulator.model.reading import Value


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


def fault(code: str, file: str, line: int, field: str = "", /, *, case: str = "", **words: object) -> Fault:
    """Return a fault in the words of its code's page, with ``words`` filled into them."""
    message, cure = fault_page(code).told(case, words)
    return Fault(file=file, line=line, field=field, code=code, message=message, cure=cure)


def name_case(name: str, known: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Return the case of a name that is none of ``known``, and the words for it.

    The cases are ``near`` (one is much like it), ``known`` (there are others) and ``none`` (there are none).
    """
    names = sorted(known)
    near = nearest(name, names)
    words = {
        "name": name,
        "near": near,
        "known": f"{', '.join(names[:12])}{', …' if len(names) > 12 else ''}",
    }
    return ("near" if near else "known" if names else "none"), words


def dangling(
    file: str, line: int, field: str, *, kind: str, name: str, known: Iterable[str], code: str = "F022"
) -> Fault:
    """Return the fault for ``name``, which should be the id of a ``kind`` but is none of ``known``."""
    case, words = name_case(name, known)
    return fault(code, file, line, field, case=case, kind=kind, **words)


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults as a reader meets them: by file, then line, then code; none twice."""
    return sorted(set(faults), key=lambda f: (f.file, f.line, f.code, f.field))
