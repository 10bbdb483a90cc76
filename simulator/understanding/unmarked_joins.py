"""Finds where a stretch typed without any sign holds two things: "stop up there love is the door locked".

Which words end what somebody says, which begin it and what stands on either side, is learnt once from the
training pool's lines, joined and whole (`training/joining.py`), and shipped as weights. Knows no act, no bank
and no score: the reader parts where this says only if both parts are surely heard (`segmenting`).
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from simulator.model.word_sets import word_set
from simulator.understanding.forms import (
    AUX,
    FILLERS,
    IMPERATIVES,
    WH,
    forms_of,
    likeliest,
    small_talk_before,
)

WEIGHTS = Path(__file__).with_suffix(".json")
BIAS = "bias"

LEAST = 2
"""A part has so many words as typed at least."""

PARTED_FROM = 0.0
"""The log odds from which a stretch may be parted: whether it is, what is heard in it decides."""

_LONG = 6
_REACHES = word_set(
    "of to for at in on by with from into onto near about over under up down out off away back round than as"
)
_NAMES = word_set(
    "the a an your my his her their our its this that these those any some no every each both all"
)
_WHO = word_set(
    "i you he she it we they me him us them there anyone anybody someone somebody everyone everybody nobody"
)
_LINKS = word_set("and or but so if when while until because since then whether unless before after")
_SMALL_TALK = FILLERS - {"thanks", "thank"}
_SUPPOSED = word_set("if when until once because so while")
_BEFORE, _BEHIND = "<", ">"
"""What stands for the word before the first and behind the last."""


@lru_cache(maxsize=8192)
def _kind(word: str) -> str:
    """Return what kind of word it is: by what English is made of, else by its ending."""
    for name, words in (
        ("wh", WH),
        ("aux", AUX),
        ("link", _LINKS),
        ("det", _NAMES),
        ("who", _WHO),
        ("prep", _REACHES),
        ("imp", IMPERATIVES),
        ("talk", FILLERS),
    ):
        if word in words:
            return name
    if word in (_BEFORE, _BEHIND, "not", ""):
        return word
    if word[0].isdigit():
        return "num"
    return next((end for end in ("ing", "ed", "ly", "s") if word.endswith(end)), "other")


def _form(core: Sequence[str]) -> str:
    """Return the likeliest form of plain words."""
    return likeliest(core, forms_of(core, False)) if core else "none"


def marks(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """Return what is to be seen where ``left`` ends and ``right`` begins (plain words, neither empty)."""
    p2, p1 = (_BEFORE, *left)[-2:]
    n1, n2, n3 = (*right, _BEHIND, _BEHIND)[:3]
    core = left[small_talk_before(left) :]
    first, second = (*core, "", "")[:2]
    lead = first if first in _SUPPOSED else _kind(first)
    said, then = _form(core), _form(right[small_talk_before(right) :])
    k2, k1, k, kk, kkk = map(_kind, (p2, p1, n1, n2, n3))
    long = min(len(core), _LONG)
    asked = not AUX.isdisjoint(core[:-1])
    return [
        f"ends {p1}",
        f"begins {n1}",
        f"ends {p2} {p1}",
        f"begins {n1} {n2}",
        f"{k1} | {k} {kk}",
        f"{k2} {k1} | {k}",
        f"| {k} {kk} {kkk}",
        f"{p1} | {k}",
        f"{k1} | {n1}",
        f"{said} | {then}",
        f"{long} words |",
        f"| {min(len(right), _LONG)} words",
        f"{lead} ... | {n1}",
        f"{lead} {_kind(second)} ... | {then}",
        f"{lead} ... {long} words |",
        f"{said}: {k1} | {k} {kk}",
        f"{k2} {k1} | {then}",
        f"{said} {'with' if asked else 'without'} verb | {then}",
    ]


def places(words: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the places where a stretch may be parted, and what is seen there; ``words``: of each as typed."""
    plain = [word for said in words for word in said]
    at = 0
    for place, said in enumerate(words):
        if (
            LEAST <= place <= len(words) - LEAST
            and 0 < at < len(plain)
            and not _SMALL_TALK.issuperset(plain[:at])
        ):
            yield place, marks(plain[:at], plain[at:])
        at += len(said)


@cache
def _weights() -> dict[str, float]:
    """Return what each mark weighs, in log odds; none where there is no such file."""
    if not WEIGHTS.is_file():
        return {BIAS: -PARTED_FROM - 100.0}
    found: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found


def likeliest_place(words: Sequence[Sequence[str]]) -> tuple[float, int]:
    """Return the log odds that a stretch holds two things, and where the second begins (0: nowhere)."""
    weigh, bias = _weights().get, _weights()[BIAS]
    best = (-100.0, 0)
    for place, seen in places(words):
        odds = round(bias + sum(weigh(mark, 0.0) for mark in seen), 4)
        if odds > best[0]:
            best = (odds, place)
    return best


def parts(words: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return the parts of a stretch, from where to where, in order: one where nothing parts it."""
    if len(words) < 2 * LEAST:
        return [(0, len(words))]
    odds, place = likeliest_place(words)
    if odds <= PARTED_FROM:
        return [(0, len(words))]
    return [*parts(words[:place]), *((a + place, b + place) for a, b in parts(words[place:]))]
