"""How long packs take: one learner by itself, and a cohort in one run of the command, as a centre makes them.

Run: ``python -m tests.bench.pack_speed [--learners 100]``. Each learner has a complete portfolio as in the
demonstration (shifts, testimony, product, eight answers, decisions, signatures) and an assessed call.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reports.pdf import pdf_of
from simulator.service import demo, demo_portfolios
from simulator.service.access import Actor
from simulator.service.people import People
from simulator.service.records import Records
from simulator.service.wiring import Service, Settings, open_service, portfolio_parts

LOCAL = Actor("", "Bench", frozenset({"administrator"}), local=True)
PAST = demo.Past(0, "gas-escape", "model", "assessment", 3, (10, 0))


def fill(service: Service, learners: int) -> list[str]:
    """Write a class of learners, each with a complete portfolio and one assessed call; return their ids."""
    now = datetime.now(UTC)
    people = People(service.store, lambda: now)
    token = people.claim_token()
    assert token is not None
    ada = people.claim(token, "Ada Marsh", "ada", "seven wooden oars").actor
    opened = people.open_class(ada, "Bench")
    records = Records(service.store, service.library, people, lambda: now)
    parts = portfolio_parts(service.store, service.library, people, records, lambda: now)
    record = demo._played(service.library, PAST, 1, lambda _: None)
    unit = service.library.unit("234")
    ids = []
    for n in range(learners):
        login = f"learner{n:03d}"
        learner = people.join(opened.class_code or "", f"Learner {n:03d}", login, "seven wooden oars").actor
        passwords = {ada.person_id: "seven wooden oars", learner.person_id: "seven wooden oars"}
        with service.store.transaction():
            attempt = demo._written(
                service, PAST, record[0], record[1], learner=learner, task=None, now=now - timedelta(hours=n)
            )
            desk = demo_portfolios.Desk(parts, ada, passwords, unit, now)
            if n == 0:
                parts["centre_rules"].register(
                    ada, ada.person_id, qualified=True, qualification="Award, 2019"
                )
            demo_portfolios._complete(desk, learner, {learner.person_id: attempt})
        ids.append(learner.person_id)
        print(f"\r{n + 1} of {learners} learners written", end="", file=sys.stderr, flush=True)
    return ids


def main(words: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=100)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        service = open_service(Settings(data, signing_key=""))
        ids = fill(service, options.learners)
        print(f"\nload {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores")
        alone, busy = [], []
        for person in ids[:8]:
            begun, before = time.perf_counter(), time.process_time()
            service.packs.pack(LOCAL, person, "234", set_pdf=pdf_of)
            alone.append(time.perf_counter() - begun)
            busy.append(time.process_time() - before)
        told = f"median {statistics.median(alone):.2f} s, worst {max(alone):.2f} s"
        print(f"one pack: {told}, median {statistics.median(busy):.2f} s of processor (goal 1 s)")
        service.close()
        command = [sys.executable, "-m", "simulator", "pack", "--data", folder, "--to", str(data / "packs")]
        for what in ("first run", "again, all of them there"):
            begun, before = time.perf_counter(), os.times()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            took, after = time.perf_counter() - begun, os.times()
            spent = (
                after.children_user - before.children_user + after.children_system - before.children_system
            )
            print(
                f"{len(ids)} packs, {what}: {took:.1f} s, {spent:.1f} s of processor (goal 60 s on two cores)"
            )
        sizes = [p.stat().st_size for p in (data / "packs").glob("*.zip")]
        print(f"{len(sizes)} files, {sum(sizes) / len(sizes) / 1024:.0f} kB each")


if __name__ == "__main__":
    main()
