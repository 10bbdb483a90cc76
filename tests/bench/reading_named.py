"""Measures what becomes of a line when somebody is named in it: lines heard alone, with a name put in.

    python -m tests.bench reading_named [--lines N] [--seed S]

Lines of the training pool that the reader surely hears as their act hold *he* or *her*, or call nobody by
name; with a name put in they ought to be heard as before. No labels are needed. The upper layers were
trained on the pool: that its lines are heard says little, what a name takes away of it is what is measured.
"""

import argparse
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from simulator.data_files import scenarios_folder
from simulator.model.load_library import PHRASES
from simulator.model.phrase_bank import load_phrases
from simulator.model.reading import DialogueContext
from simulator.service.kept_encoder import open_encoder
from simulator.understanding.reader import Reader, fit_reader
from simulator.understanding.training.pool import MORE, POOL, read_more

ROOT = Path(__file__).resolve().parents[2]
_SUBJECT = re.compile(r"\b(?:is|has|can|does|did|was|where|what's) (he|she)\b")
_OBJECT = re.compile(
    r"\b(?:to|with|tell|ask|move|leave|give|keep|help) (him|her)(?=[?.,!]|$| (?:to|up|down|still|now|out))"
)
_YOU = re.compile(r"\byou\b")


def _in_place_of(words: re.Pattern[str], name: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        found = words.search(text)
        return text if found is None else f"{text[: found.start(1)]}{name}{text[found.end(1) :]}"

    return change


def _behind(sign: str, name: str) -> Callable[[str], str]:
    return lambda text: text.rstrip("?.! ") + sign + name + ("?" if text.rstrip().endswith("?") else "")


def _before(name: str) -> Callable[[str], str]:
    return lambda text: f"{name} {text}"


KINDS: dict[str, tuple[re.Pattern[str], Callable[[str], str]]] = {
    "he, as Walter": (_SUBJECT, _in_place_of(_SUBJECT, "Walter")),
    "he, as Mr Ames": (_SUBJECT, _in_place_of(_SUBJECT, "Mr Ames")),
    "he, as walter": (_SUBJECT, _in_place_of(_SUBJECT, "walter")),
    "her, as Carolyn": (_OBJECT, _in_place_of(_OBJECT, "Carolyn")),
    "said to Joan, at the end": (_YOU, _behind(" ", "Joan")),
    "said to Joan, behind a comma": (_YOU, _behind(", ", "Joan")),
    "said to Joan, at the beginning": (_YOU, _before("Joan")),
    "said to Mrs Davies, behind ok": (_YOU, _before("ok Mrs Davies")),
}


def sure(reader: Reader, texts: Sequence[str]) -> list[frozenset[str]]:
    """Return the acts surely heard in each text."""
    readings = reader.read_all([(text, DialogueContext()) for text in texts])
    return [frozenset(reading.sure()) for reading in readings]


def main() -> None:
    """Print, for each way of naming somebody, how many lines that were heard still are."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lines", type=int, default=250, help="lines of each kind, heard or not")
    parser.add_argument("--seed", type=int, default=5)
    wanted = parser.parse_args()
    bank, faults = load_phrases(scenarios_folder() / PHRASES)
    if bank is None:
        raise SystemExit(f"The shared phrases cannot be read: {faults[0]}")
    reader = fit_reader(bank.acts, off_topic=bank.off_topic, encoder=open_encoder(ROOT / "var"))
    known = {act.id for act in bank.acts}
    written = [
        (act, line) for act, (true, _) in read_more(POOL / MORE).items() if act in known for line in true
    ]
    random.Random(wanted.seed).shuffle(written)
    print(f"{reader.name}: lines heard, of these heard with the name, and heard as something else as well")
    for kind, (has, change) in KINDS.items():
        lines = [(act, line) for act, line in written if has.search(line)][: wanted.lines]
        plain = sure(reader, [line for _, line in lines])
        heard = [(n, act) for n, (act, _) in enumerate(lines) if act in plain[n]]
        named = sure(reader, [change(lines[n][1]) for n, _ in heard])
        kept = sum(act in found for (_, act), found in zip(heard, named, strict=True))
        more = sum(bool(found - plain[n]) for (n, _), found in zip(heard, named, strict=True))
        print(f"  {kind:32} {len(heard):4} {kept:4} ({kept / len(heard):.2f}) {more:3}")


if __name__ == "__main__":
    main()
