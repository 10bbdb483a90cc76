"""The page of each fault code, ``docs/faults/CODE.md``: its message, its meaning and its failing example.

The page is the one place where a fault's words stand: the checks fill them in, ``check --explain`` prints
them, and the tests play the examples. It finds no faults itself. A page is written so::

    # S203 A title in a few words

    - **Says:** what is wrong, such as with criterion {criterion}.
    - **Cure:** What to do about it.

    Why it matters, in a few sentences.

    ## Fails
    (a block of YAML; ``# HERE`` marks the lines that are told)
    ## Mended
    (the same, put right)

Words in braces are filled in. A code with several messages names its cases: ``**Says (several):**``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from simulator.data_files import data_folder

_CODE = re.compile(r"[A-Z]\d{3}")
_SAID = re.compile(r"^- \*\*(Says|Cure)(?: \(([^)]+)\))?:\*\* (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^## (Fails|Mended)[^\n]*\n+```yaml ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A block of YAML of a page: ``of`` is its heading (Fails, Mended), ``how`` the words after ``yaml``."""

    of: str
    how: str
    text: str


@dataclass(frozen=True)
class FaultPage:
    """One code: its title, its messages and cures by case (``""``: the only or the common one), its text."""

    code: str
    title: str
    says: Mapping[str, str]
    cures: Mapping[str, str]
    why: str
    examples: tuple[Example, ...]
    text: str

    def told(self, case: str, words: Mapping[str, object]) -> tuple[str, str]:
        """Return message and cure of a case, their braces filled in.

        Raises:
            KeyError: the page has no such case, or names a word that is not given.
        """
        says = self.says[case] if case in self.says else self.says[""]
        cure = self.cures[case] if case in self.cures else self.cures[""]
        return says.format_map(words), cure.format_map(words)


@cache
def fault_codes() -> tuple[str, ...]:
    """Return every code that has a page, in order."""
    folder = data_folder("docs") / "faults"
    return tuple(sorted(path.stem for path in folder.glob("*.md") if _CODE.fullmatch(path.stem)))


@cache
def fault_page(code: str) -> FaultPage:
    """Return the page of a code.

    Raises:
        KeyError: there is no such code.
    """
    if code not in fault_codes():
        raise KeyError(code)
    return read_page(code, (data_folder("docs") / "faults" / f"{code}.md").read_text("utf-8"))


def read_page(code: str, text: str) -> FaultPage:
    """Read the text of a page."""
    found: dict[str, dict[str, str]] = {"Says": {}, "Cure": {}}
    for word, case, said in _SAID.findall(text):
        found[word][case] = said
    head, _, _ = text.partition("\n## ")
    title = head.split("\n", 1)[0].removeprefix(f"# {code} ").strip()
    why = _SAID.sub("", head.split("\n", 1)[1]).strip()
    examples = tuple(Example(of, how.strip(), block) for of, how, block in _BLOCK.findall(text))
    return FaultPage(code, title, found["Says"], found["Cure"], why, examples, text)


def fault_titles(letter: str = "") -> dict[str, str]:
    """Return the title of each code that begins with ``letter``."""
    return {code: fault_page(code).title for code in fault_codes() if code.startswith(letter)}
