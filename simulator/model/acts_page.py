"""The page that lists every shared act for whoever writes scenarios, made from the phrase files themselves.

It knows the files' headings, ids and labels; how an act is heard is said elsewhere.
"""

import re
from pathlib import Path
from typing import Final

from simulator.model.phrase_bank import PhraseFile
from simulator.model.typed_reading import read_model

PAGE: Final = "shared-acts.md"
_HEADING: Final = re.compile(r"# Shared acts(?:: | that )(.+?)[.:]", re.DOTALL)
_HEAD: Final = """# The shared acts

What a learner may say in any call is heard as one of these acts, however it is worded. Name them under
`asked by`, `to`, `said`, `advises`, `informs`, `never says` and the like; what is not here is
[an act of your own](scenario-format.md#acts-of-your-own). To see which act a sentence is heard as, type it
into `python -m simulator read --scenario my-scenario`.

This page is written by `python -m simulator schemas`.
"""


def acts_page(folder: Path) -> str:
    """Return the page for the phrase files of a folder; a file that cannot be read is left out."""
    parts = [_HEAD]
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text("utf-8")
        phrases = read_model(text, PhraseFile, file=path.name)[0]
        if phrases is None or not phrases.acts:
            continue
        found = _HEADING.match(text)
        heading = " ".join(found[1].replace("\n# ", " ").split()) if found else path.stem.replace("_", " ")
        rows = "\n".join(f"| `{name}` | {entry.label} |" for name, entry in phrases.acts.items())
        parts.append(f"## {heading[:1].upper()}{heading[1:]}\n\n| act | what it does |\n|---|---|\n{rows}\n")
    return "\n".join(parts)
