"""Which attempts an assessor views before the machine's finding is shown: a set share, chosen by nobody."""

from __future__ import annotations

import hashlib

from simulator.store.keeping import Settings

BLIND_SHARE = "blind share"
"""The setting that holds the share in percent; none until a centre sets one."""
USUAL_SHARE = 0


def blind_share(settings: Settings) -> int:
    """Return the share of assessments, in percent, that are viewed blind first."""
    return int(settings.get(BLIND_SHARE, USUAL_SHARE))


def is_blind(attempt_id: str, mode: str, share: int) -> bool:
    """Tell whether an attempt is among the share (percent) of assessments that are viewed blind first."""
    if mode != "assessment":
        return False
    return int(hashlib.sha256(f"blind:{attempt_id}".encode()).hexdigest(), 16) % 100 < share
