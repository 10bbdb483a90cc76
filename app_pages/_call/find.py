"""The Find panel: the organisation's procedures, priorities, cards, codes and directory, during a call."""

from __future__ import annotations

import streamlit as st

from app_pages._call.desk import Desk, try_to
from app_pages._kit.drawing import plain_md
from simulator.model.commands import LookUp
from simulator.model.search_organisation import Hit, search

_KINDS = {
    "clause": "Procedure",
    "card": "Advice card",
    "priority": "Priority",
    "code": "Code",
    "organisation": "Directory",
    "level": "Escalation",
    "trigger": "Escalation",
    "wording": "Wording",
    "convention": "Wording",
    "resource": "Unit",
    "tree": "Tree",
}


def find(desk: Desk) -> None:
    """Draw the search box and what it found."""
    titles = [card.title.lower() for card in desk.screen.organisation.cards[:2]]
    words = st.text_input(
        "Find in procedures, cards, codes, directory",
        key="find_words",
        placeholder=", ".join([*titles, "priority"]),
    )
    hits = search(desk.screen.organisation, words or "")[:12] if words else _starters(desk)
    if not hits:
        st.write("Nothing found. Try another word, such as priority.")
    for n, hit in enumerate(hits):
        label = f"{_named(hit)}: {hit.title}"
        box = st.expander(
            plain_md(label), key=f"hit_{hit.kind}_{hit.id}", on_change=_opened, args=(desk, hit, n)
        )
        box.markdown(plain_md(hit.text).replace("\n", "  \n"))


def _named(hit: Hit) -> str:
    """Return the kind of a thing found, with its number or code where it has one that people say."""
    kind = _KINDS.get(hit.kind, hit.kind.title())
    return f"{kind} {hit.id}" if any(c.isdigit() or c.isupper() for c in hit.id) else kind


def _starters(desk: Desk) -> list[Hit]:
    kind = desk.log.fields.get(desk.screen.organisation.type_field, "") if desk.log else ""
    cards = [c for c in desk.screen.organisation.cards if kind and kind in c.types]
    return list(search(desk.screen.organisation, cards[0].title if cards else "priority")[:5])


def _opened(desk: Desk, hit: Hit, n: int) -> None:
    if st.session_state.get(f"hit_{hit.kind}_{hit.id}"):
        try_to(desk, LookUp(what=f"{hit.kind}:{hit.id}"))
