"""What a marking costs: of one busy call, part by part, and of a typical call of each shipped scenario.

Run by hand: `python -m tests.bench.marking_speed`. The goal is 1 ms for the marking of a call. What counts is
the call that was never marked: again its texts are found compared. The busy call is long, and asks the same
again and again; the typical calls are the model learner's, who does the job and no more.
"""

import os
import statistics
import time
from functools import partial

from simulator.marking.calls import mark
from simulator.marking.view import View
from simulator.model import commands as cmd
from tests.bench.never_marked import never_marked
from tests.marking.small_world import ROOT, organisation
from tests.marking.test_shipped_scenarios import answer_all, finished, play_of, unit

ROUNDS = 300
ROUNDS_EACH = 15
"""So often each typical call is marked: there are many."""


def busy_call():
    """Play a long gas escape in which everything is asked, written, sent and handed up."""
    scenario, play = play_of(ROOT / "scenarios" / "wendshire" / "gas-escape.yaml", 5)
    play.wait(6)
    answer_all(play)
    log, cast = play.log, play.world.cast
    acts = sorted({act for fact in scenario.facts.values() for act in fact.asked_by})
    advice = ["advise_no_switches", "advise_no_flames", "advise_leave", "explain_next", "worsening_advice"]
    for act in ["greet_service", *acts, "reassure", *advice]:
        play.say(act, text=f"something that was read as {act.replace('_', ' ')}", after=3)
    written = {"type": "GA-UNC", "where": cast["home.line"], "caller_name": cast["caller.name"]}
    for field, value in (written | {"callback": cast["caller.phone"]}).items():
        play.do(cmd.WriteField(incident=log, field=field, value=value))
    for note in ("father upstairs cannot manage the stairs", "oxygen cylinder by the bed", "nobody hurt"):
        play.do(cmd.AddNote(incident=log, text=note))
    play.do(cmd.SetPriority(incident=log, level="P1", reason="gas inside, somebody cannot leave"))
    for crew in ("alpha1", "g3"):
        play.do(cmd.Deploy(incident=log, resource=crew))
    where = f"Priority one gas escape at {cast['home.line']}. Father upstairs cannot leave, oxygen cylinder."
    play.do(
        cmd.Send(incident=log, to="alpha1", medium="radio", text=f"Alpha One from Control. {where} Over.")
    )
    play.do(cmd.Send(incident=log, to="g3", medium="data", text=f"P1 GA-UNC {where}"))
    play.do(
        cmd.Send(incident=log, to="fire_control", medium="phone", text=f"Wendshire Incident Line. {where}")
    )
    play.do(cmd.Escalate(incident=log, level="L1", reason="somebody cannot leave"))
    for _ in range(8):
        play.wait(45)
    return scenario, finished(play)


def times(work, record_of, rounds):
    """Return the processor time in milliseconds of some work on the record of each round.

    The record is made just before: in use it comes fresh from the store, and is in the processor's reach.
    """
    found = []
    for n in range(rounds):
        record = record_of(n)
        start = time.process_time()
        work(record)
        found.append((time.process_time() - start) * 1000)
    return found


def in_words(found):
    """Return the least and the median of some times."""
    return f"{min(found):.2f} ms at best, {statistics.median(found):.2f} ms at the median"


def results(marking):
    """Return how each indicator came out."""
    return [(one.indicator, one.result, one.cites) for f in marking.findings for one in f.indicators]


def busy():
    """Print what the marking of the busy call costs."""
    scenario, record = busy_call()
    by = scenario, organisation(), unit()
    work, known = partial(marked, by), mark(record, *by)
    assert results(work(never_marked(record, ROUNDS))) == results(known)
    count = sum(len(f.indicators) for f in known.findings)
    print(f"a busy call: {len(record)} events, {count} indicators, {len(scenario.facts)} facts")
    print("  the index alone:     ", in_words(times(View, lambda _n: record, ROUNDS)))
    print("  the same call again: ", in_words(times(work, lambda _n: record, ROUNDS)))
    print("  a call never marked: ", in_words(times(work, partial(never_marked, record), ROUNDS)))


def typical():
    """Print what the marking of typical calls costs: of the medians of each the median and the worst."""
    from tests.bench.typical_calls import typical_calls  # brings NumPy, which the busy call does without

    again, new, events = {}, {}, {}
    for by, record in typical_calls():
        name, work = by[0].id, partial(marked, by)
        assert results(work(never_marked(record, ROUNDS_EACH))) == results(work(record)), name
        events[name] = len(record)
        again[name] = statistics.median(times(work, lambda _n, one=record: one, ROUNDS_EACH))
        new[name] = statistics.median(times(work, partial(never_marked, record), ROUNDS_EACH))
    counted = sorted(events.values())
    print(
        f"{len(counted)} typical calls: {counted[0]} to {counted[-1]} events,"
        f" {statistics.median(counted):.0f} at the median"
    )
    for what, found in (("the same call again: ", again), ("a call never marked: ", new)):
        worst = max(found, key=found.get)
        print(
            f"  {what} {min(found.values()):.2f} ms at best, {statistics.median(found.values()):.2f} ms at"
            f" the median, {found[worst]:.2f} ms at worst ({worst}, {events[worst]} events)"
        )


def marked(by, record):
    """Return the marking of a record."""
    return mark(record, *by)


def main():
    """Measure and print."""
    busy()
    typical()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
