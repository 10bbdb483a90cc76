"""The fingerprint of authored text, so that a record can pin what it was played and marked against."""

import hashlib
import unicodedata
from collections.abc import Mapping


def normalised(text: str) -> str:
    """Return text as it counts for the hash: NFC, Unix line ends, nothing blank at ends of lines or text."""
    lines = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def content_hash(texts: Mapping[str, str] | str) -> str:
    """Return the SHA-256 (64 hex digits) of one text, or of several by name whatever their order."""
    digest = hashlib.sha256()
    for name, text in sorted({"": texts}.items() if isinstance(texts, str) else texts.items()):
        body = normalised(text).encode()
        digest.update(f"{name}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()


def text_digest(text: str) -> str:
    """Return the address of a text to the letter: SHA-256 of its UTF-8 bytes, in 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
