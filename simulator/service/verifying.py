"""Proves a pack from its bytes alone: whole, signed, its records unbroken, its findings the same.

It needs no database and no server: only the pack, the centre's public key and this software. It believes
nothing that stands in the pack until it has checked it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reports.bag import SIGNATURE, TAGS, NotABag, bag_faults, unzipped
from simulator.marking.calls import MARKER, mark
from simulator.model.findings import Retag
from simulator.model.load_organisation import load_organisation_texts
from simulator.model.load_scenario import load_scenario_text
from simulator.model.load_unit import load_unit_text
from simulator.model.reading import ActPhrasings
from simulator.model.unit import Unit
from simulator.service.centre_key import signed_by
from simulator.service.live import from_store
from simulator.service.pack_records import event_of
from simulator.service.paper_proof import Opening, PaperProof, no_encoder
from simulator.service.portfolios import kept_of
from simulator.store.chain import RawEvent, check_chain, sha256
from simulator.store.values import StoredEvent


@dataclass
class Verdict:
    """What checking a pack found: every fault in a sentence, and what was checked."""

    faults: list[str] = field(default_factory=list)
    checked: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Tell whether nothing was found."""
        return not self.faults


def verify_pack(
    content: bytes,
    public_pem: bytes,
    shared_acts: Mapping[str, ActPhrasings],
    opening: Opening = no_encoder,
) -> Verdict:
    """Check a pack against the centre's public key.

    ``shared_acts`` are those of this software, ``opening`` gives its encoder, by which answers are compared.

    Raises:
        ValueError: what was given as the key is none.
    """
    verdict = Verdict()
    try:
        files = unzipped(content)
    except NotABag as fault:
        verdict.faults.append(str(fault))
        return verdict
    verdict.faults += bag_faults(files)
    verdict.checked.append(f"{len(files)} files against their SHA-256")
    if not signed_by(public_pem, files.get(TAGS, b""), files.get(SIGNATURE, b"")):
        verdict.faults.append("The pack is not signed with this centre's key as it stands.")
    else:
        verdict.checked.append("the centre's signature")
    try:
        _contents(files, shared_acts, opening, verdict)
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        verdict.faults.append(f"data/pack.json or a record cannot be read: {fault}.")
    return verdict


def _contents(
    files: Mapping[str, bytes], shared_acts: Mapping[str, ActPhrasings], opening: Opening, verdict: Verdict
) -> None:
    told = json.loads(files["data/pack.json"])
    portfolio: list[StoredEvent] = []
    if told["portfolio"] is not None:
        portfolio = _record(files, "data/portfolio.jsonl", told["portfolio"], verdict)
    names = {f"data/attempts/{a['id']}.jsonl" for a in told["attempts"]}
    there = {n for n in files if n.startswith("data/attempts/")}
    verdict.faults += [f"{n} stands in no list of attempts." for n in sorted(there - names)]
    left_out = _named_attempts(portfolio) - {a["id"] for a in told["attempts"]}
    verdict.faults += [
        f"The portfolio record tells of attempt {a[:8]}, which this pack leaves out."
        for a in sorted(left_out)
    ]
    unit, _ = load_unit_text(files["data/texts/unit.yaml"].decode("utf-8"))
    if unit is None:
        raise ValueError("the unit's text")
    for attempt in told["attempts"]:
        name = f"data/attempts/{attempt['id']}.jsonl"
        if name not in files:
            verdict.faults.append(f"{name} is missing: an attempt was left out.")
            continue
        events = _record(files, name, attempt, verdict)
        if attempt.get("withheld"):
            short = attempt["id"][:8]
            verdict.checked.append(
                f"attempt {short}: its chain; what was said in it is left out of this pack"
            )
        elif attempt["erased"]:
            which = ", ".join(str(seq) for seq in attempt["erased"])
            verdict.checked.append(
                f"attempt {attempt['id'][:8]}: its chain alone, not marked again: lawfully erased, {which}"
            )
        else:
            _marked(files, attempt, events, portfolio, unit=unit, acts=shared_acts, verdict=verdict)
    proof = PaperProof(files, kept_of(portfolio), opening)
    _papers(files, told.get("papers", []), proof, verdict)
    verdict.checked.append(f"{len(told['attempts'])} attempts and the portfolio record, event by event")


def _named_attempts(portfolio: Sequence[StoredEvent]) -> set[str]:
    """Return the attempts of whose findings a portfolio record tells: none of them may be left out.

    A warm-up has no findings, and stands in no pack.
    """
    return {
        str(e.payload["attempt"])
        for e in portfolio
        if e.kind == "findings_shown" and e.payload and e.payload.get("findings")
    }


def _papers(
    files: Mapping[str, bytes], told: list[Mapping[str, Any]], proof: PaperProof, verdict: Verdict
) -> None:
    """Check the record of every paper, mark it again, and see that none was left out or put in."""
    names = {f"data/papers/{p['id']}.jsonl": p for p in told}
    there = {n for n in files if n.startswith("data/papers/")}
    verdict.faults += [f"{n} stands in no list of papers." for n in sorted(there - set(names))]
    for name, head in names.items():
        if name not in files:
            verdict.faults.append(f"{name} is missing: a paper was left out.")
        else:
            said, wrong = proof.told(head, _record(files, name, head, verdict))
            (verdict.faults if wrong else verdict.checked).append(said)
    verdict.checked.append(f"{len(told)} papers and reports, event by event")


def events_in(files: Mapping[str, bytes], name: str, record: str) -> list[StoredEvent]:
    """Return the events that a file of a pack holds. Raises ``KeyError``, ``ValueError``."""
    return [event_of(record, json.loads(line)) for line in files[name].splitlines()]


def _record(
    files: Mapping[str, bytes], name: str, head: Mapping[str, Any], verdict: Verdict
) -> list[StoredEvent]:
    """Return the events of a record and note the first that is not as it was written."""
    events = events_in(files, name, head["id"])
    left_out = {e.seq for e in events} if head.get("withheld") else head["erased"]
    found = check_chain(head["id"], (RawEvent.of(e) for e in events), left_out, head["seq"], head["digest"])
    if not found.intact:
        verdict.faults.append(f"{name}, event {found.altered_at}: {found.fault}.")
    return events


def _marked(
    files: Mapping[str, bytes],
    attempt: Mapping[str, Any],
    events: list[StoredEvent],
    portfolio: list[StoredEvent],
    *,
    unit: Unit,
    acts: Mapping[str, ActPhrasings],
    verdict: Verdict,
) -> None:
    """Mark an attempt again from the pack alone and compare the findings."""
    texts = []
    for what in ("scenario", "organisation"):
        text = files[f"data/texts/{attempt[what]}"].decode("utf-8")
        if sha256(text.encode("utf-8", "surrogatepass")) != attempt[what]:
            verdict.faults.append(f"data/texts/{attempt[what]} is not the text that the attempt pinned.")
        texts.append(text)
    organisation, _ = load_organisation_texts(json.loads(texts[1]))
    scenario, _ = load_scenario_text(texts[0], organisation=None, unit=None, shared_acts=acts, file="pinned")
    if scenario is None or organisation is None:
        verdict.faults.append(f"Attempt {attempt['id']}: its texts cannot be read by this version.")
        return
    retags = {
        e.payload["seq"]: Retag.model_validate({k: e.payload[k] for k in ("seq", "acts", "by", "reason")})
        for e in portfolio
        if e.kind == "retagged" and e.payload and e.payload.get("attempt") == attempt["id"]
    }
    record = tuple(from_store(e) for e in events)
    marking = mark(record, scenario, organisation, unit, tuple(retags.values()))
    now = {f.criterion: f.finding for f in marking.findings}
    if now == attempt["findings"]:
        verdict.checked.append(f"attempt {attempt['id'][:8]} marked again: the same findings")
    elif attempt["marker"] != MARKER:
        verdict.checked.append(
            f"attempt {attempt['id'][:8]} was marked by {attempt['marker']}; {MARKER} finds otherwise"
        )
    else:
        verdict.faults.append(f"Attempt {attempt['id']}: marked again, its findings are not those printed.")
