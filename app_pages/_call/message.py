"""The Message panel: the medium first, because it shapes the form; then to whom, and the words."""

from __future__ import annotations

import streamlit as st

from app_pages._call.desk import Desk, try_to
from app_pages._kit.choices import standing
from simulator.model.commands import PhoneOut, Send
from simulator.model.organisation import Organisation
from simulator.model.record_words import OUT

_NOBODY = {
    "radio": "Nobody is on the radio yet: a crew can be called once it is sent. "
    "Outside organisations are reached by phone or data."
}
MEDIA = {"radio": "Radio", "phone": "Phone", "data": "Data", "email": "Email", "sms": "Text"}


def _parties(desk: Desk, medium: str) -> dict[str, str]:
    """Who can be reached by a medium: deployed crews first, then outside organisations."""
    organisation: Organisation = desk.screen.organisation
    found: dict[str, str] = {}
    for unit in desk.screen.roster:
        out = unit.status in OUT and (not unit.incident or desk.screen.belongs(unit.incident, desk.incident))
        if out and medium in organisation.resource(unit.id).reached_by:
            found[unit.id] = unit.call_sign
    for body in organisation.directory:
        if body.route(medium) is not None:
            found[body.id] = body.short
    return found


def from_log(desk: Desk) -> list[tuple[str, str]]:
    """Return the filled fields of the log, as chips that put their text into the message."""
    if desk.log is None:
        return []
    chips = [("Priority", desk.log.priority)] if desk.log.priority else []
    organisation: Organisation = desk.screen.organisation
    told = {t.field for t in organisation.topics if t.id != "advice"} | {organisation.type_field}
    for field in organisation.log_form:
        value = desk.log.fields.get(field.id, "")
        if value and field.id in told:
            chips.append((field.label, value))
    return chips


def message(desk: Desk) -> None:
    """Draw the form of a message."""
    # Radio first, as crews are told by radio; while none is out, the first medium that reaches somebody.
    media = [m for m in MEDIA if desk.screen.organisation.has("convention", m)]

    def reaching() -> str:
        """Return the first medium by which somebody can be reached."""
        return next((m for m in media if _parties(desk, m)), media[0])

    medium = standing(st.session_state, "medium", media, reaching, of=desk.attempt)
    st.segmented_control(
        "By",
        media,
        default=medium,
        format_func=MEDIA.__getitem__,
        key="medium",
        required=True,
        width="stretch",
    )
    parties = _parties(desk, medium)
    if not parties:
        st.write(_NOBODY.get(medium, f"Nobody can be reached by {MEDIA[medium].lower()}."))
        return
    to = st.selectbox(
        "To",
        list(parties),
        index=None,
        format_func=parties.__getitem__,
        placeholder="Choose",
        key=f"to_{medium}",
    )
    box = _box(desk, medium)
    convention = desk.screen.organisation.convention(medium)
    text = st.text_area(
        "Message", key=box, placeholder=convention.style, height=110, max_chars=2000, persist_state="session"
    )
    chips = from_log(desk)
    if chips:
        with st.popover("Add from the log", width="stretch"):
            for label, value in chips:
                st.button(
                    f"{label}: {value[:50]}",
                    key=f"chip_{label}",
                    on_click=_add,
                    args=(box, value),
                    width="stretch",
                )
    with st.container(horizontal=True):
        verb = {"radio": "Send by radio", "phone": "Say by phone"}.get(
            medium, f"Send by {MEDIA[medium].lower()}"
        )
        st.button(
            verb,
            type="primary",
            key="send_message",
            on_click=_send,
            args=(desk, to, medium, box, text),
            width="stretch",
        )
        if medium == "phone":
            about = "Rings, and says nothing yet: you speak to them in Talk."
            st.button("Ring and talk", key="ring_only", on_click=_ring, args=(desk, to), help=about)
    if not to and st.session_state.pop("no_party", False):
        st.error("Choose whom it is for. Your text is still here.")


def _box(desk: Desk, medium: str) -> str:
    """Return the key of the box for the words, another one after each sending.

    A page that was on its way when the words went would bring them back into the same box, to be sent twice.
    """
    return f"words_{desk.incident}_{medium}_{st.session_state.get(_sent(desk, medium), 0)}"


def _sent(desk: Desk, medium: str) -> str:
    return f"words_sent_{desk.incident}_{medium}"


def _add(box: str, value: str) -> None:
    before = st.session_state.get(box, "")
    st.session_state[box] = f"{before} {value}".strip() if before else value


def _send(desk: Desk, to: str | None, medium: str, box: str, _: str) -> None:
    text = str(st.session_state.get(box, "")).strip()
    if not to or not text:
        st.session_state["refused"] = (
            "Not sent: choose whom it is for and write the message. Your text is still here."
        )
        return
    if try_to(desk, Send(incident=desk.incident, to=to, medium=medium, text=text)):
        counted = _sent(desk, medium)
        st.session_state[counted] = st.session_state.get(counted, 0) + 1


def _ring(desk: Desk, to: str | None) -> None:
    if not to:
        st.session_state["refused"] = "Choose whom to ring."
        return
    try_to(desk, PhoneOut(incident=desk.incident, to=to))
