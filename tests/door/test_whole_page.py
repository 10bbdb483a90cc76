"""A browser that comes back to a new server is given the whole page, and what it was asking is done."""

from __future__ import annotations

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from app_pages.front_door.whole_page import whole_page


def asking(fragment: str) -> BackMsg:
    message = BackMsg()
    message.rerun_script.fragment_id = fragment
    message.rerun_script.is_auto_rerun = bool(fragment)
    message.rerun_script.query_string = "attempt=a1"
    message.rerun_script.widget_states.widgets.add(id="entry", string_value="Is anybody hurt?")
    return message


def test_a_fragment_that_was_asked_for_first_becomes_the_whole_page_with_its_deeds():
    run, asked = whole_page(asking("a-fragment").SerializeToString())
    read = BackMsg()
    read.ParseFromString(asked)
    assert run
    assert read == asking("")


def test_the_whole_page_is_asked_for_unchanged():
    whole = asking("").SerializeToString()
    assert whole_page(whole) == (True, whole)


@pytest.mark.parametrize("other", [BackMsg(load_git_info=True).SerializeToString(), b"\xff\xff no message"])
def test_what_asks_for_no_run_is_passed_on_and_the_first_wish_is_still_awaited(other):
    assert whole_page(other) == (False, other)
