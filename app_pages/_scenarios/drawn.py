"""Draws how scenarios stand: the matrix, their faults, what nobody would notice. It decides nothing."""

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
    "proven": ("✓", "shown", "proven"),
    "not proven": ("✗", "not_shown", "not proven"),
    "checking": ("…", "undecided", "being proved"),
    "waiting": ("…", "undecided", "waits to be proved"),
    "nothing claimed": ("–", "no_chance", "nothing claimed"),
    "failed": ("!", "contrary", "could not be proved"),
}
"""Of each state its sign, its tone and its words."""
_LINE = re.compile(r"^(\d+):(\d{2}) (?:([^:(]{1,70}): )?(.*)$")


def state_of(one: ScenarioFile) -> tuple[str, str, str]:
    """Return sign, tone and words of a scenario's state."""
    if not one.playable:
        return "!", "contrary", "has faults: cannot be played"
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


def matrix(files: Sequence[ScenarioFile]) -> None:
    """Draw which scenario proves which criterion: a sign, and words for those who do not see it."""
    claimed = sorted({c for one in files if one.standing.kept for c in one.standing.kept.proof.criteria})
    head = "".join(f'<th scope="col">{escape(c)}</th>' for c in claimed)
    rows = ""
    for one in files:
        sign, tone, words = state_of(one)
        proof = one.standing.kept.proof if one.standing.kept else None
        cells = {cell.criterion: cell for cell in proof.cells} if proof else {}
        known = proof is not None or (one.playable and one.standing.state == "nothing claimed")
        signs = "".join(_cell(cells.get(criterion)) if known else _UNKNOWN for criterion in claimed)
        rows += (
            f'<tr><th scope="row">{escape(one.title)}</th><td class="state"><span class="{tone}" '
            f'aria-hidden="true">{sign}</span> {words}</td>{signs}</tr>'
        )
    slides = (
        '<p class="proof-slides">The criteria slide sideways; the first column stays.</p>' if head else ""
    )
    st.html(
        f'{slides}<div class="proof-matrix" tabindex="0" role="region" '
        'aria-label="Scenarios and criteria"><table>'
        '<caption class="heard-only">Which criteria each scenario is proven to show</caption><thead><tr>'
        f'<th scope="col">Scenario</th><th scope="col">Proof</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


_UNKNOWN = (
    '<td><span class="undecided" aria-hidden="true">…</span>'
    '<span class="heard-only">not known yet</span></td>'
)


def _cell(cell: Cell | None) -> str:
    if cell is None:
        dot = '<span class="no_chance" aria-hidden="true">·</span>'
        return f'<td>{dot}<span class="heard-only">not claimed</span></td>'
    tone, sign, words = ("shown", "✓", "proven") if cell.proven else ("not_shown", "✗", "not proven")
    return (
        f'<td title="{cell.killed} ways to lose it"><span class="{tone}" aria-hidden="true">{sign}</span>'
        f'<span class="heard-only">{words}</span></td>'
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
        replay(shown[chosen], key=f"{key}_{list(shown).index(chosen)}")


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
