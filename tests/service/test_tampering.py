"""Two hundred tamperings of every sort, drawn at random: none passes, the centre's key being elsewhere."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest

from reports.bag import unzipped, zipped
from simulator.service import verifying
from simulator.service.verifying import verify_pack
from simulator.store.chain import genesis_digest, link_digest
from tests.service.packing import LOCAL, centre, no_pdf, rebuilt
from tests.service.portfolio_making import UNIT_234

__all__ = ["centre"]  # a fixture

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def packs(centre) -> list[Files]:
    """Return the files of the packs of two learners."""
    people = (centre.learner.person_id, centre.other.person_id)
    return [unzipped(centre.service.packs.pack(LOCAL, p, UNIT_234, set_pdf=no_pdf).content) for p in people]


@pytest.fixture
def faults(centre, monkeypatch) -> Callable[[bytes], list[str]]:
    """Return what proves a pack but for marking its calls again, which other tests see and takes long."""
    monkeypatch.setattr(verifying, "_marked", lambda *_, **__: None)
    key, acts = centre.service.packs.public_key(), centre.library.bank.by_id
    return lambda content: verify_pack(content, key, acts).faults


def _altered(body: bytes, chance: random.Random) -> bytes:
    made = bytearray(body)
    made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def byte_altered(mine: Files, _: Files, chance: random.Random) -> bytes:
    name = chance.choice(sorted(n for n in mine if n.startswith("data/")))
    return zipped({**mine, name: _altered(mine[name], chance)})


def tag_altered(mine: Files, _: Files, chance: random.Random) -> bytes:
    name = chance.choice(sorted(n for n in mine if not n.startswith("data/")))
    return zipped({**mine, name: _altered(mine[name], chance)})


def altered_with_manifests_anew(mine: Files, _: Files, chance: random.Random) -> bytes:
    name = chance.choice(sorted(n for n in mine if n.startswith("data/")))
    return rebuilt({**mine, name: _altered(mine[name], chance)})


def last_event_dropped_with_chain_and_head_anew(mine: Files, _: Files, chance: random.Random) -> bytes:
    name = chance.choice(sorted(n for n in mine if n.endswith(".jsonl") and mine[n].count(b"\n") > 1))
    told = json.loads(mine["data/pack.json"])
    heads = {f"data/attempts/{a['id']}.jsonl": a for a in told["attempts"]}
    heads |= {f"data/papers/{p['id']}.jsonl": p for p in told["papers"]}
    head = heads.get(name) or told["portfolio"]
    rows = [json.loads(r) for r in mine[name].splitlines()][:-1]
    previous = genesis_digest(head["id"])
    for row in rows:
        rest = {k: row[k] for k in ("kind", "t", "recorded_at", "payload_digest")}
        row["chain_digest"] = previous = link_digest(previous, row["seq"], **rest)
    head["seq"], head["digest"] = len(rows), previous
    lines = b"".join(json.dumps(r, sort_keys=True).encode() + b"\n" for r in rows)
    return rebuilt({**mine, name: lines, "data/pack.json": json.dumps(told).encode()})


def attempt_left_out_of_every_list(mine: Files, _: Files, chance: random.Random) -> bytes:
    told = json.loads(mine["data/pack.json"])
    gone = chance.choice(told["attempts"])
    told["attempts"].remove(gone)
    left = {n: b for n, b in mine.items() if n != f"data/attempts/{gone['id']}.jsonl"}
    return rebuilt({**left, "data/pack.json": json.dumps(told).encode()})


def attempts_swapped(mine: Files, theirs: Files, chance: random.Random) -> bytes:
    name = chance.choice(sorted(n for n in mine if n.startswith("data/attempts/")))
    other = chance.choice(sorted(n for n in theirs if n.startswith("data/attempts/")))
    return rebuilt({**mine, name: theirs[other]})


SORTS = (
    byte_altered,
    tag_altered,
    altered_with_manifests_anew,
    last_event_dropped_with_chain_and_head_anew,
    attempt_left_out_of_every_list,
    attempts_swapped,
)


def test_an_untouched_pack_is_whole(packs, faults):
    """What follows could fail: this very way of proving finds nothing where nothing was done."""
    assert [faults(zipped(files)) for files in packs] == [[], []]


@pytest.mark.parametrize("seed", range(4))
def test_fifty_tamperings_drawn_at_random_are_each_found(packs, faults, seed):
    chance = random.Random(seed)
    passed = []
    for n in range(50):
        sort = SORTS[n % len(SORTS)]
        mine, theirs = chance.sample(packs, 2)
        content = sort(mine, theirs, chance)
        if not faults(content):
            passed.append((n, sort.__name__))
    assert passed == []
