"""What is likely to be said in a proof, so that a reader may hear most of it at once, which is quicker.

A guess that costs nothing but time where it is wrong: what nobody says is heard in vain, what is missing here
is heard when it is said. It plays nothing and marks nothing.
"""

from collections.abc import Iterator

from simulator.model.acts_judged import acts_told
from simulator.proving.door import Door
from simulator.proving.parts import Part, world_of
from simulator.proving.plan import MODEL
from simulator.proving.sight import CHOICES, Sight, is_familiar
from simulator.proving.subject import Subject
from simulator.proving.wanderers import RUDE_WORDS, Wander

_WHATEVER_THE_CALL = ("acknowledge", "ask_to_wait", "close_call")


def likely_said(subject: Subject) -> tuple[str, ...]:
    """Return lines that are likely to be said in the proof of any form, each once."""
    world = world_of(subject.scenario, subject.organisation, subject.seed, subject.variants[0], Part.JOB)
    door = Door(world, subject.reader, seed=subject.seed)
    said = dict.fromkeys(_at_large(Wander(door, subject.words, 1)))
    for n, plan in enumerate((MODEL, *subject.ways)):
        said |= dict.fromkeys(_of_the_job(Sight(door, plan, subject.words, subject.seed + n)))
    return tuple(said)


def _at_large(wander: Wander) -> Iterator[str]:
    """Yield what those say who wander: anything once, every question, rude words and small talk."""
    for act in wander.acts():
        yield wander.phrase(act, 1)
    for act in wander.questions():
        yield from (wander.phrase(act, turn) for turn in range(3))
    yield from (wander.phrase(act, turn) for act, turn in RUDE_WORDS)
    yield from wander.words.get("acknowledge", ())


def _of_the_job(sight: Sight) -> Iterator[str]:
    """Yield the words among which a learner who does the job chooses."""
    scenario = sight.world.scenario
    acts = [act for fact in scenario.facts.values() for act in fact.asked_by[:1]]
    acts += [act for indicator in scenario.indicators.values() for act in acts_told(indicator)]
    for act in dict.fromkeys((*acts, *_WHATEVER_THE_CALL)):
        yield from [text for text in sight.options(act) if not is_familiar(text)][:CHOICES]
