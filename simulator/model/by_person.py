"""What every event of a portfolio's record has: the person who did it, by their id."""

from simulator.model.reading import Value


class ByPerson(Value):
    """Something that somebody did."""

    by: str
