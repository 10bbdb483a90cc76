"""Goals for the next call, suggested from the weakest findings of this one.

A goal names a habit in the learner's own voice and nothing of the scenario, so that it serves any call.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from simulator.model.findings import Finding, IndicatorResult

MOST = 3
GOALS: Mapping[str, str] = {
    "answers_within": "Answer as soon as the phone rings",
    "greets": "Open with the words and the question that the procedures put first",
    "obtains": "Ask every question of the form before I let the caller go",
    "reads_back": "Read back what must not be wrong before I act on it",
    "controls": "Say what I heard in the caller's voice, then ask the next question",
    "never_says": "Say only what the card says",
    "mood_ends": "Leave the caller calmer than I found them",
    "logs": "Write each fact down as soon as I hear it",
    "notes": "Note every change at the time it happens",
    "log_type": "Give the log its type with the first information",
    "sets_priority": "Set the priority as soon as I know what is at risk",
    "gives_reason": "Give a reason with every priority I set",
    "raises_priority": "Look at the priority again whenever something changes",
    "deploys": "Send everyone whom the incident needs, as soon as I can",
    "sends": "Tell every organisation that has a part in it",
    "carries": "Pass every new danger on to whoever is going, before anything else",
    "concise": "Keep each message short enough to be heard once",
    "wording": "Keep to the agreed words of each medium",
    "uses_medium": "Speak, by radio or phone, where a life is at risk",
    "answers_responder": "Answer whoever asks me something before I go on",
    "advises": "Give the whole advice card, line by line",
    "escalates": "Hand it up as soon as the procedures ask for it",
    "informs": "Tell the caller what happens next, and what to do if it gets worse",
    "closes": "End the call in the agreed words",
    "links": "Look for a log of the same incident before I open another",
    "keeps_apart": "Ask what is different before I join two calls",
    "obtains_response": "Wait for the answer, and write its reference down",
    "follows_tree": "Walk the decision tree to its end",
}
"""A goal for each kind of indicator; a test holds this against the closed list of kinds."""
AFTER_A_GOOD_CALL = (
    "Do the same with a harder call",
    "Read every message over before I send it",
    "Ask “is there anything else I should know?” before I close",
)
_WEAKEST = ("contrary evidence found", "no evidence found", "partial evidence", "could not be analysed")


ONE_QUESTION = "Ask one thing at a time, and hear the answer out"
NOTHING_RULED_OUT = "Say nothing that the procedures rule out, however hard the call is"
_ASKED_BADLY = re.compile(r"heard as (?:several questions at once|a leading question)")


def _goal(one: IndicatorResult) -> str:
    """Return the habit that would have shown an indicator; a card says only what is safe to say."""
    if one.kind != "never_says":
        return GOALS[one.kind]
    if _ASKED_BADLY.search(one.sentence):
        return ONE_QUESTION
    return GOALS[one.kind] if one.critical else NOTHING_RULED_OUT


def suggested_goals(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return three goals: one for each of the weakest criteria first, and ones for a good call last."""
    weak = sorted((f for f in findings if f.finding in _WEAKEST), key=lambda f: _WEAKEST.index(f.finding))
    queues = [[_goal(i) for i in sorted(f.indicators, key=_worst) if _lost(i)] for f in weak]
    longest = max((len(q) for q in queues), default=0)
    in_turn = [q[n] for n in range(longest) for q in queues if n < len(q)]
    return tuple(dict.fromkeys([*in_turn, *AFTER_A_GOOD_CALL]))[:MOST]


def _lost(one: IndicatorResult) -> bool:
    return one.result in ("contrary", "not shown")


def _worst(one: IndicatorResult) -> tuple[bool, bool]:
    return not (one.critical and one.result == "contrary"), one.result != "contrary"
