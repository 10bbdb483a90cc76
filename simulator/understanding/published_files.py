"""Reads a sentence encoder as its makers publish it: settings, word list, weights (BERT shape, safetensors).

Refuses what this project's arithmetic would read otherwise than its makers do, and says why. It reads files
with numpy alone, runs nothing that came with them and writes nothing.
"""

import hashlib
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.understanding.encoder import MAX_PIECES, EncoderFault

Array = npt.NDArray[Any]
Get = Callable[[str], Array]

WEIGHTS = "model.safetensors"
WORDS = "vocab.txt"
_SETTINGS = "config.json"
_SHAPE = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "position_embedding_type": "absolute",
    "layer_norm_eps": 1e-12,
}
"""What must stand in the settings (and holds where they are silent), since it is built in here."""

_MARKS = ("[CLS]", "[SEP]", "[UNK]")
_NUMBERS = {"F32": "<f4", "F16": "<f2", "BF16": "<u2"}
_LARGEST = float(np.finfo(np.float16).max)


@dataclass(frozen=True)
class PublishedEncoder:
    """An encoder as published: its size, its words in order, the digest of its weights, and these by name."""

    layers: int
    heads: int
    words: tuple[str, ...]
    digest: str
    _get: Get = field(repr=False)

    def arrays(self) -> dict[str, npt.NDArray[np.float16]]:
        """Return the weights under this project's names, in half precision. Raises EncoderFault."""
        try:
            return _renamed(self._get, self.layers)
        except (KeyError, ValueError, IndexError) as fault:
            raise EncoderFault(f"Its weights are not those of a BERT encoder: {fault} is missing.") from fault


def read_published(folder: Path) -> PublishedEncoder:
    """Read the encoder in ``folder``. Raises EncoderFault when a file is missing, or cannot be read here."""
    settings = _settings(folder)
    weights = folder / WEIGHTS
    if not weights.is_file():
        raise EncoderFault(
            f"{weights} is missing. A model that comes as pytorch_model.bin is written as safetensors "
            "first (docs/own-encoder.md says how)."
        )
    words = _words(folder)
    content = weights.read_bytes()
    try:
        get = _tensors(content)
        layers, heads = int(settings["num_hidden_layers"]), int(settings["num_attention_heads"])
    except (KeyError, TypeError, ValueError, struct.error) as fault:
        raise EncoderFault(f"{weights} or {_SETTINGS} beside it cannot be read ({fault}).") from fault
    return PublishedEncoder(layers, heads, words, hashlib.sha256(content).hexdigest(), get)


def _settings(folder: Path) -> dict[str, Any]:
    """Return the settings. Raises EncoderFault where the encoder works in another way than ours runs."""
    found = _json(folder / _SETTINGS)
    if found is None:
        raise EncoderFault(f"{folder / _SETTINGS} is missing: name the folder that holds it.")
    for name, built_in in _SHAPE.items():
        if found.get(name, built_in) != built_in:
            raise EncoderFault(
                f"{folder}: {name} is {found[name]!r}, and only {built_in!r} can be run here. "
                "Choose an encoder of BERT's shape."
            )
    if int(found.get("max_position_embeddings", 0)) < MAX_PIECES:
        raise EncoderFault(f"{folder}: it reads fewer than {MAX_PIECES} pieces at once. Choose another.")
    pooling = _json(folder / "1_Pooling" / _SETTINGS) or {}
    if not pooling.get("pooling_mode_mean_tokens", True) or pooling.get("pooling_mode_cls_token"):
        raise EncoderFault(
            f"{folder}: a line's vector is not the mean of its pieces, which is all that is run here. "
            "Choose an encoder with mean pooling."
        )
    return found


def _words(folder: Path) -> tuple[str, ...]:
    """Return the words in order. Raises EncoderFault unless they are BERT's pieces in small letters."""
    splitter = _json(folder / "tokenizer.json") or {}
    lower = (_json(folder / "tokenizer_config.json") or {}).get("do_lower_case")
    if lower is None:
        lower = (splitter.get("normalizer") or {}).get("lowercase", True)
    if not lower:
        raise EncoderFault(f"{folder}: it tells capitals from small letters; choose an uncased encoder.")
    if (folder / WORDS).is_file():
        text = (folder / WORDS).read_text(encoding="utf-8").removesuffix("\n")
        words = tuple(word.removesuffix("\r") for word in text.split("\n"))
    else:
        model = splitter.get("model") or {}
        known = model.get("vocab", {}) if model.get("type", "WordPiece") == "WordPiece" else {}
        words = tuple(sorted(known, key=known.__getitem__)) if isinstance(known, dict) else ()
    if missing := [mark for mark in _MARKS if mark not in words]:
        raise EncoderFault(f"{folder}: neither vocab.txt nor tokenizer.json holds BERT's {missing[0]}.")
    return words


def _json(file: Path) -> dict[str, Any] | None:
    """Return what a file holds, or None where there is none. Raises EncoderFault."""
    if not file.is_file():
        return None
    try:
        found: Any = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as fault:
        raise EncoderFault(f"{file} cannot be read ({fault}).") from fault
    if not isinstance(found, dict):
        raise EncoderFault(f"{file} should hold settings by name: {{...}}, not a list or a lone value.")
    return found


def _tensors(content: bytes) -> Get:
    """Return a look-up of the tensors in a safetensors file: a header in JSON, then plain numbers."""
    (length,) = struct.unpack("<Q", content[:8])
    header: dict[str, Any] = json.loads(content[8 : 8 + length])
    # Some publish the encoder inside another model, whose name then stands before every tensor's.
    first = "embeddings.word_embeddings.weight"
    before = next((name.removesuffix(first) for name in header if name.endswith(first)), "")

    def get(name: str) -> Array:
        about = header[before + name]
        begin, end = (8 + length + offset for offset in about["data_offsets"])
        numbers = np.frombuffer(content[begin:end], dtype=_NUMBERS[about["dtype"]])
        if about["dtype"] == "BF16":
            numbers = (numbers.astype(np.uint32) << 16).view(np.float32)
        return numbers.reshape(about["shape"])

    return get


def _renamed(get: Get, layers: int) -> dict[str, npt.NDArray[np.float16]]:
    """Return the arrays under this project's names: matrices ready to multiply from the right."""
    found = {
        "words": get("embeddings.word_embeddings.weight"),
        "places": get("embeddings.position_embeddings.weight")
        + get("embeddings.token_type_embeddings.weight")[0],
        "norm": get("embeddings.LayerNorm.weight"),
        "norm_bias": get("embeddings.LayerNorm.bias"),
    }
    for i in range(layers):
        at = f"encoder.layer.{i}."
        three = [at + f"attention.self.{n}." for n in ("query", "key", "value")]
        found[f"{i}.qkv"] = np.concatenate([get(n + "weight").T for n in three], axis=1)
        found[f"{i}.qkv_bias"] = np.concatenate([get(n + "bias") for n in three])
        for ours, theirs in (
            ("out", "attention.output.dense"),
            ("wide", "intermediate.dense"),
            ("narrow", "output.dense"),
        ):
            found[f"{i}.{ours}"] = get(f"{at}{theirs}.weight").T
            found[f"{i}.{ours}_bias"] = get(f"{at}{theirs}.bias")
        for ours, theirs in (("norm", "attention.output.LayerNorm"), ("last", "output.LayerNorm")):
            found[f"{i}.{ours}"] = get(f"{at}{theirs}.weight")
            found[f"{i}.{ours}_bias"] = get(f"{at}{theirs}.bias")
    return {name: _halved(name, array) for name, array in found.items()}


def _halved(name: str, array: Array) -> npt.NDArray[np.float16]:
    """Return an array in half precision. Raises EncoderFault where a number does not fit."""
    if not np.abs(array).max() <= _LARGEST:
        raise EncoderFault(f"Its weights cannot be kept in half precision: {name} holds a larger number.")
    return np.ascontiguousarray(array).astype(np.float16)
