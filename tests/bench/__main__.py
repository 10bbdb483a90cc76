"""Runs the benches: `python -m tests.bench` runs all, `python -m tests.bench NAME ...` the named ones.

Options after a single name are that bench's own: `python -m tests.bench reading --part final`.
"""

import subprocess
import sys

BENCHES = {
    "turn_speed": "a learner's turn on the real server, beside a bare page's echo",
    "start_speed": "a class that begins in the same instant, on the real server",
    "call_speed": "whole calls, marking, replay, start-up",
    "engine_speed": "the engine alone",
    "marking_speed": "the marking alone",
    "proof_speed": "the proof of a call and of a shift, from the command typed to its end",
    "proof_table": "the figures of every shipped proof, as a table",
    "random_beside": "what a proof finds of a damaged marking, beside 1,000 random plays",
    "reading_speed": "the reader alone",
    "reading_memory": "what a process weighs in which every call has its reader",
    "reading": "how well the reader reads the gold lines, beside simpler readers",
    "reading_joined": "what becomes of two lines that are joined, and of one with small talk",
    "reading_named": "what becomes of a line in which somebody is named",
    "reading_in_context": "what the dialogue's state is worth to the reader, on lines of blind plays",
    "reading_opposites": "how often the contrary of an advice is taken for it, or heard as wrong",
    "reading_new_banks": "how well the reader reads with banks that it has never seen",
    "pack_speed": "one pack, and a cohort of 100 in one run",
    "damage": "what random damage to the scenarios the checks tell",
    "answers": "how well key points are found in written answers",
    "knowledge_fit": "the weights of the reader of answers, learnt from their development part",
    "reading_unseen": "true lines and near misses of acts that were never trained on",
    "reading_calibration": "how often the reader is right, and how sure it may be",
}


MODULES = {"answers": "knowledge_answers"}
"""Benches whose module is called otherwise."""


def main(wanted):
    """Run the benches one after the other, each as a program of its own; return 1 when one failed."""
    options = [word for word in wanted[1:] if wanted[1].startswith("-")] if wanted[1:] else []
    wanted = wanted[: len(wanted) - len(options)]
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        print(f"There is no bench {unknown[0]}. There are: {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    failed = 0
    for name in wanted or BENCHES:
        if "--json" not in options:
            print(f"== {name}: {BENCHES[name]}", flush=True)
        failed |= subprocess.run(
            [sys.executable, "-m", f"tests.bench.{MODULES.get(name, name)}", *options], check=False
        ).returncode
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
