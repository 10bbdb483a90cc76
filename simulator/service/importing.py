"""Takes a pack of another installation in: the learner, every attempt, the portfolio record, the files.

A pack that `verify` does not find whole is refused with every reason, and nothing of it enters. What enters
is what stands in the pack, event by event: no finding, decision or signature is made here. Taking the same
pack in twice changes nothing; a later pack of the same portfolio brings what is new in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.bag import bag_info, unzipped
from simulator.model.matrix import Agreement
from simulator.service.access import Actor, require
from simulator.service.centre_key import CentreKey
from simulator.service.centre_rules import STANDING
from simulator.service.errors import CannotDo, NotThere, ServiceError
from simulator.service.pack_records import FORMAT, attempt_of, erasure_of, paper_of
from simulator.service.passwords import given_password, hash_password
from simulator.service.portfolios import Ground, kept_of
from simulator.service.registrations import REGISTRATION
from simulator.service.verifying import events_in, verify_pack
from simulator.store.chain import sha256
from simulator.store.errors import AlreadyExists, NotFound
from simulator.store.values import Erasure, NewPerson, Portfolio, StoredEvent

MOST_FAULTS = 6
CAME_WITH = "came with key"
"""The setting of who is known from a pack: whose key signed it."""
LARGEST_MB = 100
"""Megabytes of a pack that a page takes; ``import`` in the terminal takes larger ones."""


@dataclass(frozen=True)
class Imported:
    """What taking a pack in came to: whose it is, what entered, and what to know.

    ``password`` is the learner's, shown once; it is empty for a learner who was here already.
    """

    learner_id: str
    learner_name: str
    login: str
    password: str
    attempts: int
    papers: int
    events: int
    files: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Record:
    events: list[StoredEvent]
    erasures: list[Erasure]


class Importing:
    """The use case of taking a pack in."""

    def __init__(self, ground: Ground, key: CentreKey) -> None:
        self._key = key
        self._store = ground.store
        self._library = ground.library
        self._rules = ground.rules
        self._now = ground.now

    def take_in(
        self, actor: Actor | None, content: bytes, public_pem: bytes, class_id: str, *, login: str = ""
    ) -> Imported:
        """Take a pack in and put its learner into a class.

        ``public_pem`` is the public key of the centre that made the pack. ``login`` is a sign-in name for
        the learner where the pack's own is taken here.

        Raises:
            CannotDo: the pack is not whole, or does not fit what stands here; with every reason.
            NotThere: there is no such class.
            ServiceError: the key is none, or the sign-in name is taken.
        """
        by = require(actor, "administrator")
        files = self._proven(content, public_pem)
        told = json.loads(files["data/pack.json"])
        try:
            self._store.cohorts.get(class_id)
        except NotFound as missing:
            raise NotThere("There is no such class.") from missing
        records = _records(files, told)
        self._fits(told, records, public_pem)
        password = given_password()
        hashed = hash_password(password)  # slow on purpose, so before the transaction
        with self._store.transaction():
            who, fresh = self._learner(told["learner"], login, hashed)
            self._store.cohorts.put(class_id, who.id, "member", self._now())
            entered = self._enter(files, told, records, _short(public_pem))
            detail = {
                "pack": bag_info(files).get("External-Identifier", ""),
                "key": _short(public_pem),
            }
            self._store.audit.add(self._now(), by.person_id, "took pack in", who.id, detail)
        return Imported(
            learner_id=who.id,
            learner_name=who.display_name,
            login=who.login_name,
            password=password if fresh else "",
            notes=self._notes(told),
            **entered,
        )

    def _enter(
        self, files: Mapping[str, bytes], told: Mapping[str, Any], records: Mapping[str, _Record], key: str
    ) -> dict[str, int]:
        """Enter people, texts, files and every record; return how many of each were not here before."""
        self._staff(told["people"], key)
        self._texts(files)
        return {
            "files": self._uploads(files, records),
            "attempts": sum(self._attempt(row, records[row["id"]]) for row in told["attempts"]),
            "papers": sum(self._paper(row, records[row["id"]]) for row in told["papers"]),
            "events": self._portfolio(told, records),
        }

    def _proven(self, content: bytes, public_pem: bytes) -> dict[str, bytes]:
        """Return the files of a pack that is whole and can be taken in. Raises ``CannotDo``."""
        try:
            verdict = verify_pack(content, public_pem, self._library.bank.by_id, self._library.answer_encoder)
        except ValueError as fault:
            raise ServiceError("That is no centre's public key (a file that ends in .pem).", "key") from fault
        if verdict.faults:
            more = len(verdict.faults) - MOST_FAULTS
            told = " ".join(verdict.faults[:MOST_FAULTS]) + (f" And {more} more." if more > 0 else "")
            raise CannotDo(f"Nothing was taken in: the pack is not as it was signed. {told}")
        files = unzipped(content)
        told = json.loads(files["data/pack.json"])
        if told["format"] != FORMAT:
            raise CannotDo(
                f"This pack has format {told['format']}; only format {FORMAT} holds all that is needed. "
                "Let it be made again by the present version."
            )
        if any(a["withheld"] for a in told["attempts"]):
            raise CannotDo(
                "This pack was made without what was said in the calls. Ask for one that holds everything."
            )
        return files

    def _fits(self, told: Mapping[str, Any], records: Mapping[str, _Record], public_pem: bytes) -> None:
        """Raise ``CannotDo`` with everything that stands in the way here."""
        faults: list[str] = []
        if told["unit"] not in self._library.units:
            faults.append(f"There is no unit {told['unit']} in this library.")
        learner = told["learner"]["id"]
        for row in (*told["attempts"], *told["papers"]):
            name = f"Attempt or paper {row['id'][:8]}"
            if row["row"]["learner_id"] != learner:
                faults.append(f"{name} is another learner's.")
            faults += self._differs(row["id"], records[row["id"]], name, grows=False)
        opened = told["portfolio"]
        if opened:
            faults += self._differs(opened["id"], records[opened["id"]], "The portfolio", grows=True)
            there = self._store.portfolios.find(learner, told["unit"])
            if there is not None and there.id != opened["id"]:
                faults.append(f"The learner has another portfolio for unit {told['unit']} here already.")
            try:
                faults += self._spoken_for(records[opened["id"]], opened["id"], learner, public_pem)
            except ValueError as fault:
                faults.append(f"The portfolio holds what this version does not know: {fault}.")
        if faults:
            raise CannotDo(f"Nothing was taken in. {' '.join(faults)}")

    def _spoken_for(self, record: _Record, record_id: str, learner: str, public_pem: bytes) -> list[str]:
        """Return who of this centre would be made to say what another centre's key vouches for.

        Whoever makes a key can sign a pack with it: it must not decide in the name of an assessor here. Who
        is known from packs alone holds no role.
        """
        deeds = kept_of(record.events)
        if self._key.owns(public_pem):
            return []
        here = len(self._store.portfolios.read(record_id))
        names = []
        for person_id in sorted({d.deed.by for d in deeds if d.seq > here} - {learner, ""}):
            try:
                known = self._store.people.get(person_id)
            except NotFound:
                continue
            if known.roles and known.settings.get(CAME_WITH) != _short(public_pem):
                names.append(known.display_name)
        told = "has an account of this centre, and only this centre's key vouches for what they did"
        return [f"{name} {told}." for name in names]

    def _differs(self, record_id: str, record: _Record, name: str, *, grows: bool) -> list[str]:
        """Return why a record cannot enter beside one of the same id that stands here, or nothing."""
        here = self._store.attempts.read(record_id)
        shared = min(len(here), len(record.events))
        if not here or ((grows or len(here) == len(record.events)) and _same(here, record.events, shared)):
            return []
        return [f"{name} stands here already, with another content."]

    def _learner(self, told: Mapping[str, Any], login: str, hashed: str) -> tuple[Any, bool]:
        there = told.get(REGISTRATION) or {}  # a pack of an earlier version knows of none
        numbers = {REGISTRATION: there} if any(there.values()) else {}
        try:
            known = self._store.people.get(told["id"])
        except NotFound:
            pass
        else:
            if numbers and REGISTRATION not in known.settings:
                known = self._store.people.set_settings(known.id, {**known.settings, **numbers})
            return known, False
        wanted = login.strip() or told["login"]
        new = NewPerson(
            id=told["id"],
            display_name=told["name"],
            login_name=wanted,
            roles=frozenset({"learner"}),
            created_at=datetime.fromisoformat(told["joined"]),
            password_hash=hashed,
        )
        try:
            self._store.people.add(new)
        except AlreadyExists as taken:
            raise ServiceError(
                f"The sign-in name {wanted} is somebody else's here. Give the learner another.", "login"
            ) from taken
        for goal in told["goals"]:
            self._store.goals.choose(new.id, goal["goal"], datetime.fromisoformat(goal["chosen_at"]))
        return self._store.people.set_settings(new.id, {"must_change": True, **numbers}), True

    def _staff(self, people: list[Mapping[str, Any]], key: str) -> None:
        """Enter whoever acted in the records by name; they cannot sign in and hold no role here."""
        for told in people:
            try:
                self._store.people.get(told["id"])
            except NotFound:
                new = NewPerson(
                    id=told["id"],
                    display_name=told["name"],
                    login_name=f"elsewhere-{told['id'][:40]}",
                    roles=frozenset(),
                    created_at=datetime.fromisoformat(told["since"]),
                )
                self._store.people.add(new)
                self._store.people.set_active(new.id, active=False)
                standing = {STANDING: told["standing"]} if told["standing"] else {}
                self._store.people.set_settings(new.id, {CAME_WITH: key, **standing})

    def _texts(self, files: Mapping[str, bytes]) -> None:
        for name, body in sorted(files.items()):
            if name.startswith("data/texts/") and not name.endswith(".yaml"):
                self._store.texts.keep(body.decode("utf-8", "surrogatepass"))

    def _uploads(self, files: Mapping[str, bytes], records: Mapping[str, _Record]) -> int:
        """Keep the uploaded files; of those erased elsewhere only digest and size."""
        bodies = {sha256(b): b for n, b in files.items() if n.startswith("data/evidence/")}
        for body in bodies.values():
            self._store.files.keep(body, self._now())
        for record in records.values():
            for kept in kept_of(record.events):
                for file in getattr(getattr(kept.deed, "item", None), "files", ()):
                    if file.digest not in bodies:
                        self._store.files.note_erased(file.digest, file.size, self._now())
                        self._store.files.erase(file.digest)
        return len(bodies)

    def _attempt(self, told: Mapping[str, Any], record: _Record) -> bool:
        """Add an attempt; tell whether it was not here before."""
        try:
            self._store.attempts.get(told["id"])
        except NotFound:
            self._store.restoring.attempt(attempt_of(told["row"]), record.events, record.erasures)
            return True
        self._erase(told["id"], record.erasures)
        return False

    def _paper(self, told: Mapping[str, Any], record: _Record) -> bool:
        """Add a paper; tell whether it was not here before."""
        try:
            self._store.papers.get(told["id"])
        except NotFound:
            self._store.restoring.paper(paper_of(told["row"]), record.events, record.erasures)
            return True
        self._erase(told["id"], record.erasures)
        return False

    def _erase(self, record_id: str, erasures: list[Erasure]) -> None:
        """Let what was lawfully erased elsewhere be erased here as well."""
        for e in erasures:
            self._store.attempts.erase(
                record_id, [e.seq], actor=e.actor, reason=e.reason, erased_at=e.erased_at
            )

    def _portfolio(self, told: Mapping[str, Any], records: Mapping[str, _Record]) -> int:
        """Add the portfolio's record, or what it got since; return how many events entered."""
        opened = told["portfolio"]
        if opened is None:
            return 0
        record = records[opened["id"]]
        here = len(self._store.portfolios.read(opened["id"]))
        if not here:
            at = datetime.fromisoformat(opened["opened_at"])
            row = Portfolio(opened["id"], told["learner"]["id"], told["unit"], at)
            self._store.restoring.portfolio(row, record.events, record.erasures)
        elif here < len(record.events):
            self._store.restoring.go_on(opened["id"], record.events, record.erasures, here)
        self._erase(opened["id"], record.erasures)
        return max(0, len(record.events) - here)

    def _notes(self, told: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what the administrator should know: rules that held there and may not hold here."""
        here = self._rules.agreements_for(told["unit"])
        there = [Agreement.model_validate(a) for a in told["agreements"]]
        notes = [
            f"There, simulated evidence was covered by {made.reference} ({made.by_whom}). It counts "
            "here only once you record that agreement here."
            for made in there
            if made not in here
        ]
        if told["unit_hash"] != self._library.unit(told["unit"]).content_hash:
            notes.append(f"Unit {told['unit']} has other words or rules here than where the pack was made.")
        return tuple(notes)


def _records(files: Mapping[str, bytes], told: Mapping[str, Any]) -> dict[str, _Record]:
    """Return every record of a pack by its id."""
    heads = {f"data/attempts/{a['id']}.jsonl": a for a in told["attempts"]}
    heads |= {f"data/papers/{p['id']}.jsonl": p for p in told["papers"]}
    if told["portfolio"]:
        heads["data/portfolio.jsonl"] = told["portfolio"]
    return {
        head["id"]: _Record(
            events_in(files, name, head["id"]), [erasure_of(head["id"], e) for e in head["erasures"]]
        )
        for name, head in heads.items()
    }


def _short(public_pem: bytes) -> str:
    return sha256(public_pem)[:16]


def _same(here: list[StoredEvent], there: list[StoredEvent], upto: int) -> bool:
    return upto == 0 or here[upto - 1].chain_digest == there[upto - 1].chain_digest
