"""A small scenario with hand-written events: marking is tested from records alone, without the engine."""

from functools import lru_cache
from pathlib import Path

from simulator.marking.calls import mark
from simulator.model import events as ev
from simulator.model.events import as_record
from simulator.model.load_organisation import load_organisation
from simulator.model.reading import ReadAct, Reading
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit
from tests.engine.small_organisation import organisation as small_organisation

ROOT = Path(__file__).parents[2]
CAST = {
    "caller.name": "Dilys Okafor",
    "caller.last": "Okafor",
    "caller.phone": "07700 900118",
    "home.line": "14 Larch Street",
}
FACTS = {
    "address": {
        "label": "The address",
        "topic": "where",
        "value": "{home.line}",
        "asked_by": ["ask_location"],
        "call": "main",
    },
    "name": {
        "label": "The caller's name",
        "topic": "name",
        "value": "{caller.last}",
        "asked_by": ["ask_name"],
        "pass_on": False,
        "call": "main",
    },
    "callback": {
        "label": "Call-back number",
        "topic": "callback",
        "value": "{caller.phone}",
        "asked_by": ["ask_callback_number"],
        "pass_on": False,
        "call": "main",
    },
    "oxygen": {
        "label": "Oxygen cylinder",
        "topic": "hazard",
        "hazard": True,
        "value": "oxygen cylinder",
        "accept": ["oxygen"],
        "asked_by": ["ask_hazards"],
        "call": "main",
    },
    "meter": {
        "label": "Where the meter is",
        "known": False,
        "asked_by": ["ask_meter_location"],
        "call": "main",
    },
    "street": {
        "label": "The street",
        "topic": "where",
        "value": "Rowan Lane",
        "asked_by": ["ask_location"],
        "call": "second",
    },
}


def call(incident="gas", **more):
    return {
        "caller": "caller",
        "incident": incident,
        "opening": "Hello?",
        "mood": {"start": 6, "settled_at": 4, "panics_at": 9},
    } | more


def scenario(indicators, **changes) -> Scenario:
    parts = {
        "format": 1,
        "id": "small",
        "title": "A small one",
        "kind_of_call": "An emergency call",
        "organisation": "centre",
        "unit": "9",
        "used_for": ["practice"],
        "difficulty": 1,
        "target_time": 240,
        "at_latest": 480,
        "brief": "Take the call.",
        "criteria": ["1.1"],
        "cast": {"caller": {"person": "female"}, "home": {"address": "town"}},
        "incidents": {
            "gas": {
                "label": "Gas",
                "type": "GA-UNC",
                "address": "address",
                "priority": "P2",
                "needs": ["gas_make_safe"],
                "set_within": 120,
                "send_within": 120,
            },
            "other": {"label": "A wall", "type": "BU-STR", "priority": "P3"},
        },
        "calls": {"main": call(), "second": call(incident="other", rings={"at": 30})},
        "facts": FACTS,
        "cues": {
            "worse": {"raises_priority": "P1", "incident": "gas", "says": "I feel dizzy."},
            "crew_asks": {"by": "g7", "says": "Any hazards?", "asks": ["oxygen"], "follows_from": ["oxygen"]},
            "crew_lost": {
                "by": "alpha1",
                "says": "Nobody told us of a cylinder.",
                "follows_from": ["oxygen"],
                "note": "The crew pulled back.",
            },
        },
        "indicators": {name: {"criterion": "1.1", "clause": "1.1"} | i for name, i in indicators.items()},
    }
    return Scenario.model_validate(parts | changes)


@lru_cache
def organisation():
    """The shipped organisation: its roster, conventions and preferences are what the judges ask."""
    found, faults = load_organisation(ROOT / "criteria" / "organisations" / "wendshire")
    assert found is not None, faults
    return found


def small_centre(**changes):
    return small_organisation(**changes)


@lru_cache
def unit() -> Unit:
    """A made-up unit: 1.1 and 1.2 can be seen in a call, 2.1 ("describe …") cannot."""

    def outcome(key, methods, from_calls, criteria):
        return {
            "id": key,
            "statement": "be able to",
            "methods": methods,
            "simulation": {"rule": "allowed", "text": "-"},
            "sufficiency": {"text": "-"},
            "from_calls": from_calls,
            "criteria": [{"id": c, "statement": c} for c in criteria],
        }

    return Unit.model_validate(
        {
            "format": "1",
            "id": "unit-9",
            "number": "9",
            "uan": "X",
            "title": "T",
            "level": 1,
            "credit": 1,
            "guided learning hours": 1,
            "endorsement": "-",
            "standards": "-",
            "aim": "-",
            "learner_will": "-",
            "learner_can": "-",
            "decision_words": {
                "criterion_yes": "met",
                "criterion_no": "not yet met",
                "unit_yes": "yes",
                "unit_no": "no",
            },
            "outcomes": [
                outcome("1", ["observation"], True, ["1.1", "1.2"]),
                outcome("2", ["questioning"], False, ["2.1"]),
            ],
        }
    )


def reading(*acts, unsure=(), manner=()):
    heard = [ReadAct(act=a, band="sure", score=0.9) for a in acts]
    heard += [ReadAct(act=a, band="unsure", score=0.4) for a in unsure]
    return Reading(acts=tuple(heard), manner=tuple(manner))


class Tape:
    """A record written by hand; every method adds one event (or a few) at a call time in seconds."""

    def __init__(self, mode="practice", pace=1.0, variant="", roster=()):
        self.events = [
            ev.AttemptStarted(
                t=0,
                scenario="small",
                organisation="wendshire",
                unit="9",
                mode=mode,
                seed=1,
                cast=CAST,
                pace=pace,
                variant=variant,
                roster=roster,
            )
        ]

    def add(self, event):
        self.events.append(event)
        return self

    def rings(self, t=2, line="line:1", call="main"):
        return self.add(ev.LineRang(t=t, line=line, call=call))

    def answer(self, t=5, line="line:1", call="main", log="0047", truth="gas", rang=2):
        if line not in {e.line for e in self.events if e.kind == "line_rang"}:
            self.rings(rang, line, call)
        self.add(ev.LineAnswered(t=t, line=line, waited=t - rang))
        self.mood(t, 6, call)
        self.add(ev.LogOpened(t=t, incident=log, truth=truth))
        return self.add(ev.LineLinked(t=t, line=line, incident=log))

    def second(self, t=40):
        return self.answer(t, "line:2", "second", "0048", "other", rang=t - 5)

    def mood(self, t, mood, call="main"):
        return self.add(ev.MoodChanged(t=t, call=call, mood=mood))

    def say(self, t, *acts, text="some words", line="line:1", carries=(), unsure=(), manner=()):
        heard = reading(*acts, unsure=unsure, manner=manner)
        return self.add(ev.Spoke(t=t, line=line, text=text, reading=heard, carries=tuple(carries)))

    def mumble(self, t, text="flibber the wotsit", line="line:1"):
        return self.say(t, text=text, line=line)

    def tell(self, t, fact, asked=True, known=True, line="line:1", value=None):
        values = {
            "address": "14 Larch Street",
            "name": "Okafor",
            "callback": "07700 900118",
            "oxygen": "oxygen cylinder",
            "street": "Rowan Lane",
            "meter": "",
        }
        value = values.get(fact, "") if value is None else value
        return self.add(ev.FactTold(t=t, line=line, fact=fact, asked=asked, value=value, known=known))

    def hear(self, t, text, who="responder", party="", line="line:1", because=""):
        return self.add(ev.Heard(t=t, line=line, who=who, party=party, text=text, because=because))

    def write(self, t, field, value, log="0047"):
        return self.add(ev.FieldWritten(t=t, incident=log, field=field, value=value))

    def note(self, t, text, log="0047"):
        return self.add(ev.NoteAdded(t=t, incident=log, text=text))

    def priority(self, t, level, reason="", log="0047"):
        return self.add(ev.PrioritySet(t=t, incident=log, level=level, reason=reason))

    def deploy(self, t, resource, log="0047"):
        return self.add(ev.Deployed(t=t, incident=log, resource=resource, due=t + 300))

    def send(self, t, to, medium, text, carries=(), log="0047", message="m1"):
        return self.add(
            ev.MessageSent(
                t=t, message=message, incident=log, to=to, medium=medium, text=text, carries=tuple(carries)
            )
        )

    def reply(self, t, answer="accepted", message="m1", text="Received.", asks=()):
        return self.add(ev.MessageAnswered(t=t, message=message, answer=answer, text=text, asks=tuple(asks)))

    def escalate(self, t, level, log="0047", reason="a reason"):
        return self.add(ev.Escalated(t=t, incident=log, level=level, reason=reason))

    def cue(self, t, cue, incident="", right=""):
        return self.add(ev.CueFired(t=t, cue=cue, incident=incident, right_priority=right))

    def radio(self, t, resource="g7", log="0047"):
        line = f"radio:{resource}"
        self.add(ev.LineRang(t=t, line=line, party=resource, direction="radio"))
        self.add(ev.LineAnswered(t=t, line=line))
        return self.add(ev.LineLinked(t=t, line=line, incident=log))

    def phone(self, t, party="fire_control", log="0047"):
        line = f"phone:{party}"
        self.add(ev.LineRang(t=t, line=line, party=party, direction="out"))
        self.add(ev.LineLinked(t=t, line=line, incident=log))
        return self.add(ev.LineAnswered(t=t + 3, line=line, waited=3))

    def walk(self, t, node, answer, leads_to, tree="gas", log="0047"):
        return self.add(
            ev.TreeWalked(t=t, incident=log, tree=tree, node=node, answer=answer, leads_to=leads_to)
        )

    def leave(self, t, reason, tree="gas", log="0047"):
        return self.add(ev.TreeLeft(t=t, incident=log, tree=tree, reason=reason))

    def hang_up(self, t, by="learner", line="line:1"):
        return self.add(ev.LineEnded(t=t, line=line, by=by))

    def end(self, t=400, reason="finished"):
        return self.add(ev.AttemptEnded(t=t, reason=reason))

    @property
    def record(self):
        return as_record(tuple(self.events))


def seq_of(tape, kind, nth=0):
    """Return the place of the nth event of a kind."""
    return [r.seq for r in tape.record if r.event.kind == kind][nth]


def marked(tape, indicators, retags=(), centre=None, **changes):
    return mark(tape.record, scenario(indicators, **changes), centre or organisation(), unit(), retags)


def judged(tape, retags=(), centre=None, changes=None, **indicator):
    """Return how one indicator comes out on a tape."""
    marking = marked(tape, {"it": indicator}, retags, centre, **(changes or {}))
    return marking.findings[0].indicators[0]
