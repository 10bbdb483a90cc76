"""What a message must hold to be one: two things that the body outside needs, or the one that it does.

It judges nothing; the judges of messages and of their media ask it.
"""

from collections.abc import Collection, Mapping

from simulator.marking.indexed import Delivery

FACTS_OF_A_MESSAGE = 2
"""So many facts that it needs a party must be told before that is a message, and its medium can be judged."""


def told_something(delivery: Delivery) -> bool:
    """Tell whether a message said anything: words in the air only where they were understood."""
    return delivery.spoken is None or bool(delivery.carries) or delivery.spoken.understood


def is_message(needed: Mapping[str, str], carried: Collection[str]) -> bool:
    """Tell whether facts are enough for a message: two things of what is needed, or the one that is."""
    if not needed:
        return bool(carried)
    served = {needed[key] for key in carried if key in needed}
    return len(served) >= min(FACTS_OF_A_MESSAGE, len({*needed.values()}))
