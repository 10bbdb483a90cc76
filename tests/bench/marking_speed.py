"""Markings per second: one played call of a shipped scenario, marked again and again, and as if never marked.

Run by hand: `python -m tests.bench.marking_speed`. The goal is 1 ms for the marking of a call. What counts is
the call that was never marked: again its texts are found compared.
"""

import statistics
import time

from simulator.marking.calls import mark
from simulator.marking.view import View
from simulator.model import commands as cmd
from tests.bench.never_marked import never_marked
from tests.marking.small_world import ROOT, organisation
from tests.marking.test_shipped_scenarios import answer_all, finished, play_of, unit

ROUNDS = 300


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


def milliseconds(work, record_of):
    """Return the least and the median processor time of some work on the record of each round.

    The record is made just before: in use it comes fresh from the store, and is in the processor's reach.
    """
    times = []
    for n in range(ROUNDS):
        record = record_of(n)
        start = time.process_time()
        work(record)
        times.append((time.process_time() - start) * 1000)
    return f"{min(times):.2f} ms at best, {statistics.median(times):.2f} ms at the median"


def results(marking):
    """Return how each indicator came out."""
    return [(one.indicator, one.result, one.cites) for f in marking.findings for one in f.indicators]


def main():
    scenario, record = busy_call()
    known = mark(record, scenario, organisation(), unit())
    assert results(mark(never_marked(record, ROUNDS), scenario, organisation(), unit())) == results(known)
    count = sum(len(f.indicators) for f in known.findings)
    print(f"{len(record)} events, {count} indicators, {len(scenario.facts)} facts")
    by = scenario, organisation(), unit()
    print("the index alone:      ", milliseconds(View, lambda _n: record))
    print("the same call again:  ", milliseconds(lambda one: mark(one, *by), lambda _n: record))
    print(
        "a call never marked:  ", milliseconds(lambda one: mark(one, *by), lambda n: never_marked(record, n))
    )


if __name__ == "__main__":
    main()
