"""A page that shows every piece of the design system with invented data; run by tests only, never shipped.

Choose with ?piece=console, shift, desk, home, ringing or debrief.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app_pages._kit import components as kit
from app_pages._kit import css, drawing, layout, views
from app_pages._kit.views import Ear, Entry, LineAction, LineTile, LogField, PriorityLevel
from tests.pages.kit_deeds import S, deed
from tests.pages.kit_reading import debrief, desk, home, spoken

st.set_page_config(page_title="Kit", page_icon="static/icon.png", layout="wide")
DESK = 14 * 3600 + 7 * 60 + 3
S.setdefault("zero", time.time() - float(st.query_params.get("t", "153")))
S.setdefault("deeds", [])
ATTEMPT = st.query_params.get("attempt", "a1")


def now() -> views.Clock:
    return kit.clock_now(time.time() - S.zero, DESK)


def entries(extra: str = "said") -> list[Entry]:
    lines = spoken()
    for i, (t, text) in enumerate(S.get(extra, [])):
        lines.append(Entry(f"s{i}", t, "learner", text, ""))
        lines.append(
            Entry(f"r{i}", t + 2, "caller", "(unsure) I think so. " + text[:20], "Caller", can_log=True)
        )
    return lines


def say(said: views.Said) -> None:
    if "refuse" in said.text:
        raise views.Refused("Not sent: the radio is busy. Your text is still here. Try again, or phone.")
    S.gone = said.text == "goodbye"
    S.setdefault("said", []).append((time.time() - S.zero, said.text))
    deed("send")(said.text, said.line, said.to)


def save(saved: views.Saved) -> None:
    S.setdefault("log", {}).setdefault(saved.form, {}).update(saved.changes)
    S.saved_at = "14:09:31"
    deed("save")(saved.form, saved.changes)


def add_note(note: views.NoteAdded) -> None:
    S.setdefault("notes", []).append((note.text, note.corrects))
    deed("note")(note.form, note.text, note.corrects)


def prioritise(choice: views.PrioritySet) -> None:
    S.priority = (choice.level, choice.reason)
    deed("priority")(choice.level, choice.reason)


def log_view() -> views.LogForm:
    form = S.get("line", "line1")
    first = form == "line1"
    values = (
        {
            "where": "14 Tanners Row, Aldermouth, AM4 2QP. Read back at 0:36",
            "name": "Dilys Okafor",
            "number": "01632 960118",
            "people": "2: caller, father (upstairs)",
            "vulnerable": "Father cannot walk unaided",
            "type": "Gas escape",
        }
        if first
        else {}
    )
    values |= S.get("log", {}).get(form, {})

    def field(i: str, label: str, hint: str = "", half: bool = True) -> LogField:
        return LogField(i, label, values.get(i, ""), hint, half=half)

    level, reason = S.get(
        "priority", ("P1", "Gas, people inside, one cannot leave alone") if first else (None, "")
    )
    notes = (
        (
            views.Note("n1", "14:07", "Strong smell of gas, kitchen."),
            views.Note("n2", "14:08", "Card GAS-1 begun: switches, flames. Caller confirms."),
            views.Note("n3", "14:08", "father is upstairs, not in kitchen.", True),
        )
        if first
        else ()
    )
    added = tuple(views.Note(f"x{i}", "14:09", t, bool(c)) for i, (t, c) in enumerate(S.get("notes", [])))
    return views.LogForm(
        form,
        "Log 0047" if first else "Log 0048",
        (
            field("where", "Where", half=False),
            field("name", "Caller's name"),
            field("number", "Number to call back"),
            field("people", "People and injuries", "How many, how are they?"),
            field("hazards", "Hazards", "List them, or: none known"),
            field("access", "Getting in", "Doors, keys, codes"),
            field("vulnerable", "Vulnerable or known here"),
        ),
        LogField(
            "type",
            "Type of incident",
            values.get("type", ""),
            "Choose a type",
            "select",
            ("Gas escape", "Road collision"),
        ),
        (
            PriorityLevel("P1", "P1", "Life at risk now", "red"),
            PriorityLevel("P2", "P2", "Serious, may get worse", "orange"),
            PriorityLevel("P3", "P3", "Needs a visit"),
            PriorityLevel("P4", "P4", "Advice only"),
        ),
        level,
        "14:08:10" if level else "",
        reason,
        False,
        notes + added,
        S.get("saved_at", "14:09:31"),
    )


def tiles(shift: bool) -> list[LineTile]:
    t, line = time.time() - S.zero, S.get("line", "line1")
    if not shift:
        return [
            LineTile("line1", 1, "Line 1 · Okafor", "live", "On call · P1 · log 0047", 0, selected=True),
            LineTile("radio", 2, "Radio · Alpha 1", "radio", "Last heard 1:50"),
        ]
    ringing: list[LineTile] = (
        [] if S.get("answered") else [LineTile("line3", 3, "Line 3 rings", "ringing", "Answer", t - 9)]
    )
    return [
        LineTile(
            "line1",
            1,
            "Line 1 · Okafor",
            "live" if line == "line1" else "hold",
            "On hold · P1 · 0047",
            105,
            130,
            line == "line1",
        ),
        LineTile("line2", 2, "Line 2 · 960204", "live", "On call · 0048", 122, selected=line == "line2"),
        *ringing,
        LineTile("radio", 4, "Radio · Alpha 1", "radio_calling", "Calling you", t - 4),
        *MORE_LINES[: int(st.query_params.get("more", "0"))],
    ]


MORE_LINES = [
    LineTile("medic1", 5, "Radio · Medic 501", "radio", "Radio", 60),
    LineTile("medic2", 6, "Radio · Medic 502", "radio", "Radio", 80),
    LineTile("fire", 7, "Phone · Fire Control", "radio", "On the phone", 90),
    LineTile("amb", 8, "Phone · Ambulance Control", "radio", "On the phone", 99),
    LineTile("police", 9, "Phone · Police Control", "radio", "Ringing them", 101),
]
LONG_REPLY = (
    "Duty manager. I have 0047. I am taking the decisions above yours; keep me told of every change. "
    "I will speak to their duty officers. You stay with your caller, and ring me when the cylinder is found."
)


def switch(line: str) -> None:
    S.line = line
    deed("select")(line)


def answer(line: str) -> None:
    S.answered = True
    deed("answer")(line)


def due(asked: str) -> float | None:
    """When something is due, as the address says under this name, until it has been knocked for."""
    return float(st.query_params[asked]) if asked in st.query_params and not S.get("due_fired") else None


def knocked(t: float) -> None:
    S.due_fired = True
    deed("due")(t)


def console(shift: bool) -> None:
    css.console_css()
    kit.call_pieces()
    if shift:
        S.setdefault("line", "line2")
    line = S.get("line", "line1")
    clock = now()
    with st.container(key="console_top"):
        kit.line_strip(
            tiles(shift),
            clock,
            key="strip",
            next_due=due("due"),
            on_select=switch,
            on_answer=answer,
            on_stop=deed("stop"),
            on_due=knocked,
        )
        kit.pane_switch({"talk": "Talk", "log": "Log", "act": "Act"}, key="switch")
    kit.keys(
        key="keys",
        panel=S.get("panel") or "Units",
        on_panel=lambda name: (S.update(panel=name), deed("panel")(name))[0],
    )
    panes = layout.console_panes()
    with panes.left:
        drawing.pane_title(
            "Line 1 · Dilys Okafor" if line == "line1" else "Line 2 · caller not named", "shown: 01632 960118"
        )
        with layout.grow("transcript"):
            kit.transcript(entries(), key="transcript", stream=line, label="Transcript", on_put_in_log=offer)
        caller = Ear("caller", "Caller, line 1", "Say to Dilys Okafor")
        crew = Ear("radio", "Alpha 1 by radio", "Say to Alpha 1 by radio", True)
        gone = S.get("gone", False)
        kit.entry_line(
            (crew,) if gone else (caller, crew),
            key="entry",
            attempt=ATTEMPT,
            line=line,
            to=None if gone else "caller",
            partings={"caller": "Dilys Okafor has hung up."} if gone else {},
            clock=clock,
            next_due=due("due_in_talk"),
            on_send=say,
            on_act=deed("act"),
            on_due=knocked,
            actions=(
                LineAction("hold", "Hold", "pause", "KeyW"),
                LineAction("connect", "Connect", "phone_forwarded"),
                LineAction("end", "End call", "call_end", "KeyX"),
            ),
        )
        kit.knock(clock, key="knock", next_due=due("due_at_home"), on_due=knocked)
    with panes.middle, layout.grow("log"):
        kit.log_form(
            log_view(),
            key="log_form",
            attempt=ATTEMPT,
            on_save=save,
            on_note=add_note,
            on_priority=prioritise,
            offer=S.get("offer"),
        )
    with panes.right:
        kit.sent_list(
            [
                views.SentItem("a", "Alpha 1", "on the way, due 14:13", "on_way"),
                views.SentItem("g", "Gas engineer G3", "data 14:08", "waiting", 73),
                *(
                    [views.SentItem("d", "Duty manager", "told 14:08", "answered", reply=LONG_REPLY)]
                    if "replied" in st.query_params
                    else []
                ),
            ],
            clock,
            key="sent",
        )
        st.segmented_control(
            "Panel",
            ["Units", "Message", "Escalate", "Tree", "Find"],
            key="panel",
            default="Units",
            label_visibility="collapsed",
            width="stretch",
        )
        with layout.scroll("act"), st.container(key="act_panel"):
            panel(S.get("panel") or "Units")


def offer(entry: str) -> None:
    S.offer = (f"{entry}-{len(S.deeds)}", next(e.text for e in entries() if e.id == entry))
    deed("put_in_log")(entry)


def panel(name: str) -> None:
    if name == "Message":
        st.segmented_control("By", ["Radio", "Phone", "Data", "Email", "SMS"], default="Radio", key="by")
        st.text_area("Message", "Alpha 1 from Control.", key="message")
        st.button("Send by radio to Alpha 1", type="primary", icon=":material/send:", width="stretch")
    elif name == "Find":
        st.text_input(
            "Find",
            placeholder="Procedures, codes, directory",
            icon=":material/search:",
            label_visibility="collapsed",
        )
    else:
        units = [
            ("Alpha 1", "Fire pump", "on the way"),
            ("Alpha 2", "Fire pump, part-time crew", "12 min"),
            ("DCA 501", "Ambulance", "7 min"),
            ("Gas G7", "Gas engineer", "40 min"),
            ("Bravo 21", "Police car", "6 min"),
            ("Bravo 22", "Police car", "busy"),
        ]
        for unit, kind, when in units:
            with st.container(
                horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
            ):
                st.markdown(f"**{unit}** {kind}  \n:gray[{when}]", width="content")
                if "min" in when:
                    st.button("Send", key=f"send_{unit}", help=None)


css.apply_css()
piece = st.query_params.get("piece", "console")
draw = {
    "console": lambda: console(False),
    "shift": lambda: console(True),
    "desk": desk,
    "home": lambda: home(False),
    "ringing": lambda: home(True),
    "debrief": debrief,
}[piece]
draw()
S.runs = S.get("runs", 0) + 1
if "out" in st.query_params:
    # Replaced whole: a reader in another process never meets half a file.
    out = Path(st.query_params["out"])
    half = out.with_suffix(f".{id(S.deeds)}")
    half.write_text(json.dumps({"deeds": S.deeds, "runs": S.runs}), encoding="utf-8")
    half.replace(out)
