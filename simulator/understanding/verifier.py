"""Judges one line against one phrasing: does the line mean what the phrasing means, or does it only sound so?

The encoder's lower layers read the two apart, as they read every line; the project's own upper layers
(``verifier/``; its MODEL_CARD.md says what they are) read them together, each word in sight of the other
line's. Knows no act and no band. Without its folder, or over another encoder, nothing is judged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.understanding.encoder import Encoder, remember
from simulator.understanding.layers import Layer, Vector, layer_of
from simulator.understanding.own_layers import read_own

VERIFIER = Path(__file__).parent / "verifier"
ABOUT = "verifier.json"
JOINT = "joint.npz"
SPREAD = 20.0
"""What the last step's inputs are multiplied by, as they were in training."""

_PACK = 32
_LINES_KEPT = 512
_PHRASINGS_KEPT = 2048
"""Some 30 MB when all of them are: a bank's phrasings come back all the time, lines seldom."""

_VERDICTS_KEPT = 16_384


@dataclass(frozen=True)
class Verifier:
    """The joint layers, ready to run. ``door``: the first of them; the layers below read each line alone."""

    digest: str
    door: int
    _layers: tuple[Layer, ...] = field(repr=False)
    _sides: Vector = field(repr=False)
    _last: Vector = field(repr=False)
    _scale: tuple[float, float] = field(repr=False)
    _lines: dict[str, Vector] = field(default_factory=dict, repr=False)
    _phrasings: dict[str, Vector] = field(default_factory=dict, repr=False)
    _judged: dict[tuple[str, str], float] = field(default_factory=dict, repr=False)

    def verdicts(self, encoder: Encoder, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
        """Return for each pair (line, phrasing) the log odds that the line means what the phrasing means.

        Recent verdicts are kept, so that what many learners say alike is judged once.
        """
        known = {pair: verdict for pair in pairs if (verdict := self._judged.get(pair)) is not None}
        wanted = [pair for pair in dict.fromkeys(pairs) if pair not in known]
        fresh = dict(zip(wanted, self._found(encoder, wanted), strict=True)) if wanted else {}
        remember(self._judged, fresh, _VERDICTS_KEPT)
        both = known | fresh
        return np.array([both[pair] for pair in pairs], dtype=np.float64)

    def met(self, lines: Mapping[str, Vector]) -> None:
        """Take the pieces of lines as they came out of the lower layers, while these are at hand."""
        remember(self._lines, lines, _LINES_KEPT)

    def forget(self) -> None:
        """Forget the texts kept so far (for measuring)."""
        self._lines.clear()
        self._phrasings.clear()
        self._judged.clear()

    def _found(self, encoder: Encoder, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Judge pairs, shortest first."""
        lines = self._below(encoder, [line for line, _ in pairs], self._lines, _LINES_KEPT)
        phrasings = self._below(encoder, [told for _, told in pairs], self._phrasings, _PHRASINGS_KEPT)
        halves = [(lines[line], phrasings[told]) for line, told in pairs]
        found = [0.0] * len(pairs)
        order = sorted(range(len(pairs)), key=lambda i: (sum(map(len, halves[i])), i))
        for start in range(0, len(order), _PACK):
            pack = order[start : start + _PACK]
            states = [
                np.concatenate([half + side for half, side in zip(halves[i], self._sides, strict=True)])
                for i in pack
            ]
            for i, state in zip(pack, encoder.through(self._layers, states), strict=True):
                found[i] = self._verdict(state, len(halves[i][0]))
        return found

    def _verdict(self, state: Vector, line: int) -> float:
        """Return the verdict on one pair; its first ``line`` pieces are the line's."""
        said, taught = (part.mean(axis=0) for part in (state[:line], state[line:]))
        said, taught = said / np.linalg.norm(said), taught / np.linalg.norm(taught)
        both = np.concatenate([said, taught, np.abs(said - taught), said * taught]) * np.float32(SPREAD)
        return self._scale[0] * float(said @ taught) + self._scale[1] + float(both @ self._last)

    def _below(
        self, encoder: Encoder, texts: Sequence[str], kept: dict[str, Vector], most: int
    ) -> dict[str, Vector]:
        """Return each text's pieces as they come out of the encoder's lower layers; recent ones are kept."""
        known = {t: state for t in texts if (state := kept.get(t)) is not None}
        wanted = [t for t in dict.fromkeys(texts) if t not in known]
        fresh = dict(zip(wanted, encoder.states_below(wanted, self.door), strict=True)) if wanted else {}
        remember(kept, fresh, most)
        return known | fresh


@dataclass(frozen=True)
class VerifyingEncoder(Encoder):
    """An encoder with a verifier at its side."""

    verifier: Verifier = field(kw_only=True, repr=False)

    def _fresh(self, texts: Sequence[str], keep: bool) -> Vector:
        """Return the vectors of texts; what is kept, a line, is shown to the verifier on the way."""
        if not keep:
            return self._encode(texts)
        below: dict[str, Vector] = {}
        vectors = self._encode(texts, self.verifier.door, below)
        self.verifier.met(below)
        return vectors


def with_verifier(encoder: Encoder, folder: Path = VERIFIER) -> Encoder:
    """Return ``encoder`` with the verifier of ``folder``; unchanged where there is none for it.

    It stands beside our layers alone, not beside the published ones under them: of the banks that these read,
    those of another field, it knows too little. Raises EncoderFault when the folder's files do not agree.
    """

    def beside(about: dict[str, Any], digest: str, arrays: Any) -> Encoder:
        door = int(about["door"])
        verifier = Verifier(
            digest=digest,
            door=door,
            _layers=tuple(layer_of(arrays, i) for i in range(door, int(about["layers"]))),
            _sides=arrays["sides"].astype(np.float32),
            _last=arrays["last"].astype(np.float32),
            _scale=(float(arrays["scale"][0]), float(arrays["scale"][1])),
        )
        return _verifying(encoder, verifier)

    verifying = read_own(encoder, folder / ABOUT, folder / JOINT, "the verifier", beside)
    return encoder if verifying is None else verifying


def _verifying(encoder: Encoder, verifier: Verifier) -> VerifyingEncoder:
    """Return an encoder with the verifier at its side."""
    own = {f.name: getattr(encoder, f.name) for f in fields(Encoder)}
    own["name"] = f"{encoder.name}+{verifier.digest[:8]}"
    return VerifyingEncoder(**own, verifier=verifier)
