"""The figures of a proof as the terminal, the page without a server and the app all say them."""

from collections.abc import Iterator, Sequence

from simulator.proving.alike import form_in_words
from simulator.proving.luck import named
from simulator.proving.proof import ROOMS, Mutant, Proof

__all__ = ["about", "costs", "figure_lines", "figures", "form_in_words", "how_many", "named", "set_out"]
_DECLARED, _ROOM = "Declared dependencies", "Rightly cost nothing: they "
_UNTESTED = "Critical flags that no play could test: "


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
        _DECLARED: list(_declared(proof)),
        "Declared as not noticed": [f"{u.words} {u.because}" for u in proof.unguarded if u.because],
        "The forms beside each other": [form_in_words(form) for form in proof.forms],
    }
    for room in proof.harmless():
        words = [f"A learner who {m.words}." for m in proof.mutants if m.room == room]
        found[f"{_ROOM}{ROOMS[room]}"] = words
    for why, flags in proof.untested_by().items():
        found[f"{_UNTESTED}{why}"] = [flag.label for flag in flags]
    return {heading: list(dict.fromkeys(lines)) for heading, lines in found.items() if lines}


def costs(mutant: Mutant) -> str:
    """Return what a mutant loses, beside what is due for it."""
    due = " or ".join(mutant.expected)
    return (
        f"loses {', '.join(mutant.actual) or 'nothing'}{f', not {due}' if due else ' where nothing is due'}"
    )


def _declared(proof: Proof) -> Iterator[str]:
    """Yield each declaration with its reason, and the forms where the same costs something else in others."""
    forms: dict[tuple[str, str], dict[str, None]] = {}
    reasons: dict[tuple[str, str], str] = {}
    for one in (m for m in proof.mutants if m.verdict == "declared"):
        told = (one.words, costs(one))
        forms.setdefault(told, {})[one.play.variant] = None
        reasons.setdefault(told, one.because)
    for (words, cost), variants in forms.items():
        named_forms = " and ".join(f"“{variant}”" for variant in variants if variant)
        differs = sum(other == words for other, _ in forms) > 1 and len(proof.forms) > 1
        where = f"In the form {named_forms}: a" if differs and named_forms else "A"
        yield f"{where} learner who {words} {cost}. {reasons[words, cost]}"


def how_many(proof: Proof, heading: str, lines: Sequence[str]) -> str:
    """Return how many lines stand under a heading, and that each may stand for several forms."""
    merged = heading.startswith((_DECLARED, _ROOM)) and len(proof.forms) > 1
    return f"{len(lines)} different, in {len(proof.forms)} forms" if merged else str(len(lines))


def about(heading: str) -> str:
    """Return what a heading of ``set_out`` needs to be understood; empty for most."""
    return _ABOUT if heading.startswith(_UNTESTED) else ""


_ABOUT = (
    "Where something is critical, one grave mistake in it outweighs all else of its criterion. The proof "
    "could not try whether that is rightly set for these. There is nothing that you need do."
)
