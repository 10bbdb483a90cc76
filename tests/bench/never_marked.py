"""A record as another learner would have left it who wrote the same of another caller: none of it was marked.

Its words are the same, in capitals here and there, so that a marking finds just the same, and whatever is
remembered by its text is not found again. What callers say to everybody in the same words is left as it is: a
server that has marked others knows it. What they say of the cast is written as the cast is.
"""

import random
import re

from simulator.model.events import AttemptStarted, as_record

LEARNER = ("spoke", "message_sent", "note_added", "field_written", "priority_set", "escalated", "deployed")
OTHERS = ("heard", "fact_told", "message_answered")
TEXTS = ("text", "value", "reason", "address")
SHORT = 3
"""What is cast in so few letters may stand anywhere."""
_ENDS = re.compile(r"(?<=[A-Za-z]{2})[a-z]+")
"""Words without their first two letters, by which names and labels are known."""


def never_marked(record, number):
    """Return the record as of another cast and other texts, those of its number."""
    started = record[0].event
    assert isinstance(started, AttemptStarted)
    drawn = random.Random(number)

    def written(text):
        return _ENDS.sub(lambda end: "".join(drawn.choice((c, c.upper())) for c in end[0]), text)

    cast = {key: written(value) for key, value in started.cast.items()}
    named = {value: cast[key] for key, value in started.cast.items() if len(value) > SHORT}
    any_name = re.compile("|".join(map(re.escape, sorted(named, key=len, reverse=True))) or "(?!)")

    def of_the_cast(text):
        return any_name.sub(lambda name: named[name[0]], text)

    def other(event):
        if event.kind not in (*LEARNER, *OTHERS):
            return event
        said = written if event.kind in LEARNER else of_the_cast
        return event.model_copy(
            update={name: said(getattr(event, name)) for name in TEXTS if getattr(event, name, "")}
        )

    return as_record(
        (started.model_copy(update={"cast": cast}), *(other(recorded.event) for recorded in record[1:]))
    )
