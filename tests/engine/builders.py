"""A small scenario, made in Python, and somebody who plays it: the engine's tests lean on no shipped file."""

from simulator.engine.decide import advance, begin
from simulator.engine.state import State, replay
from simulator.engine.world import World, world
from simulator.model import commands as cmd
from simulator.model.reading import ReadAct, Reading
from simulator.model.scenario import Scenario
from tests.engine.small_organisation import organisation

MAIN_CALL = {
    "caller": "caller",
    "described": "A frightened woman",
    "incident": "gas",
    "number_shown": "{caller.phone}",
    "opening": "Hello? I can smell gas!",
    "not_understood": ["Sorry, what?", "I don't follow."],
    "asks_back": ["Do you mean me?"],
    "does_not_know": ["I don't know.", "No idea, sorry."],
    "goodbye": "Thank you. Bye.",
    "mood": {"start": 6, "settled_at": 4, "panics_at": 9},
    "mood_changes": [
        {"when": "reassure", "by": -2, "says": ["Okay. Thank you."]},
        {"when": "manner:rude", "by": 2, "says": ["There's no need for that."]},
        {"when": "asked again", "by": 1, "says": ["I told you already!"]},
        {"when": "silent", "by": 1, "says": ["Are you there?"], "after": 20},
        {"when": "held", "by": 1, "says": ["You left me waiting."], "after": 30},
    ],
    "reactions": [{"to": ["advise_no_switches"], "says": ["All right, I won't touch them."], "mood": -1}],
}
FACTS = {
    "address": {
        "label": "The address",
        "topic": "where",
        "value": "{home.line}, {home.town}",
        "accept": ["{home.line}"],
        "says": "It's {home.line}, {home.town}.",
        "says_again": "{home.line}!",
        "asked_by": ["ask_location", "ask_postcode"],
    },
    "name": {
        "label": "Name",
        "topic": "name",
        "value": "{caller.last}",
        "says": "{caller.name}.",
        "asked_by": ["ask_name"],
    },
    "smell": {
        "label": "Smell of gas",
        "topic": "what",
        "value": "smell gas",
        "says": "Gas.",
        "asked_by": ["ask_what_happened"],
        "told": {"opening": True},
    },
    "cylinder": {
        "label": "Oxygen cylinder",
        "topic": "hazard",
        "hazard": True,
        "value": "oxygen cylinder",
        "says": "There's an oxygen cylinder by his bed.",
        "asked_by": ["ask_hazards"],
    },
    "meter": {
        "label": "The meter",
        "value": "",
        "known": False,
        "says": "",
        "asked_by": ["ask_meter_location"],
    },
    "dad": {
        "label": "Her father",
        "topic": "people",
        "value": "father upstairs",
        "says": "Dad's upstairs.",
        "asked_by": ["ask_who_is_there"],
        "told": {"settled": True},
    },
    "stick": {
        "label": "He walks with a stick",
        "topic": "people",
        "value": "walks with stick",
        "says": "He walks with a stick.",
        "asked_by": ["ask_vulnerable"],
        "told": {"with_fact": "dad"},
    },
    "light": {
        "label": "The light",
        "topic": "hazard",
        "value": "landing light",
        "says": "He wants the landing light on.",
        "told": {"at": 75},
    },
    "cat": {
        "label": "The cat",
        "value": "cat",
        "says": "The cat is out now.",
        "says_before": "I can't see the cat.",
        "asked_by": ["ask_pets"],
        "needs": {"said": ["advise_leave"]},
    },
}
CUES = {
    "dizzy": {
        "when": {"told": ["smell"]},
        "unless": {"said": ["advise_leave"]},
        "at": 150,
        "says": "I feel dizzy.",
        "mood": 2,
        "raises_priority": "P1",
    },
    "asks_hazard": {
        "when": {"deployed": ["engine"]},
        "after": 30,
        "by": "engine",
        "says": "Alpha to Control, any hazards inside?",
        "asks": ["cylinder"],
    },
    "network_rings": {
        "when": {"fired": ["dizzy"]},
        "after": 10,
        "by": "gas_network",
        "says": "Gas Network here. Have you a leak in town?",
    },
    "hangs_up": {"when": {"said": ["insult"]}, "after": 2, "says": "I'm going.", "ends_call": True},
}
SECOND_CALL = {
    "caller": "neighbour",
    "incident": "gas",
    "rings": {"at": 40},
    "number_shown": "",
    "opening": "There's a smell in our street.",
    "gives_up_after": 60,
}


def scenario(**changes) -> Scenario:
    parts = {
        "format": 1,
        "id": "small",
        "title": "A small one",
        "kind_of_call": "An emergency call",
        "organisation": "centre",
        "unit": "234",
        "used_for": ["practice", "assessment"],
        "difficulty": 1,
        "target_time": 240,
        "at_latest": 480,
        "brief": "Take the call.",
        "criteria": ["1.1"],
        "cast": {"caller": {"person": "female"}, "home": {"address": "town"}},
        "incidents": {
            "gas": {"label": "Gas", "type": "GAS", "place": "town", "address": "address", "priority": "P1"}
        },
        "calls": {"main": MAIN_CALL},
        "facts": FACTS,
        "cues": CUES,
        "indicators": {},
    }
    return Scenario.model_validate(parts | changes)


def shift(**changes) -> Scenario:
    """The small scenario with a second caller, forty seconds after the first was answered."""
    cast = {"caller": {"person": "female"}, "neighbour": {"person": "any"}, "home": {"address": "town"}}
    facts = {key: fact | {"call": "main"} for key, fact in FACTS.items()}
    facts["street"] = {
        "label": "The street",
        "topic": "where",
        "value": "{home.street}",
        "says": "{home.street}.",
        "asked_by": ["ask_location"],
        "call": "second",
    }
    cues = {key: cue | {"call": "main"} for key, cue in CUES.items()}
    return scenario(
        **(
            {"calls": {"main": MAIN_CALL, "second": SECOND_CALL}, "cast": cast, "facts": facts, "cues": cues}
            | changes
        )
    )


CAST = {
    "caller": "Dilys Okafor",
    "caller.name": "Dilys Okafor",
    "caller.first": "Dilys",
    "caller.last": "Okafor",
    "caller.phone": "07700 900118",
    "home": "14 Larch Street",
    "home.line": "14 Larch Street",
    "home.number": "14",
    "home.street": "Larch Street",
    "home.town": "Testham",
    "home.postcode": "TT1 2QP",
}


def reading(*acts, unsure=(), manner=(), form="statement") -> Reading:
    heard = [ReadAct(act=act, band="sure", score=0.9) for act in acts]
    heard += [ReadAct(act=act, band="unsure", score=0.5) for act in unsure]
    return Reading(acts=tuple(heard), manner=tuple(manner), form=form)


class Play:
    """One attempt, played deed by deed; times are seconds of call time."""

    def __init__(
        self, written=None, centre=None, *, seed=7, mode="practice", pace=1.0, variant="", cast=None
    ):
        self.world: World = world(written or scenario(), centre or organisation(), cast or CAST, variant)
        self.events = list(begin(self.world, mode=mode, seed=seed, pace=pace))
        self.state: State = replay(self.events)
        self.t = 0.0

    def do(self, command=None, at=None):
        """Do a deed (or only let time come) and return what happened."""
        self.t = self.t if at is None else at
        self.state, found = advance(self.state, command, self.t, self.world)
        self.events += found
        self.t = max(self.t, self.state.t)
        return found

    def wait(self, seconds):
        return self.do(None, self.t + seconds)

    def answered(self):
        """Let the first call ring, answer it, and let the caller say the opening words."""
        self.do(at=6.0)
        self.do(cmd.Answer(line="line:1"))
        self.wait(2)
        return self

    def say(self, *acts, text="words", line="line:1", after=1.0, **more):
        """Say something that is read as the acts given; return what the others said."""
        self.t += after
        found = self.do(cmd.Say(line=line, text=text, reading=reading(*acts, **more)))
        return [e.text for e in found if e.kind == "heard"]

    def kinds(self, kind):
        return [e for e in self.events if e.kind == kind]

    @property
    def log(self):
        return self.state.lines["line:1"].incident

    @property
    def mood(self):
        return self.state.callers["main"].mood
