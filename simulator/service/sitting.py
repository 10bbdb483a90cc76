"""A paper as its learner sees it while it is written, and what is set for them to write. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.papers import PaperState
from simulator.store.values import Paper, PaperTask

__all__ = ["Paper", "PaperForMe", "PaperTask", "Sitting"]


@dataclass(frozen=True)
class Sitting:
    """One paper as its learner sees it; ``seconds`` is the time since it was started."""

    paper: Paper
    state: PaperState
    seconds: float

    @property
    def ended(self) -> bool:
        """Tell whether nothing can be written any more."""
        return self.state.ended is not None

    @property
    def open_to_learner(self) -> bool:
        """Tell whether its learner may see what was found: practice when it has ended, or once released."""
        if self.paper.mode == "practice":
            return self.ended
        return self.paper.released_at is not None


@dataclass(frozen=True)
class PaperForMe:
    """Something written that was set for a learner's class, and the paper they wrote for it, if any."""

    task: PaperTask
    title: str
    paper: Paper | None
