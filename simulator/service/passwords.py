"""Keeps and checks passwords by a kept library (argon2id). It stores nothing and knows no person."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from simulator.service.errors import ServiceError

SHORTEST = 10
CODE_LENGTH = 8
PASSES, KIB = 2, 19456
"""What one hash costs: the least that OWASP's cheat sheet on passwords asks of argon2id on one thread."""
_HASHER = PasswordHasher(time_cost=PASSES, memory_cost=KIB, parallelism=1)
_NOBODY = _HASHER.hash("nobody has this password")
_COMMON = frozenset(
    [
        "password12",
        "password123",
        "1234567890",
        "qwertyuiop",
        "letmein1234",
        "welcome1234",
        "administrator",
        "incidentcall",
    ]
)


def hash_password(password: str, login: str = "") -> str:
    """Return the hash to keep.

    Raises:
        ServiceError: the password is too short, too common, or is the sign-in name.
    """
    if len(password) < SHORTEST:
        raise ServiceError(
            f"The password needs at least {SHORTEST} characters; this one has {len(password)}.", "password"
        )
    if password.lower() in _COMMON or password.lower() == login.lower() or len(set(password)) < 4:
        raise ServiceError("That password is too easy to guess. Choose a few unrelated words.", "password")
    return _HASHER.hash(password[:1000])


def matches(kept: str | None, password: str) -> bool:
    """Tell whether a password is the kept one; it takes as long for somebody who does not exist."""
    try:
        _HASHER.verify(kept or _NOBODY, password[:1000])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def given_password() -> str:
    """Return a password to hand to a new member of staff; it works once."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


def class_code() -> str:
    """Return a class code that can be read out: no letters or figures that look alike."""
    letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
    return spelled("".join(secrets.choice(letters) for _ in range(CODE_LENGTH)))


def spelled(code: str) -> str:
    """Return a class code as people read it, in two halves; the store keeps it without the hyphen."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}" if len(code) == CODE_LENGTH else code
