"""Two choices that read alike would be one: nobody opens another learner's work by a name that two bear."""

from hypothesis import given
from hypothesis import strategies as st

from app_pages._kit.choices import apart, standing

names = st.sampled_from(["Tom Ash", "Tom Ash (2)", "Una Birch", ""])
labelled = st.dictionaries(st.text(min_size=1, max_size=3), names, max_size=8)


@given(labels=labelled)
def test_no_two_choices_read_alike_and_what_is_alone_keeps_its_words(labels):
    made = apart(labels)
    assert list(made) == list(labels)
    alone = [i for i, x in labels.items() if list(labels.values()).count(x) == 1 and "(" not in x]
    assert all(made[i] == labels[i] for i in alone)
    assert len(set(made.values())) == len(made)


def test_what_reads_alike_says_more_of_itself():
    labels = {"a": "Tom Ash", "b": "Una Birch", "c": "Tom Ash"}
    assert apart(labels, {"a": "10:14", "c": "10:31"}) == {
        "a": "Tom Ash · 10:14",
        "b": "Una Birch",
        "c": "Tom Ash · 10:31",
    }
    assert apart(labels, {"a": "10:14", "c": "10:14"})["c"] == "Tom Ash · 10:14 (2)"


TABS = ("Units", "Message", "Find")


def test_the_tab_that_stood_open_stays_open_when_a_browser_says_that_none_is():
    state = {"panel": "Find"}
    assert standing(state, "panel", TABS, of="call 1") == "Find"
    state["panel"] = None
    assert standing(state, "panel", TABS, of="call 1") == state["panel"] == "Find"


def test_a_tab_that_is_no_longer_offered_and_another_thing_begin_at_the_first():
    state = {}
    assert standing(state, "panel", TABS, lambda: "Message", of="call 1") == "Message"
    state["panel"] = "Find"
    standing(state, "panel", TABS, of="call 1")
    assert standing(state, "panel", TABS[:-1], of="call 1") == "Units"
    standing(state, "panel", TABS, of="call 1")
    del state["panel"]
    assert standing(state, "panel", TABS, of="call 2") == "Units"


def test_what_stands_first_is_looked_for_only_where_nothing_stands_open():
    asked = []

    def first():
        asked.append("asked")
        return "Message"

    state = {}
    assert standing(state, "panel", TABS, first, of="call 1") == "Message"
    assert standing(state, "panel", TABS, first, of="call 1") == "Message"
    assert asked == ["asked"]
    assert standing({}, "panel", TABS, lambda: "not offered", of="call 1") == TABS[0]
