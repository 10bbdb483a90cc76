"""The figures of a proof as the terminal, the page without a server and the app all say them."""

from simulator.proving.alike import form_in_words
from simulator.proving.luck import named
from simulator.proving.proof import ROOMS, Proof

__all__ = ["figure_lines", "figures", "form_in_words", "named", "set_out"]


def figures(proof: Proof) -> str:
    """Return in sentences how many ways of not doing the job and changes of the marking came out how."""
    return " ".join(figure_lines(proof))


def figure_lines(proof: Proof) -> tuple[str, ...]:
    """Return the same, a sentence of each kind: what was done badly, what was changed, what luck earns."""
    unnoticed = sum(bool(u.indicator) for u in proof.blind)
    admitted = sum(bool(u.because) for u in proof.unguarded)
    told = (
        (
            f"{len(proof.mutants)} ways of not doing the job: {proof.count('killed')} cost just what they "
            f"should, {proof.count('declared')} declared, {proof.count('harmless')} rightly cost nothing, "
            f"{len(proof.survivors)} unnoticed."
        ),
        _harmless(proof),
        (
            f"{proof.changes_tried} changes of the marking: {unnoticed} that no play would notice, "
            f"{admitted} more declared as such; {_untested(proof)}."
        ),
        _luck(proof),
    )
    return tuple(sentence for sentence in told if sentence)


def _harmless(proof: Proof) -> str:
    """Return why those that cost nothing may, with their numbers."""
    found = proof.harmless()
    kinds = ", ".join(f"{number} {ROOMS[room]}" for room, number in found.items())
    return f"Of those that cost nothing {kinds}." if kinds else ""


def _untested(proof: Proof) -> str:
    number = len(proof.untested)
    return f"{number or 'no'} critical flag{'' if number == 1 else 's'} that no play could test"


def _luck(proof: Proof) -> str:
    """Return what whoever does things at random earns at most, and of how many plays."""
    if not proof.luck:
        return ""
    most = max(proof.luck, key=lambda one: one.share)
    if not most.earned:
        return f"Whoever did things at random earned nothing in {most.plays} plays."
    return f"Whoever did things at random earned {most.criterion} in {most.earned} of {most.plays} plays."


def set_out(proof: Proof) -> dict[str, list[str]]:
    """Return what lies behind the figures, by heading: what is declared and why, what cost nothing.

    Only headings under which something stands; each line once for all forms.
    """
    found = {
        "Declared dependencies": [
            f"A learner who {m.words} loses {', '.join(m.actual) or 'nothing'}, not "
            f"{' or '.join(m.expected) or 'nothing'}. {m.because}"
            for m in proof.declared
        ],
        "Declared as not noticed": [f"{u.words} {u.because}" for u in proof.unguarded if u.because],
        "The forms beside each other": [form_in_words(form) for form in proof.forms],
    }
    for room in proof.harmless():
        words = [f"A learner who {m.words}." for m in proof.mutants if m.room == room]
        found[f"Rightly cost nothing: they {ROOMS[room]}"] = words
    for why, flags in proof.untested_by().items():
        found[f"Critical flags that no play could test: {why}"] = [flag.label for flag in flags]
    return {heading: list(dict.fromkeys(lines)) for heading, lines in found.items() if lines}
