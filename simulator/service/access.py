"""Who is asking, and what each role may do: an operation that names no role lets nobody in."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.service.errors import NotAllowed
from simulator.store.values import Role

__all__ = ["Actor", "Role", "require"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The authenticated person behind an operation. ``local`` marks the terminal's named administrator."""

    person_id: str
    name: str
    roles: frozenset[Role]
    local: bool = False

    def may(self, *roles: Role) -> bool:
        """Tell whether the actor holds one of the roles."""
        return bool(self.roles & set(roles))


def require(actor: Actor | None, *roles: Role) -> Actor:
    """Return the actor when it holds one of the roles.

    Raises:
        NotAllowed: nobody is signed in, or none of the roles is held.
    """
    if actor is None:
        raise NotAllowed("Sign in first.")
    if not actor.may(*roles):
        wanted = " or ".join(roles)
        raise NotAllowed(
            f"This needs the role {wanted}. Ask your centre's administrator if you should have it."
        )
    return actor
