"""The machine-readable half of a pack: every record event by event, the pinned texts, and who is who.

It is what `verify` proves and what another installation takes in without loss. It prints nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from simulator.marking.calls import MARKER
from simulator.service.centre_rules import Standing
from simulator.service.library import Library
from simulator.service.portfolios import PortfolioView
from simulator.service.registrations import REGISTRATION
from simulator.store.columns import instant_text
from simulator.store.opening import Store
from simulator.store.streams import Streams
from simulator.store.values import Attempt, Erasure, Paper, Person, Portfolio, StoredEvent

FORMAT = 2
"""2: rows and erasures stand beside the records, so that a pack can be taken in elsewhere."""


def record_files(
    store: Store,
    view: PortfolioView,
    attempts: Sequence[Attempt],
    findings: Mapping[str, Mapping[str, str]],
    staff: Mapping[str, Standing],
    *,
    withheld: bool,
    known: Mapping[str, Any],
) -> dict[str, bytes]:
    """Return the records as lines of JSON, and what tells how to read them.

    ``known`` holds the numbers by which centre, qualification and learner are known.

    ``withheld``: what was said and done in the calls is left out; their chain of digests still holds.
    """
    opened = view.portfolio
    files = {f"attempts/{a.id}.jsonl": lines(store.attempts.read(a.id), without=withheld) for a in attempts}
    papers = ended_papers(store, view)
    files |= {f"papers/{p.id}.jsonl": lines(store.papers.read(p.id)) for p in papers}
    files["portfolio.jsonl"] = lines(store.portfolios.read(opened.id) if opened else [])
    contents = {
        "format": FORMAT,
        "unit": view.unit.number,
        "unit_hash": view.unit.content_hash,
        "centre": {
            "details": known["details"].model_dump(mode="json"),
            "qualification": known["qualification"].model_dump(mode="json", exclude={"assurer"}),
        },
        "learner": {
            **_learner(store, view),
            REGISTRATION: known["registration"].model_dump(mode="json"),
        },
        "people": _people(store, view, attempts, staff),
        "agreements": [a.model_dump(mode="json") for a in view.agreements],
        "portfolio": None if opened is None else _opened(store, opened),
        "attempts": [_attempt(store, a, findings[a.id], withheld=withheld) for a in attempts],
        "papers": [{**_stream(store.papers, p.id, withheld=False), "row": paper_row(p)} for p in papers],
    }
    files["pack.json"] = as_json(contents, indent=1)
    return files


def _opened(store: Store, opened: Portfolio) -> dict[str, Any]:
    stream = _stream(store.portfolios, opened.id, withheld=False)
    return {**stream, "opened_at": instant_text(opened.opened_at)}


def _attempt(store: Store, a: Attempt, findings: Mapping[str, str], *, withheld: bool) -> dict[str, Any]:
    return {
        **_stream(store.attempts, a.id, withheld=withheld),
        "mode": a.mode,
        "status": a.status,
        "scenario": a.content["scenario"],
        "organisation": a.content["organisation"],
        "marker": MARKER,
        "findings": dict(findings),
        "row": _row(a),
    }


def text_files(
    store: Store, library: Library, view: PortfolioView, attempts: Sequence[Attempt]
) -> dict[str, bytes]:
    """Return the texts that the attempts pinned, each under its digest, and that of the unit."""
    pinned = [a.content for a in attempts] + [p.content for p in ended_papers(store, view)]
    wanted = {d for content in pinned for d in content.values()}
    files = {f"texts/{digest}": store.texts.get(digest).encode("utf-8") for digest in sorted(wanted)}
    if library.folders is not None:
        files["texts/unit.yaml"] = (library.folders[0] / view.unit.id / "unit.yaml").read_bytes()
    return files


def ended_papers(store: Store, view: PortfolioView) -> list[Paper]:
    """Return the learner's ended papers and reports for the unit, the earliest first; no turns of study."""
    found = [
        p
        for p in store.papers.of_learner(view.learner_id)
        if p.unit == view.unit.number and p.sort != "study" and p.status != "running"
    ]
    return sorted(found, key=lambda p: (p.started_at, p.id))


def lines(events: Sequence[StoredEvent], *, without: bool = False) -> bytes:
    """Return events as lines of JSON; ``without`` leaves out what each of them holds."""
    return b"".join(as_json(_event(e, without=without)) for e in events)


def event_of(stream: str, row: Mapping[str, Any]) -> StoredEvent:
    """Return the event that a line of a pack stands for. Raises ``KeyError``, ``ValueError``."""
    return StoredEvent(
        stream_id=stream,
        seq=row["seq"],
        kind=row["kind"],
        t=row["t"],
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        payload=row["payload"],
        salt=row["salt"],
        payload_digest=row["payload_digest"],
        chain_digest=row["chain_digest"],
    )


def erasure_of(stream: str, row: Mapping[str, Any]) -> Erasure:
    """Return the erasure that a pack tells of."""
    at = datetime.fromisoformat(row["erased_at"])
    return Erasure(stream, row["seq"], row["actor"], row["reason"], at)


def attempt_of(row: Mapping[str, Any]) -> Attempt:
    """Return the attempt's row that a pack tells of. Raises ``KeyError``, ``TypeError``, ``ValueError``."""
    moments = {k: row[k] and datetime.fromisoformat(row[k]) for k in _MOMENTS}
    return Attempt(**{**row, **moments})


def as_json(value: Any, indent: int | None = None) -> bytes:
    """Return a value as ASCII JSON, keys sorted, so that every byte follows from the value."""
    return json.dumps(value, sort_keys=True, indent=indent, allow_nan=False).encode("ascii") + b"\n"


def paper_of(row: Mapping[str, Any]) -> Paper:
    """Return the paper's row that a pack tells of. Raises ``KeyError``, ``TypeError``, ``ValueError``."""
    moments = {k: row[k] and datetime.fromisoformat(row[k]) for k in _OF_PAPERS}
    return Paper(**{**row, **moments})


_MOMENTS = ("started_at", "ended_at", "sealed_at", "released_at")


_OF_PAPERS = ("started_at", "ended_at", "released_at")


def paper_row(p: Paper) -> dict[str, Any]:
    """Return a paper's row as JSON values; the task that was set for it stays behind."""
    values = {name: getattr(p, name) for name in Paper.__slots__}
    moments = {k: values[k] and instant_text(values[k]) for k in _OF_PAPERS}
    return {**values, **moments, "content": dict(p.content), "task_id": None}


def _row(a: Attempt) -> dict[str, Any]:
    values = {name: getattr(a, name) for name in Attempt.__slots__}
    moments = {k: values[k] and instant_text(values[k]) for k in _MOMENTS}
    return {**values, **moments, "content": dict(a.content), "set_task_id": None}


def _stream(streams: Streams, record: str, *, withheld: bool) -> dict[str, Any]:
    head, gone = streams.head(record), streams.erasures(record)
    told = [
        {"seq": e.seq, "actor": e.actor, "reason": e.reason, "erased_at": instant_text(e.erased_at)}
        for e in gone
    ]
    return {
        "id": record,
        "seq": head.seq,
        "digest": head.digest,
        "erased": [e.seq for e in gone],
        "erasures": told,
        "withheld": withheld,
    }


def _learner(store: Store, view: PortfolioView) -> dict[str, Any]:
    person = store.people.get(view.learner_id)
    goals = store.goals.history(view.learner_id)
    return {
        "id": view.learner_id,
        "name": view.learner_name,
        "login": view.learner_reference,
        "joined": instant_text(person.created_at),
        "goals": [{"goal": g.goal, "chosen_at": instant_text(g.chosen_at)} for g in reversed(goals)],
    }


def _people(
    store: Store, view: PortfolioView, attempts: Sequence[Attempt], staff: Mapping[str, Standing]
) -> list[dict[str, Any]]:
    """Return who everybody in the records is, so that their names stand elsewhere as well."""
    events = store.portfolios.read(view.portfolio.id) if view.portfolio else []
    named = {str(e.payload["by"]) for e in events if e.payload and e.payload.get("by")}
    papers = ended_papers(store, view)
    named |= {a.released_by for a in attempts if a.released_by} | set(staff)
    named |= {p.released_by for p in papers if p.released_by}
    for record in [a.id for a in attempts] + ([view.portfolio.id] if view.portfolio else []):
        named |= {e.actor for e in store.attempts.erasures(record)}
    known = store.people.names(frozenset(named - {view.learner_id}))
    return [_person(store.people.get(p), staff.get(p)) for p in sorted(known)]


def _person(person: Person, standing: Standing | None) -> dict[str, Any]:
    held = standing is not None and standing.since
    return {
        "id": person.id,
        "name": person.display_name,
        "since": instant_text(person.created_at),
        "standing": asdict(standing) if held and standing else None,
    }


def _event(e: StoredEvent, *, without: bool) -> dict[str, Any]:
    return {
        "seq": e.seq,
        "kind": e.kind,
        "t": e.t,
        "recorded_at": instant_text(e.recorded_at),
        "payload": None if without else e.payload,
        "salt": None if without else e.salt,
        "payload_digest": e.payload_digest,
        "chain_digest": e.chain_digest,
    }
