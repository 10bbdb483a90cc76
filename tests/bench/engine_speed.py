"""Prints how many whole calls of 24 deeds the engine plays in a second, and how long a replay takes.

Run it from the checkout: ``python tests/bench/engine_speed.py``. It is a measurement, not a test.
"""

import statistics
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from simulator.engine.decide import advance, begin
from simulator.engine.state import replay
from simulator.engine.world import world
from simulator.model import commands as cmd
from tests.engine import builders

HEARD = (
    ("greet_service", "ask_location"), ("ask_what_happened",), ("ask_name",), ("reassure",), ("ask_hazards",),
    ("ask_who_is_there",), ("ask_vulnerable",), ("advise_no_switches",), ("advise_leave",), ("ask_pets",),
    ("confirm_location",), ("explain_next",), ("worsening_advice",), ("close_call",),
)  # fmt: skip


def deeds(log, seed):
    """The 24 deeds of one call: what is said, written, sent, and handed up."""
    yield 6, cmd.Answer(line="line:1")
    for n, acts in enumerate(HEARD):
        text = f"Line {n} of {seed}: 14 Larch Street, and an oxygen cylinder upstairs with your father"
        yield 10 + 8 * n, cmd.Say(line="line:1", text=text, reading=builders.reading(*acts))
    yield 130, cmd.WriteField(incident=log, field="where", value="14 Larch Street, Testham")
    yield 132, cmd.WriteField(incident=log, field="hazards", value="oxygen cylinder")
    yield 134, cmd.SetPriority(incident=log, level="P1", reason="gas in an occupied house")
    yield 136, cmd.Deploy(incident=log, resource="alpha1")
    yield (
        140,
        cmd.Send(incident=log, to="alpha1", medium="radio", text="Gas at 14 Larch Street, oxygen cylinder"),
    )
    yield 150, cmd.Send(incident=log, to="gas_network", medium="phone", text="Gas leak, 14 Larch Street")
    yield 180, cmd.Escalate(incident=log, level="manager", reason="a person cannot leave alone")
    yield 200, cmd.EndCall(line="line:1")
    yield 300, cmd.Finish()


def play(ground, seed):
    """Play one whole call and return its record."""
    events = begin(ground, mode="assessment", seed=seed)
    state = replay(events)
    log = f"{state.next_log:04d}"
    for t, deed in deeds(log, seed):
        state, found = advance(state, deed, t, ground)
        events += found
    return events


def main():
    """Measure and print."""
    ground = world(builders.scenario(), builders.organisation(), builders.CAST, "")
    first = play(ground, 0)
    rates, replays = [], []
    for _ in range(5):
        began = perf_counter()
        for seed in range(40):
            play(ground, seed)
        rates.append(40 / (perf_counter() - began))
        began = perf_counter()
        replay(first)
        replays.append(1000 * (perf_counter() - began))
    print(f"whole calls of 24 deeds: {statistics.median(rates):.0f} /s ({min(rates):.0f}-{max(rates):.0f})")
    print(f"replay of a finished call ({len(first)} events): {statistics.median(replays):.2f} ms")


if __name__ == "__main__":
    main()
