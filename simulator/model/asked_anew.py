"""What makes a question new though its subject was asked before: another detail of it, or how it is by now.

Words only; whether a question was answered is told elsewhere.
"""

import re

from simulator.model.word_sets import word_set

DETAILS = word_set(
    "number postcode road street town village flat floor house name first last surname exact exactly spell "
    "spelling full mobile landline bleeding bleed blood flames flame"
)
"""What may be asked for in particular: a question for one of these is new unless it was asked for before."""
BY_NOW = re.compile(
    r"\b(still|now|yet|any ?more|worse|better|less|changed?|since|moment|again|by now|stopped|gone)\b",
    re.IGNORECASE,
)
"""Words of a question how something is by now, which may be put as often as things can change."""
