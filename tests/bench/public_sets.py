"""Measures the reader on public sets of intents, a few phrasings each, read from where they lie.

CLINC150 (Larson and others 2019): its `data_full.json`. BANKING77 (Casanueva and others 2020): the folder
of its `train.csv` and `test.csv`. Nothing of either is kept in the project.
"""

import csv
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.model.reading import ActPhrasings
from simulator.understanding.encoder import Encoder
from simulator.understanding.reader import Reader, fit_reader
from tests.bench.reading_figures import share

Row = tuple[str, str]


@dataclass(frozen=True)
class PublicSet:
    """Lines with their intent, to learn from and to be read; `outside` are lines of no intent."""

    name: str
    taught: tuple[Row, ...]
    asked: tuple[Row, ...]
    tuned: tuple[Row, ...] = ()
    outside: tuple[str, ...] = ()
    tuned_outside: tuple[str, ...] = ()


def clinc150(file: Path) -> PublicSet:
    """Read CLINC150."""
    whole = json.loads(file.read_text(encoding="utf-8"))
    rows = {name: tuple((text, intent) for text, intent in whole[name]) for name in ("train", "val", "test")}
    texts = {name: tuple(text for text, _ in whole[f"oos_{name}"]) for name in ("val", "test")}
    return PublicSet("CLINC150", rows["train"], rows["test"], rows["val"], texts["test"], texts["val"])


def banking77(folder: Path) -> PublicSet:
    """Read BANKING77."""
    rows = {}
    for name in ("train", "test"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            rows[name] = tuple((row["text"], row["category"]) for row in csv.DictReader(stream))
    return PublicSet("BANKING77", rows["train"], rows["test"])


def few(rows: Sequence[Row], each: int, draw: int) -> tuple[ActPhrasings, ...]:
    """Return an act for each intent, with `each` phrasings drawn by a seed."""
    by_intent: dict[str, list[str]] = {}
    for text, intent in rows:
        by_intent.setdefault(intent, []).append(text)
    chance = random.Random(f"{draw}")
    return tuple(
        ActPhrasings(id=intent, phrasings=tuple(chance.sample(sorted(texts), min(each, len(texts)))))
        for intent, texts in sorted(by_intent.items())
    )


def first_choice(reader: Reader, text: str) -> tuple[str, float]:
    """Return the act that the reader puts first for the whole line, with its score."""
    first = reader.likeliest(text)
    return (first.act, first.score) if first is not None else ("", 0.0)


def measure(
    public: PublicSet, encoder: Encoder | None, cache: Path | None, *, each: int = 10, draws: int = 3
) -> dict:
    """Return the share of right first choices over seeded draws and, where there are lines outside, the
    shares kept and turned away at the threshold chosen on the set's own validation part.
    """
    right, kept, away = [], [], []
    for draw in range(draws):
        reader = fit_reader(few(public.taught, each, draw), encoder=encoder, cache_folder=cache)
        asked = [(first_choice(reader, text), intent) for text, intent in public.asked]
        right.append([got == intent for (got, _), intent in asked])
        if public.outside:
            least = _threshold(reader, public)
            kept.append([got == intent and s >= least for (got, s), intent in asked])
            away.append([first_choice(reader, text)[1] < least for text in public.outside])
    whole = {
        "phrasings": each,
        "draws": draws,
        "first_choice_right": share(_each(right)),
        "by_draw": [round(sum(draw) / len(draw), 4) for draw in right],
    }
    if public.outside:
        whole["in_scope_right_and_kept"] = share(_each(kept))
        whole["outside_turned_away"] = share(_each(away))
    return whole


def _each(draws: Sequence[Sequence[bool]]) -> list[float]:
    """Return for each line in what share of the draws it was right."""
    return [sum(hits) / len(hits) for hits in zip(*draws, strict=True)]


def _threshold(reader: Reader, public: PublicSet) -> float:
    """Return the threshold with the best mean of both shares on the validation part."""
    inside = [(first_choice(reader, text), intent) for text, intent in public.tuned]
    outside = [first_choice(reader, text)[1] for text in public.tuned_outside]

    def mean(least: float) -> float:
        held = sum(got == intent and s >= least for (got, s), intent in inside) / len(inside)
        return held + sum(s < least for s in outside) / len(outside)

    return max((round(0.02 * i, 2) for i in range(1, 50)), key=mean)
