"""The Act pane: what is out, and one panel at a time: units, message, escalate, decision tree, find."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app_pages._call.desk import Desk, press, try_to
from app_pages._call.find import find
from app_pages._call.message import message
from app_pages._kit import components as kit
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import scroll
from app_pages._kit.timeline import clock_words
from app_pages._kit.views import SentItem, SentState
from simulator.model.commands import Deploy, Escalate, LeaveTree, StandDown, WalkTree
from simulator.service.call_screen import ResourceView, SentView

PANELS = ("Units", "Message", "Escalate", "Tree", "Find")
_STATES: dict[str, SentState] = {
    "on the way": "on_way",
    "arrived": "arrived",
    "waiting": "waiting",
    "late": "waiting",
    "answered": "answered",
    "asks": "asks",
    "refused": "refused",
}
_MEDIA = {"radio": "radio", "phone": "phone", "data": "data", "email": "email", "sms": "text message"}


def act(desk: Desk) -> None:
    """Draw what was sent and the chosen panel."""
    kit.sent_list([_sent(desk, item) for item in desk.screen.sent], desk.clock(), key="sent")
    st.session_state.setdefault("panel", "Units")
    st.segmented_control(
        "Panel", PANELS, key="panel", label_visibility="collapsed", required=True, width="stretch"
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
            st.write("Answer the phone first.")


def _sent(desk: Desk, item: SentView) -> SentItem:
    name = item.name
    if item.kind == "resource":
        due = f"on the way, due {desk.time_of_day(item.due)}" if item.due is not None else "on the way"
        words = "on scene" if item.state == "arrived" else due
    elif item.kind == "escalation":
        words = f"told {desk.time_of_day(item.at)}"
    else:
        words = f"{_MEDIA.get(item.medium, item.medium)} {desk.time_of_day(item.at)}"
    if item.reply and item.kind != "resource":
        words += f": “{item.reply}”"
    since = item.at if item.state == "waiting" else None
    return SentItem(item.id, name, words, _STATES[item.state], since)


def units(desk: Desk) -> None:
    """The roster: who can be sent, how long each needs, who is out."""
    places = desk.screen.organisation.places
    areas = {p.area: p.name.split(",")[0] for p in reversed(places)}
    where = (desk.log.fields.get("where", "") if desk.log else "").lower()
    guess = next((p.area for p in places if p.name.lower() in where), "")
    order = list(areas)
    area = st.selectbox(
        "Times to",
        order,
        index=order.index(guess) if guess else None,
        format_func=lambda a: areas[a],
        placeholder="Choose the area",
        key=f"area_{desk.incident}_{guess}",
    )
    for unit in desk.screen.roster:
        _unit(desk, unit, area)


def _unit(desk: Desk, unit: ResourceView, area: str | None) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"unit_{unit.id}"
    ):
        seconds = unit.travel.get(area, 0) + unit.turnout if area else 0
        status = f"{round(seconds / 60)} min" if unit.can_send and seconds else unit.status
        log = f", log {unit.incident}" if unit.incident and unit.status in ("mobile", "on scene") else ""
        st.markdown(
            f"**{plain_md(unit.call_sign)}** {plain_md(unit.kind)}  \n:gray[{plain_md(status + log)}]",
            width="stretch",
        )
        if unit.can_send:
            st.button(
                "Send",
                key=f"send_{unit.id}",
                on_click=press,
                args=(desk, Deploy(incident=desk.incident, resource=unit.id)),
                help=f"Send {unit.call_sign} to log {desk.incident}",
            )
        elif unit.status == "mobile":
            st.button(
                "Call off", key=f"off_{unit.id}", on_click=press, args=(desk, StandDown(resource=unit.id))
            )


def escalate(desk: Desk) -> None:
    """Hand the response up to a level, with the reason."""
    levels = [x for x in desk.screen.organisation.escalation_levels if x.id != "L0"]
    with st.form(f"escalate_{desk.incident}", border=False, clear_on_submit=True):
        chosen = st.radio(
            "Hand up to",
            [x.id for x in levels],
            index=None,
            format_func=lambda i: next(x.label for x in levels if x.id == i),
        )
        reason = st.text_input("Why: one sentence", key=f"why_{desk.incident}")
        if st.form_submit_button("Escalate", type="primary", width="stretch"):
            if chosen is None or not reason.strip():
                st.error("Choose a level and say why. Nothing was sent.")
            elif try_to(desk, Escalate(incident=desk.incident, level=chosen, reason=reason.strip())):
                st.rerun()


def tree(desk: Desk) -> None:
    """Walk a decision tree, one question at a time."""
    trees = desk.screen.organisation.trees
    kind = desk.log.fields.get("type", "") if desk.log else ""
    fits = [t for t in trees if kind in t.types] or list(trees)
    order = fits + [t for t in trees if t not in fits]
    started = next((t for (incident, t) in desk.screen.trees if incident == desk.incident), None)
    ids = [t.id for t in order]
    chosen = st.selectbox(
        "Decision tree",
        ids,
        index=ids.index(started) if started in ids else 0,
        format_func=lambda i: next(t.title for t in order if t.id == i),
        key=f"tree_{desk.incident}_{started}",
    )
    current = desk.screen.organisation.tree(chosen)
    place = desk.screen.trees.get((desk.incident, chosen), current.starts)
    outcome = next((o for o in current.outcomes if o.id == place), None)
    if outcome is not None:
        st.markdown(f"**{plain_md(outcome.text)}**")
        st.html(f'<p class="gray">Clause {outcome.clause}</p>')
        return
    node = next(n for n in current.nodes if n.id == place)
    st.markdown(f"**{plain_md(node.ask)}**" + (f"  \n:gray[{plain_md(node.help)}]" if node.help else ""))
    with st.container(horizontal=True):
        for words, answer in (("Yes", "yes"), ("No", "no"), ("Not known", "not known")):
            command = WalkTree(incident=desk.incident, tree=chosen, node=place, answer=answer)  # type: ignore[arg-type]
            st.button(words, key=f"walk_{chosen}_{place}_{answer}", on_click=press, args=(desk, command))
    with st.popover("Leave the tree…"):
        why = st.text_input("Why do you leave it?", key=f"leave_{chosen}_{desk.incident}")
        left = LeaveTree(incident=desk.incident, tree=chosen, reason=why.strip())
        if st.button("Leave the tree", key=f"leaving_{chosen}") and why.strip() and try_to(desk, left):
            st.rerun()
    st.html(f'<p class="gray">Clause {node.clause} · {clock_words(desk.screen.now)}</p>')
