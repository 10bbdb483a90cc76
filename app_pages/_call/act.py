"""The Act pane: what is out, and one panel at a time: units, message, escalate, decision tree, find."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from app_pages._call.desk import Desk, press, try_to
from app_pages._call.find import find
from app_pages._call.message import message
from app_pages._call.tree import tree
from app_pages._kit import components as kit
from app_pages._kit.choices import standing
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import scroll
from app_pages._kit.views import SentItem, SentState
from simulator.model.commands import Deploy, Escalate, StandDown
from simulator.model.organisation_means import Place
from simulator.model.record_words import OUT
from simulator.service.call_screen import ResourceView, SentView

PANELS = ("Units", "Message", "Escalate", "Tree", "Find")
"""One at a time; in a window that is wide enough Find also stands open below them, and needs no tab."""
_STATES: dict[str, SentState] = {
    "on the way": "on_way",
    "arrived": "arrived",
    "waiting": "waiting",
    "no location": "waiting",
    "answered": "answered",
    "asks": "asks",
    "refused": "refused",
}
_MEDIA = {"radio": "radio", "phone": "phone", "data": "data", "email": "email", "sms": "text message"}


def panels_here() -> tuple[str, ...]:
    """Return the panels that this window offers as tabs."""
    return PANELS[:-1] if st.session_state.get("wide") else PANELS


def act(desk: Desk) -> None:
    """Draw what was sent and the chosen panel."""
    kit.sent_list([_sent(desk, item) for item in desk.screen.sent], desk.clock(), key="sent")
    offered = panels_here()
    shown = standing(st.session_state, "panel", offered, of=desk.attempt)
    st.segmented_control(
        "Panel",
        offered,
        default=shown,
        key="panel",
        label_visibility="collapsed",
        required=True,
        width="stretch",
    )
    panels: dict[str, Callable[[Desk], None]] = {
        "Units": units,
        "Message": message,
        "Escalate": escalate,
        "Tree": tree,
        "Find": find,
    }
    with scroll("act"), st.container(key="act_panel", gap="xsmall"):
        if desk.incident or st.session_state["panel"] == "Find":
            panels[st.session_state["panel"]](desk)
        else:
            missed = "This call was not answered: no log is open."
            st.write(missed if desk.callers_gone else "Answer the phone first.")
    if "Find" not in offered:
        with scroll("find"), st.container(key="find_also", gap="xsmall"):
            st.subheader("Find")
            find(desk)


def _sent(desk: Desk, item: SentView) -> SentItem:
    name = item.name
    if item.kind == "resource":
        words = _on_the_way(desk, item)
    elif item.kind == "escalation":
        words = f"told {desk.time_of_day(item.at)}"
    else:
        words = f"{_MEDIA.get(item.medium, item.medium)} {desk.time_of_day(item.at)}"
        if item.told_at is not None:
            words += f", you answered {desk.time_of_day(item.told_at)}"
    since = item.at if item.state == "waiting" else None
    return SentItem(item.id, name, words, _STATES[item.state], since, reply=item.reply)


def _on_the_way(desk: Desk, item: SentView) -> str:
    """Say where a unit is; a due time is one only once it has a location to go to."""
    if item.state == "arrived":
        return "on scene"
    if item.state == "no location":
        return "sent, no location yet"
    return f"on the way, due {desk.time_of_day(item.due)}" if item.due is not None else "on the way"


def units(desk: Desk) -> None:
    """The roster: who can be sent, how long each needs, who is out."""
    places = desk.screen.organisation.places
    areas = {p.area: p.name.split(",")[0] for p in reversed(places)}
    field = desk.screen.organisation.field_for("where")
    where = desk.log.fields.get(field, "") if desk.log else ""
    guess = area_named(where, places)
    order = list(areas)
    area = st.selectbox(
        "Times to",
        order,
        index=order.index(guess) if guess else None,
        format_func=lambda a: areas[a],
        placeholder="Choose the area",
        key=f"area_{desk.incident}_{guess}",
    )
    if area is None:
        why = "The log names no area that times are known for" if where else "No location in the log yet"
        st.html(f'<p class="gray">{why}. Choose the area to see the times.</p>')
    for unit in sorted(desk.screen.roster, key=lambda unit: by_travel(unit, area)):
        _unit(desk, unit, area)


def area_named(where: str, places: Sequence[Place]) -> str:
    """Return the area of what the log says of the place: by a town's name, else by a street of one alone."""
    written = where.lower()
    by_town = [p.area for p in places if p.name.lower() in written]
    by_street = {p.area for p in places for street in p.streets if street.lower() in written}
    return by_town[0] if by_town else by_street.pop() if len(by_street) == 1 else ""


def by_travel(unit: ResourceView, area: str | None) -> tuple[int, int]:
    """Return where a unit stands in the list: those that can be sent first, the nearest of them on top."""
    return (0 if unit.can_send else 1), _seconds(unit, area)


def _seconds(unit: ResourceView, area: str | None) -> int:
    return unit.travel.get(area, 0) + unit.turnout if area else 0


def _unit(desk: Desk, unit: ResourceView, area: str | None) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"unit_{unit.id}"
    ):
        seconds = _seconds(unit, area)
        status = f"{round(seconds / 60)} min" if unit.can_send and seconds else unit.status
        log = f", log {unit.incident}" if unit.incident and unit.status in OUT else ""
        about = plain_md(status + log + people(unit))
        st.markdown(
            f"**{plain_md(unit.call_sign)}** {plain_md(unit.kind)}  \n:gray[{about}]",
            width="stretch",
        )
        if unit.can_send:
            st.button(
                f"Send :gray[{plain_md(unit.call_sign)}]",
                key=f"send_{unit.id}",
                on_click=press,
                args=(desk, Deploy(incident=desk.incident, resource=unit.id)),
                help=f"Send {unit.call_sign} to log {desk.incident}",
            )
        elif unit.status == "mobile":
            st.button(
                f"Call off :gray[{plain_md(unit.call_sign)}]",
                key=f"off_{unit.id}",
                on_click=press,
                args=(desk, StandDown(resource=unit.id)),
            )


def people(unit: ResourceView) -> str:
    """Say whether a unit that can be sent brings one person or more: some work needs two together."""
    if not unit.can_send:
        return ""
    return " · one person" if unit.crew == 1 else f" · crew of {unit.crew}"


def escalate(desk: Desk) -> None:
    """Hand the response up to a level, with the reason."""
    levels = [x for x in desk.screen.organisation.escalation_levels if x.media]
    level, why = f"level_{desk.incident}", f"why_{desk.incident}"
    with st.form(f"escalate_{desk.incident}", border=False):
        st.radio(
            "Escalate to",
            [x.id for x in levels],
            index=None,
            captions=[x.who for x in levels],
            format_func=lambda i: next(x.label for x in levels if x.id == i),
            key=level,
        )
        st.text_input("Why: one sentence", key=why)
        st.form_submit_button(
            "Escalate", type="primary", width="stretch", on_click=_escalate, args=(desk, level, why)
        )
        if st.session_state.pop("escalation_lacks", False):
            st.error("Choose a level and say why. Nothing was sent.")


def _escalate(desk: Desk, level: str, why: str) -> None:
    """Escalate as the form says and empty it; what is refused, or lacks a part, stays as it was written."""
    chosen, reason = st.session_state[level], st.session_state[why].strip()
    if chosen is None or not reason:
        st.session_state["escalation_lacks"] = True
    elif try_to(desk, Escalate(incident=desk.incident, level=chosen, reason=reason)):
        st.session_state[level], st.session_state[why] = None, ""
