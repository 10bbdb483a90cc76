"""Prints the figures of every shipped proof as a table for the documentation.

Run by hand: `python -m tests.bench proof_table`, or with the JSON of a run (`prove --json > proofs.jsonl`) as
`python -m tests.bench proof_table --from proofs.jsonl`. Of what was killed it counts apart what lost every
criterion that it should, and what lost one of several of which any is enough by its rule.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEADS = (
    "Scenario",
    "Mutants",
    "Killed: all that is due",
    "Killed: one of several",
    "Declared",
    "Rightly nothing",
    "Unnoticed",
    "Changes of the marking",
    "Declared unnoticed",
    "Unnoticed changes",
    "Random plays that earned something",
)


def row_of(proof):
    """Return one scenario's figures, in the order of the heads."""
    killed = [m for m in proof["mutants"] if m["verdict"] == "killed"]
    whole = sum(set(m["expected"]) <= set(m["actual"]) for m in killed)
    by = {
        verdict: sum(m["verdict"] == verdict for m in proof["mutants"])
        for verdict in ("declared", "harmless")
    }
    admitted = sum(bool(u["because"]) for u in proof["unguarded"])
    blind = sum(bool(u["indicator"]) and not u["because"] for u in proof["unguarded"])
    lucky = max((one["earned"] for one in proof.get("luck", ())), default=0)
    return (
        proof["scenario"],
        len(proof["mutants"]),
        whole,
        len(killed) - whole,
        by["declared"],
        by["harmless"],
        len(proof["mutants"]) - len(killed) - sum(by.values()),
        proof["changes_tried"],
        admitted,
        blind,
        lucky,
    )


def proofs(file):
    """Return the proofs of a file of JSON lines, or of a run of the command."""
    if file is None:
        run = [sys.executable, "-m", "simulator", "prove", "--json"]
        said = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    else:
        said = file.read_text("utf-8")
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def table(rows):
    """Return rows of figures as lines of a table, the sums last."""
    sums = ("All", *(sum(column) for column in list(zip(*rows, strict=True))[1:]))
    lines = [HEADS, ("---", *("---:" for _ in HEADS[1:])), *rows, sums]
    return [f"| {' | '.join(map(str, line))} |" for line in lines]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--from", dest="file", type=Path, metavar="FILE", help="JSON lines of `prove --json`")
    found = proofs(parser.parse_args().file)
    claiming = [proof for proof in found if proof["criteria"]]
    print("\n".join(table([row_of(proof) for proof in claiming])))


if __name__ == "__main__":
    main()
