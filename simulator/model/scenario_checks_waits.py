"""Advice where an answer waits for something of which its caller cannot know, or for nothing at all.

Each such answer is sound in itself, and a learner made of rules hears it where the file says: only what the
condition names tells that another was meant.
"""

from itertools import combinations

from simulator.model.condition import Condition, either
from simulator.model.scenario import Call, Reaction, Scenario
from simulator.model.scenario_checks_codes import Checking


def check_waits(checking: Checking) -> None:
    """Check what answers and calls wait for, what crews ask, and mistakes said again or put right."""
    _corrections(checking)
    _rings_again(checking)
    for key, call in checking.scenario.calls.items():
        _not_yet(checking, key, call)
        for number, reaction in enumerate(call.reactions):
            _until_asked(checking, key, number, reaction)
            _asked_of_the_learner(checking, key, number, reaction)
            _wrong_again(checking, key, number, reaction)


def _corrections(checking: Checking) -> None:
    """Check that what is asked for and puts something right waits until that was told."""
    for name, fact in checking.scenario.facts.items():
        waits = fact.needs.told if fact.needs is not None else ()
        if fact.replaces and fact.asked_by and not waits:
            checking.fault("S385", ("facts", name), fact=fact.replaces)


def _rings_again(checking: Checking) -> None:
    """Check that who rings a second time waits until the first call is over: nobody is on two lines."""
    for (first, earlier), (key, call) in combinations(checking.scenario.calls.items(), 2):
        apart = earlier.only_in and call.only_in and not set(earlier.only_in) & set(call.only_in)
        ended = call.rings.needs.ended if call.rings.needs is not None else ()
        if earlier.caller == call.caller and not apart and first not in ended:
            checking.fault("S388", ("calls", key, "rings"), first=first)


def _not_yet(checking: Checking, key: str, call: Call) -> None:
    """Check that where one answer with some news waits for the cue that brings it, each on that call does."""
    for fact in dict.fromkeys(told for reaction in call.reactions for told in reaction.tells):
        cues = {name for name, cue in checking.scenario.cues.items() if fact in cue.tells}
        telling = [(n, r.needs or Condition()) for n, r in enumerate(call.reactions) if fact in r.tells]
        if not any(cues & set(needs.fired) for _, needs in telling):
            continue
        for number, needs in telling:
            if not cues & set(needs.fired) and fact not in needs.told:
                path = ("calls", key, "reactions", number)
                checking.fault("S384", path, fact=fact, cues=" or ".join(sorted(cues)))


def _until_asked(checking: Checking, key: str, number: int, reaction: Reaction) -> None:
    """Check that no answer begins or ends with a question but its own: to be asked changes nothing."""
    needs = reaction.needs or Condition()
    for place, act in enumerate(needs.not_said):
        if _asks(checking, act):
            checking.fault("S369", ("calls", key, "reactions", number, "needs", "not_said", place), act=act)
    for place, entry in enumerate(needs.said):
        acts = either(entry)
        if all(_asks(checking, act) and act not in reaction.to for act in acts):
            path = ("calls", key, "reactions", number, "needs", "said", place)
            checking.fault("S369", path, case="said", act=" or ".join(acts))


def _asks(checking: Checking, act: str) -> bool:
    own, shared = checking.scenario.acts.get(act), checking.around.shared_acts.get(act)
    return (own.like if own is not None else shared.form if shared is not None else "") == "question"


def _wrong_again(checking: Checking, key: str, number: int, reaction: Reaction) -> None:
    """Check that a mistake which is put right once it was told is not told again whatever has happened."""
    for name in reaction.tells:
        newer = _put_right_by(checking.scenario, name)
        if newer and (reaction.needs or Condition()) == Condition():
            checking.fault("S370", ("calls", key, "reactions", number), fact=name, newer=newer)


def _put_right_by(scenario: Scenario, name: str) -> str:
    """Return the fact that waits for a mistake and puts it right, or nothing."""
    return next(
        (
            newer
            for newer, fact in scenario.facts.items()
            if fact.replaces == name and fact.needs is not None and name in fact.needs.told
        ),
        "",
    )


def _asked_of_the_learner(checking: Checking, key: str, number: int, reaction: Reaction) -> None:
    """Check that no answer waits for what a crew or a body outside asks: no caller hears that."""
    cues = checking.scenario.cues
    for place, name in enumerate(reaction.needs.fired if reaction.needs is not None else ()):
        if name in cues and cues[name].asks and cues[name].by != "caller":
            path = ("calls", key, "reactions", number, "needs", "fired", place)
            checking.fault("S371", path, cue=name, by=cues[name].by)
