"""Fills in what a clipped official question leaves out: "hazards present?" asks whether hazards are present.

In phrasings and in lines alike, so that an act taught in whole sentences is heard in the words of a form.
English by rule, and only of two to five words that hold no verb of their own; a single word stays as it is.
It knows no act, and the learner's own words stay in the clause as they were typed.
"""

from collections.abc import Sequence

from simulator.model.word_sets import word_set
from simulator.understanding.forms import AUX, FILLERS, IMPERATIVES, SUBJECT, WH, small_talk_before

MOST = 5
"""More words than these are no heading of a form."""

_STATES = word_set(
    """
    present visible conscious unconscious awake alert alive aware responsive responding breathing injured hurt
    trapped involved informed notified noted reported known seen secured secure locked blocked obstructed open
    closed evacuated isolated affected damaged required needed armed alone safe stable mobile inside outside
    upstairs indoors nearby missing burning leaking audible contained connected available
    """
)
_ASKED_OF = word_set(
    """
    nature location address name description direction details condition number cause extent type time status
    registration whereabouts relationship position colour make model age sex date source
    """
)
_OWN_VERB = AUX | WH | SUBJECT | IMPERATIVES | word_set("not no never to if because")
_STILL = word_set("still all now yet")
_NO_THING = FILLERS | {"last", "any"}
_ALSO_THINGS = word_set("smoke light phone place exit cover switch")
"""Words of command that name a thing as well: "smoke visible?"."""
_MANY = word_set("people persons children police parents relatives kin casualties")
_ONE = word_set("gas access address")


def filled_in(words: Sequence[str], *, asked: bool) -> list[str]:
    """Return the plain words of a clause, the verb of a clipped question put before them.

    ``asked``: a question mark closes it; "injuries noted" without one tells. Small talk before it stays.
    """
    found = list(words)
    start = small_talk_before(found)
    rest = found[start:]
    if rest[-1:] == ["please"]:
        rest.pop()
    if not 2 <= len(rest) <= MOST:
        return found
    if rest[0] in _ASKED_OF and rest[1] == "of" and len(rest) > 2:
        return [*found[:start], "what", "is", "the", *found[start:]]
    if not asked:
        return found
    any_of = rest[0] == "any"
    things = [word for word in rest[any_of:-1] if word not in _STILL]
    if rest[-1] not in _STATES or not things or things[-1] in _NO_THING:
        return found
    if not _OWN_VERB.isdisjoint(things[things[0] in _ALSO_THINGS :]):
        return found
    whose = things[-1]
    many = whose in _MANY or (whose.endswith("s") and not whose.endswith("ss") and whose not in _ONE)
    return [*found[:start], "are" if many else "is", *found[start:]]
