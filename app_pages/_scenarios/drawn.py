"""Draws how a scenario stands: its proof, its faults, what nobody would notice. It decides nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import streamlit as st

from app_pages._kit.components import transcript
from app_pages._kit.drawing import plain_md
from app_pages._kit.views import Entry
from simulator.model.faults import Fault
from simulator.service.authoring import (
    Cell,
    Play,
    Proof,
    ScenarioFile,
    StillToProve,
    about,
    figures,
    how_many,
    named,
    set_out,
)
from simulator.service.proofs import ProofState

STATES: dict[ProofState, tuple[str, str, str]] = {
    "proven": ("check_circle", "green", "proven"),
    "not proven": ("cancel", "red", "not proven"),
    "checking": ("autorenew", "violet", "being proved"),
    "waiting": ("hourglass_empty", "gray", "waits to be proved"),
    "nothing claimed": ("remove", "gray", "nothing claimed"),
    "failed": ("error", "red", "could not be proved"),
}
"""Of each state its icon, its colour and its words."""
_LINE = re.compile(r"^(\d+):(\d{2}) (?:([^:(]{1,70}): )?(.*)$")


def state_of(one: ScenarioFile) -> tuple[str, str, str]:
    """Return icon, colour and words of a scenario's state."""
    if not one.playable:
        return "error", "red", "has faults: cannot be played"
    return STATES[one.standing.state]


def still_to_prove(left: StillToProve, *, strict: bool) -> None:
    """Say that proofs are still to be made, how long that takes, and what can be done meanwhile."""
    if not left.scenarios:
        return
    if not strict:
        st.info(
            "This server lets assessments begin without a proof (it was started with `--assess-unproven`), "
            "so proofs are made only when a tutor or administrator chooses “Check again”.",
            icon=":material/info:",
        )
        return
    markings = "marking is" if left.scenarios == 1 else "markings are"
    minutes = "minute" if left.minutes == 1 else "minutes"
    st.info(
        f"{left.scenarios} {markings} still to be proved, one after the other: about {left.minutes} "
        f"{minutes} in all. That is so with a new version of the simulator, and for what was changed. "
        "Meanwhile practice, marking and portfolios go on as ever; only a call whose marking is not proven "
        "yet cannot be set or begun as an assessment.",
        icon=":material/hourglass_top:",
    )


def in_short(one: ScenarioFile) -> str:
    """Return how a scenario's proof stands in a few words, with how many of its criteria are proven."""
    _, _, words = state_of(one)
    cells = one.standing.kept.proof.cells if one.standing.kept else ()
    if not one.playable or not cells:
        return words
    return f"{words}: {sum(cell.proven for cell in cells)} of {len(cells)} criteria"


def criteria(proof: Proof) -> None:
    """Draw which criteria a scenario is proven to show: a sign and words for each."""
    if proof.cells:
        st.html(f'<ul class="proof-cells">{"".join(map(_cell, proof.cells))}</ul>')


def _cell(cell: Cell) -> str:
    tone, sign, words = ("shown", "✓", "proven") if cell.proven else ("not_shown", "✗", "not proven")
    ways = f"{cell.killed} way{'s' if cell.killed != 1 else ''} to lose it"
    return (
        f'<li title="{ways}"><span class="{tone}" aria-hidden="true">{sign}</span> '
        f"<b>{escape(cell.criterion)}</b> {words}</li>"
    )


def faults(found: Sequence[Fault]) -> None:
    """Draw faults with line, field and cure."""
    items = "".join(
        f'<li><b>Line {fault.line}</b> <span class="mono">{escape(fault.code)}</span> '
        f"{escape(fault.field)}{': ' if fault.field else ''}{escape(fault.message)}<br>"
        f"{escape(fault.cure)}</li>"
        for fault in found
    )
    st.html(f'<ul class="faults">{items}</ul>')


def proof_in_words(proof: Proof, *, key: str) -> None:
    """Draw what a proof found: the figures, why it fails, and each thing that nobody would notice."""
    st.markdown(plain_md(figures(proof)))
    shown = not_marked(proof)
    told = {m.words for m in proof.survivors} | {u.words for u in proof.blind}
    others = [reason for reason in proof.reasons if not any(words and words in reason for words in told)]
    if others:
        st.markdown("\n".join(f"- {plain_md(reason)}" for reason in others))
    if proof.advice:
        st.info("\n".join(f"- {plain_md(advice)}" for advice in proof.advice))
    if st.toggle("Show what lies behind these figures", key=f"behind_{key}"):
        for heading, lines in set_out(proof).items():
            listed = "\n".join(f"- {plain_md(line)}" for line in lines)
            said = f"{about(heading)}\n\n" if about(heading) else ""
            st.markdown(f"**{plain_md(heading)}** ({how_many(proof, heading, lines)})\n\n{said}{listed}")
    if not shown:
        return
    with st.container(height=min(300, 90 + 30 * len(shown)), key=f"survivors_{key}"):
        chosen = st.radio(
            "What the marking does not notice, or charges wrongly",
            list(shown),
            index=None,
            format_func=plain_md,
            key=f"survivor_{key}",
        )
    if chosen is not None:
        if cures := what_to_do(proof, chosen):
            st.markdown("\n".join(f"- {plain_md(cure)}" for cure in cures))
        replay(shown[chosen], key=f"{key}_{list(shown).index(chosen)}")


def what_to_do(proof: Proof, chosen: str) -> tuple[str, ...]:
    """Return the reasons of a proof that tell what would notice one of the things it shows, or declare it."""
    told = (*(m.words for m in proof.survivors), *(u.words for u in proof.blind))
    about_it = [words for words in told if words and words in chosen]
    return tuple(reason for reason in proof.reasons if any(words in reason for words in about_it))


def not_marked(proof: Proof) -> dict[str, Play]:
    """Return in words what is not noticed or charged wrongly, each once for all forms, with a play of it."""
    found: dict[str, Play] = {}
    for one in proof.survivors:
        lost, due = ", ".join(one.actual) or "nothing", " or ".join(one.expected) or "nothing"
        costs = "" if one.verdict == "survived" else f": it costs {lost}, and should cost {due}"
        found.setdefault(f"A learner who {one.words}{costs} (clause {one.clause})", one.play)
    for change in (u for u in proof.blind if u.indicator):
        found.setdefault(f"{change.words} (clause {change.clause})", change.play)
    for lucky in proof.lucky:
        found.setdefault(f"{', '.join(lucky.earned)} earned by luck ({named(lucky)})", lucky.play)
    return found


def replay(play: Play, *, key: str) -> None:
    """Draw the transcript of a play, to be read or played through line by line."""
    where = f" in the form “{play.variant}”" if play.variant else ""
    st.caption(f"A play that shows it{where}, cast by seed {play.seed}.")
    entries = [_entry(number, line) for number, line in enumerate(play.transcript)]
    if not entries:
        st.write("There is no play to show: it is about the marking as a whole.")
        return
    with st.container(height=380, key=f"replay_{key}"):
        transcript(entries, key=f"play_{key}", stream=key, label="A play of the proof", variant="debrief")


def _entry(number: int, line: str) -> Entry:
    found = _LINE.match(line)
    if found is None:
        return Entry(str(number), 0.0, "system", line)
    minutes, seconds, name, text = found.groups()
    t = int(minutes) * 60.0 + int(seconds)
    if name is None:
        return Entry(str(number), t, "system", text)
    if name.startswith("You"):
        return Entry(str(number), t, "learner", text, name.removeprefix("You").lstrip(", "))
    return Entry(str(number), t, "caller", text, name)
