"""Times the reader: load; fit of 90 acts of 15 phrasings and of the whole bank; lines (p50, p95); memory.

    python tests/bench/reading_speed.py [--encoder FOLDER]

A bank is warm: its lines' vectors are kept, but nothing was learnt from them yet. Every line is read cold:
the encoder's memory of recent texts is emptied before each.
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from simulator.understanding.encoder import load_encoder  # noqa: E402
from simulator.understanding.reader import fit_reader  # noqa: E402
from simulator.understanding.tuned import with_tuned  # noqa: E402
from simulator.understanding.verifier import with_verifier  # noqa: E402
from tests.understanding.banks import dev_lines, off_topic, shared_acts  # noqa: E402


def warm_fit(acts, pool, encoder) -> None:
    """Say how long learning takes from a bank whose vectors are kept, and how much memory it ever took."""
    with tempfile.TemporaryDirectory() as folder:
        if encoder:
            fit_reader([*acts[1:], acts[0]], off_topic=pool, encoder=encoder, cache_folder=Path(folder))
        began = time.perf_counter(), time.process_time()
        fit_reader(acts, off_topic=pool, encoder=encoder, cache_folder=Path(folder))
        wall, busy = time.perf_counter() - began[0], time.process_time() - began[1]
    phrasings = sum(len(act.phrasings) for act in acts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = f"fit {wall:.2f} s ({busy:.2f} busy), peak so far {peak:.0f} MB"
    print(f"{len(acts)} acts, {phrasings} phrasings: {took}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", type=Path, default=ROOT / "var" / "encoder")
    parser.add_argument("--published", action="store_true", help="without tuned layers and verifier")
    asked = parser.parse_args()
    acts, pool, lines = shared_acts(), off_topic(), [line.text for line in dev_lines()]
    began = time.perf_counter()
    encoder = load_encoder(asked.encoder)
    if encoder and not asked.published:
        encoder = with_verifier(with_tuned(encoder))
    print(f"load {time.perf_counter() - began:.2f} s" if encoder else f"no encoder in {asked.encoder}")
    bank = asked.encoder.parent / "bank"
    some = [act.model_copy(update={"phrasings": act.phrasings[:15]}) for act in acts[:90]]
    for bank_acts in (some, acts):
        warm_fit(bank_acts, pool, encoder)
    reader = fit_reader(acts, off_topic=pool, encoder=encoder, cache_folder=bank)
    print(f"{reader.name}, the whole bank:")
    longest = [
        *lines,
        "is anyone hurt? where are you? " * 300,
        "a, b, c, d, e, f " * 600,
        "🙂 שלום <b>" * 900,
    ]
    for name, texts in (("development lines", lines), ("with lines of 10,000 characters", longest[-3:])):
        times = []
        for text in texts:
            if encoder:
                encoder.forget()
            began = time.perf_counter()
            reader.read(text)
            times.append((time.perf_counter() - began) * 1000)
        middle, high = np.percentile(times, [50, 95])
        print(f"  {name}: p50 {middle:.1f} ms, p95 {high:.1f}, worst {max(times):.1f}")
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
