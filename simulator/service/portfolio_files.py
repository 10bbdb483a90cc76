"""The matrix of a portfolio as files to take away. What is printed is the reports' business."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from reports.matrix_sheet import decided_by, matrix_csv, matrix_xlsx
from simulator.service.access import Actor
from simulator.service.evidence import Printed
from simulator.service.portfolios import PortfolioPart, PortfolioView

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PortfolioFiles(PortfolioPart):
    """The use case of taking the matrix away."""

    def matrix(
        self, actor: Actor | None, learner_id: str, unit: str, form: Literal["csv", "xlsx"]
    ) -> Printed:
        """Return the matrix as CSV or as a spreadsheet."""
        view = self._portfolios.view(actor, learner_id, unit)
        name = f"matrix-{unit}-{view.learner_reference}.{form}".lower()
        initials, _ = decided_by(view.dossier, view.names)
        if form == "csv":
            return Printed(name, "text/csv", matrix_csv(view.matrix, initials))
        title = f"Unit {unit}, {view.unit.title}: {view.learner_name}"
        return Printed(name, XLSX, matrix_xlsx(view.matrix, title, last_change(view), initials))


def last_change(view: PortfolioView) -> datetime:
    """Return when the portfolio last changed in what it holds: the time that documents of it bear."""
    d = view.dossier
    moments = [i.changed_at for i in d.items] + [s.at for s in d.signatures] + [p.at for p in d.plans]
    moments += [x.at for x in d.decisions.values()] + [f.at for f in d.feedback]
    moments += [at for _, at, _ in d.unlocks] + ([d.declared_at] if d.declared_at else [])
    moments += [d.unit.at] if d.unit else []
    moments += [d.profile.changed_at] if d.profile else []
    opened = view.portfolio.opened_at if view.portfolio else datetime(2026, 1, 1, tzinfo=UTC)
    return max([opened, *moments]).astimezone(UTC).replace(microsecond=0)
