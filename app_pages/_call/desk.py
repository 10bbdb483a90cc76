"""The running call in this browser: which attempt, which line is chosen, and how a deed reaches the service.

It holds no call: a reload finds everything again in the store. Only what this window looks at lives here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import streamlit as st

from app_pages._access import service, window
from app_pages._kit.components import clock_now
from app_pages._kit.views import Clock, Refused
from simulator.model.commands import Command
from simulator.service.access import Actor
from simulator.service.call_screen import CallScreen, EntryView, LineView, LogView, call_screen
from simulator.service.errors import ServiceError

_LOOKS = ("line", "ear", "offer", "refused", "asks_end", "asks_stop", "asks_keys", "elsewhere")
"""What this window looks at or is asked, and the rest of the page draws."""
MODE_WORDS = {"practice": "Practice", "assessment": "Assessment", "warm-up": "Warm-up"}


@dataclass
class Desk:
    """What one run of the page works with."""

    who: Actor
    attempt: str
    screen: CallScreen

    @cached_property
    def line(self) -> LineView | None:
        """The line that this window looks at, as it was drawn: chosen, else the live one, else the first."""
        chosen = self.screen.line(st.session_state.get("line", ""))
        if chosen is not None and chosen.direction == "in":
            return chosen
        inbound = [x for x in self.screen.lines if x.direction == "in"]
        live = next((x for x in inbound if x.state == "live"), None)
        return live or next((x for x in inbound if x.incident), None) or (inbound[0] if inbound else None)

    @cached_property
    def log(self) -> LogView | None:
        """The incident log of the chosen line."""
        return self.screen.log(self.line.incident) if self.line and self.line.incident else None

    @property
    def callers_gone(self) -> bool:
        """Tell whether somebody has rung, and none of those who rang is there any more."""
        rang = [x.state for x in self.screen.lines if x.direction == "in"]
        return bool(rang) and all(state == "ended" for state in rang)

    @property
    def incident(self) -> str:
        """The number of the incident log that deeds of the Act pane concern."""
        return self.log.incident if self.log else ""

    def clock(self) -> Clock:
        """The clocks: call time, and the time of day at the desk."""
        started: datetime = self.screen.started_at.astimezone()
        of_day = started.hour * 3600 + started.minute * 60 + started.second + self.screen.deducted
        shift = sum(x.direction == "in" for x in self.screen.lines) > 1
        label = f"{MODE_WORDS[self.screen.mode]} · {'shift' if shift else 'call'}"
        label += " · read by words alone" if self.screen.words_alone else ""
        running = not self.screen.paused and not self.screen.ended
        return clock_now(self.screen.now, of_day, running=running, label=label)

    def time_of_day(self, t: float, *, seconds: bool = False) -> str:
        """Return a call time as the time of day at the desk."""
        moment = datetime.fromtimestamp(
            self.screen.started_at.timestamp() + self.screen.deducted + t
        ).astimezone()
        return moment.strftime("%H:%M:%S" if seconds else "%H:%M")

    def entries(self) -> tuple[EntryView, ...]:
        """What was said on the chosen line."""
        return self.screen.transcript(self.line.id) if self.line else ()


def look(who: Actor, attempt: str) -> Desk:
    """Let what is due happen and return the desk as it stands.

    A window that opens the call goes on with it, so that a reload needs no question; the window left behind
    is told so, and asks.
    """
    attempts = service().attempts
    if st.session_state.get("here") == attempt:
        live = attempts.look(who, attempt, window=window())
    else:
        live = attempts.take_over(who, attempt, window=window())
        st.session_state["drafts"] = attempts.drafts(who, attempt)
        st.session_state["here"] = attempt
    st.session_state["elsewhere"] = live.window != window()
    now, due = attempts.time_and_next(live)
    return Desk(who, attempt, call_screen(live, now, due))


def remember_rest(desk: Desk) -> None:
    """Keep what the page shows beside the Talk pane, as it is drawn now."""
    st.session_state["rest"] = _rest(desk)
    remember_said(desk)


def remember_said(desk: Desk) -> None:
    """Keep up to which event the Talk pane is drawn now, and what stands in it."""
    st.session_state["said_to"] = desk.screen.seq
    st.session_state["said"] = _said(desk)


def nothing_new(desk: Desk) -> bool:
    """Tell whether nothing has happened since the page was drawn, so that the strip alone is redrawn."""
    return st.session_state.get("said_to") == desk.screen.seq and rest_stands(desk)


def rest_stands(desk: Desk) -> bool:
    """Tell whether strip, notices, Log and Act would be drawn as they stand: then Talk alone is redrawn."""
    return bool(st.session_state.get("rest") == _rest(desk))


def nothing_said(desk: Desk) -> bool:
    """Tell whether the Talk pane would be drawn as it stands, and knocks at the right time."""
    return bool(st.session_state.get("said") == _said(desk))


def _said(desk: Desk) -> tuple[object, ...]:
    return len(desk.screen.entries), desk.screen.next_due


def _rest(desk: Desk) -> tuple[object, ...]:
    screen = desk.screen
    return (*beside_logs(desk), screen.lines, screen.logs)


def beside_logs(desk: Desk) -> tuple[object, ...]:
    """Return what the page is drawn from that no writing in a log changes."""
    screen = desk.screen
    looks = [st.session_state.get(name) for name in _LOOKS]
    drawn = (screen.sent, screen.roster, screen.trees, screen.walked)
    return (*drawn, screen.paused, screen.ended, screen.deducted, *looks)


def do(desk: Desk, command: Command) -> None:
    """Do a deed; what cannot be done comes back as ``Refused`` with the reason, beside what was typed."""
    try:
        service().attempts.act(desk.who, desk.attempt, command, window=window())
    except ServiceError as fault:
        raise Refused(str(fault)) from fault


def press(desk: Desk, command: Command) -> None:
    """Do the deed of a plain button, as its callback."""
    try_to(desk, command)


def try_to(desk: Desk, command: Command) -> bool:
    """Do a deed of a plain button; say a refusal at the top of the page. Tell whether it was done."""
    try:
        do(desk, command)
    except Refused as refused:
        st.session_state["refused"] = str(refused)
        return False
    st.session_state.pop("refused", None)
    return True
