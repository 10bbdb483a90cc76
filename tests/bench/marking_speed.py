"""Markings per second: one played call of a shipped scenario, marked again and again, and with a fresh cast.

Run by hand: `python -m tests.bench.marking_speed`. The goal is 1 ms for the marking of a call.
"""

import statistics
import time

from simulator.marking.calls import mark
from simulator.marking.view import View
from simulator.model import commands as cmd
from simulator.model.events import AttemptStarted, as_record
from tests.marking.small_world import ROOT, organisation
from tests.marking.test_shipped_scenarios import answer_all, finished, play_of, unit

ROUNDS, EACH = 15, 40


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


def milliseconds(work):
    """Return the least and the median processor time of one call of ``work``."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(EACH):
            work()
        times.append((time.process_time() - start) / EACH * 1000)
    return f"{min(times):.2f} ms at best, {statistics.median(times):.2f} ms at the median"


def main():
    scenario, record = busy_call()
    casts = iter(range(10**9))

    def recast():
        started = record[0].event
        assert isinstance(started, AttemptStarted)
        cast = started.cast | {"nobody": str(next(casts))}
        return as_record((started.model_copy(update={"cast": cast}), *(r.event for r in record[1:])))

    fresh = iter([recast() for _ in range(ROUNDS * EACH)])
    count = sum(len(f.indicators) for f in mark(record, scenario, organisation(), unit()).findings)
    print(f"{len(record)} events, {count} indicators, {len(scenario.facts)} facts")
    print("the index alone:      ", milliseconds(lambda: View(record)))
    print("the same call again:  ", milliseconds(lambda: mark(record, scenario, organisation(), unit())))
    print("a call of a new cast: ", milliseconds(lambda: mark(next(fresh), scenario, organisation(), unit())))


if __name__ == "__main__":
    main()
