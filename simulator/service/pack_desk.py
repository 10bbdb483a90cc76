"""Gathers what a pack prints of papers, and of the portfolio record beside its deeds: the work at the desk.

Re-tags, answers to indicators, findings made and debriefs released stand in the record as plain events; here
each becomes a value. It words nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reports.pack import DeskEvent, PackPaper
from simulator.service.library import Library
from simulator.service.pack_records import ended_papers
from simulator.service.paper_records import read_paper
from simulator.service.portfolios import PortfolioView, kept_of
from simulator.store.opening import Store
from simulator.store.values import Attempt, StoredEvent


def papers_of(store: Store, view: PortfolioView) -> tuple[PackPaper, ...]:
    """Return the learner's ended papers and reports with the questions that were put in them."""
    made = []
    for paper in ended_papers(store, view):
        checked = store.papers.verify(paper.id)
        state = None if checked.erased else read_paper(store, paper.id)[0]
        started = state.started if state else None
        made.append(
            PackPaper(
                paper_id=paper.id,
                title=started.title if started else "Erased in part",
                asked=started.asked if started else (),
                sort=paper.sort,
                mode=paper.mode,
                status=paper.status,
                started_at=paper.started_at,
                ended_at=paper.ended_at,
                released_at=paper.released_at,
                events=checked.head_seq,
                head_digest=checked.head_digest,
                intact=checked.intact,
                state=state if paper.sort == "report" else None,
            )
        )
    return tuple(made)


def desk_events(
    library: Library, events: Sequence[StoredEvent], attempts: Sequence[Attempt]
) -> tuple[DeskEvent, ...]:
    """Return every event of a portfolio's record that is no deed of the portfolio, also what was erased."""
    deeds = {k.seq for k in kept_of(list(events))}
    scenarios = {a.id: a.scenario_id for a in attempts}
    return tuple(_event(library.acts, e, scenarios) for e in events if e.seq not in deeds)


def _event(acts: Callable[[str], dict[str, str]], event: StoredEvent, scenarios: dict[str, str]) -> DeskEvent:
    held = event.payload or {}
    attempt = str(held.get("attempt", ""))
    named = held.get("acts") or ()
    labels = acts(scenarios[attempt]) if named and attempt in scenarios else {}
    return DeskEvent(
        seq=event.seq,
        at=event.recorded_at,
        kind=event.kind if event.payload is not None else "",
        by=str(held.get("by", "")),
        attempt=attempt,
        line=held.get("seq") if event.kind == "retagged" else None,
        acts=tuple(labels.get(a, a.replace("_", " ")) for a in named),
        answer=str(held.get("answer", "")),
        marker=str(held.get("marker", "")),
        reason=str(held.get("reason", "")),
    )
