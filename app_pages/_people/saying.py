"""How a part of the classes page tells what was done: a sentence beside what was pressed, after the rerun."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app_pages._kit.drawing import plain_md
from simulator.service.people import OtherClasses

Say = Callable[[str], None]
_SAID = "people_said"


def saying(place: str) -> Say:
    """Return what keeps a sentence for a place of the page: shown once, where the place says ``told``."""

    def say(words: str) -> None:
        st.session_state[_SAID] = (place, words)

    return say


def told(place: str) -> None:
    """Draw the sentence that was kept for this place, if there is one."""
    kept = st.session_state.get(_SAID)
    with st.container(key=f"told_{place}"):  # always there: what stands below it would lose its place
        if kept and kept[0] == place:
            del st.session_state[_SAID]
            st.success(kept[1])


def no_class(found: OtherClasses, advice: str) -> str:
    """Say to somebody without a class what is true of the classes, and what to do about it."""
    if not found.others:
        return f"No class is open yet. {advice}"
    words = "class is open" if found.others == 1 else "classes are open"
    names = " or ".join(plain_md(name) for name in found.administrators) or "an administrator"
    change = "You can change that" if found.yours_to_change else f"Ask {names} (administrator) to change that"
    return (
        f"You look after no class yet. {found.others} {words}, which others look after. {change}: on the "
        "page Classes, under People, in your entry, “Also looks after”."
    )
