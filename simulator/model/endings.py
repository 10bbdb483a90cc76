"""Why an attempt ended, and which ends count as abandoned. Words only."""

from typing import Literal

EndReason = Literal["finished", "time up", "stopped", "left"]
"""Why an attempt ended: handed in, out of time, given up by its learner, or left with its clock stopped."""
ABANDONED: frozenset[EndReason] = frozenset(("stopped", "left"))
"""The reasons for which an attempt counts as abandoned."""
