"""The encoder's arithmetic in PyTorch, for training only; the app runs the same numbers with numpy.

Only the upper layers are trained. What lies below them is the same for every run, so the state of each line
at their door is kept, and a run costs a third of what training the whole encoder would.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from simulator.understanding.encoder import ARRAYS, DESCRIPTION, Encoder, load_encoder

Tensors = dict[str, torch.Tensor]
PACK = 64


class Network:
    """An encoder split in two: layers below ``door`` stand still, those from ``door`` on are trained."""

    def __init__(self, folder: Path, door: int) -> None:
        """Load the encoder of a folder. Raises ValueError where there is none."""
        found = load_encoder(folder)
        if found is None:
            raise ValueError(f"{folder} holds no encoder")
        self.encoder: Encoder = found
        about = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        self.layers, self.heads, self.door = int(about["layers"]), int(about["heads"]), door
        with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
            self.weights: Tensors = {n: torch.tensor(arrays[n].astype(np.float32)) for n in arrays.files}
        self.trained = [n for n in self.weights if n[0].isdigit() and int(n.split(".")[0]) >= door]
        for name in self.trained:
            self.weights[name].requires_grad_(True)
        self._kept: dict[str, torch.Tensor] = {}

    def vectors(self, texts: Sequence[str], drop: float = 0.0) -> torch.Tensor:
        """Return one vector of length one for each text; ``drop`` is the share of numbers dropped."""
        self.keep(texts)
        order = sorted(range(len(texts)), key=lambda i: (len(self._kept[texts[i]]), i))
        rows: list[torch.Tensor] = []
        for start in range(0, len(order), PACK):
            pack = [self._kept[texts[i]].float() for i in order[start : start + PACK]]
            state = torch.nn.utils.rnn.pad_sequence(pack, batch_first=True)
            real = torch.arange(state.shape[1])[None, :] < torch.tensor([len(p) for p in pack])[:, None]
            state = self._through(state, real, range(self.door, self.layers), drop)
            mask = real[:, :, None].float()
            rows.append(functional.normalize((state * mask).sum(1) / mask.sum(1), dim=-1))
        back = torch.tensor(order).argsort()
        return torch.cat(rows)[back]

    def kept(self, texts: Sequence[str]) -> dict[str, torch.Tensor]:
        """Return the state of each text at the door."""
        self.keep(texts)
        return {t: self._kept[t].float() for t in dict.fromkeys(texts)}

    def through_upper(self, state: torch.Tensor, real: torch.Tensor, drop: float) -> torch.Tensor:
        """Run states through the layers that are trained; ``real`` tells which pieces are not filling."""
        return self._through(state, real, range(self.door, self.layers), drop)

    def keep(self, texts: Sequence[str]) -> None:
        """Run texts through the layers that stand still and keep what comes out, where it is not kept yet."""
        texts = [t for t in dict.fromkeys(texts) if t not in self._kept]
        pieces = sorted(((self.encoder.pieces(t), t) for t in texts), key=lambda p: len(p[0]))
        with torch.no_grad():
            for start in range(0, len(pieces), PACK):
                pack = pieces[start : start + PACK]
                longest = len(pack[-1][0])
                ids = torch.tensor([p + [0] * (longest - len(p)) for p, _ in pack])
                real = torch.arange(longest)[None, :] < torch.tensor([len(p) for p, _ in pack])[:, None]
                state = functional.embedding(ids, self.weights["words"]) + self.weights["places"][:longest]
                state = self._through(self._normed("norm", state), real, range(self.door), 0.0)
                for (row, text), out in zip(pack, state, strict=True):
                    self._kept[text] = out[: len(row)].half().clone()

    def _through(self, state: torch.Tensor, real: torch.Tensor, layers: range, drop: float) -> torch.Tensor:
        """Run states through some layers; ``real`` tells which word pieces are not filling.

        Products of layers that are trained are taken in half precision: a fifth of the time where a processor
        has units for them. The layers that stand still are run in full, as the app runs them.
        """
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=layers.start >= self.door):
            return self._in_full(state, real, layers, drop).float()

    def _in_full(self, state: torch.Tensor, real: torch.Tensor, layers: range, drop: float) -> torch.Tensor:
        """Run states through some layers, in whatever precision holds here.

        Attention is written out: the way back through the library's own takes five times as long.
        """
        rows, length, width = state.shape
        blind = torch.zeros((rows, 1, 1, length)).masked_fill(~real[:, None, None, :], -1e9)
        weights = self.weights
        for i in layers:
            three = state @ weights[f"{i}.qkv"] + weights[f"{i}.qkv_bias"]
            query, key, value = three.view(rows, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
            likeness = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5 + blind
            heard = likeness.softmax(-1).to(value.dtype) @ value
            step = heard.transpose(1, 2).reshape(rows, length, width) @ weights[f"{i}.out"]
            step = _dropped(step + weights[f"{i}.out_bias"], drop)
            state = self._normed(f"{i}.norm", state + step)
            wide = functional.gelu(state @ weights[f"{i}.wide"] + weights[f"{i}.wide_bias"])
            step = wide @ weights[f"{i}.narrow"] + weights[f"{i}.narrow_bias"]
            state = self._normed(f"{i}.last", state + _dropped(step, drop))
        return state

    def _normed(self, name: str, state: torch.Tensor) -> torch.Tensor:
        """Layer normalisation by the weights of that name."""
        scale, shift = self.weights[name], self.weights[f"{name}_bias"]
        return functional.layer_norm(state, state.shape[-1:], scale, shift, eps=1e-12)


def _dropped(state: torch.Tensor, share: float) -> torch.Tensor:
    """Return the state with about ``share`` of its numbers dropped; one number drawn decides eight."""
    if not share:
        return state
    drawn = torch.randint(-(2**63), 2**63 - 1, (-(-state.numel() // 8),)).view(torch.uint8)
    kept = drawn[: state.numel()].view(state.shape) >= round(share * 256)
    return state * kept * (1 / (1 - round(share * 256) / 256))
