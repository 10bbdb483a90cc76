"""The browser components, one function each: plain values in, a person's deeds out through callbacks.

Callbacks run before the page reruns. None of them is told anything that the browser was not shown,
and none of these functions knows a service.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from app_pages._kit.call_keys import CALL_ACTIONS, CALL_PANELS, FIND_ALSO
from app_pages._kit.mounting import Piece, Shelf, acknowledged, answers_to
from app_pages._kit.views import (
    CitedIndicator,
    Clock,
    Ear,
    Entry,
    Indicator,
    LineAction,
    LineTile,
    LogForm,
    NoteAdded,
    PrioritySet,
    Said,
    Saved,
    SentItem,
    Sheet,
    Shortcut,
    Verdict,
)

_CALL = Shelf("call")
call_pieces = _CALL.draw
"""Sends what transcript, entry line and log of a running call consist of; its page calls this first."""
_STRIP = Piece("line_strip")
_TRANSCRIPT = Piece("transcript", "replay")
_IN_CALL = Piece("transcript", "replay", shelf=_CALL)
_ENTRY = Piece("entry_line", shelf=_CALL)
_LOG = Piece("log_form", "log_notes", shelf=_CALL)
_KEYS = Piece("keys", styled=False)
_KEYS_BACK = Piece("keys_back", styled=False)
_PANES = Piece("pane_switch", styled=False)
_SENT = Piece("sent_list")
_JUDGING = Piece("judging_list")
_FINDING = Piece("finding_lines")
_KNOCK = Piece("knock", styled=False, bare=True)
_RING = Piece("ring_sound", styled=False)
_WRITING = Piece("writing")

NO_DRAFTS: Mapping[str, str] = {}


def clock_now(t: float, desk: float, *, running: bool = True, label: str = "Practice · call") -> Clock:
    """A clock read at this moment: call time `t`, and `desk`, the second of the day at call time 0."""
    return Clock(t=t, desk=desk, now=time.time(), running=running, label=label)


def line_strip(
    tiles: Sequence[LineTile],
    clock: Clock,
    *,
    key: str,
    next_due: float | None = None,
    ends_at: float | None = None,
    stop_words: str = "Stop",
    on_select: Callable[[str], None] | None = None,
    on_answer: Callable[[str], None] | None = None,
    on_stop: Callable[[], None] | None = None,
    on_due: Callable[[float], None] | None = None,
) -> None:
    """Tiles of the lines, Stop and both clocks; Alt+1…9 and Alt+A work from anywhere on the page.

    `next_due` is the call time of the next thing that happens by itself: the browser knocks once when
    it has passed (again after 5 s while it stands); the server decides what is due. At `ends_at` all ends.
    """
    data = {
        "tiles": [vars(tile) for tile in tiles],
        "clock": vars(clock),
        "next_due": next_due,
        "ends_at": ends_at,
        "stop_words": stop_words,
    }
    _STRIP.draw(
        key,
        data,
        {
            "select": on_select or _nothing,
            "answer": on_answer or _nothing,
            "due": on_due or _nothing,
            "stop": lambda _: on_stop() if on_stop else None,
        },
    )


def knock(clock: Clock, *, key: str, next_due: float | None, on_due: Callable[[float], None]) -> None:
    """Knock as ``line_strip`` does, where there is neither strip nor entry; nothing to see or reach."""
    _KNOCK.draw(key, {"clock": vars(clock), "next_due": next_due}, {"due": on_due})


def transcript(
    entries: Sequence[Entry],
    *,
    key: str,
    stream: str,
    label: str,
    start: int = 0,
    variant: Literal["call", "debrief", "desk"] = "call",
    marked: Sequence[str] = (),
    current: str | None = None,
    on_put_in_log: Callable[[str], None] | None = None,
    on_retag: Callable[[str], None] | None = None,
    on_chip: Callable[[str, str], None] | None = None,
    on_missing: Callable[[int], None] | None = None,
) -> None:
    """The lines of one call. New entries are appended; known ids are amended in place.

    `stream` names whose lines these are: another value starts afresh. `start` is the index of the first
    entry given: a page may send only the tail; the browser then reports a gap by `on_missing(count it
    has)`, upon which the page sends from there. `on_chip(entry id, criterion)`.
    """
    data = {
        "entries": [{**vars(e), "chips": [vars(c) for c in e.chips]} for e in entries],
        "stream": stream,
        "label": label,
        "start": start,
        "variant": variant,
        "marked": list(marked),
        "current": current,
    }
    (_IN_CALL if variant == "call" else _TRANSCRIPT).draw(
        key,
        data,
        {
            "put_in_log": on_put_in_log or _nothing,
            "retag": on_retag or _nothing,
            "missing": on_missing or _nothing,
            "chip": lambda v: on_chip(v["entry"], v["criterion"]) if on_chip else None,
        },
        height="stretch",
    )


def entry_line(
    ears: Sequence[Ear],
    *,
    key: str,
    attempt: str,
    line: str,
    to: str | None = None,
    actions: Sequence[LineAction] = (),
    shortcuts: Sequence[Shortcut] = (),
    enabled: bool = True,
    drafts: Mapping[str, str] = NO_DRAFTS,
    drafts_to: str = "",
    partings: Mapping[str, str] = NO_DRAFTS,
    clock: Clock | None = None,
    next_due: float | None = None,
    on_send: Callable[[Said], None],
    on_act: Callable[[str], None] | None = None,
    on_due: Callable[[float], None] | None = None,
) -> None:
    """Where the learner speaks: Enter sends, Shift+Enter breaks, each line keeps its text.

    `on_send` may raise `Refused`: the text returns to the box with the reason. The same deed can arrive
    twice when an answer was lost on the way; it is passed on once.
    A slash shows the `shortcuts`; the page decides what one does.
    Half-written text is posted to the address `drafts_to`, if one is given, as {attempt, key, text} with
    the key "say:LINE"; `drafts` are those that the server has, for a window that remembers none.
    `to` sets who hears, and is the learner's to change in the browser. When who was chosen is no longer
    among the `ears`, nobody is chosen in their place; `partings` say by id how such a line ended.
    It knocks as ``line_strip`` does, since it is drawn with what is said and the strip is not.
    """

    def said(value: dict[str, Any]) -> None:
        on_send(Said(text=str(value["text"]), line=str(value["line"]), to=str(value["to"])))

    data = {
        "ears": [vars(e) for e in ears],
        "attempt": attempt,
        "line": line,
        "to": to or "",
        "actions": [vars(a) for a in actions],
        "shortcuts": [vars(s) for s in shortcuts],
        "enabled": enabled,
        "drafts": dict(drafts),
        "drafts_to": drafts_to,
        "partings": dict(partings),
        "clock": vars(clock) if clock else None,
        "next_due": next_due,
        "answers": answers_to(key),
    }
    _ENTRY.draw(
        key,
        data,
        {
            "send": acknowledged(key, said),
            "act": on_act or _nothing,
            "due": on_due or _nothing,
        },
    )


def log_form(
    form: LogForm,
    *,
    key: str,
    attempt: str,
    on_save: Callable[[Saved], None],
    on_priority: Callable[[PrioritySet], None],
    on_note: Callable[[NoteAdded], None],
    offer: tuple[str, str] | None = None,
    drafts: Mapping[str, str] = NO_DRAFTS,
    drafts_to: str = "",
) -> None:
    """The incident log, saved while it is typed (0.6 s after the last key, and on leaving a field).

    Any of the callbacks may raise `Refused`; what was typed stays, with the reason beside it. A field
    that was typed in keeps its text until the server has answered for exactly that value, over reruns,
    a change of log and a reload. `offer` is (a new id, text): put once into the note box, to be edited.
    Half-written text is posted as by ``entry_line``, keys "FORM:FIELD", "FORM:note", "FORM:priority".
    """
    notes, priorities = f"{key}_notes", f"{key}_priorities"

    def note(value: dict[str, Any]) -> None:
        on_note(NoteAdded(str(value["form"]), str(value["text"]), value.get("corrects")))

    data = {
        **vars(form),
        "fields": [vars(f) for f in form.fields],
        "kind": vars(form.kind) if form.kind else None,
        "levels": [vars(level) for level in form.levels],
        "notes": [vars(n) for n in form.notes],
        "attempt": attempt,
        "answers": answers_to(key),
        "note_answers": answers_to(notes),
        "priority_answers": answers_to(priorities),
        "offer": {"id": offer[0], "text": offer[1]} if offer else None,
        "drafts": dict(drafts),
        "drafts_to": drafts_to,
    }
    _LOG.draw(
        key,
        data,
        {
            "save": acknowledged(
                key, lambda v: on_save(Saved(str(v["form"]), {k: str(x) for k, x in v["changes"].items()}))
            ),
            "priority": acknowledged(
                priorities,
                lambda v: on_priority(PrioritySet(str(v["form"]), str(v["level"]), str(v["reason"]))),
            ),
            "note": acknowledged(notes, note),
        },
        height="stretch",
    )


def keys(
    *,
    key: str,
    panel: str,
    on_panel: Callable[[str], None],
    wide: bool = False,
    on_wide: Callable[[bool], None] | None = None,
    panel_place: str = ".st-key-act_panel",
    panels: Mapping[str, str] = CALL_PANELS,
    actions: Mapping[str, str] = CALL_ACTIONS,
) -> None:
    """The Alt keys of a call. Esc: entry line; L N P: the log; `panels`: a panel's first field.

    `panel` is the panel now drawn inside the container that `panel_place` selects; `on_panel(name)` asks
    for another. `actions` press the entry line's action of that id (its on_act is called).
    The server does not know the width of a window: `on_wide(True)` says that it is over 1600 px while
    `wide` said otherwise, and the reverse. Then Find stands open in `FIND_ALSO`, and its key leads there.
    """
    data = {
        "panel": panel,
        "panels": dict(panels),
        "actions": dict(actions),
        "panel_place": panel_place,
        "wide": wide if on_wide else None,
        "open": {"Find": FIND_ALSO} if wide else {},
    }
    _KEYS.draw(
        key, data, {"panel": on_panel, "wide": lambda v: on_wide(bool(v["wide"])) if on_wide else None}
    )


def keys_back(*, key: str = "keys_back") -> None:
    """Let every dialog of a page give the focus back to what opened it. Drawn once on a page."""
    _KEYS_BACK.draw(key, {}, {})


def pane_switch(panes: Mapping[str, str], *, key: str, label: str = "Show") -> None:
    """Choose the pane of a screen up to 900 px wide: {"talk": "Talk", …}. The browser's alone."""
    _PANES.draw(key, {"panes": [{"id": i, "label": w} for i, w in panes.items()], "label": label}, {})


def sent_list(items: Sequence[SentItem], clock: Clock, *, key: str) -> None:
    """Draw "Sent so far": what went out, and for how long no answer came (ticking)."""
    _SENT.draw(key, {"items": [vars(i) for i in items], "clock": vars(clock)}, {})


def judging_list(
    indicators: Sequence[Indicator],
    *,
    key: str,
    label: str,
    current: str | None = None,
    focus: str = "",
    height: int | str = "stretch",
    on_judge: Callable[[Verdict], None],
    on_goto: Callable[[str], None] | None = None,
) -> None:
    """The indicators of one criterion with their keys. The transcript on the page follows by itself.

    `label` ("Indicators of 1.6") names the list and must differ between criteria. Moving and G scroll
    the transcript in the browser; `on_goto(entry id)` is called for G only. `height` in pixels is for a page
    whose panes do not fill the window. `on_judge` is called once for
    each answer, however fast they come. A new `focus` puts the focus on the list, where its keys work.
    """
    data = {
        "items": [vars(i) for i in indicators],
        "label": label,
        "current": current,
        "focus": focus,
        "answers": answers_to(key),
    }
    judge = acknowledged(
        key, lambda v: on_judge(Verdict(str(v["indicator"]), v["verdict"], str(v["reason"])))
    )

    def judge_all(deeds: Sequence[Any]) -> None:
        for deed in deeds:
            judge(deed)

    _JUDGING.draw(
        key,
        data,
        {
            "judge": judge_all,
            "goto": on_goto or _nothing,
        },
        height=height,
    )


def finding_lines(
    indicators: Sequence[CitedIndicator],
    *,
    key: str,
    on_show: Callable[[str], None],
    place: str = ".st-key-card_call",
) -> None:
    """The indicators of one finding; "Show in the call" moves the page's transcript.

    It then calls `on_show(entry id)`. `place` selects the card that holds the transcript, to be
    scrolled into view.
    """
    items = [{**vars(i), "citations": [vars(c) for c in i.citations]} for i in indicators]
    _FINDING.draw(key, {"items": items, "place": place}, {"show": on_show})


def writing(
    sheet: Sheet,
    *,
    key: str,
    to: str,
    on_left: Callable[[], None] | None = None,
    on_check: Callable[[str], None] | None = None,
    on_held: Callable[[tuple[str, ...]], None] | None = None,
) -> None:
    """One long answer, saved while it is typed by plain requests to the address `to`.

    They carry {paper, part, text, before, also}; 409 with {error, stands} says that another window changed
    it, and both texts are offered. `on_left` is called when a changed text was left, `on_check(part)` when
    what it shows is asked for (with `check` words on the sheet); the text is kept before either.
    `on_held(parts)` names the parts whose text the browser has and the server has not got (none: all is
    kept again).
    """
    _WRITING.draw(
        key,
        {**vars(sheet), "to": to},
        {
            "left": lambda _: on_left() if on_left else None,
            "held": lambda v: on_held(tuple(str(v["parts"]).split())) if on_held else None,
            "check": lambda v: on_check(str(v).split(" ")[0]) if on_check else None,
        },
    )


def ring_sound(*, key: str, ringing: bool, compact: bool = False) -> None:
    """An optional ring with a remembered mute; never the only signal. `compact` shows its sign alone."""
    _RING.draw(key, {"ringing": ringing, "compact": compact}, {})


def _nothing(_: Any) -> None:
    return None
