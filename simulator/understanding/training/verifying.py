"""Trains the verifier's joint layers on the pool and the shared acts, by hand (README.md tells how).

    python -m simulator.understanding.training.verifying --base FOLDER --out FOLDER [--seed N]

Needs PyTorch, the extra ``training``. Seeded.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from simulator.understanding.training.__main__ import learnt_from
from simulator.understanding.training.episodes import prepared
from simulator.understanding.training.network import Network
from simulator.understanding.training.pairs import PairDrawing, sources
from simulator.understanding.training.pool import MORE, POOL, plain, read_bank, read_more, read_pool
from simulator.understanding.verifier import ABOUT, JOINT, SPREAD

AT_ONCE = 48
PACK = 16
CALM = 0.998
"""What is kept is the running mean of the weights over some 500 steps."""

SOFT = 0.02
"""How far a label stands off from 0 and 1: some pairs are labelled wrong."""

Pair = tuple[str, str, float]


class JointNetwork:
    """The layers from ``door`` on, reading a line and a phrasing together, and what makes a verdict of it."""

    def __init__(self, network: Network) -> None:
        """``network``: the encoder's arithmetic; the layers below its door stand still."""
        width = network.weights["places"].shape[1]
        self.network = network
        self.sides = torch.zeros(2, width, requires_grad=True)
        self.last = torch.zeros(4 * width, requires_grad=True)
        self.scale = torch.tensor([8.0, -5.0], requires_grad=True)

    def verdicts(self, pairs: Sequence[Pair], drop: float = 0.0) -> torch.Tensor:
        """Return the log odds that each line means what its phrasing means."""
        kept = self.network.kept([text for pair in pairs for text in pair[:2]])
        order = sorted(range(len(pairs)), key=lambda i: len(kept[pairs[i][0]]) + len(kept[pairs[i][1]]))
        found = []
        for start in range(0, len(order), PACK):
            both = [[kept[text] for text in pairs[i][:2]] for i in order[start : start + PACK]]
            state = torch.nn.utils.rnn.pad_sequence(
                [torch.cat([said + self.sides[0], taught + self.sides[1]]) for said, taught in both],
                batch_first=True,
            )
            said_end = torch.tensor([len(said) for said, _ in both])[:, None]
            end = said_end + torch.tensor([len(taught) for _, taught in both])[:, None]
            place = torch.arange(state.shape[1])[None, :]
            state = self.network.through_upper(state, place < end, drop)
            said = _mean(state, place < said_end)
            taught = _mean(state, (place >= said_end) & (place < end))
            joined = torch.cat([said, taught, (said - taught).abs(), said * taught], -1) * SPREAD
            found.append(self.scale[0] * (said * taught).sum(-1) + self.scale[1] + joined @ self.last)
        return torch.cat(found)[torch.tensor(order).argsort()]

    def arrays(self) -> dict[str, np.ndarray]:
        """Return what is kept: the layers in half precision, the few numbers besides in full."""
        weights = self.network.weights
        layers = {n: weights[n].detach().numpy().astype(np.float16) for n in self.network.trained}
        rest = {"sides": self.sides, "last": self.last, "scale": self.scale}
        return layers | {n: t.detach().numpy() for n, t in rest.items()}


def _mean(state: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """Return the mean of the pieces of one side, of length one."""
    mask = real[:, :, None].float()
    return functional.normalize((state * mask).sum(1) / mask.sum(1), dim=-1)


def train(joint: JointNetwork, drawing: PairDrawing, steps: int) -> None:
    """Train in place; says every 25th step how it goes on the standard error."""
    layers = [joint.network.weights[n] for n in joint.network.trained]
    learnt = [*layers, joint.sides, joint.last, joint.scale]
    calm = [t.detach().clone() for t in learnt]
    groups = [
        {"params": layers, "lr": 1e-4},
        {"params": [joint.sides], "lr": 1e-3},
        {"params": [joint.last], "lr": 3e-4},
        {"params": [joint.scale], "lr": 1e-2},
    ]
    course = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = [g["lr"] for g in course.param_groups]
    losses = []
    for step in range(steps):
        gone = step / steps
        for group, rate in zip(course.param_groups, rates, strict=True):
            group["lr"] = rate * min(1.0, (step + 1) / 20) * max(0.02, 1 - gone)
        pairs = [drawing.pair() for _ in range(AT_ONCE)]
        wanted = torch.tensor([p[2] for p in pairs]) * (1 - 2 * SOFT) + SOFT
        loss = functional.binary_cross_entropy_with_logits(joint.verdicts(pairs, 0.1), wanted)
        course.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(layers, 1.0)
        course.step()
        with torch.no_grad():
            for kept, now in zip(calm, learnt, strict=True):
                kept.lerp_(now, 1 - min(CALM, step / (step + 10)))
        losses.append(float(loss.detach()))
        if (step + 1) % 25 == 0:
            sys.stderr.write(f"step {step + 1}: loss {sum(losses[-25:]) / 25:.3f}\n")
    with torch.no_grad():
        for kept, now in zip(calm, learnt, strict=True):
            now.copy_(kept)


def main() -> int:
    """Train and write the verifier's folder; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="simulator.understanding.training.verifying", description="Train the verifier's joint layers."
    )
    parser.add_argument("--base", type=Path, required=True, help="folder of the published encoder")
    parser.add_argument("--out", type=Path, required=True, help="where the verifier goes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--door", type=int, default=3, help="the lowest layer that reads both (from 0)")
    parser.add_argument("--leave-out", type=int, default=0, metavar="N", help="leave every Nth pool act out")
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args()
    torch.set_num_threads(asked.threads)
    torch.manual_seed(asked.seed)
    bank = read_bank()
    acts, none = read_pool()
    kept = {a.id for a in learnt_from(acts, asked.leave_out)}
    pool = [a for a in prepared(acts, most=14) if a.id in kept]
    drawn = sources(pool, bank.acts, asked.seed, read_more(POOL / MORE))
    nothing = [plain(n) for n in (*none, *(p for small in bank.off_topic for p in small.phrasings))]
    network = Network(asked.base, asked.door)
    lines = list(dict.fromkeys([*nothing, *(t for act in drawn for t in act.texts())]))
    states = network.kept(lines)
    vectors = {t: functional.normalize(s.mean(0), dim=0).numpy() for t, s in states.items()}
    joint = JointNetwork(network)
    train(joint, PairDrawing(drawn, nothing, vectors, asked.seed), asked.steps)
    how = {"acts": len(drawn), "door": asked.door, "leave_out": asked.leave_out, "seed": asked.seed}
    write_verifier(
        asked.out, joint.arrays(), network.layers, network.encoder.source, how | {"steps": asked.steps}
    )
    return 0


def write_verifier(
    folder: Path, arrays: dict[str, np.ndarray], layers: int, over: str, how: dict[str, int]
) -> None:
    """Write the verifier with a description that names what it belongs over and how it came about."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / JOINT).open("wb") as out:
        np.savez(out, **arrays)  # type: ignore[arg-type]
    about = {
        "name": "verifier",
        "door": how["door"],
        "layers": layers,
        "over": over,
        "licence": "Apache-2.0",
        "sha256": hashlib.sha256((folder / JOINT).read_bytes()).hexdigest(),
        "trained": {k: v for k, v in how.items() if k != "door"},
    }
    (folder / ABOUT).write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
