"""Measures how well lines of acts that the encoder was never trained on are told from near misses of them.

    python -m tests.bench.reading_unseen [--encoder FOLDER] [--tuned FOLDER] [--every 5]

Every fifth act of the training pool is a bank of its own with six phrasings an act; its other lines, written
and composed, are read with it. The pool's frames are known to a tuned encoder, the acts are not.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from simulator.model.reading import ActPhrasings  # noqa: E402
from simulator.understanding.clauses import cut  # noqa: E402
from simulator.understanding.encoder import load_encoder  # noqa: E402
from simulator.understanding.reader import fit_reader  # noqa: E402
from simulator.understanding.training.pool import read_pool  # noqa: E402
from simulator.understanding.tuned import TUNED, with_tuned  # noqa: E402
from tests.understanding.banks import off_topic  # noqa: E402


def chances(reader, act, text):
    """Return the best score of one act in a line."""
    clauses = cut(text, reader.fitted.speller)
    place = reader.acts.index(act)
    return max((float(g.odds[place]) for g in reader.score(clauses)), default=-12.0)


def figures(encoder, every, folder):
    """Return two figures, for written and composed lines: the chance that a true line outscores a near miss,
    and the share of true lines still heard where one near miss in twenty is."""
    acts, _none = read_pool()
    left = [a for i, a in enumerate(acts) if i % every == 0]
    bank = [ActPhrasings(id=a.id, phrasings=a.true[:6]) for a in left]
    reader = fit_reader(bank, off_topic=off_topic(), encoder=encoder, cache_folder=folder)
    found = {}
    for name in ("written", "composed"):
        true, near = [], []
        for act in left:
            yes, no = (
                (act.true[6:], act.near) if name == "written" else (act.composed_true, act.composed_near)
            )
            true += [chances(reader, act.id, t) for t in yes[:8]]
            near += [chances(reader, act.id, t) for t in no[:: max(1, len(no) // 10)]]
        true, near = np.array(true), np.array(near)
        above = (true[:, None] > near[None, :]).mean() + 0.5 * (true[:, None] == near[None, :]).mean()
        found[name] = (above, (true > np.quantile(near, 0.95)).mean(), len(true), len(near))
    return found


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", type=Path, default=ROOT / "var" / "encoder")
    parser.add_argument("--tuned", type=Path, default=TUNED)
    parser.add_argument("--every", type=int, default=5)
    asked = parser.parse_args()
    base = load_encoder(asked.encoder)
    if base is None:
        sys.exit(f"There is no encoder in {asked.encoder}: start the app once, or name its folder.")
    for encoder in (base, with_tuned(base, asked.tuned)):
        for name, (above, heard, true, near) in figures(
            encoder, asked.every, asked.encoder.parent / "bank"
        ).items():
            print(
                f"{encoder.name} {name}: true above near {above:.3f}; "
                f"heard at one near miss in twenty {heard:.3f} ({true} true, {near} near)",
                flush=True,
            )


if __name__ == "__main__":
    main()
