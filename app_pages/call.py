"""The call console: one running attempt, three panes, no page scrolling. All is read back from the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from app_pages._access import require_role, service, window
from app_pages._call.act import act, panels_here
from app_pages._call.apart import only_act, only_the_log, remember_apart
from app_pages._call.desk import (
    Desk,
    look,
    nothing_new,
    press,
    remember_rest,
    remember_said,
    rest_stands,
    try_to,
)
from app_pages._call.log import log
from app_pages._call.talk import spoken_name, still_open, strip, talk, talk_head
from app_pages._kit import components as kit
from app_pages._kit.call_keys import call_keys
from app_pages._kit.css import console_css
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import console_panes
from simulator.model.commands import Command, EndCall, Finish, GiveUp, Pause, Unpause
from simulator.service.errors import ServiceError

_QUESTIONS = ("asks_end", "asks_stop", "asks_keys")  # in a dialog over the call, one at a time

who = require_role("learner")
console_css()
kit.call_pieces()


def leave(attempt_id: str) -> None:
    """Go to the debrief of an attempt that has ended."""
    asked()
    for name in ("line", "ear", "offer", "refused", "here", "elsewhere"):
        st.session_state.pop(name, None)
    st.switch_page("app_pages/debrief.py", query_params={"attempt": attempt_id})


def find_attempt() -> str:
    """Return the attempt in the address, else the learner's running one; else go home."""
    wanted = st.query_params.get("attempt", "")
    if not wanted:
        running = service().attempts.running(who)
        wanted = running.id if running else ""
    if not wanted:
        st.switch_page("app_pages/home.py")
    st.query_params["attempt"] = wanted
    return wanted


def asked() -> None:
    """Forget a question that was closed with Escape, or the next rerun would ask it again."""
    for name in _QUESTIONS:
        st.session_state.pop(name, None)


def answer(desk: Desk, command: Command | None = None) -> None:
    """Close the question and do what was chosen in it, as the callback of its button.

    A callback is run before anything is drawn. The returned value of a button is lost where another part of
    the page, knocking at the same moment, has the whole page drawn anew first.
    """
    asked()
    if command is not None:
        try_to(desk, command)


def offer(desk: Desk, words: str, command: Command | None = None) -> None:
    """Draw a button of a question; the first, which changes nothing, has no command."""
    kind: Literal["primary", "secondary"] = "secondary" if command else "primary"
    st.button(words, type=kind, width="stretch", on_click=answer, args=(desk, command))


def close_if_answered() -> None:
    """Draw the whole page anew once the question that is being drawn has been answered."""
    if not any(st.session_state.get(name) for name in _QUESTIONS):
        st.rerun()


@st.dialog("End this call?", on_dismiss=asked)
def ask_end(desk: Desk, line_id: str) -> None:
    """Ask once before hanging up on a caller."""
    close_if_answered()
    line = desk.screen.line(line_id)
    whom = f"{spoken_name(line) or 'The caller'} on {line.title.lower()}" if line else "The caller"
    st.write(f"{plain_md(whom)} will hear it close. You can still finish the log.")
    offer(desk, "Keep talking")
    offer(desk, "End call", EndCall(line=line_id))


@st.dialog("Keys of this screen", on_dismiss=asked)
def show_keys(desk: Desk) -> None:
    """Say which key leads where; the call goes on behind it."""
    close_if_answered()
    shown = "".join(f"| {key} | {does} |\n" for key, does in call_keys())
    st.markdown(f"| Key | What it does |\n|---|---|\n{shown}")
    offer(desk, "Back to the call")


@st.dialog("Finish?", on_dismiss=asked)
def ask_finish(desk: Desk) -> None:
    """Ask once before handing in, where no caller is there any more."""
    close_if_answered()
    say_what_handing_in_does(desk)
    offer(desk, "Go on with the log")
    offer(desk, "Finish and hand in", Finish())


def say_what_handing_in_does(desk: Desk) -> None:
    """Say that it ends what is open, and what that is."""
    st.write("Handing in ends every line and closes the log. It cannot be opened again.")
    if still := still_open(desk.screen.lines, desk.screen.sent):
        st.write(f"Still open: {plain_md(still)}.")


@st.dialog("Stop here?", on_dismiss=asked)
def ask_stop(desk: Desk) -> None:
    """Offer what Stop can mean while callers are there: go on, pause (practice), hand in, or give up."""
    close_if_answered()
    say_what_handing_in_does(desk)
    offer(desk, "Go on")
    if desk.screen.mode != "assessment":
        offer(desk, "Pause the clock", Pause())
    offer(desk, "Finish and hand in", Finish())
    st.markdown(
        ":gray[Giving up ends the call where it stands. It is kept, counts as an attempt, and your assessor "
        "sees that you gave it up.]"
    )
    offer(desk, "Give this call up", GiveUp())


def go_on_here(desk: Desk) -> None:
    """Let this window act again; the other one may look."""
    service().attempts.take_over(who, desk.attempt, window=window())
    st.session_state.pop("refused", None)


def notices(desk: Desk) -> None:
    """Say what was refused, what stands still, and what is open elsewhere."""
    if st.session_state.get("elsewhere"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning("This call is open in another window. Go on here?")
            st.button("Go on here", on_click=go_on_here, args=(desk,))
    refused = st.session_state.pop("refused", "")
    if refused and not st.session_state.get("elsewhere"):
        st.warning(refused)
    if desk.screen.paused:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info("The clock stands still. The caller waits.")
            st.button("Go on", type="primary", on_click=press, args=(desk, Unpause()))


@st.fragment
def talk_pane(attempt_id: str, fresh: list[Desk]) -> None:
    """Draw the Talk pane. A line that is said, and what falls due, reruns this alone."""
    desk, whole = drawn_from(attempt_id, fresh, rest_stands)
    if not whole:
        remember_said(desk)
    talk(desk, newest_only=not whole)


@st.fragment
def strip_pane(attempt_id: str, fresh: list[Desk]) -> None:
    """Draw the strip of lines. A knock at which nothing was due after all reruns this alone."""
    desk, _ = drawn_from(attempt_id, fresh, nothing_new)
    strip(desk)


@st.fragment
def log_pane(attempt_id: str, fresh: list[Desk]) -> None:
    """Draw the Log pane. What is typed there reruns this alone."""
    desk, whole = drawn_from(attempt_id, fresh, only_the_log)
    if not whole:
        remember_rest(desk)
    log(desk)


@st.fragment
def act_pane(attempt_id: str, fresh: list[Desk]) -> None:
    """Draw the Act pane. Searching, choosing and writing there rerun this alone, a deed the page."""
    desk, whole = drawn_from(attempt_id, fresh, only_act)
    if not whole:
        remember_rest(desk)
    act(desk)


def drawn_from(attempt_id: str, fresh: list[Desk], stands: Callable[[Desk], bool]) -> tuple[Desk, bool]:
    """Return what a part of the page is drawn from, and whether the whole page is being drawn.

    ``fresh`` holds the desk that the whole page was drawn from, the first time only. Where a part is drawn
    alone and the rest of the page would no longer stand as it is, the whole page is drawn instead.
    """
    if fresh:
        return fresh.pop(), True
    desk = look_again(attempt_id)
    if not stands(desk):
        st.rerun()
    return desk, False


def look_again(attempt_id: str) -> Desk:
    """Look at the attempt for a part of the page; what stands in the way is said by the whole page."""
    try:
        return look(require_role("learner"), attempt_id)
    except ServiceError:
        st.rerun()


attempt_id = find_attempt()
try:
    desk = look(who, attempt_id)
except ServiceError as fault:
    st.error(str(fault))
    st.page_link("app_pages/home.py", label="Back to your desk", icon=":material/home:")
    st.stop()
if desk.screen.ended:
    leave(attempt_id)

with st.container(key="console_top"):
    st.html('<h1 class="heard-only">Your call</h1>')
    strip_pane(attempt_id, [desk])
    notices(desk)
remember_rest(desk)
kit.pane_switch({"talk": "Talk", "log": "Log", "act": "Act"}, key="switch")
panes = console_panes()
with panes.left:
    talk_head(desk)
    talk_pane(attempt_id, [desk])
with panes.middle:
    log_pane(attempt_id, [desk])
with panes.right:
    act_pane(attempt_id, [desk])
remember_apart(desk)


def show_panel(name: str) -> None:
    """Show a panel of the Act pane."""
    if name in panels_here():
        st.session_state["panel"] = name


def widen(wide: bool) -> None:
    """Let Find stand open beside the panels, or go back among them, as the window is wide enough."""
    st.session_state["wide"] = wide


kit.keys(
    key="keys_call",
    panel=st.session_state.get("panel", "Units"),
    wide=bool(st.session_state.get("wide")),
    on_panel=show_panel,
    on_wide=widen,
)
inbound = [x for x in desk.screen.lines if x.direction == "in"]
if any(x.state == "ringing" for x in inbound):
    with panes.left:
        kit.ring_sound(key="ring", ringing=True, compact=True)
if st.session_state.get("asks_end"):
    ask_end(desk, st.session_state["asks_end"])
elif st.session_state.get("asks_stop"):
    (ask_finish if desk.callers_gone else ask_stop)(desk)
elif st.session_state.get("asks_keys"):
    show_keys(desk)
