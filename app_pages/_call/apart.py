"""Whether more than its own pane is drawn anew for what a learner does in Log or Act. It draws nothing.

Typing is saved every few words. A field that nothing else on the page shows costs the Log pane alone; the
name in the strip, the area in the roster or what a message can take from the log costs the page.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app_pages._call.act import area_named
from app_pages._call.desk import Desk, beside_logs, nothing_said, rest_stands
from app_pages._call.message import from_log
from app_pages._call.talk import name_shown, surname
from simulator.service.call_screen import LineView, LogView


def remember_apart(desk: Desk) -> None:
    """Keep what strip, Talk and Act show of the logs, and which panel is open, as they are drawn now."""
    st.session_state["beside_log"] = _beside_log(desk)
    st.session_state["drawn_panel"] = _panel()


def only_the_log(desk: Desk) -> bool:
    """Tell whether all but the Log pane would be drawn as it stands."""
    return nothing_said(desk) and bool(st.session_state.get("beside_log") == _beside_log(desk))


def only_act(desk: Desk) -> bool:
    """Tell whether all but the Act pane would be drawn as it stands, with the same panel open in it."""
    return nothing_said(desk) and rest_stands(desk) and st.session_state.get("drawn_panel") == _panel()


def _panel() -> tuple[object, ...]:
    return st.session_state.get("panel"), st.session_state.get("wide")


def _beside_log(desk: Desk) -> tuple[object, ...]:
    screen = desk.screen
    lines, logs = [_line(line) for line in screen.lines], [_log(log) for log in screen.logs]
    return (*beside_logs(desk), lines, logs, _in_act(desk), _panel())


def _line(line: LineView) -> LineView:
    """Return a line with no more of what was written of its caller than the page shows."""
    return replace(line, named=f"{surname(line.named)} {name_shown(line)}")


def _log(log: LogView) -> LogView:
    """Return a log without what its own pane alone shows."""
    return replace(log, fields={}, notes=(), saved_at=None)


def _in_act(desk: Desk) -> tuple[object, ...]:
    """Return what the Act pane takes from the log: by its type always, the rest as the open panel does."""
    if desk.log is None:
        return ()
    organisation, panel = desk.screen.organisation, st.session_state.get("panel", "Units")
    kind = desk.log.fields.get(organisation.type_field, "")
    if panel == "Message":
        return kind, from_log(desk)
    where = desk.log.fields.get(organisation.field_for("where"), "") if panel == "Units" else ""
    return kind, bool(where), area_named(where, organisation.places)
