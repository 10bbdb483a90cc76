"""The hash chain of a record, and its checking. Pure: no database, no clock.

Anyone can check an exported record with these rules:

1. a payload is canonical JSON: keys sorted, no spaces, ASCII only;
2. ``payload_digest`` = SHA-256 of the salt (32 hex digits, as text) followed by the payload;
3. ``chain_digest`` = SHA-256 of the canonical JSON list
   ``[previous chain digest, seq, kind, t, recorded_at, payload_digest]``;
4. before event 1 stands SHA-256 of ``record:`` and the record's id, so no event fits another record;
5. ``seal_digest`` = SHA-256 of the canonical JSON list ``["seal", head digest, sealed_at]``.

All digests are lower-case hexadecimal. The salt keeps a short payload from being guessed after its erasure.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from simulator.store.columns import instant_text
from simulator.store.values import NewEvent, StoredEvent, Verification

_kind = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,79}")
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical_json(value: Any) -> str:
    """Write a JSON value in its one canonical ASCII form. Raises ``ValueError`` for NaN and infinities."""
    return _encode(value)


def sha256(text: str | bytes) -> str:
    """Return the SHA-256 of the text (UTF-8) or bytes as 64 hex digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def genesis_digest(stream_id: str) -> str:
    """Return the digest that stands before the first event of a record (rule 4)."""
    return sha256(f"record:{stream_id}")


def link_digest(
    previous: str, seq: int, *, kind: str, t: float, recorded_at: str, payload_digest: str
) -> str:
    """Return an event's chain digest (rule 3)."""
    return sha256(_encode([previous, seq, kind, t, recorded_at, payload_digest]))


def seal_digest(head_digest: str, sealed_at: str) -> str:
    """Return the digest of a seal (rule 5)."""
    return sha256(_encode(["seal", head_digest, sealed_at]))


def chained(new: NewEvent, stream_id: str, seq: int, previous: str, salt: str) -> dict[str, Any]:
    """Return the event's row, linked to the chain digest before it.

    Raises ``ValueError`` for a kind that is no slug, a ``t`` that is negative or no number, a time without
    a zone, or a payload that is not JSON.
    """
    if _kind.fullmatch(new.kind) is None:
        raise ValueError(f"The event kind {new.kind!r} is not a slug of letters, digits and _ . : -")
    if not math.isfinite(new.t) or new.t < 0:
        raise ValueError(f"The call time {new.t!r} of event {new.kind} is not a number of seconds from 0 up")
    t = float(new.t) + 0.0  # SQLite keeps no minus zero
    payload = _encode(dict(new.payload))
    recorded_at = instant_text(new.recorded_at)
    payload_digest = sha256(salt + payload)
    return {
        "stream_id": stream_id,
        "seq": seq,
        "kind": new.kind,
        "t": t,
        "recorded_at": recorded_at,
        "payload": payload,
        "salt": salt,
        "payload_digest": payload_digest,
        "chain_digest": link_digest(
            previous, seq, kind=new.kind, t=t, recorded_at=recorded_at, payload_digest=payload_digest
        ),
    }


@dataclass(frozen=True, slots=True)
class RawEvent:
    """An event's columns as bytes, exactly as stored, so that checking sees every altered byte."""

    seq: int
    kind: bytes
    t: float
    recorded_at: bytes
    payload: bytes | None
    salt: bytes | None
    payload_digest: bytes
    chain_digest: bytes

    @classmethod
    def of(cls, stored: StoredEvent) -> RawEvent:
        """Return the bytes that an event read from a store or an exported file stands for."""
        return cls(
            seq=stored.seq,
            kind=stored.kind.encode(),
            t=stored.t,
            recorded_at=instant_text(stored.recorded_at).encode(),
            payload=None if stored.payload is None else _encode(stored.payload).encode(),
            salt=None if stored.salt is None else stored.salt.encode(),
            payload_digest=stored.payload_digest.encode(),
            chain_digest=stored.chain_digest.encode(),
        )


def _fault(raw: RawEvent, seq: int, previous: str, erased: bool) -> str:
    """Say what is wrong with one event, or return an empty text."""
    if raw.seq != seq:
        return f"event {seq} is missing"
    try:
        linked = link_digest(
            previous,
            seq,
            kind=raw.kind.decode(),
            t=raw.t,
            recorded_at=raw.recorded_at.decode(),
            payload_digest=raw.payload_digest.decode(),
        )
    except ValueError:
        return f"event {seq} is no longer readable"
    if linked.encode() != raw.chain_digest:
        return f"event {seq} does not fit the chain"
    if erased:
        left = raw.payload is not None or raw.salt is not None
        return f"event {seq} is said to be erased but still has content" if left else ""
    if raw.payload is None or raw.salt is None:
        return f"the content of event {seq} was taken away without an audited erasure"
    if sha256(raw.salt + raw.payload).encode() != raw.payload_digest:
        return f"the content of event {seq} is not what was recorded"
    return ""


def check_chain(
    stream_id: str, events: Iterable[RawEvent], erased: Collection[int], head_seq: int, head_digest: str
) -> Verification:
    """Check the events of a record, in order of seq, against each other and against its head.

    ``erased`` lists the seqs that have an audited erasure; ``head_seq`` and ``head_digest`` are what the
    record's head (or a printed report) says.
    """
    previous, seq = genesis_digest(stream_id), 0
    gone = frozenset(erased)

    def altered(at: int, fault: str) -> Verification:
        return Verification(stream_id, head_seq, head_digest, at, fault, tuple(sorted(gone)))

    for raw in events:
        seq += 1
        if fault := _fault(raw, seq, previous, seq in gone):
            return altered(seq, fault)
        previous = raw.chain_digest.decode()
    if seq != head_seq:
        at = min(seq, head_seq) + 1
        return altered(at, f"the head says {head_seq} events but {seq} stand in the record")
    if previous != head_digest:
        return altered(seq + 1, "the head's digest is not that of the last event")
    return Verification(stream_id, head_seq, head_digest, erased=tuple(sorted(gone)))
