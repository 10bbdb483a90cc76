"""Trains the encoder's upper layers on the pool, by hand and seldom (README.md tells how).

    python -m simulator.understanding.training --base FOLDER --out FOLDER [--seed N] [--leave-out 5]

Needs PyTorch, the extra ``training``. Seeded; a run takes some ten minutes of a core.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np

from simulator.understanding.training.episodes import Drawing, of_bank, prepared
from simulator.understanding.training.pool import MORE, POOL, PoolAct, read_bank, read_more, read_pool
from simulator.understanding.tuned import ABOUT, UPPER


def learnt_from(acts: tuple[PoolAct, ...], every: int) -> tuple[PoolAct, ...]:
    """Return the acts that are trained on: all but every so manieth (0: all), which are kept for judging."""
    return tuple(a for i, a in enumerate(acts) if not every or i % every)


def main() -> int:
    """Train and write the folder of tuned layers; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="simulator.understanding.training", description="Train the encoder's upper layers on the pool."
    )
    parser.add_argument("--base", type=Path, required=True, help="folder of the published encoder")
    parser.add_argument("--out", type=Path, required=True, help="where the tuned layers go")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=700)
    parser.add_argument("--acts", type=int, default=24, help="acts in sight at each step")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--door", type=int, default=4, help="the lowest layer that is trained (from 0)")
    parser.add_argument("--leave-out", type=int, default=0, metavar="N", help="leave every Nth act out")
    parser.add_argument("--most", type=int, default=6, help="composed lines kept of an act")
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    try:
        import torch  # noqa: PLC0415 - only this command needs it
    except ImportError:
        sys.stderr.write("PyTorch is missing: pip install '.[training]' (or torch==2.13.0) in this Python.\n")
        return 2
    from simulator.understanding.training.network import Network  # noqa: PLC0415
    from simulator.understanding.training.tuning import Course, tune  # noqa: PLC0415

    torch.set_num_threads(asked.threads)
    torch.manual_seed(asked.seed)
    acts, none = read_pool()
    acts = (*learnt_from(acts, asked.leave_out), *of_bank(read_bank().acts, read_more(POOL / MORE)))
    network = Network(asked.base, asked.door)
    drawing = Drawing(prepared(acts, asked.most), none, asked.seed)
    tune(network, drawing, Course(asked.steps, asked.rate, acts=asked.acts))
    layers = list(range(asked.door, network.layers))
    trained = {n: network.weights[n].detach().numpy().astype(np.float16) for n in network.trained}
    write_tuned(asked.out, trained, layers, network.encoder.source, vars(asked) | {"acts": len(acts)})
    return 0


def write_tuned(
    folder: Path, trained: dict[str, np.ndarray], layers: list[int], over: str, how: dict[str, object]
) -> None:
    """Write the tuned layers with a description that names what they lie over and how they came about."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / UPPER).open("wb") as out:
        np.savez(out, **trained)  # type: ignore[arg-type]
    about = {
        "name": "tuned",
        "layers": layers,
        "over": over,
        "licence": "Apache-2.0",
        "sha256": hashlib.sha256((folder / UPPER).read_bytes()).hexdigest(),
        "trained": {
            k: v for k, v in how.items() if k in ("seed", "steps", "rate", "leave_out", "acts", "most")
        },
    }
    (folder / ABOUT).write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
