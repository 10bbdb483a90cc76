"""Trains the encoder's upper layers to make one question easier: is this line meant as that act.

Each step reads the lines of an episode against its acts' other phrasings, the way the reader does with a bank
it has never seen: the right act for a true line, none for a near miss.
"""

import sys
from dataclasses import dataclass

import torch
from torch.nn import functional

from simulator.understanding.training.episodes import Drawing, Episode
from simulator.understanding.training.network import Network

SCALE = 20.0
"""How sharply likeness decides between acts."""

SHARP = 10.0
"""How far the nearest of an act's phrasings outweighs the others."""


@dataclass(frozen=True)
class Course:
    """How long and how fast to train."""

    steps: int
    rate: float
    acts: int = 16
    phrasings: int = 5
    near: int = 3
    none: int = 8
    drop: float = 0.1


def tune(network: Network, drawing: Drawing, course: Course) -> None:
    """Train the network in place; says every tenth step how it goes on the standard error."""
    floor = torch.tensor(0.5, requires_grad=True)
    trained = [network.weights[name] for name in network.trained]
    groups = [{"params": trained}, {"params": [floor], "lr": 1e-3}]
    steps = torch.optim.AdamW(groups, lr=course.rate, weight_decay=0.01)
    past: list[tuple[float, float]] = []
    for step in range(course.steps):
        steps.param_groups[0]["lr"] = course.rate * min(1.0, (step + 1) / 12, 1.02 - step / course.steps)
        loss, right = _step(
            network,
            drawing.episode(course.acts, course.phrasings, course.near, course.none),
            floor,
            course.drop,
        )
        steps.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        steps.step()
        past.append((float(loss.detach()), right))
        if step % 10 == 9:
            losses, rights = zip(*past[-10:], strict=True)
            sys.stderr.write(
                f"step {step + 1}: loss {sum(losses) / 10:.3f}, right {sum(rights) / 10:.3f}, "
                f"none below {float(floor.detach()):.3f}\n"
            )


def _step(network: Network, episode: Episode, floor: torch.Tensor, drop: float) -> tuple[torch.Tensor, float]:
    """Return the loss of one episode and the share of its lines that were read right."""
    taught = [line for lines in episode.support for line in lines]
    acts, each = len(episode.support), len(episode.support[0])
    vectors = network.vectors([*taught, *episode.queries], drop)
    bank = vectors[: acts * each]
    likeness = vectors @ bank.T
    own = torch.arange(acts * each)
    likeness = likeness.index_put((own, own), torch.tensor(-1e4))  # a line is never its own phrasing
    grouped = likeness.view(len(vectors), acts, each)
    seen = torch.full((len(vectors), acts), float(each))
    seen[own, own // each] = each - 1.0
    score = (torch.logsumexp(grouped * SHARP, -1) - torch.log(seen)) / SHARP
    odds = torch.cat([score, floor.expand(len(vectors), 1)], 1) * SCALE
    wanted = torch.cat([own // each, torch.full((len(episode.queries),), acts)])
    right = float((odds.argmax(1) == wanted).float().mean())
    return functional.cross_entropy(odds, wanted), right
