"""What the label of an act says besides its name: a remark in brackets tells what nobody should say.

Knows the remark alone; what an act means, and what it costs, is said elsewhere.
"""

import re

WARNING = re.compile(r"\s*\((?:unsafe|should not|must not)\)\.?$")
"""The remark that warns whoever writes scenarios: "Tells the caller to strike a light (unsafe)"."""


def is_held_against(label: str) -> bool:
    """Tell whether an act counts against whoever says it, by its label."""
    return WARNING.search(label.strip()) is not None
