"""Which reader it is: the version of its rules, and the digest of all that it learns from."""

import hashlib
import json
from collections.abc import Sequence

from simulator.model.reading import ActPhrasings

VERSION = "15"
"""Raised whenever a line may be read otherwise.

2 tells words hung on to a question from a second one; 3 joins "aren't you?" to what it asks about, and tells
who does it to whom, whose matter it is and what was never forbidden; 4 learns nearer to the end of its
descent; 5 reads an introduction by any name as one and hears what was said word for word as it was taught; 6
knows "mustn't" without its apostrophe, a name after "control," and a bank of acts asked and told alike; 7
parts what an "or" joins, hands a question's beginning and a "do not" on to its second part; 8 hears for sure
what is held against a learner from a higher score on, notices pet names, and no promise of a time in a line
that says that none can be promised; 9 has layers of its own that were trained on the shared acts too; 10
reads a bank of another field with the published layers; 11 parts a bidding from a forbidding that nothing
else parts, takes no bare name for what was taught, and knows "youll" and a tag without its question mark; 12
parts a question from what is complete before it though no word joins them, hears what stands beside a clause
in which a question is surely heard, and cites both clauses of what is asked twice running; 13 counts two
questions of a line as two whatever parts them, and what says the first one closer as none; 14
reads "ur no." as a number, "were r u" as where, "he's breathing is he" as a question and "eta 6" as told; 15
reads what is forbidden to others as forbidden ("nobody pulls him out"), fills in a clipped question ("hazards
present?"), knows the recovery position, and takes no crew's progress for a promise and no "I need you to stop
shouting" for rudeness.
"""
WORDS_ALONE = f"words-{VERSION}"
"""The name of the reader that reads without an encoder."""


def reader_key(
    acts: Sequence[ActPhrasings], off_topic: Sequence[ActPhrasings], encoder: Sequence[str] = ()
) -> str:
    """Return the digest of all that a reader learns from; ``encoder``: its digest and name, if it has one."""
    learnt = [
        VERSION,
        list(encoder) or "",
        [a.model_dump() for a in acts],
        [o.model_dump() for o in off_topic],
    ]
    return hashlib.sha256(json.dumps(learnt, sort_keys=True).encode()).hexdigest()
