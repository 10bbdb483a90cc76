"""What a use case can refuse, in words for the person who asked. No page and no database is named here."""

from __future__ import annotations


class ServiceError(Exception):
    """Base of everything that a use case refuses on purpose.

    ``field`` names the form field at fault, when there is one.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        self.field = field
        super().__init__(sentence)


class NotAllowed(ServiceError):
    """The actor may not do this; nothing was done."""


class NotThere(ServiceError):
    """What was asked for does not exist, or is not this actor's to see: the two look alike on purpose."""


class OpenElsewhere(ServiceError):
    """The attempt went on in another window; this one must catch up before it can do more."""


class CannotDo(ServiceError):
    """The deed is not possible now (line busy, attempt ended, debrief not released)."""
