"""The reading screens of the gallery: marking desk, home and debrief."""

from __future__ import annotations

import streamlit as st

from app_pages._kit import components as kit
from app_pages._kit import css, drawing, layout, timeline, views
from app_pages._kit.views import Chip, Entry
from tests.pages.kit_deeds import S, deed
from tests.pages.kit_samples import INDICATORS, SPOKEN, WRONGS


def desk() -> None:
    css.desk_css()
    with st.container(
        key="desk_top", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.header("Jordan Reid · Smell of gas · assessment", width="content")
        st.markdown(
            ":gray[Thursday 19 November · attempt 2 of 2 · record verified :material/verified:]",
            width="content",
        )
        with st.container(horizontal=True, width="content"):
            st.button("Print evidence", icon=":material/print:")
            st.button("Release debrief", icon=":material/lock_open:")
    kit.pane_switch({"queue": "Queue", "call": "Call", "findings": "Findings"}, key="switch")
    panes = layout.desk_panes()
    with panes.left:
        st.subheader("Waiting for you")
        st.radio(
            "Attempt",
            ["Jordan Reid", "Amira Shah", "Piotr Nowak"],
            label_visibility="collapsed",
            captions=[
                "Smell of gas · 5 days · :red[**✕ contrary**]",
                "Whole shift · 2 days · :violet[**? 2 undecided**]",
                "Silent call · 1 day",
            ],
        )
    with panes.middle, layout.grow("replay"):
        kit.transcript(
            desk_entries(),
            key="transcript",
            stream="d1",
            label="The call",
            variant="desk",
            on_chip=deed("chip"),
            on_retag=deed("retag"),
        )
    with panes.right:
        st.segmented_control(
            "Criterion",
            ["1.1", "1.2", "1.4", "1.6", "2.1"],
            key="criterion",
            default="1.6",
            label_visibility="collapsed",
        )
        st.markdown(
            "**1.6** provide information, advice and support in response to requests "
            "in accordance with organisational procedures"
            "  \n:red[:material/cancel: **Contrary evidence found**] · provisional, marker 3.2"
        )
        judged = S.get("judged", {})
        shown = WRONGS if "wrong" in st.query_params else INDICATORS
        with layout.grow("judging"):
            kit.judging_list(
                [views.Indicator(**{**vars(i), "judged": judged.get(i.id)}) for i in shown],
                key="judging",
                label="Indicators of 1.6",
                current="i2",
                on_judge=judge,
                on_goto=deed("goto"),
            )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("**Your decision on 1.6**", width="content")
            st.segmented_control(
                "Decision", ["Met", "Not yet met"], label_visibility="collapsed", width="content"
            )
            st.markdown(":gray[3 of 4 indicators not judged yet]", width="content")


def judge(verdict: views.Verdict) -> None:
    S.setdefault("judged", {})[verdict.indicator] = verdict.verdict
    deed("judge")(verdict.indicator, verdict.verdict, verdict.reason)


def desk_entries() -> list[Entry]:
    chips = {
        "e7": (Chip("1.6", "shown"),),
        "e10": (Chip("1.6", "contrary"),),
        "e13": (Chip("1.5", "shown"), Chip("2.3", "shown")),
    }
    made = [
        Entry(
            e.id,
            e.t,
            e.who,
            e.text if e.id != "e10" else INDICATORS[1].quote,
            e.name,
            chips=chips.get(e.id, ()),
        )
        for e in spoken()[:14]
    ]
    return [
        *made,
        Entry(
            "e14",
            160,
            "learner",
            "yeah ambo on standby ta",
            remark="Not understood by the machine",
            can_retag=True,
        ),
    ]


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
            st.segmented_control(
                "Kind of call",
                ["Practice", "Warm-up, 90 seconds", "Whole shift"],
                default="Practice",
                label_visibility="collapsed",
            )
            st.button(
                "I'm ready: ring me", icon=":material/notifications_active:", type="primary", shortcut="Alt+A"
            )
    with right, layout.card("goal"):
        st.subheader("Your goal for this call")
        st.markdown("**“Read the number back before I send anyone.”**")
        drawing.meters(
            [("Facts you heard", 9, "9 of 11"), ("you wrote down", 8, "8"), ("you passed on", 5, "5")], 11
        )
    with layout.card("criteria"):
        st.subheader("What your calls have shown so far")
        drawing.criteria_grid(
            [
                ("1.1", "Calm, professional", "found", "evidence in three calls or more"),
                ("1.5", "Passing it on", "partial", "partial"),
                ("1.7", "Escalation", "none", "none yet"),
                ("2.1", "Outside bodies", "found", "evidence in one call"),
            ]
        )


def debrief() -> None:
    css.debrief_css()
    with layout.card("opening"):
        drawing.debrief_opening(
            "You heard 9 of 11 facts, wrote 8 and passed on 5. "
            "The crew never learned of the oxygen cylinder.",
            speaker="Alpha 1, by radio",
            at="4:22",
            said="Control from Alpha 1, there is an oxygen cylinder by the bed up here.",
        )
    with layout.card("timeline"), st.container(key="timeline_call"):
        st.subheader("The call, second by second")
        marks = [
            views.Mark("Caller", t, "line", "“He's got his oxygen on”" if t == 141 else "")
            for t in (9, 24, 43, 75, 141)
        ]
        marks += [views.Mark("You said", t, "line") for t in (3, 17, 36, 62, 81, 124, 171, 233, 281, 338)]
        marks += [
            views.Mark("Log", 52, "Where"),
            views.Mark("Priority", 55, "P1"),
            views.Mark("Sent", 88, "Alpha 1"),
            views.Mark("Radio", 110, "Alpha 1"),
            views.Mark("Radio", 262, "Alpha 1", "“Nobody told us”"),
        ]
        mood = ((0, 6), (9, 8), (20, 6), (40, 9), (64, 5), (141, 3), (262, 7), (290, 4))
        figure = timeline.timeline_figure(
            views.Timeline(345, tuple(marks), mood, 4, (141, 262), "2:21 to 4:22: oxygen not sent"),
            dark=st.context.theme.type == "dark",
        )
        st.plotly_chart(
            figure,
            theme=None,
            config=timeline.PLAIN,
            alt="Timeline of the call; every point also stands in the lists below.",
        )
    with layout.card("facts"):
        st.subheader("Where each fact went")
        cell = views.Cell
        drawing.facts_table(
            [
                views.FactRow(
                    "Address",
                    cell("0:24 asked"),
                    cell("0:52", "yes"),
                    cell("1:28", "yes"),
                    cell("crew went there", "yes"),
                ),
                views.FactRow(
                    "Oxygen cylinder",
                    cell("2:21 told"),
                    cell("not written", "no"),
                    cell("not sent", "no"),
                    cell("crew pulled back", "no"),
                    True,
                ),
                views.FactRow("Cellar", cell("never asked"), cell(""), cell(""), cell("")),
            ]
        )


def spoken() -> list[Entry]:
    return [
        Entry(f"e{i}", t, who, text, name, can_log=who in ("caller", "responder"))
        for i, (t, who, name, text) in enumerate(SPOKEN)
    ]
