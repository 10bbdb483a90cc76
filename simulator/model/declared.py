"""What an author declares of a scenario, with the reason, so that its proof does not hold it for a fault."""

from simulator.model.condition import Ids
from simulator.model.reading import Value


class Impossible(Value):
    """A combination that the author declares cannot happen, with the reason."""

    what: str
    because: str


class NotNoticed(Value):
    """A change of one indicator that no play of the proof can tell, declared with the reason.

    ``change`` is the change as the proof names it: ``dropped``, ``without head``, ``limit halved``.
    """

    indicator: str
    change: str
    because: str


class Dependency(Value):
    """A deed whose loss also touches a criterion that its clause does not name, declared with the reason.

    ``deed`` is the deed as the proof names it (``ask oxygen``), or how it is spoilt (``late grade escape``);
    ``also`` the criteria. ``not_marked`` declares that this scenario does not mark the deed at all.
    """

    deed: str
    also: Ids = ()
    not_marked: bool = False
    because: str
