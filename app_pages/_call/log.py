"""The Log pane: the incident log of the chosen line, saved while it is typed, and linking a duplicate."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

import streamlit as st

from app_pages._call.desk import Desk, do, press
from app_pages._kit import components as kit
from app_pages._kit.drawing import pane_title
from app_pages._kit.layout import grow
from app_pages._kit.views import LogField, LogForm, Note, NoteAdded, PriorityLevel, PrioritySet, Saved
from app_pages.front_door.drafts import DRAFTS_TO
from simulator.model.commands import AddNote, LinkLine, SetPriority, WriteField
from simulator.model.organisation import Organisation
from simulator.model.organisation_means import LogField as FormField
from simulator.service.call_screen import LogView

_TONES = ("red", "orange", "plain", "plain")
_NARROW = ("name", "callback", "safe_to_call", "injuries", "people", "hazard", "vulnerable")
"""The kinds of information whose fields are short enough for half a row."""


def in_pairs(fields: list[LogField]) -> list[LogField]:
    """Return the fields with half a row only for those that have a neighbour to share it with."""
    found: list[LogField] = []
    for field in fields:
        if not field.half and len(_run(found)) % 2 == 1:
            found[-1] = replace(found[-1], half=False)
        found.append(field)
    if len(_run(found)) % 2 == 1:
        found[-1] = replace(found[-1], half=False)
    return found


def _run(fields: list[LogField]) -> list[LogField]:
    """Return the fields of half a row that stand last, one after the other."""
    return list(takewhile(lambda field: field.half, reversed(fields)))


def log(desk: Desk) -> None:
    """Draw the incident log."""
    view = desk.log
    if view is None:
        pane_title("Incident log")
        st.write("A log opens when you answer.")
        return
    _same_as(desk, view)
    with grow("log"):
        kit.log_form(
            _form(desk, view),
            key="log",
            attempt=desk.attempt,
            on_save=lambda saved: _save(desk, saved),
            on_priority=lambda chosen: _priority(desk, chosen),
            on_note=lambda note: _note(desk, note),
            offer=st.session_state.get("offer"),
            drafts=st.session_state["drafts"],
            drafts_to=DRAFTS_TO,
        )


def _save(desk: Desk, saved: Saved) -> None:
    for field, value in saved.changes.items():
        do(
            desk,
            WriteField(incident=saved.form, field=field, value=_code(desk.screen.organisation, field, value)),
        )


def _priority(desk: Desk, chosen: PrioritySet) -> None:
    do(desk, SetPriority(incident=chosen.form, level=chosen.level, reason=chosen.reason))


def _note(desk: Desk, note: NoteAdded) -> None:
    text = f"CORRECTION: {note.text}" if note.corrects else note.text
    do(desk, AddNote(incident=note.form, text=text))


def _choices(organisation: Organisation, field: FormField) -> tuple[str, ...]:
    codes = {"incident types": organisation.codes.incident_types, "results": organisation.codes.results}
    if field.choices_from:
        return tuple(f"{c.label} ({c.id})" for c in codes[field.choices_from])
    return field.choices


def _code(organisation: Organisation, field: str, value: str) -> str:
    """Return what the log keeps of a choice: the code, when it is one of the organisation's."""
    form = organisation.field(field)
    if form.choices_from and value.endswith(")") and "(" in value:
        return value[value.rindex("(") + 1 : -1]
    return value


def _shown(organisation: Organisation, field: FormField, value: str) -> str:
    return next(
        (c for c in _choices(organisation, field) if field.choices_from and c.endswith(f"({value})")), value
    )


def _form(desk: Desk, view: LogView) -> LogForm:
    organisation = desk.screen.organisation
    fields, kind = [], None
    narrow = {organisation.field_for(topic) for topic in _NARROW}
    for form in organisation.log_form:
        choices = _choices(organisation, form)
        field = LogField(
            form.id,
            form.label,
            _shown(organisation, form, view.fields.get(form.id, "")),
            form.hint,
            "select" if form.kind == "choice" else "text",
            choices,
            half=form.id in narrow or form.choices_from == "results",
        )
        if form.choices_from == "incident types":
            kind = LogField(field.id, field.label, field.value, "Choose a type", "select", choices)
        else:
            fields.append(field)
    fields = in_pairs(fields)
    levels = tuple(
        PriorityLevel(p.id, p.id, p.label, _TONES[min(n, 3)])  # type: ignore[arg-type]
        for n, p in enumerate(organisation.priorities)
    )
    notes = tuple(
        Note(
            str(n.seq),
            desk.time_of_day(n.t),
            n.text.removeprefix("CORRECTION: "),
            n.text.startswith("CORRECTION: "),
        )
        for n in view.notes
    )
    return LogForm(
        form=view.incident,
        title=f"Log {view.incident}",
        fields=tuple(fields),
        kind=kind,
        levels=levels,
        level=view.priority or None,
        level_at=desk.time_of_day(view.priority_at, seconds=True) if view.priority_at is not None else "",
        reason=view.priority_reason,
        needs_reason=False,
        notes=notes,
        saved_at=desk.time_of_day(view.saved_at, seconds=True) if view.saved_at is not None else "",
        enabled=not desk.screen.ended,
    )


def _same_as(desk: Desk, view: LogView) -> None:
    others = [x for x in desk.screen.logs if x.incident != view.incident and not x.duplicate_of]
    if not others or desk.line is None:
        return
    line, organisation = desk.line.id, desk.screen.organisation
    # A key of the line's own log: once it is linked, the list is another one and is closed.
    with st.popover("Same as…", icon=":material/link:", key=f"same_as_{line}_{view.incident}"):
        st.write("Link this line to an incident that is already open. Its log then holds this call too.")
        for other in others:
            where, happened = (organisation.field_for(topic) for topic in ("where", "what"))
            what = other.fields.get(where) or other.fields.get(happened) or "nothing written yet"
            st.button(
                f"Log {other.incident}: {what[:60]}",
                key=f"link_{other.incident}",
                on_click=press,
                args=(desk, LinkLine(line=line, incident=other.incident)),
                width="stretch",
            )
