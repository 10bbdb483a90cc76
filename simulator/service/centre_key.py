"""The centre's key: made once for an installation, it signs packs; its public half proves them anywhere.

Ed25519, by a kept library. The private half lies in a file of its own beside the database, readable by the
server's account alone, or is handed over by the environment; it is never in the database, so that a copy of
the database is no copy of the key. The database keeps the public half, by which every server knows whether
the key that it was given is the centre's.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

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

from simulator.service.errors import CannotDo
from simulator.store.opening import Store

KEY_FILE = "centre-key.pem"
"""The name of the private key's file in the data folder."""
KEY_VARIABLE = "SIMULATOR_SIGNING_KEY"
"""The environment variable that holds the private key (PEM), or the path of its file, on a larger server."""
PUBLIC = "centre public key"
EARLIER = "centre public keys before"
_ONCE = "centre signing key"
"""The setting under which earlier versions kept the private half in the database."""


class CentreKey:
    """The key of one installation. ``now`` gives the time of day in UTC.

    ``file`` is where the private half is kept; ``given`` is the key itself, or a path, from the environment,
    and then no file is written.
    """

    def __init__(
        self, store: Store, now: Callable[[], datetime], file: Path | None = None, given: str = ""
    ) -> None:
        self._store = store
        self._now = now
        self._file = file
        self._given = given.strip()
        self._lock = threading.Lock()

    def sign(self, content: bytes) -> bytes:
        """Return the signature of some bytes, in hexadecimal digits.

        Raises:
            CannotDo: the private key is not on this server, or is another than the centre's.
        """
        return self._private().sign(content).hex().encode()

    def public_pem(self) -> bytes:
        """Return the public half as PEM, to be handed to whoever verifies."""
        known = self._store.settings.get(PUBLIC)
        return str(known).encode("ascii") if known else _public(self._private())

    def owns(self, public_pem: bytes) -> bool:
        """Tell whether a public key is this centre's, now or before."""
        now, before = self._store.settings.get(PUBLIC), self._store.settings.get(EARLIER) or ()
        return public_pem.split() in [str(k).encode("ascii").split() for k in (now, *before) if k]

    def move_out(self) -> None:
        """Take a key that an earlier version kept in the database out of it, into the file."""
        kept = self._store.settings.get(_ONCE)
        if kept is None:
            return
        key = _loaded(str(kept).encode("ascii"), "the database")
        if self._given:
            if _public(self._from_environment()) != _public(key):
                raise CannotDo(
                    f"{KEY_VARIABLE} holds another key than the centre's, which is still in the database. "
                    "Start once without it, so that the key is moved into its file; then hand that over."
                )
        elif _public(_kept(self._place(), key)) != _public(key):
            raise CannotDo(
                f"{self._place()} holds another key than the one in the database. Move that file away and "
                "start again."
            )
        self._store.settings.settle(PUBLIC, _public(key).decode("ascii"), self._now())
        self._store.settings.remove(_ONCE)

    def renew(self) -> bytes:
        """Make a new key in place of a lost one; return its public half.

        What the old key signed is still proven by the old public half, which stays in the settings.
        """
        if self._given:
            raise CannotDo(f"The key comes from {KEY_VARIABLE}: replace it there.")
        fresh = Ed25519PrivateKey.generate()
        with self._lock:
            place = self._place()
            place.unlink(missing_ok=True)
            _kept(place, fresh)
            settings, old = self._store.settings, self._store.settings.get(PUBLIC)
            with self._store.transaction():
                if old:
                    settings.put(EARLIER, [*(settings.get(EARLIER) or ()), old], self._now())
                settings.put(PUBLIC, _public(fresh).decode("ascii"), self._now())
        return _public(fresh)

    def _private(self) -> Ed25519PrivateKey:
        with self._lock:
            self.move_out()
            key = self._from_environment() if self._given else self._from_file()
            mine = _public(key).decode("ascii")
            settled = self._store.settings.settle(PUBLIC, mine, self._now())
        if settled != mine:
            raise CannotDo(
                "The private key on this server is not the centre's. Copy the file "
                f"{KEY_FILE} from the server that made the centre's key, or hand it over by {KEY_VARIABLE}."
            )
        return key

    def _from_file(self) -> Ed25519PrivateKey:
        place = self._place()
        if place.exists():
            return _loaded(place.read_bytes(), str(place))
        if self._store.settings.get(PUBLIC):
            raise CannotDo(
                f"The centre's private key is missing: there is no {place}. Put it back from where you keep "
                f"it, or from the server that made it. If it is lost, `pack --new-key` makes a new one."
            )
        return _kept(place, Ed25519PrivateKey.generate())

    def _from_environment(self) -> Ed25519PrivateKey:
        if "PRIVATE KEY" in self._given:
            return _loaded(self._given.replace("\\n", "\n").encode("ascii", "replace"), KEY_VARIABLE)
        try:
            return _loaded(Path(self._given).read_bytes(), self._given)
        except OSError as fault:
            raise CannotDo(f"{KEY_VARIABLE} names a file that cannot be read: {fault.strerror}.") from fault

    def _place(self) -> Path:
        if self._file is None:
            raise CannotDo("This installation has no folder to keep the centre's key in.")
        return self._file


def signed_by(public_pem: bytes, content: bytes, signature: bytes) -> bool:
    """Tell whether a signature of these bytes was made with the key whose public half this is.

    It is written in one way alone (lower case, one line): another spelling of it was not made here.

    Raises:
        ValueError: that is no public key of this sort.
    """
    key = load_pem_public_key(public_pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("That is no centre's key: an Ed25519 public key is expected.")
    try:
        told = signature.decode("ascii").removesuffix("\n")
        raw = bytes.fromhex(told)
        if raw.hex() != told:
            return False
        key.verify(raw, content)
    except (InvalidSignature, ValueError, UnicodeDecodeError):
        return False
    return True


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _loaded(pem: bytes, where: str) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError) as fault:
        raise CannotDo(f"The centre's private key in {where} cannot be read.") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise CannotDo(f"The key in {where} is no Ed25519 private key.")
    return key


def _kept(place: Path, fresh: Ed25519PrivateKey) -> Ed25519PrivateKey:
    """Write a key for its owner alone, whole or not at all; return the one that stands there afterwards.

    Another process may have been first: then both use what that one wrote.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    pem = fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle, name = tempfile.mkstemp(prefix=".centre-key-", dir=place.parent)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as made:
            made.write(pem)
            made.flush()
            os.fsync(made.fileno())
        try:
            os.link(name, place)
        except FileExistsError:
            return _loaded(place.read_bytes(), str(place))
        except OSError:  # a file system without links
            Path(name).replace(place)
    finally:
        Path(name).unlink(missing_ok=True)
    return fresh
