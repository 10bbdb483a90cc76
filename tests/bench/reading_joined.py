"""Measures what becomes of a line when another is joined to it: no labels are needed, only lines heard alone.

    python -m tests.bench reading_joined [--joins N] [--seed S] [--json] [--show N]

Lines that the reader surely hears as the one act they were written for are joined in pairs as people join
them, and put behind and before small talk. What was heard of each alone ought to be heard of both joined,
and nothing else. Says nothing of whether a line is read right alone: the gold lines do that.
"""

import argparse
import json
import os
import random
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.data_files import scenarios_folder
from simulator.model.load_library import PHRASES
from simulator.model.phrase_bank import PhraseBank, load_phrases
from simulator.model.reading import ActPhrasings
from simulator.service.kept_encoder import open_encoder
from simulator.understanding.reader import Reader, fit_reader
from simulator.understanding.training.pool import MORE, POOL, read_more
from tests.bench.reading_figures import share
from tests.understanding.banks import dev_lines

ROOT = Path(__file__).resolve().parents[2]
WORDS = range(3, 13)
"""How many words a line to be joined may have."""

CANDIDATES = 1400
"""Lines that are read alone, drawn evenly from the three sources."""

_I = re.compile(r"I\b|I'")
_OPENING = ("greet", "greet_service", "radio_go_ahead")
"""Acts that open a call: nothing stands before them."""
_ENDING = ("close_call", "thank", "have_all", "give_reference")
"""Acts that end one: nothing stands after them."""


@dataclass(frozen=True)
class Line:
    """A line that the reader hears alone as one act; ``half``: what it half hears in it as well."""

    text: str
    act: str
    form: str
    half: frozenset[str]
    near: frozenset[str]


@dataclass(frozen=True)
class Joined:
    """A join: the line made, the acts that its sides hold, and what is half heard in them alone."""

    kind: str
    text: str
    acts: frozenset[str]
    half: frozenset[str]


def _bare(text: str) -> str:
    """Return a line without the sign that closes it."""
    return text.rstrip(" .!?,;")


def _small(text: str) -> str:
    """Return a line that goes on: its first letter small, unless it is "I"."""
    return text if _I.match(text) else text[:1].lower() + text[1:]


def _between(sign: str) -> Callable[[str, str], str]:
    return lambda a, b: f"{_bare(a)}{sign}{_small(b)}"


JOINS: Mapping[str, Callable[[str, str], str]] = {
    "A B": _between(" "),
    "A, B": _between(", "),
    "A and B": _between(" and "),
    "A. B": lambda a, b: f"{_bare(a)}. {b}",
    "A? B": lambda a, b: f"{_bare(a)}? {b}",
    "A then B": _between(" then "),
    "A also B": _between(" also "),
    "ok so A and B": lambda a, b: f"ok so {_small(_bare(a))} and {_small(b)}",
}
"""Ways to join any two lines; a question mark closes questions alone."""

BY_FORM: Mapping[str, tuple[tuple[str, str], tuple[str, ...]]] = {
    "greeting + question": (("greeting", "question"), ("A B", "A, B")),
    "statement + question": (("statement", "question"), ("A B", "A, B", "A and B")),
    "order + question": (("instruction", "question"), ("A B", "A, B", "A and B")),
    "question + order": (("question", "instruction"), ("A B", "A, B")),
    "two questions": (("question", "question"), ("A B", "A, B", "A and B")),
    "two orders": (("instruction", "instruction"), ("A B", "A, B", "A and B")),
}
"""Pairs by what their sides are, and how each is joined."""

PREFIXES = (
    "ok", "right", "right so", "ok thanks", "thank you", "hi", "love", "sorry", "please", "just", "and",
    "now then", "no problem", "alright love", "ok thats fine", "so", "yes", "good",
)  # fmt: skip
SUFFIXES = (
    "please", "ta", "love", "for me", "ok?", "yeah?", "at all", "then", "thanks", "mate", "right now",
    "if you can", "do you know", "though", "sir",
)  # fmt: skip
REASONS = (
    "so i can send help", "so we can find you", "because i need it for the log", "so i can tell the crew",
    "cos they will want to know", "for the crew",
)  # fmt: skip


def sides(bank: PhraseBank, reader: Reader, rng: random.Random, most: int) -> list[Line]:
    """Return the lines that are surely heard alone as the one act they were written for, in any order."""
    by_id = {act.id: act for act in bank.acts}
    written = [
        [(next(iter(line.acts)), line.text) for line in dev_lines() if len(line.acts) == 1],
        [(act.id, phrasing) for act in bank.acts for phrasing in act.phrasings],
        [(act, text) for act, (true, _near) in read_more(POOL / MORE).items() for text in true],
    ]
    found: dict[str, Line] = {}
    for source in written:
        fitting = [(a, t) for a, t in source if a in by_id and len(t.split()) in WORDS]
        rng.shuffle(fitting)
        for act, text in fitting[: most // len(written)]:
            heard = reader.read(text)
            if heard.sure() == (act,):
                half = frozenset(a.act for a in heard.acts)
                near = half | frozenset(by_id[act].neighbours)
                found.setdefault(text, Line(text, act, _form_of(by_id[act], heard.form), half, near))
    lines = list(found.values())
    rng.shuffle(lines)
    return lines


def _form_of(act: ActPhrasings, heard: str) -> str:
    """Return what a line is as the joins count it."""
    if act.id in _OPENING:
        return "greeting"
    return act.form if act.form in ("question", "instruction", "statement") else heard


def pairs(lines: Sequence[Line], rng: random.Random, count: int) -> list[Joined]:
    """Return so many joins of two lines, evenly over the kinds; sides that are near are not joined."""
    kinds: list[tuple[str, str, tuple[str, str] | None]] = [(name, name, None) for name in JOINS]
    for name, (forms, ways) in BY_FORM.items():
        kinds += [(f"{name}: {way}", way, forms) for way in ways]
    found = []
    for kind, way, forms in kinds:
        made: dict[str, Joined] = {}
        for _ in range(50 * count):
            if len(made) >= max(1, count // len(kinds)):
                break
            a, b = (rng.choice(lines) for _ in range(2))
            if forms and (a.form, b.form) != forms:
                continue
            if _joinable(a, b, marked=way == "A? B"):
                text = JOINS[way](a.text, b.text)
                made[text] = Joined(kind, text, frozenset((a.act, b.act)), a.half | b.half)
        found += made.values()
    return found


def _joinable(a: Line, b: Line, *, marked: bool) -> bool:
    """Tell whether somebody may say one line after the other as two acts."""
    if a.act == b.act or b.act in a.near or a.act in b.near or (marked and a.form != "question"):
        return False
    return b.form != "greeting" and a.act not in _ENDING


def dressed(lines: Sequence[Line], rng: random.Random, count: int, reader: Reader) -> list[Joined]:
    """Return so many lines with small talk before or behind them, or a reason behind a question.

    What the reader hears in the small talk alone ("thank you") is there by its own right.
    """
    ways: list[tuple[str, str, str]] = [("before", word, "") for word in PREFIXES]
    ways += [("behind", "", word) for word in SUFFIXES] + [("reason", "", word) for word in REASONS]
    found = []
    for kind, before, behind in ways:
        own = frozenset(act.act for act in reader.read(before or behind).acts)
        for _ in range(max(1, count // len(ways))):
            line = rng.choice([x for x in lines if kind != "reason" or x.form == "question"])
            text = f"{before} {_small(line.text)}" if before else f"{_bare(line.text)} {behind}"
            name = f"{kind}: {before or behind}"
            found.append(Joined(name, text, frozenset({line.act}), line.half | own))
    return found


def judged(reader: Reader, joins: Sequence[Joined]) -> list[dict]:
    """Return of each join which of its acts were heard for sure, which half, and what neither side holds."""
    found = []
    for join in joins:
        start = time.process_time()
        heard = reader.read(join.text)
        sure, half = set(heard.sure()), {a.act for a in heard.acts}
        found.append(
            {
                "kind": join.kind,
                "text": join.text,
                "lost": sorted(join.acts - sure),
                "gone": sorted(join.acts - half),
                "false": sorted(sure - join.acts - join.half),
                "ms": 1000 * (time.process_time() - start),
            }
        )
    return found


def table(found: Sequence[dict]) -> dict:
    """Return the shares with every act heard, every act at least half heard, and something false."""
    return {
        "lines": len(found),
        "all_sure": share([not one["lost"] for one in found])["share"],
        "all_half": share([not one["gone"] for one in found])["share"],
        "false": share([bool(one["false"]) for one in found])["share"],
    }


def by_kind(found: Sequence[dict]) -> dict:
    """Return the table of each kind of join, in the order in which they were made."""
    kinds = dict.fromkeys(one["kind"] for one in found)
    return {kind: table([one for one in found if one["kind"] == kind]) for kind in kinds}


def figures(asked: argparse.Namespace) -> dict:
    """Return every figure."""
    bank, faults = load_phrases(scenarios_folder() / PHRASES)
    if bank is None:
        raise SystemExit(f"The shared phrases cannot be read: {faults[0]}")
    reader = fit_reader(
        bank.acts,
        off_topic=bank.off_topic,
        encoder=open_encoder(ROOT / "var"),
        cache_folder=ROOT / "var" / "cache",
    )
    rng = random.Random(asked.seed)
    lines = sides(bank, reader, rng, CANDIDATES)
    two = judged(reader, pairs(lines, rng, asked.joins))
    one = judged(reader, dressed(lines, rng, asked.joins // 3, reader))
    return {
        "reader": reader.name,
        "seed": asked.seed,
        "load": os.getloadavg()[0],
        "alone": len(lines),
        "joined": {"all": table(two)} | by_kind(two),
        "dressed": {"all": table(one)} | by_kind(one),
        "ms": sum(line["ms"] for line in two) / max(len(two), 1),
        "amiss": [line for line in (*two, *one) if line["lost"] or line["false"]],
    }


def told(found: dict, shown: int) -> list[str]:
    """Return the figures as lines for people."""
    out = [
        f"Reader {found['reader']}, seed {found['seed']}, load {found['load']:.1f}.",
        f"{found['alone']} lines heard alone; a joined line takes {found['ms']:.0f} ms of the processor.",
    ]
    for name, title in (("joined", "Two lines joined"), ("dressed", "One line and small talk")):
        out.append(f"{title:32} {'lines':>5}  {'all sure':>22}  {'all sure or unsure':>22}  {'false':>22}")
        for kind, row in found[name].items():
            shares = "  ".join(f"{_shown(row[key]):>22}" for key in ("all_sure", "all_half", "false"))
            out.append(f"  {kind:30} {row['lines']:>5}  {shares}")
    amiss = found["amiss"][:shown]
    return out + [f"  {x['kind']:28} {x['text']!r} lost {x['lost']} false {x['false']}" for x in amiss]


def _shown(triple: Sequence[float]) -> str:
    value, low, high = triple
    return f"{value:.3f} [{low:.3f}-{high:.3f}]"


def main(words: list[str] | None = None) -> int:
    """Print what becomes of joined lines."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench reading_joined")
    parser.add_argument("--joins", type=int, default=1500, help="how many pairs (small talk: a third)")
    parser.add_argument("--seed", type=int, default=234, help="what the draw begins with")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print so many lines read amiss")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of lines for people")
    asked = parser.parse_args(words)
    found = figures(asked)
    print(json.dumps(found) if asked.json else "\n".join(told(found, asked.show)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
