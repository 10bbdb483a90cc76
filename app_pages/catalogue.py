"""The catalogue: what calls there are, at which centre, and - for staff - where the library is thin."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages._access import MADE_READY, require_role, service, take_call
from app_pages._kit.coverage import coverage_figure
from app_pages._kit.css import scenarios_css
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._kit.timeline import PLAIN
from simulator.service.catalogue import READERS, STAFF, Entry, StandardRow

TO_YOUR_DESK = "The call goes to your desk, where its phone rings."

who = require_role(*READERS)
catalogue = service().catalogue
staff, learner = who.may(*STAFF), who.may("learner")
HARD = {1: "plain", 2: "harder", 3: "hardest"}
LENGTHS = {"": "any length", "short": "up to 5 minutes", "long": "over 5 minutes"}
SHORT_SECONDS = 300
ENOUGH = 8  # in how many calls a criterion should be shown before it counts as well covered


def take(scenario_id: str) -> None:
    """Note which call was chosen: it is started where the page can say that this takes a while."""
    st.session_state["taken_call"] = scenario_id


def chosen(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Draw the choices and return the calls that fit them all."""
    centres = {e.centre: e.centre_name for e in entries}
    criteria = sorted({c for e in entries for c in e.criteria})
    special = sorted({s for e in entries for s in e.special_callers})
    with st.container(horizontal=True, key="catalogue_choices"):
        centre = st.selectbox(
            "Centre", ["", *centres], format_func=lambda c: centres.get(c, "any centre"), key="by_centre"
        )
        hard = st.selectbox(
            "Difficulty", [0, *HARD], format_func=lambda n: HARD.get(n, "any difficulty"), key="by_difficulty"
        )
        length = st.selectbox("Length", list(LENGTHS), format_func=LENGTHS.__getitem__, key="by_length")
        criterion = st.selectbox(
            "Criterion", ["", *criteria], format_func=lambda c: c or "any criterion", key="by_criterion"
        )
        caller = ""
        if special:
            caller = st.selectbox(
                "Special caller", ["", *special], format_func=lambda s: s or "any caller", key="by_caller"
            )
    return tuple(
        e
        for e in entries
        if centre in ("", e.centre)
        and hard in (0, e.difficulty)
        and (not length or (e.length <= SHORT_SECONDS) == (length == "short"))
        and (not criterion or criterion in e.criteria)
        and (not caller or caller in e.special_callers)
    )


def how_many(fitting: int, of: int) -> str:
    """Say how many calls fit what was chosen, and what to do where none does."""
    if not fitting:
        return f"None of the {of} calls fits all of that. Choose “any” in one of the fields above."
    return f"{fitting} calls" if fitting == of else f"{fitting} of {of} calls"


def told(entry: Entry) -> str:
    """Return what is told of a call, in one line."""
    minutes = f"about {max(1, round(entry.length / 60))} minutes"
    parts = [minutes, HARD[entry.difficulty]]
    if entry.calls > 1 and staff:
        parts.append(f"{entry.calls} calls")
    if entry.special_callers:
        parts.append(", ".join(entry.special_callers))
    if staff:
        parts.append(f"{entry.variants} variants" if entry.variants > 1 else "one form")
        parts.append(" and ".join(entry.used_for))
    return " · ".join(parts)


def listed(entries: tuple[Entry, ...]) -> None:
    """Draw the calls, centre by centre."""
    for centre in dict.fromkeys(e.centre for e in entries):
        mine = [e for e in entries if e.centre == centre]
        with card(f"centre_{centre}"):
            st.header(mine[0].centre_name)
            for number, entry in enumerate(mine, 1):
                name = entry.title or f"{entry.kind_of_call} ({number})"
                with st.container(
                    horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
                ):
                    note = f"  \nContent note: {plain_md(entry.content_note)}" if entry.content_note else ""
                    st.markdown(f"**{plain_md(name)}**  \n{told(entry)}{note}")
                    if learner:
                        st.button(
                            f"Take this call :gray[{plain_md(name)}]",
                            key=f"take_{entry.scenario_id}",
                            on_click=take,
                            args=(entry.scenario_id,),
                        )


def covered(entries: tuple[Entry, ...]) -> None:
    """Draw the matrix of scenario and criterion, and say in words where it is thin."""
    found = catalogue.coverage(who)
    shown = {e.scenario_id for e in entries}
    rows = [(e, n) for e, n in zip(found.entries, found.counts, strict=True) if e.scenario_id in shown]
    if not rows:
        return
    with card("coverage"):
        st.header("What the calls can show")
        sums = [sum(n[k] for _, n in rows) for k in range(len(found.criteria))]
        calls = [sum(n[k] > 0 for _, n in rows) for k in range(len(found.criteria))]
        thin = [c for c, n in zip(found.criteria, calls, strict=True) if n < ENOUGH]
        st.write(
            f"Indicators of each criterion in {len(rows)} calls. "
            + (
                f"In fewer than {ENOUGH} calls: {', '.join(thin)}."
                if thin
                else f"Each is in {ENOUGH} calls or more."
            )
        )
        figure = coverage_figure(
            [e.title for e, _ in rows],
            found.criteria,
            [n for _, n in rows],
            dark=st.context.theme.type == "dark",
        )
        alt = "; ".join(f"{c}: {n} indicators" for c, n in zip(found.criteria, sums, strict=True))
        st.plotly_chart(figure, theme=None, config=PLAIN, alt=alt, key="coverage_figure")


def which(row: StandardRow) -> str:
    """Return the number of the calls that can show a criterion, which opens to their names."""
    names = "; ".join(f"{escape(title)} ({number})" for title, number in row.calls)
    return f"<details><summary>{row.scenarios} calls</summary>{names}</details>"


def by_standard() -> None:
    """Draw how the calls cover the occupational standard, with what is not represented said openly."""
    unit = next(iter(service().library.units))
    standard, rows = catalogue.standard(who, unit)
    if standard is None:
        return
    with card("standard"):
        st.header(f"{standard.number}: {standard.name}")
        st.write("Its performance criteria in our own words, and which calls can show each (by indicators).")
        lines = "".join(
            f'<tr><th scope="row">{escape(r.number)}. {escape(r.says)}</th>'
            f"<td>{escape(', '.join(r.criteria))}</td>"
            + (
                f"<td>{which(r)}</td><td>{r.indicators}</td></tr>"
                if r.represented
                else '<td colspan="2"><b>not represented</b></td></tr>'
            )
            for r in rows
        )
        st.html(
            '<div class="proof-matrix" tabindex="0" role="region" aria-label="The standard"><table>'
            '<caption class="heard-only">Performance criteria and the calls that can show them</caption>'
            '<thead><tr><th scope="col">Performance criterion</th><th scope="col">Criteria of the unit</th>'
            '<th scope="col">Calls</th><th scope="col">Indicators</th></tr></thead>'
            f"<tbody>{lines}</tbody></table></div>"
        )


scenarios_css()
st.title("Catalogue")
body, fault = st.empty(), ""
if taken := st.session_state.pop("taken_call", ""):
    at_once = service().library.has_reader(taken)
    body.info(TO_YOUR_DESK if at_once else MADE_READY, icon=":material/hourglass_top:")
    fault = take_call(who, taken)
with body.container():
    if fault:
        st.error(fault)
    all_entries = catalogue.entries(who)
    fitting = chosen(all_entries)
    st.write(how_many(len(fitting), len(all_entries)))
    listed(fitting)
    if staff:
        covered(fitting)
        by_standard()
