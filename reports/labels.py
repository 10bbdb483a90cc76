"""What the ids in a record are called by people: acts, moods, cues, deeds, media, what was looked up.

A report is read by people who never saw a scenario's file; an id stands in it only where nothing
better is known.
"""

import re

from reports.references import Indexed

MEDIA = {
    "radio": "radio",
    "phone": "phone",
    "data": "data transfer",
    "email": "email",
    "sms": "text message",
}
"""What a medium is called after ``by``; another is called as the organisation's convention for it."""
REPLIES = {
    "received": "received",
    "accepted": "accepted",
    "asks": "asked back",
    "refuses": "refused",
    "misled": "acted on what it said",
}
"""What came back to a message, as it reads before the words of the answer."""
ENDED_BY = {
    "learner": "the learner",
    "caller": "the caller",
    "organisation": "the other side",
    "nobody": "nobody: it was not answered",
    "clock": "the end of the attempt",
}
ENDED_WHY = {
    "finished": "as the attempt was handed in",
    "time up": "as the time was up",
    "stopped": "as the attempt was given up",
    "left": "as the attempt was closed",
}
"""Why a line ended, where it ended with the attempt; else it stands in the record in words."""
ENDED = {
    "finished": "the learner handed it in",
    "time up": "the time for it was up",
    "stopped": "the learner gave it up",
    "left": "it was left with its clock stopped, and was closed a day later",
}
"""Why an attempt ended, as it reads after ``because`` or a colon."""
BANDS = {"sure": "sure", "unsure": "not sure"}
_MOODS = {
    "start": "as the call began",
    "asked again": "asked again for what was told already",
    "silent": "nothing was said for a while",
    "held": "left on hold",
    "not understood": "not understood",
}
_KINDS = {
    "priority": "priority",
    "organisation": "directory",
    "code": "code",
    "wording": "standard wording",
    "resource": "resource",
    "card": "advice card",
    "tree": "decision tree",
    "level": "escalation level",
}
_AT_THAT_MOMENT = re.compile(r"\{[^{}]*\}")
"""What the far end fills in only as it speaks: where it goes, its reference."""
_DEEDS = {
    "say": "speak",
    "answer": "answer",
    "hold": "put on hold",
    "resume": "take back from hold",
    "end_call": "end the call",
    "phone_out": "ring out",
    "link_line": "link the line to a log",
    "write_field": "write in the log",
    "add_note": "add a note",
    "set_priority": "set the priority",
    "deploy": "send a resource",
    "stand_down": "stand a resource down",
    "send": "send a message",
    "escalate": "escalate",
    "walk_tree": "answer a decision tree",
    "leave_tree": "leave a decision tree",
    "look_up": "look something up",
    "pause": "stop the clock",
    "unpause": "let the clock run on",
    "finish": "hand in",
}


def act(x: Indexed, name: str) -> str:
    """Return what an act, or a manner of speaking, is called: ``Asks where the incident is``."""
    manner = name.removeprefix("manner:")
    if manner != name:
        return f"Manner: {manner.replace('_', ' ')}"
    label = x.scenario.act_labels.get(name) or x.act_labels.get(name)
    return label or name.replace("_", " ").replace(":", ": ").capitalize()


def why_mood(x: Indexed, why: str) -> str:
    """Return why a caller's mood moved: an act that was heard, a silence, a cue."""
    bare = why.partition(" (")[0] if why.endswith(")") else why
    if bare in _MOODS:
        return _MOODS[bare]
    kind, _, name = bare.partition(":")
    if kind == "act":
        bare = name
    if kind == "cue":
        return f"after {cue(x, name)}"
    if kind == "reaction":
        return "by what the learner said"
    return f"the learner: {lower_first(act(x, bare))}"


def cue(x: Indexed, name: str) -> str:
    """Return what a cue is: what the scenario notes of it, else what is heard, else what it is called."""
    known = x.scenario.cues.get(name)
    words = known.note or _AT_THAT_MOMENT.sub("…", known.says) if known else ""
    return f"“{(words or name.replace('_', ' ')).rstrip('.')}”"


def deed(name: str) -> str:
    """Return what a deed is called after ``could not``."""
    return _DEEDS.get(name, name.replace("_", " "))


def medium(x: Indexed, name: str) -> str:
    """Return what a medium is called after ``by``."""
    labels = {str(c.id): c.label for c in x.organisation.conventions}
    label = labels.get(name)
    return MEDIA.get(name) or lower_first(label or name.replace("_", " "))


def looked_up(x: Indexed, what: str) -> str:
    """Return what was looked up: ``clause 4.6, Gas inside a building``."""
    kind, _, name = what.partition(":")
    if kind == "history":
        return f"the history of the number on {x.line(name)}"
    if kind == "clause":
        clause = x.organisation.clauses.get(name)
        return f"clause {name}, {clause.title}" if clause else f"clause {name}"
    title = _titles(x, kind).get(name, "")
    return f"{_KINDS.get(kind, kind)} {title or name.replace('_', ' ')}"


def _titles(x: Indexed, kind: str) -> dict[str, str]:
    o = x.organisation
    if kind == "code":
        groups = (o.codes.incident_types, o.codes.statuses, o.codes.results, o.codes.prowords)
        return {c.id: f"{c.id}, {c.label}" for group in groups for c in group}
    known = {
        "priority": {p.id: x.level(p.id) for p in o.priorities},
        "organisation": {b.id: b.name for b in o.directory},
        "resource": {r.id: r.call_sign for r in o.resources},
        "card": {c.id: f"“{c.title}”" for c in o.cards},
        "tree": {t.id: f"“{t.title}”" for t in o.trees},
        "level": {rung.id: rung.label for rung in o.escalation_levels},
        "wording": {w.id: f"“{w.when}”" for w in o.codes.wording},
    }
    return known.get(kind, {})


def lower_first(text: str) -> str:
    """Return words as they read within a sentence, unless they begin with initials."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
