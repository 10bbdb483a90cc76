"""Erasing an uploaded file for ever, where the law on personal data asks for it.

The bytes go; name, size and digest stay, with who erased it, when and why, in every portfolio that holds
the file. No other content of a portfolio is touched, and no signature is voided: what was signed named the
file by its digest.
"""

from __future__ import annotations

from simulator.model.matrix import Dossier
from simulator.model.portfolio import FileErased
from simulator.portfolio.rules import SHORTEST_REASON
from simulator.service.access import Actor, require
from simulator.service.errors import NotThere, ServiceError
from simulator.service.portfolios import PortfolioPart

LONGEST = 500


class Erasing(PortfolioPart):
    """The use case of erasing a file."""

    def erase_file(
        self, actor: Actor | None, learner_id: str, unit: str, digest: str, *, reason: str
    ) -> Dossier:
        """Erase a file that stands in this portfolio, also where others hold the very same bytes.

        It is done in a locked portfolio as well: the law does not wait for an unlocking.

        Raises:
            ServiceError: there is no reason that a reader would understand.
            NotThere: the portfolio holds no such file, or it was erased before.
        """
        by = require(actor, "administrator", "iqa")
        if len(reason.strip()) < SHORTEST_REASON:
            raise ServiceError("Say why the file must go; the reason stays in its place.", "reason")
        if by.person_id == learner_id:
            raise NotThere("Somebody else erases files of one's own portfolio.")
        if not _holds(self._portfolios.dossier_of(learner_id, unit), digest):
            raise NotThere("There is no such file in this portfolio.")
        deed = FileErased(by=by.person_id, digest=digest, reason=reason.strip()[:LONGEST])
        with self._store.transaction():
            for learner, held in self._holders(digest):
                self._append(learner, held, lambda _: deed, also_when_locked=True)
            self._store.files.erase(digest)
            self._store.audit.add(self._now(), by.person_id, "erased file", learner_id, {"digest": digest})
        self._store.files.scrub()
        return self._portfolios.dossier_of(learner_id, unit)

    def _holders(self, digest: str) -> list[tuple[str, str]]:
        """Return (learner, unit) of every portfolio that holds the file."""
        return [
            (portfolio.learner_id, portfolio.unit)
            for portfolio in self._store.portfolios.all()
            if _holds(self._portfolios.dossier_of(portfolio.learner_id, portfolio.unit), digest)
        ]


def _holds(dossier: Dossier, digest: str) -> bool:
    there = any(f.digest == digest for i in dossier.items for f in i.item.files)
    return there and dossier.gone(digest) is None
