"""Whole calls a second with reader and engine, marking and replay of a finished call, and the start-up.

    python -m tests.bench.call_speed

The model learner plays each shipped scenario once; its deeds are then played again, words through the reader,
with the encoder's memory of texts emptied before each call. Marking and replay are processor time.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from simulator.engine.state import replay
from simulator.marking.calls import mark
from simulator.model import commands as cmd
from simulator.proving.door import Door, stage
from simulator.proving.model_learner import play_learner
from simulator.service.library import open_library
from tests.bench.never_marked import never_marked
from tests.bench.turn_speed import borrow_readers
from tests.running import start_app

ROUNDS = 15


def main():
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="calls-") as folder:
        data = Path(folder) / "data"
        borrow_readers(data)
        library = open_library(data)
        for scenario in library.scenarios():
            if "assessment" in scenario.used_for:
                measure(library, scenario)
        starting(data)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def measure(library, scenario):
    """Print what one scenario's call takes."""
    organisation, unit = library.organisation(scenario.organisation), library.unit(scenario.unit)
    words = {act.id: act.phrasings for act in library.bank.acts}
    reader = library.reader(scenario.id)
    world = stage(scenario, organisation, 7)
    record = play_learner(world, reader, words, seed=7)
    spoken = [(r.event.t, r.event.line, r.event.text) for r in record if r.event.kind == "spoke"]
    events = [r.event for r in record]
    played = median(lambda: play(library, world, reader, spoken), 5)
    again = spent(lambda one: mark(one, scenario, organisation, unit), lambda _n: record)
    first = spent(lambda one: mark(one, scenario, organisation, unit), lambda n: never_marked(record, n))
    replayed = spent(replay, lambda _n: events)
    print(
        f"{scenario.id:16} {len(record):4} events, {len(spoken):3} lines said:"
        f" {1000 / played:5.1f} calls/s; marking {first:.2f} ms ({again:.2f} ms again,"
        f" {1000 / first:.0f}/s); replay {replayed:.2f} ms"
    )


def play(library, world, reader, spoken):
    """Play a call in which these lines are said at their times."""
    if library.encoder is not None:
        library.encoder.forget()
    door = Door(world, reader, seed=7)
    for t, line, text in spoken:
        door.wait(t)
        for ringing in [x for x in door.state.lines.values() if x.status == "ringing"]:
            door.do(cmd.Answer(line=ringing.id), t)
        if door.state.lines.get(line) is not None and not door.ended:
            if door.state.lines[line].status == "held":
                door.do(cmd.Resume(line=line), t)
            door.do(cmd.Say(line=line, text=text), t)
    if not door.ended:
        door.do(cmd.Finish(), door.state.t)


def spent(work, on):
    """Return the median processor time, in milliseconds, of some work on what each round is handed."""
    times = []
    for n in range(ROUNDS):
        one = on(n)
        began = time.process_time()
        work(one)
        times.append(1000 * (time.process_time() - began))
    return statistics.median(times)


def median(work, rounds=ROUNDS):
    """Return the median time of a piece of work in milliseconds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def starting(data):
    """Print how long a server takes from its start to being well."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        app = start_app(data)
        times.append(time.perf_counter() - began)
        app.stop()
    print(f"start to a healthy server: {statistics.median(times):.1f} s, encoder made before")


if __name__ == "__main__":
    main()
