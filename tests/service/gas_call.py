"""One gas call, always played alike: the oxygen is heard and never passed on, one line is muddled."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.model.commands import AddNote, Deploy, Escalate, Finish, Say, Send, SetPriority, WriteField

CLEAR = "Wendshire Incident Line, what is the address of the emergency?"
MUDDLED = "yeah ambo on stdby ta"
FORBIDDEN = "Go down to the cellar and look for the leak."


def play(centre: Any, mode: str = "practice", *more: str) -> str:
    """Play a gas call in which the oxygen is heard and never passed on; return the attempt's id."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simulator.service.starting.secrets.randbelow", lambda _: 5)
        attempt = centre.in_call(mode=mode)
    log = next(iter(centre.service.attempts.look(centre.learner, attempt).state.logs))
    for text in (CLEAR, "Who is in the house with you?", "Does your dad use oxygen at home?", MUDDLED, *more):
        centre.act(attempt, Say(line="line:1", text=text), wait=6)
    live = centre.service.attempts.look(centre.learner, attempt)
    address = next(r.event.value for r in live.record if getattr(r.event, "fact", "") == "address")
    radio = f"Alpha 1 from Control, smell of gas at {address}, one upstairs cannot manage the stairs, over."
    for deed in (
        WriteField(incident=log, field="where", value=address),
        AddNote(incident=log, text="<b>Smell</b> of gas (strong)"),
        SetPriority(incident=log, level="P1", reason="Somebody cannot get out"),
        Deploy(incident=log, resource="alpha1"),
        Send(incident=log, to="alpha1", medium="radio", text=radio),
        Escalate(incident=log, level="L1", reason="Cannot leave alone"),
    ):
        centre.act(attempt, deed)
    centre.act(attempt, Say(line="line:1", text="Help is on its way."), wait=400)
    centre.act(attempt, Finish())
    return attempt
