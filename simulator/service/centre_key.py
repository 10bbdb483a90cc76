"""The centre's key: made once for an installation, it signs packs; its public half proves them anywhere.

Ed25519, by a kept library. The private half never leaves the database, and no pack holds it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from simulator.store.opening import Store

_KEY = "centre signing key"


class CentreKey:
    """The key of one installation. ``now`` gives the time of day in UTC."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def sign(self, content: bytes) -> bytes:
        """Return the signature of some bytes, in hexadecimal digits."""
        return self._private().sign(content).hex().encode()

    def public_pem(self) -> bytes:
        """Return the public half as PEM, to be handed to whoever verifies."""
        return self._private().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def _private(self) -> Ed25519PrivateKey:
        kept = self._store.settings.get(_KEY)
        if kept is None:
            fresh = Ed25519PrivateKey.generate()
            pem = fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")
            kept = self._store.settings.settle(_KEY, pem, self._now())
        key = load_pem_private_key(str(kept).encode("ascii"), None)
        assert isinstance(key, Ed25519PrivateKey)
        return key


def signed_by(public_pem: bytes, content: bytes, signature: bytes) -> bool:
    """Tell whether a signature of these bytes was made with the key whose public half this is.

    Raises:
        ValueError: that is no public key of this sort.
    """
    key = load_pem_public_key(public_pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("That is no centre's key: an Ed25519 public key is expected.")
    try:
        key.verify(bytes.fromhex(signature.decode("ascii").strip()), content)
    except (InvalidSignature, ValueError, UnicodeDecodeError):
        return False
    return True
