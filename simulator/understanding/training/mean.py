"""Takes the mean of what runs of one recipe made that differ in their seed: one seed's luck weighs less.

    python -m simulator.understanding.training.mean RUN RUN ... --out FOLDER [--unlike]

For the verifier's folders and for the tuned layers' alike. Trains nothing and needs no PyTorch.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from simulator.understanding import tuned, verifier

SORTS = ((verifier.ABOUT, verifier.JOINT), (tuned.ABOUT, tuned.UPPER))


class NotAlikeError(ValueError):
    """The runs are not of one recipe; the message says where they differ."""


def mean_of(folders: Sequence[Path], out: Path, *, unlike: bool = False) -> None:
    """Write the mean of the runs' weights, and a description that names their seeds.

    ``unlike``: of weights of one shape that were trained otherwise, each with what it was trained by.

    Raises:
        NotAlikeError: a folder holds neither sort of weights, or the runs differ in more than the seed.
    """
    sort = next((s for s in SORTS if all((f / s[0]).is_file() for f in folders)), None)
    if sort is None:
        raise NotAlikeError(f"Not every folder holds {SORTS[0][0]}, nor every one {SORTS[1][0]}.")
    told: list[dict[str, Any]] = [json.loads((f / sort[0]).read_text(encoding="utf-8")) for f in folders]
    trained = [about.pop("trained") if unlike else about["trained"] for about in told]
    seeds = [] if unlike else [one.pop("seed", None) for one in trained]
    for folder, about in zip(folders, told, strict=True):
        about.pop("sha256")
        if about != told[0]:
            raise NotAlikeError(f"{folder} was made by another recipe than {folders[0]}: compare {sort[0]}.")
    runs = [dict(np.load(f / sort[1], allow_pickle=False)) for f in folders]
    means = {
        name: np.mean([run[name].astype(np.float32) for run in runs], axis=0).astype(first.dtype)
        for name, first in runs[0].items()
    }
    out.mkdir(parents=True, exist_ok=True)
    with (out / sort[1]).open("wb") as stream:
        np.savez(stream, **means)
    digest = hashlib.sha256((out / sort[1]).read_bytes()).hexdigest()
    named = {"mean_of": trained} if unlike else {**trained[0], "seeds": seeds}
    about = {**told[0], "sha256": digest, "trained": named}
    (out / sort[0]).write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main() -> int:
    """Write the mean of the folders named; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="simulator.understanding.training.mean", description="Take the mean of several runs' weights."
    )
    parser.add_argument("runs", nargs="+", type=Path, help="folders of runs that differ in their seed")
    parser.add_argument("--out", type=Path, required=True, help="where the mean goes")
    parser.add_argument("--unlike", action="store_true", help="also of runs of different recipes")
    asked = parser.parse_args()
    try:
        mean_of(asked.runs, asked.out, unlike=asked.unlike)
    except NotAlikeError as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
