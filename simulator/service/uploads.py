"""Checks an uploaded file before it is kept: its size, and that its bytes are what its name says.

A file is known by its content, never by what a browser calls it. It stores nothing.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from simulator.service.errors import ServiceError

LARGEST_MB = 10
LARGEST = LARGEST_MB * 1024 * 1024
"""Bytes of one file; pages tell and check the same figure."""
MOST_FILES = 10
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
}
"""The endings that are taken, and what each must hold."""
_MARKS = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "wav": (b"RIFF",),
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
}
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


@dataclass(frozen=True)
class Upload:
    """A file as it came: the name that its owner gave it, and its bytes."""

    name: str
    content: bytes


def checked(upload: Upload) -> tuple[str, str]:
    """Return the name under which the file is kept, and its type.

    Raises:
        ServiceError: it is empty, too large, of a sort that is not taken, or not what its name says.
    """
    name = safe_name(upload.name)
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending not in TYPES:
        taken = ", ".join(sorted(set(TYPES) - {"jpeg"}))
        raise ServiceError(f"{name} is of a sort that is not taken. Files may be: {taken}.", "files")
    if not upload.content:
        raise ServiceError(f"{name} is empty.", "files")
    if len(upload.content) > LARGEST:
        size = len(upload.content) / 1024 / 1024
        raise ServiceError(f"{name} has {size:.0f} MB. A file may have {LARGEST_MB} MB.", "files")
    if not _fits(ending, upload.content):
        raise ServiceError(f"{name} does not hold what its ending says. Save it again as {ending}.", "files")
    return name, TYPES[ending]


def safe_name(name: str) -> str:
    """Return a file's name without folders, without what turns or hides text, and of bearable length."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(c if c.isalnum() or c in " ._-()" else "_" for c in last).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:80]}{dot}{ending[:8]}" if stem else kept[:80] or "file"


def _fits(ending: str, content: bytes) -> bool:
    if ending in ("txt", "csv"):
        return _is_text(content)
    if not content.startswith(_MARKS[ending]):
        return False
    if ending == "wav":
        return content[8:12] == b"WAVE"
    return _is_office(content, _PARTS[ending]) if ending in _PARTS else True


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _is_office(content: bytes, part: str) -> bool:
    """Tell whether it is a document of that sort without programs in it."""
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        return False
    return part in names and not any("vbaProject" in name for name in names)
