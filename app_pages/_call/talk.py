"""The Talk pane: lines on top, the transcript, and the entry line with who hears it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from app_pages._call.desk import Desk, do, try_to
from app_pages._call.message import MEDIA
from app_pages._call.shortcuts import is_shortcut, run_shortcut, shortcuts
from app_pages._kit import components as kit
from app_pages._kit.drawing import pane_title, plain_md
from app_pages._kit.layout import grow
from app_pages._kit.views import Ear, Entry, LineAction, LineState, LineTile, Said
from app_pages.front_door.drafts import DRAFTS_TO
from simulator.model.commands import Answer, Command, Hold, LookUp, PhoneOut, Resume, Say
from simulator.model.events import KEPT_OPEN
from simulator.service.call_screen import EntryView, LineView, SentView

_NEWEST = 12
"""So many lines of a transcript are sent again when one is added; the browser asks for what it lacks."""
_STATE_WORDS = {
    "live": "On call",
    "held": "On hold",
    "ringing": "Answer",
    "ended": "Ended",
    "calling": "Calling you",
}


_LONGEST_NAME = 4
_PARTED = {"clock": "is off the line: the time is up."}


def strip(desk: Desk) -> None:
    """Draw the strip of lines with its clocks. It knocks while there is no line, whose Talk pane would."""
    tiles = [
        _tile(desk, line) for line in desk.screen.lines if line.state != "ended" or line.direction == "in"
    ]

    def select(line_id: str) -> None:
        chosen = desk.screen.line(line_id)
        if chosen is None:
            return
        st.session_state.pop("asks_end", None)  # whoever goes to another line has not ended this one
        if chosen.direction != "in":
            st.session_state["ear"] = line_id
            owner = next(
                (
                    x
                    for x in desk.screen.lines
                    if x.direction == "in" and desk.screen.belongs(chosen.incident, x.incident)
                ),
                None,
            )
            st.session_state["line"] = owner.id if owner else st.session_state.get("line", "")
            return
        if chosen.state == "held":
            try_to(desk, Resume(line=line_id))
        st.session_state["line"] = line_id
        st.session_state["ear"] = line_id

    def answer(line_id: str) -> None:
        if try_to(desk, Answer(line=line_id)):
            select(line_id)

    def stop() -> None:
        st.session_state["asks_stop"] = True

    kit.line_strip(
        tiles,
        desk.clock(),
        key="strip",
        next_due=None if desk.line else desk.screen.next_due,
        ends_at=desk.screen.ends_at,
        on_select=select,
        on_answer=answer,
        on_stop=stop,
        on_due=lambda _: None,
    )


def _tile(desk: Desk, line: LineView) -> LineTile:
    selected = desk.line is not None and line.id == desk.line.id
    if line.direction in KEPT_OPEN:
        state: LineState = "radio_calling" if line.state == "calling" else "radio"
        medium = MEDIA[line.direction]
        words = "Calling you" if line.state == "calling" else medium
        phone = line.direction == "phone"
        title = f"{medium} · {line.title}"
        return LineTile(line.id, line.number, title, state, words, line.since, by_phone=phone)
    if line.direction == "out":
        words = {"ringing": "Ringing them", "ended": "Ended"}.get(line.state, "On the phone")
        since = None if line.state == "ended" else line.since
        return LineTile(line.id, line.number, f"Phone · {line.title}", "radio", words, since, by_phone=True)
    named = surname(line.named) or line.shown[-6:]
    title = (
        f"{line.title} rings"
        if line.state == "ringing"
        else f"{line.title} · {named}"
        if named
        else line.title
    )
    details = [_STATE_WORDS.get(line.state, "")]
    if line.priority:
        details.append(line.priority)
    if line.incident and line.direction == "in":
        details.append(line.incident)
    states: dict[str, LineState] = {"live": "live", "held": "hold", "ringing": "ringing", "ended": "ended"}
    return LineTile(
        line.id,
        line.number,
        title,
        states.get(line.state, "live"),
        " · ".join(d for d in details if d),
        None if line.state == "ended" else line.since,
        line.since + 60 if line.state == "held" else None,
        selected,
    )


def surname(written: str) -> str:
    """Return the last name of what the learner wrote as the caller's, or nothing when it is no name."""
    name = re.split(r"[,;(/-]", written)[0].split()[:3]
    return name[-1] if name and all(word[0].isupper() and word.isalpha() for word in name) else ""


def talk_head(desk: Desk) -> None:
    """Draw who is on the chosen line, which nothing that is said there changes."""
    line = desk.line
    if line is None:
        pane_title("No call yet")
        st.write("The phone will ring in a moment.")
        return
    pane_title(
        f"{line.title} · {name_shown(line)}",
        f"shown: {line.shown or 'number withheld'}",
    )
    if line.history:
        with st.expander("Held on this number", expanded=True, key=f"history_{line.id}"):
            st.markdown(plain_md(line.history))


def name_shown(line: LineView) -> str:
    """Return how the caller of a line is named above its transcript."""
    return spoken_name(line) or line.named[:40] or "caller not named"


def talk(desk: Desk, *, newest_only: bool = False) -> None:
    """Draw the chosen line's transcript and the entry line, below their head.

    With ``newest_only`` the browser, which keeps what it has, is sent the end of the transcript.
    """
    line = desk.line
    if line is None:
        return
    entries = desk.entries()
    start = max(0, len(entries) - _NEWEST) if newest_only and not st.session_state.pop("gap", False) else 0
    with grow("talk"):
        kit.transcript(
            [_entry(e) for e in entries[start:]],
            key="transcript",
            start=start,
            stream=f"{desk.attempt}:{line.id}:{line.incident}",
            label=f"What is said on {line.title}",
            on_put_in_log=lambda entry: _put_in_log(desk, entry),
            on_missing=_send_all,
        )
    _entry_line(desk, line)


def _send_all(_: int) -> None:
    st.session_state["gap"] = True


def _entry(view: EntryView) -> Entry:
    who = view.who
    name = {"caller": "Caller"}.get(who, view.name)
    return Entry(
        str(view.seq), view.t, who, view.text, name, can_log=who in ("caller", "responder", "organisation")
    )


def _put_in_log(desk: Desk, entry: str) -> None:
    said = next((e for e in desk.screen.entries if str(e.seq) == entry), None)
    if said is None:
        return
    words = f"{said.name}: “{said.text}”" if said.who != "caller" else f"Caller says: “{said.text}”"
    st.session_state["offers"] = times = st.session_state.get("offers", 0) + 1
    st.session_state["offer"] = (f"{entry}-{times}", words)


def ears(desk: Desk, line: LineView) -> list[Ear]:
    """Who can be spoken to from here: the caller, and the crews and organisations of the same incident."""
    found = []
    if line.state in ("live", "held"):
        name = spoken_name(line) or f"the caller on {line.title.lower()}"
        found.append(Ear(line.id, f"Caller, {line.title.lower()}", f"Say to {name}"))
    for other in desk.screen.lines:
        if (
            other.direction == "in"
            or other.state == "ended"
            or (other.incident and not desk.screen.belongs(other.incident, line.incident))
        ):
            continue
        radio = other.direction == "radio"
        by = "by radio" if radio else "by phone"
        found.append(Ear(other.id, f"{other.title} {by}", f"Say to {other.title} {by}", radio))
    return found


def still_open(lines: Sequence[LineView], sent: Sequence[SentView] = ()) -> str:
    """Return what waits for the learner as the call is handed in, each with how it stands, or nothing.

    A line that stays open to somebody who has said all, a crew or a body that has answered, waits for nobody.
    """
    words = {"ringing": "rings", "held": "on hold", "calling": "calling you"}
    waits = [x for x in lines if x.state in words or (x.state == "live" and x.direction == "in")]
    told = {x.title: words.get(x.state, "") for x in waits}
    for one in sent:
        if one.state == "asks" and one.told_at is None:
            told.setdefault(one.name, "has asked you")
    return ", ".join(f"{title} ({how})" if how else title for title, how in told.items())


def partings(desk: Desk) -> dict[str, str]:
    """How each line that is over came to its end, for whoever was still speaking on it.

    Of a line that the learner ended there is nothing to say: the transcript tells it.
    """
    over = (line for line in desk.screen.lines if line.state == "ended")
    return {
        line.id: ""
        if line.ended_by == "learner"
        else f"{_who(line)} {_PARTED.get(line.ended_by, 'has hung up.')}"
        for line in over
    }


def _who(line: LineView) -> str:
    return (
        spoken_name(line) or f"The caller on {line.title.lower()}" if line.direction == "in" else line.title
    )


def spoken_name(line: LineView) -> str:
    """Return the name out of what the learner wrote as the caller's, without what is noted behind it.

    What is longer than a name is none: a field may hold all that is known of a caller.
    """
    name = re.split(r"[,;:(/]|\s-\s|\s(?=\S*\d)", line.named)[0].strip()
    return name if len(name.split()) <= _LONGEST_NAME else ""


def _line_actions(desk: Desk, line: LineView) -> list[LineAction]:
    """The buttons under the entry line, as the line stands; the way out where no caller is there any more."""
    history = LineAction("history", "History", "history")
    keys = LineAction("keys", "Keys", "keyboard")
    if line.state in ("live", "held"):
        held = line.state == "held"
        return [
            LineAction("hold", "Take back" if held else "Hold", "play_arrow" if held else "pause", "KeyW"),
            LineAction("end", "End call", "call_end", "KeyX"),
            history,
            keys,
        ]
    if line.state == "ended":
        back = [LineAction("ring_back", "Ring back", "phone_callback"), history]
        return [
            *(back if line.shown and line.incident else []),
            *([LineAction("finish", "Finish…", "task_alt")] if desk.callers_gone else []),
        ]
    if line.state == "ringing":
        return [LineAction("answer", "Answer the phone", "call")]
    return []


def _act(desk: Desk, line: LineView, action: str) -> None:
    """Do what a button under the entry line says; ending a call asks first."""
    if action == "end":
        st.session_state["asks_end"] = line.id
        return
    if action in ("keys", "finish"):
        st.session_state["asks_keys" if action == "keys" else "asks_stop"] = True
        return
    deeds: dict[str, Command] = {
        "hold": Resume(line=line.id) if line.state == "held" else Hold(line=line.id),
        "answer": Answer(line=line.id),
        "history": LookUp(what=f"history:{line.id}"),
        "ring_back": PhoneOut(incident=line.incident, line=line.id),
    }
    try_to(desk, deeds[action])


def _entry_line(desk: Desk, line: LineView) -> None:
    possible = ears(desk, line)

    def send(said: Said) -> None:
        if is_shortcut(said.text):
            run_shortcut(desk, said.text)
            return
        do(desk, Say(line=said.to or line.id, text=said.text))

    ear = st.session_state.get("ear", line.id)
    silent = Ear(line.id, line.title, "This call has ended" if line.state == "ended" else "Answer first")
    kit.entry_line(
        possible or [silent],
        key="entry",
        attempt=desk.attempt,
        line=line.id,
        to=ear if any(e.id == ear for e in possible) else None,
        actions=_line_actions(desk, line),
        enabled=bool(possible),
        shortcuts=shortcuts(desk),
        drafts=st.session_state["drafts"],
        drafts_to=DRAFTS_TO,
        partings=partings(desk),
        clock=desk.clock(),
        next_due=desk.screen.next_due,
        on_send=send,
        on_act=lambda action: _act(desk, line, action),
    )
