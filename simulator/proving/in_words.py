"""The figures of a proof as the terminal, the page without a server and the app all say them."""

from simulator.proving.alike import form_in_words
from simulator.proving.proof import ROOMS, Proof

__all__ = ["ROOMS", "form_in_words", "harmless_in_words", "luck_in_words", "untested_in_words"]


def harmless_in_words(proof: Proof) -> str:
    """Return how many ways of not doing the job rightly cost nothing, and how many for each reason."""
    found = proof.harmless()
    if not found:
        return "none costs nothing"
    kinds = ", ".join(f"{number} {ROOMS[room]}" for room, number in found.items())
    return f"{proof.count('harmless')} rightly cost nothing ({kinds})"


def untested_in_words(proof: Proof) -> str:
    """Return how many critical flags were turned that no play could test."""
    number = len(proof.untested)
    return f"{number or 'no'} critical flag{'' if number == 1 else 's'} that no play could test"


def luck_in_words(proof: Proof) -> str:
    """Return what whoever does things at random earns at most, and of how many plays."""
    if not proof.luck:
        return ""
    most = max(proof.luck, key=lambda one: one.share)
    what = f"{most.criterion} in {most.earned}" if most.earned else "nothing"
    return f"Done at random, {most.plays} plays earn {what}{' at most' if most.earned else ''}."
