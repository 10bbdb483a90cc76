"""Which reader it is: the version of its rules, and the digest of all that it learns from."""

import hashlib
import json
from collections.abc import Sequence

from simulator.model.reading import ActPhrasings

VERSION = "19"
"""Raised whenever a line may be read otherwise; `docs/rule-versions.md` says what each changed."""
WORDS_ALONE = f"words-{VERSION}"
"""The name of the reader that reads without an encoder."""


def reader_key(
    acts: Sequence[ActPhrasings], off_topic: Sequence[ActPhrasings], encoder: Sequence[str] = ()
) -> str:
    """Return the digest of all that a reader learns from; ``encoder``: its digest and name, if it has one."""
    learnt = [
        VERSION,
        list(encoder) or "",
        [a.model_dump() for a in acts],
        [o.model_dump() for o in off_topic],
    ]
    return hashlib.sha256(json.dumps(learnt, sort_keys=True).encode()).hexdigest()
