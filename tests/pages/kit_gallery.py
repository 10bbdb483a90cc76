"""A page that shows every piece of the design system with invented data; run by tests only, never shipped.

Choose with ?piece=console, shift, desk, home, ringing or debrief.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app_pages._kit import components as kit  # noqa: E402
from app_pages._kit import css, drawing, layout, timeline, views  # noqa: E402
from app_pages._kit.views import Chip, Ear, Entry, Indicator, LineAction, LineTile, LogField, PriorityLevel  # noqa: E402

st.set_page_config(page_title="Kit", page_icon="static/icon.png", layout="wide")
DESK = 14 * 3600 + 7 * 60 + 3
S = st.session_state
S.setdefault("zero", time.time() - float(st.query_params.get("t", "153")))
S.setdefault("deeds", [])
ATTEMPT = st.query_params.get("attempt", "a1")
INDICATORS = (
    Indicator("i1", "shown", "Tells the caller not to make a spark", "1:02",
              "Don't touch any switches, and nobody smokes or lights anything.",
              "Card GAS-1, clause 6.2 a. Within 60 s of the hazard being known.", "e7"),
    Indicator("i2", "contrary", "Never sends a caller to look for a leak", "1:24",
              "Could you pop down to the cellar and see if you can find where it's coming from?",
              "Card GAS-1, clause 6.2 f, critical. One contrary line outweighs the rest of 1.6.", "e10"),
    Indicator("i3", "shown", "Tells the caller to leave by a safe way", "2:51",
              "Open the windows on your way and come outside.", "Card GAS-1, clause 6.2 c.", "e12"),
    Indicator("i4", "undecided", "Says what happens next", "2:40", "yeah ambo on standby ta",
              "The machine did not understand this line. You decide, or re-tag it.", "e14"),
)
SPOKEN: tuple[tuple[float, views.Who, str, str], ...] = (
    (0, "system", "", "You answered line 1 after 4 seconds. Number shown: 01632 960118."),
    (3, "learner", "", "Wendshire Incident Line, what is the address of the emergency?"),
    (9, "caller", "Caller", "(fast, out of breath) Hello? I can smell gas, it's really strong, I don't know what to do!"),
    (17, "learner", "", "I'm going to help you. Tell me where you are first."),
    (24, "caller", "Caller", "14 Tanners Row, Aldermouth. AM4 2QP."),
    (36, "learner", "", "14 Tanners Row, AM4 2QP. Thank you. Is anyone in the house with you?"),
    (43, "caller", "Caller", "(crying) Me and my dad. He's upstairs and he can't manage the stairs on his own."),
    (62, "learner", "", "Don't touch any switches, and nobody smokes or lights anything."),
    (69, "caller", "Caller", "Okay. Okay, I won't touch anything."),
    (75, "caller", "Caller", "Dad's just said he'll put the landing light on so he can see."),
    (81, "learner", "", "Tell him to stop. Leave that light alone."),
    (88, "caller", "Caller", "(shouting away from the phone) Dad! Leave it! … He's left it."),
    (110, "responder", "Radio · Alpha 1", "Control from Alpha 1, mobile to Tanners Row. Any persons reported, over?"),
    (124, "learner", "You, to Alpha 1 by radio", "Alpha 1 from Control. Two persons. One upstairs, cannot walk unaided. Over."),
    (141, "caller", "Caller", "(quieter) He's got his oxygen on. Shall I open the windows?"),
)


def deed(kind: str) -> Any:
    def note(*values: Any) -> None:
        S.deeds.append([kind, *values])
    return note


def now() -> views.Clock:
    return kit.clock_now(time.time() - S.zero, DESK)


def entries(extra: str = "said") -> list[Entry]:
    lines = [Entry(f"e{i}", t, who, text, name, can_log=who in ("caller", "responder"))
             for i, (t, who, name, text) in enumerate(SPOKEN)]
    for i, (t, text) in enumerate(S.get(extra, [])):
        lines.append(Entry(f"s{i}", t, "learner", text, ""))
        lines.append(Entry(f"r{i}", t + 2, "caller", "(unsure) I think so. " + text[:20], "Caller", can_log=True))
    return lines


def say(said: views.Said) -> None:
    if "refuse" in said.text:
        raise views.Refused("Not sent: the radio is busy. Your text is still here. Try again, or phone.")
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
    values = {"where": "14 Tanners Row, Aldermouth, AM4 2QP. Read back at 0:36", "name": "Dilys Okafor",
              "number": "01632 960118", "people": "2: caller, father (upstairs)", "vulnerable": "Father cannot walk unaided",
              "type": "Gas escape"} if first else {}
    values |= S.get("log", {}).get(form, {})

    def field(i: str, label: str, hint: str = "", half: bool = True) -> LogField:
        return LogField(i, label, values.get(i, ""), hint, half=half)

    level, reason = S.get("priority", ("P1", "Gas, people inside, one cannot leave alone") if first else (None, ""))
    notes = (views.Note("n1", "14:07", "Strong smell of gas, kitchen."),
             views.Note("n2", "14:08", "Card GAS-1 begun: switches, flames. Caller confirms."),
             views.Note("n3", "14:08", "father is upstairs, not in kitchen.", True)) if first else ()
    added = tuple(views.Note(f"x{i}", "14:09", t, bool(c)) for i, (t, c) in enumerate(S.get("notes", [])))
    return views.LogForm(
        form, "Log 0047" if first else "Log 0048",
        (field("where", "Where", half=False), field("name", "Caller's name"), field("number", "Number to call back"),
         field("people", "People and injuries", "How many, how are they?"),
         field("hazards", "Hazards", "List them, or: none known"), field("access", "Getting in", "Doors, keys, codes"),
         field("vulnerable", "Vulnerable or known here")),
        LogField("type", "Type of incident", values.get("type", ""), "Choose a type", "select", ("Gas escape", "Road collision")),
        (PriorityLevel("P1", "P1", "Life at risk now", "red"), PriorityLevel("P2", "P2", "Serious, may get worse", "orange"),
         PriorityLevel("P3", "P3", "Needs a visit"), PriorityLevel("P4", "P4", "Advice only")),
        level, "14:08:10" if level else "", reason, False, notes + added, S.get("saved_at", "14:09:31"))


def tiles(shift: bool) -> list[LineTile]:
    t, line = time.time() - S.zero, S.get("line", "line1")
    if not shift:
        return [LineTile("line1", 1, "Line 1 · Okafor", "live", "On call · P1 · log 0047", 0, selected=True),
                LineTile("radio", 2, "Radio · Alpha 1", "radio", "Last heard 1:50")]
    ringing: list[LineTile] = [] if S.get("answered") else [LineTile("line3", 3, "Line 3 rings", "ringing", "Answer", t - 9)]
    return [LineTile("line1", 1, "Line 1 · Okafor", "live" if line == "line1" else "hold", "On hold · P1 · 0047", 105, 130, line == "line1"),
            LineTile("line2", 2, "Line 2 · 960204", "live", "On call · 0048", 122, selected=line == "line2"), *ringing,
            LineTile("radio", 4, "Radio · Alpha 1", "radio_calling", "Calling you", t - 4)]


def switch(line: str) -> None:
    S.line = line
    deed("select")(line)


def answer(line: str) -> None:
    S.answered = True
    deed("answer")(line)


def console(shift: bool) -> None:
    css.console_css()
    if shift:
        S.setdefault("line", "line2")
    line = S.get("line", "line1")
    clock = now()
    with st.container(key="console_top"):
        due = float(st.query_params["due"]) if "due" in st.query_params and not S.get("due_fired") else None
        kit.line_strip(tiles(shift), clock, key="strip", next_due=due, on_select=switch, on_answer=answer,
                       on_stop=deed("stop"), on_due=lambda t: (S.update(due_fired=True), deed("due")(t))[0])
        kit.pane_switch({"talk": "Talk", "log": "Log", "act": "Act"}, key="switch")
    kit.keys(key="keys", panel=S.get("panel") or "Units", on_panel=lambda name: (S.update(panel=name), deed("panel")(name))[0])
    panes = layout.console_panes()
    with panes.left:
        drawing.pane_title("Line 1 · Dilys Okafor" if line == "line1" else "Line 2 · caller not named", "shown: 01632 960118")
        with layout.grow("transcript"):
            kit.transcript(entries(), key="transcript", stream=line, label="Transcript", on_put_in_log=offer)
        kit.entry_line((Ear("caller", "Caller, line 1", "Say to Dilys Okafor"), Ear("radio", "Alpha 1 by radio", "Say to Alpha 1 by radio", True)),
                       key="entry", attempt=ATTEMPT, line=line, on_send=say, on_act=deed("act"),
                       actions=(LineAction("hold", "Hold", "pause", "KeyW"), LineAction("connect", "Connect", "phone_forwarded"),
                                LineAction("end", "End call", "call_end", "KeyX")))
    with panes.middle, layout.grow("log"):
        kit.log_form(log_view(), key="log_form", attempt=ATTEMPT, on_save=save, on_note=add_note, on_priority=prioritise,
                     offer=S.get("offer"))
    with panes.right:
        kit.sent_list([views.SentItem("a", "Alpha 1", "on the way, due 14:13", "on_way"),
                       views.SentItem("g", "Gas engineer G3", "data 14:08", "waiting", 73)], clock, key="sent")
        st.segmented_control("Panel", ["Units", "Message", "Escalate", "Tree", "Find"], key="panel", default="Units",
                             label_visibility="collapsed", width="stretch")
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
        st.text_input("Find", placeholder="Procedures, codes, directory", icon=":material/search:", label_visibility="collapsed")
    else:
        units = [("Alpha 1", "Fire pump", "on the way"), ("Alpha 2", "Fire pump, part-time crew", "12 min"), ("DCA 501", "Ambulance", "7 min"),
                 ("Gas G7", "Gas engineer", "40 min"), ("Bravo 21", "Police car", "6 min"), ("Bravo 22", "Police car", "busy")]
        for unit, kind, when in units:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f"**{unit}** {kind}  \n:gray[{when}]", width="content")
                if "min" in when:
                    st.button("Send", key=f"send_{unit}", help=None)


def desk() -> None:
    css.desk_css()
    with st.container(key="desk_top", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header("Jordan Reid · Smell of gas · assessment", width="content")
        st.markdown(":gray[Thursday 19 November · attempt 2 of 2 · record verified :material/verified:]", width="content")
        with st.container(horizontal=True, width="content"):
            st.button("Print evidence", icon=":material/print:")
            st.button("Release debrief", icon=":material/lock_open:")
    kit.pane_switch({"queue": "Queue", "call": "Call", "findings": "Findings"}, key="switch")
    panes = layout.desk_panes()
    with panes.left:
        st.subheader("Waiting for you")
        st.radio("Attempt", ["Jordan Reid", "Amira Shah", "Piotr Nowak"], label_visibility="collapsed",
                 captions=["Smell of gas · 5 days · :red[**✕ contrary**]", "Whole shift · 2 days · :violet[**? 2 undecided**]", "Silent call · 1 day"])
    with panes.middle, layout.grow("replay"):
        kit.transcript(desk_entries(), key="transcript", stream="d1", label="The call", variant="desk",
                       on_chip=deed("chip"), on_retag=deed("retag"))
    with panes.right:
        results: dict[str, views.Result] = {"1.1": "shown", "1.2": "shown", "1.4": "not_shown", "1.6": "contrary", "2.1": "undecided"}
        st.segmented_control("Criterion", [drawing.result_label(r, c) for c, r in results.items()], key="criterion",
                             default=drawing.result_label("contrary", "1.6"), label_visibility="collapsed")
        st.markdown("**1.6** provide information, advice and support in response to requests in accordance with organisational procedures"
                    "  \n:red[:material/cancel: **Contrary evidence found**] · provisional, marker 3.2")
        judged = S.get("judged", {})
        with layout.grow("judging"):
            kit.judging_list([views.Indicator(**{**vars(i), "judged": judged.get(i.id)}) for i in INDICATORS], key="judging",
                             label="Indicators of 1.6", current="i2", on_judge=judge, on_goto=deed("goto"))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("**Your decision on 1.6**", width="content")
            st.segmented_control("Decision", ["Met", "Not yet met"], label_visibility="collapsed", width="content")
            st.markdown(":gray[3 of 4 indicators not judged yet]", width="content")


def judge(verdict: views.Verdict) -> None:
    S.setdefault("judged", {})[verdict.indicator] = verdict.verdict
    deed("judge")(verdict.indicator, verdict.verdict, verdict.reason)


def desk_entries() -> list[Entry]:
    chips = {"e7": (Chip("1.6", "shown"),), "e10": (Chip("1.6", "contrary"),), "e13": (Chip("1.5", "shown"), Chip("2.3", "shown"))}
    made = [Entry(e.id, e.t, e.who, e.text if e.id != "e10" else INDICATORS[1].quote, e.name, chips=chips.get(e.id, ()))
            for e in entries()[:14]]
    return [*made, Entry("e14", 160, "learner", "yeah ambo on standby ta", remark="Not understood by the machine", can_retag=True)]


def home(ringing: bool) -> None:
    css.home_css()
    st.title("Good afternoon, Amira")
    left, right = st.columns([2, 1])
    with left, drawing.hero("ringing" if ringing else "calm"):
        if ringing:
            st.header("Line 1 is ringing")
            st.markdown("Number shown: **01632 960118**. Wendshire Incident Line.")
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button("Answer the phone", icon=":material/call:", type="primary", shortcut="Alt+A")
                st.button("Not now", type="tertiary")
            st.markdown("The clock starts when you answer.")
            kit.ring_sound(key="ring", ringing=True)
        else:
            st.subheader("When you are ready, your phone will ring")
            st.markdown("You speak by typing, in your own words. The caller answers what you ask.")
            st.segmented_control("Kind of call", ["Practice", "Warm-up, 90 seconds", "Whole shift"], default="Practice", label_visibility="collapsed")
            st.button("I'm ready: ring me", icon=":material/notifications_active:", type="primary", shortcut="Alt+A")
    with right, layout.card("goal"):
        st.subheader("Your goal for this call")
        st.markdown("**“Read the number back before I send anyone.”**")
        drawing.meters([("Facts you heard", 9, "9 of 11"), ("you wrote down", 8, "8"), ("you passed on", 5, "5")], 11)
    with layout.card("criteria"):
        st.subheader("What your calls have shown so far")
        drawing.criteria_grid([("1.1", "Calm, professional", "found", "evidence in three calls or more"), ("1.5", "Passing it on", "partial", "partial"),
                               ("1.7", "Escalation", "none", "none yet"), ("2.1", "Outside bodies", "found", "evidence in one call")])


def debrief() -> None:
    css.debrief_css()
    with layout.card("opening"):
        drawing.debrief_opening("You heard 9 of 11 facts, wrote 8 and passed on 5. The crew never learned of the oxygen cylinder.",
                                speaker="Alpha 1, by radio", at="4:22", said="Control from Alpha 1, there is an oxygen cylinder by the bed up here.")
    with layout.card("timeline"), st.container(key="timeline_call"):
        st.subheader("The call, second by second")
        marks = [views.Mark("Caller", t, "line", "“He's got his oxygen on”" if t == 141 else "") for t in (9, 24, 43, 75, 141)]
        marks += [views.Mark("You said", t, "line") for t in (3, 17, 36, 62, 81, 124, 171, 233, 281, 338)]
        marks += [views.Mark("Log", 52, "Where"), views.Mark("Priority", 55, "P1"), views.Mark("Sent", 88, "Alpha 1"),
                  views.Mark("Radio", 110, "Alpha 1"), views.Mark("Radio", 262, "Alpha 1", "“Nobody told us”")]
        mood = ((0, 0.6), (9, 0.8), (20, 0.6), (40, 0.9), (64, 0.5), (141, 0.3), (262, 0.7), (290, 0.35))
        figure = timeline.timeline_figure(views.Timeline(345, tuple(marks), mood, (141, 262), "2:21 to 4:22: oxygen not sent"),
                                          dark=st.context.theme.type == "dark")
        st.plotly_chart(figure, theme=None, config=timeline.PLAIN, alt="Timeline of the call; every point also stands in the lists below.")
    left, right = st.columns(2)
    with left, layout.card("findings"):
        st.subheader("Findings by criterion")
        line = views.FindingLine("shown", "Told the crew where", "“14 Tanners Row, gas escape”", "1:28")
        drawing.findings_list([views.Finding("1.1", "Calm and professional", "found", 4, 4), views.Finding("2.1", "Outside organisations", "undecided", 1, 2),
                               views.Finding("1.5", "Passing it on", "partial", 2, 4, (line, views.FindingLine("not_shown", "Told the crew of every hazard you knew", "Oxygen: heard 2:21, never sent.")),
                                             "Procedure 6.3: pass every hazard you know of before the crew arrives.")], key="f")
    with right, layout.card("facts"):
        st.subheader("Where each fact went")
        cell = views.Cell
        drawing.facts_table([views.FactRow("Address", cell("0:24 asked"), cell("0:52", "yes"), cell("1:28", "yes"), cell("crew went there", "yes")),
                             views.FactRow("Oxygen cylinder", cell("2:21 told"), cell("not written", "no"), cell("not sent", "no"), cell("crew pulled back", "no"), True),
                             views.FactRow("Cellar", cell("never asked"), cell(""), cell(""), cell(""))])


css.apply_css()
piece = st.query_params.get("piece", "console")
{"console": lambda: console(False), "shift": lambda: console(True), "desk": desk, "home": lambda: home(False),
 "ringing": lambda: home(True), "debrief": debrief}[piece]()
if "deeds" in st.query_params:
    st.html(f'<div id="deeds" hidden data-runs="{S.get("runs", 0)}"></div>')
S.runs = S.get("runs", 0) + 1
Path(st.query_params["out"]).write_text(__import__("json").dumps({"deeds": S.deeds, "runs": S.runs})) if "out" in st.query_params else None
