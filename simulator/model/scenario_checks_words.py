"""Checks of the words of a scenario: subjects that need a warning, and lines that are hard to read."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from simulator.model.line_index import Step
from simulator.model.often_said import OFTEN_SAID, SaidLater, Voice
from simulator.model.reading_age import reading_age
from simulator.model.scenario import Call, Cue, Fact, MoodChange, Reaction, Scenario
from simulator.model.scenario_checks_codes import Checking

DISTRESSING: Final = (
    *("suicid*", "self-harm*", "overdos*", "end my life", "kill myself", "kill himself", "kill herself"),
    *("kill themselves", "murder*", "dead", "died", "dies", "dying", "stabb*", "knife", "gun", "blood"),
    *("bleeding", "rape*", "assault*", "abus*", "beaten", "beating", "strangl*", "choking", "drown*"),
    *("not breathing", "can't breathe", "stopped breathing", "unconscious", "cardiac arrest", "hit me"),
    *("hit her", "hit him", "hurts me", "hurting me", "hurting her", "hurting him", "miscarr*", "stillb*"),
)
"""The closed list of subjects that may distress; ``*`` stands for any ending of the word."""

_DISTRESS: Final = re.compile(
    rf"\b(?:{'|'.join(re.escape(word).replace(re.escape('*'), chr(92) + 'w*') for word in DISTRESSING)})\b",
    re.IGNORECASE,
)
_HEARD: Final[Mapping[type, frozenset[str]]] = {
    Call: frozenset(("opening", "goodbye", "rung_back", *OFTEN_SAID)),
    Voice: frozenset(("goodbye", *OFTEN_SAID)),
    Fact: frozenset(("says", "says_again", "says_before", "value")),
    SaidLater: frozenset(("says",)),
    Reaction: frozenset(("says",)),
    MoodChange: frozenset(("says",)),
    Cue: frozenset(("says",)),
    Scenario: frozenset(("brief",)),
}
OLDEST_READER: Final = 12.0
"""The highest reading age, in years, that a line may ask for: a Level 2 learner reads with ease below it."""
_SHORTEST = 15
"""Of fewer words no reading age can be told: one long name would decide it."""


def check_words(checking: Checking) -> None:
    """Check that distressing subjects are announced and that lines can be read with ease."""
    _content_note(checking)
    _reading_age(checking)


def heard(checking: Checking) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Yield every text that a learner hears or reads during the call, with its path."""
    for spot in checking.spots:
        if spot.field in _HEARD.get(type(spot.owner), ()):
            if isinstance(spot.value, str):
                yield spot.path, spot.value
            else:
                yield from (((*spot.path, number), text) for number, text in enumerate(spot.value))


def _content_note(checking: Checking) -> None:
    if checking.scenario.content_note:
        return
    for path, text in heard(checking):
        found = _DISTRESS.search(text)
        if found is not None:
            checking.fault("S221", path, word=found[0])
            return


def _reading_age(checking: Checking) -> None:
    for path, text in heard(checking):
        plain = re.sub(r"\([^)]*\)|\{[^}]*\}", " ", text)
        if len(re.findall(r"[A-Za-z]+", plain)) < _SHORTEST:
            continue
        age = reading_age(plain)
        if age > OLDEST_READER:
            checking.fault("S308", path, age=f"{age:.0f}", limit=f"{OLDEST_READER:.0f}")
