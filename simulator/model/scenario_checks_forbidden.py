"""Advice on words that an indicator forbids: what a caller takes alike, and what does harm from a moment on.

A caller's reactions say which words are alike to that caller, and after what they do harm; an indicator that
was lost, or lost one of its words, is told by them.
"""

from collections.abc import Sequence
from typing import Final

from simulator.model.organisation import Organisation
from simulator.model.scenario import Reaction
from simulator.model.scenario_checks_codes import Checking

_HARM: Final = 2
"""By how much a caller's mood worsens at words that do harm."""


def check_forbidden(checking: Checking) -> None:
    """Check what is forbidden against the reactions of the callers who hear it."""
    for key, call in checking.scenario.calls.items():
        for number, reaction in enumerate(call.reactions):
            if len(reaction.to) > 1 and all(_tells(checking, act) for act in reaction.to):
                _alike(checking, key, reaction)
            if reaction.mood >= _HARM and reaction.needs is not None and reaction.needs.fired:
                _harmful(checking, key, number, reaction)
                _too_soon(checking, key, call.reactions[number + 1 :], reaction)
    _on_which_call(checking)
    if checking.around.organisation is not None:
        for rule in checking.around.organisation.deeds:
            _one_deed(checking, rule.acts)
        _idle(checking, checking.around.organisation)


def _tells(checking: Checking, act: str) -> bool:
    """Tell whether an act is a statement: questions of one reaction ask for one thing, and are not alike."""
    own, shared = checking.scenario.acts.get(act), checking.around.shared_acts.get(act)
    return (own.like if own else shared.form if shared else "") in ("statement", "instruction", "any")


def _alike(checking: Checking, call: str, reaction: Reaction) -> None:
    """Check that where most of what a caller takes alike is forbidden, all of it is.

    Of what is forbidden from a moment on half is enough: there it is what is given away that counts, and
    not whether it is right, and a caller to whom two things are one tells as much by either.
    """
    for name, one in checking.scenario.indicators.items():
        said = [act for act in reaction.to if act in one.never_says]
        left = [act for act in reaction.to if act not in one.never_says]
        enough = len(said) >= len(left) if one.needs is not None else len(said) > len(left)
        if left and said and enough and one.call in ("", call):
            words = {"said": ", ".join(said), "left": ", ".join(left)}
            checking.fault("S328", ("indicators", name, "never_says"), **words)


def _one_deed(checking: Checking, acts: tuple[str, ...]) -> None:
    """Check that where most of what is one deed by the procedures is forbidden, all of it is."""
    for name, one in checking.scenario.indicators.items():
        said = [act for act in acts if act in one.never_says]
        left = [act for act in acts if act not in one.never_says]
        if left and len(said) > len(left):
            words = {"said": ", ".join(said), "left": ", ".join(left)}
            checking.fault("S328", ("indicators", name, "never_says"), case="deed", **words)


def _harmful(checking: Checking, call: str, number: int, reaction: Reaction) -> None:
    """Check that words that do harm once something has happened are forbidden from then on."""
    fired = reaction.needs.fired if reaction.needs is not None else ()
    forbidden = {
        act
        for one in checking.scenario.indicators.values()
        if one.call in ("", call) and (one.needs is None or set(one.needs.fired) & set(fired))
        for act in one.never_says
    }
    left = [act for act in reaction.to if act not in forbidden]
    if left:
        path = ("calls", call, "reactions", number)
        checking.fault("S328", path, case="harm", acts=", ".join(left), cue=" and ".join(fired))


def _idle(checking: Checking, organisation: Organisation) -> None:
    """Check that right advice is forbidden only where somebody has cause to give it.

    That is where a card for an incident of the scenario has it, a caller has an answer to it, or it belongs
    to a deed of every call.
    """
    types = {incident.type for incident in checking.scenario.incidents.values()}
    known = {act for rule in organisation.deeds for act in rule.acts}
    known |= {act for call in checking.scenario.calls.values() for r in call.reactions for act in r.to}
    elsewhere: dict[str, str] = {}
    for card in organisation.cards:
        for item in card.items:
            if not card.types or types & set(card.types):
                known.add(item.act)
            else:
                elsewhere.setdefault(item.act, card.title)
    for name, one in checking.scenario.indicators.items():
        for place, act in enumerate(one.never_says):
            if act in elsewhere and act not in known:
                path = ("indicators", name, "never_says", place)
                checking.fault("S383", path, act=act, card=elsewhere[act])


def _too_soon(checking: Checking, call: str, others: Sequence[Reaction], reaction: Reaction) -> None:
    """Check that what does harm from a moment on, and is welcome before, is forbidden from then on alone."""
    fired = set(reaction.needs.fired) if reaction.needs is not None else set()
    welcome = {act for other in others if other.mood < 0 for act in other.to if act in reaction.to}
    for name, one in checking.scenario.indicators.items():
        early = [act for act in one.never_says if act in welcome]
        if early and one.call in ("", call) and one.needs is None:
            path = ("indicators", name)
            checking.fault("S389", path, acts=", ".join(early), cue=" and ".join(sorted(fired)))


def _on_which_call(checking: Checking) -> None:
    """Check that what is forbidden since something happened on one call is not so on every other."""
    scenario = checking.scenario
    for name, one in scenario.indicators.items():
        fired = one.needs.fired if one.needs is not None else ()
        calls = {scenario.cues[cue].call for cue in fired if cue in scenario.cues} - {""}
        if not one.never_says or one.call or not calls:
            continue
        for key, call in scenario.calls.items():
            said = {act for reaction in call.reactions for act in reaction.to} & set(one.never_says)
            if key not in calls and said:
                words = {"on": " and ".join(sorted(calls)), "call": key, "acts": ", ".join(sorted(said))}
                checking.fault("S390", ("indicators", name), **words)
