"""Tells what speaks of a time and promises none, though it was heard as a promise of when somebody arrives.

It only ever takes something off what is held against a learner.
"""

import re

from simulator.marking.indexed import MANNER, Utterance
from simulator.marking.judgement import Case
from simulator.model.refused_apart import refused_apart
from simulator.model.values import tokens
from simulator.model.word_sets import word_set

PROMISE = frozenset({f"{MANNER}promise_of_time", "promise_arrival"})
_REFUSES = "refuse_eta"
"""The shared act that says that no time can be promised."""
_PARTS = re.compile(r"[,;?!\u2013\u2014]|\.(?!\d)| - ")
_COMES = word_set(
    "we we'll we're they they'll theyll theyl they're i i'll he'll she'll it'll help somebody someone "
    "ambulance crew crews paramedic paramedics police officer officers engineer engineers fire car cars unit "
    "units responder team gang surveyor van patrol eta "
    "arrive arrives arriving arrival reach reaches there here away coming come comes way get gets wait long"
)
"""Who comes, and what is said of coming: without any of these a time is no time of arrival."""


def without_no_promise(case: Case, u: Utterance, heard: frozenset[str]) -> frozenset[str]:
    """Return what was heard in a line and is held against a learner, a promise that is none left out."""
    return heard - PROMISE if heard & PROMISE and _is_no_promise(case, u) else heard


def _is_no_promise(case: Case, u: Utterance) -> bool:
    """Tell whether a line that speaks of a time promises none.

    It says in the same breath that it does not, and not in a sentence of its own before the time; or hands on
    what somebody said of their own coming, who is no service; or says of a crew that is there already that it
    is; or says again a time that the caller told, of which nobody's coming is said.
    """
    if _REFUSES in u.sure and not refused_apart(u.text):
        return True
    figures = _figures(u.text)
    if not figures:
        there = (c for c in case.view.changes if c.seq < u.seq and c.event.status == "on scene")
        return any(c.event.incident in case.numbers for c in there)
    said = (h.event for h in case.view.heard_afar if h.seq < u.seq and h.event.who == "organisation")
    if any(figures <= set(tokens(x.text)) and not _attends(case, x.party) for x in said):
        return True
    return not u.retagged and _says_again(case, u)


def _figures(text: str) -> set[str]:
    return {word for word in tokens(text) if word.isdigit()}


def _says_again(case: Case, u: Utterance) -> bool:
    """Tell whether all times of a line were told by a caller or a record, and nobody's coming beside them."""
    timed = [part for part in _PARTS.split(u.text) if _figures(part)]
    if any(_COMES.intersection(tokens(part)) for part in timed):
        return False
    heard = (h.event for h in case.view.heard if h.seq < u.seq and h.event.who in ("caller", "centre"))
    told = {word for one in heard for word in _figures(one.text)}
    return all(_figures(part) <= told for part in timed)


def _attends(case: Case, party: str) -> bool:
    """Tell whether a party is a service that comes when it is called; a daughter is none."""
    known = case.brief.organisation
    return not known.has("organisation", party) or known.outside(party).attends
