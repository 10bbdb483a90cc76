"""A reader that is fitted only when it must hear something new: who asks for what is kept needs none.

It reads with words alone, as the scripted learners of a proof are read; its name and key are known at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.model.reading import ActPhrasings
from simulator.understanding.clauses import Clause
from simulator.understanding.in_context import HeardLine
from simulator.understanding.reader_key import WORDS_ALONE, reader_key

if TYPE_CHECKING:
    from simulator.understanding.reader import Reader


@dataclass(frozen=True)
class LateReader:
    """The reader of these acts, not fitted yet; it hears word for word as the fitted one."""

    acts: Sequence[ActPhrasings]
    off_topic: Sequence[ActPhrasings]
    cache_folder: Path | None = None
    name: str = WORDS_ALONE

    @cached_property
    def key(self) -> str:
        """The digest of all that it learns from."""
        return reader_key(self.acts, self.off_topic)

    @cached_property
    def fitted(self) -> "Reader":
        """The reader itself, fitted now if it was not."""
        from simulator.understanding.reader import fit_reader  # noqa: PLC0415 - brings NumPy and SciPy

        return fit_reader(self.acts, off_topic=self.off_topic, cache_folder=self.cache_folder)

    def hear_all(self, texts: Sequence[str]) -> list[tuple[HeardLine, tuple[Clause, ...]]]:
        """Return of each line what it holds whatever was said before, and its clauses."""
        return self.fitted.hear_all(texts)
