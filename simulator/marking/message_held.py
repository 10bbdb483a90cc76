"""What a message must hold to be one: two things that the body outside needs, or the one that it does.

It judges nothing; the judges of messages and of their media ask it.
"""

from collections.abc import Collection, Mapping

from simulator.marking.indexed import Delivery
from simulator.marking.judgement import Case

FACTS_OF_A_MESSAGE = 2
"""So many facts that it needs a party must be told before that is a message, and its medium can be judged."""


def told_something(delivery: Delivery) -> bool:
    """Tell whether a message said anything: words in the air only where they were understood."""
    return delivery.spoken is None or bool(delivery.carries) or delivery.spoken.understood


def needed_by(case: Case, party: str) -> dict[str, str]:
    """Return the facts that a body outside needs, each with what it serves: itself, or its topic.

    A scenario names facts, the directory topics: two callers who tell of one fall have told one thing.
    """
    outside = case.brief.scenario.outside
    facts = {key: fact for key, fact in case.brief.scenario.facts.items() if fact.value}
    if party in outside and outside[party].needs:
        return {key: key for key in outside[party].needs if key in facts}
    if not case.brief.organisation.has("organisation", party):
        return {}
    topics = case.brief.organisation.outside(party).needs
    return {key: fact.topic for key, fact in facts.items() if fact.topic in topics}


def is_message(needed: Mapping[str, str], carried: Collection[str]) -> bool:
    """Tell whether facts are enough for a message: two things of what is needed, or the one that is."""
    if not needed:
        return bool(carried)
    served = {needed[key] for key in carried if key in needed}
    return len(served) >= min(FACTS_OF_A_MESSAGE, len({*needed.values()}))
