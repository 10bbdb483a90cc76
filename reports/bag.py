"""Puts files into a BagIt bag (RFC 8493) in one ZIP, and reads one back: the same files, the same bytes.

It signs nothing: the signature over the tag manifest is made and checked elsewhere.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping

SIGNATURE = "signature.txt"
TAGS = "tagmanifest-sha256.txt"
MANIFEST = "manifest-sha256.txt"
_WHEN = (1980, 1, 1, 0, 0, 0)
LARGEST = 512 * 1024 * 1024
"""Bytes that an unpacked pack may have."""


class NotABag(ValueError):
    """The file is no pack: the message says what is missing."""


def bag_files(payload: Mapping[str, bytes], info: Mapping[str, str]) -> dict[str, bytes]:
    """Return every file of the bag but the signature; ``payload`` is named below ``data/``."""
    files = {f"data/{name}": body for name, body in sorted(payload.items())}
    size = f"{sum(len(b) for b in files.values())}.{len(files)}"
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{k}: {v}\n" for k, v in {**info, "Payload-Oxum": size}.items()).encode(),
        MANIFEST: _manifest(files),
    }
    return {**files, **tags, TAGS: _manifest(tags)}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the files as a ZIP that depends on nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, body in sorted(files.items()):
            made.writestr(zipfile.ZipInfo(name, _WHEN), body, zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    """Return the files of a ZIP. Raises ``NotABag`` when it cannot be read, or would fill the machine."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as made:
            if sum(i.file_size for i in made.infolist()) > LARGEST:
                raise NotABag("The pack is larger than a pack can be.")
            names = made.namelist()
            if len(set(names)) != len(names):
                raise NotABag("The pack holds a name twice.")
            return {name: made.read(name) for name in names}
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError, EOFError) as fault:
        if isinstance(fault, NotABag):
            raise
        raise NotABag(f"The file cannot be unpacked: {fault}.") from fault
    except Exception as fault:  # zlib.error is no subclass of any of them
        raise NotABag(f"The file cannot be unpacked: {fault}.") from fault


def bag_info(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return what the bag says of itself: External-Identifier, Source-Organization and the like."""
    rows = files.get("bag-info.txt", b"").decode("utf-8", "replace").splitlines()
    return {name: value for name, _, value in (row.partition(": ") for row in rows)}


def bag_faults(files: Mapping[str, bytes]) -> list[str]:
    """Return what differs between the files and the manifests, naming each file."""
    faults: list[str] = []
    for manifest, mine in ((TAGS, _is_tag), (MANIFEST, _is_payload)):
        if manifest not in files:
            faults.append(f"{manifest} is missing.")
            continue
        rows = files[manifest].decode("utf-8", "replace").splitlines()
        listed = {name: digest for digest, _, name in (row.partition("  ") for row in rows)}
        there = {name for name in files if mine(name)}
        faults += [f"{name} is missing." for name in sorted(set(listed) - there)]
        faults += [f"{name} stands in no manifest." for name in sorted(there - set(listed))]
        faults += [
            f"{name} is not what was packed: its SHA-256 differs."
            for name in sorted(there & set(listed))
            if hashlib.sha256(files[name]).hexdigest() != listed[name]
        ]
    return faults


def _is_tag(name: str) -> bool:
    return not name.startswith("data/") and name not in (TAGS, SIGNATURE)


def _is_payload(name: str) -> bool:
    return name.startswith("data/")


def _manifest(files: Mapping[str, bytes]) -> bytes:
    rows = (f"{hashlib.sha256(body).hexdigest()}  {name}\n" for name, body in sorted(files.items()))
    return "".join(rows).encode()
