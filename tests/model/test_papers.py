"""A paper's record holds how each text came to be: any change is kept, and folding gives back every word."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.model.papers import (
    AT_ONCE,
    SOURCES,
    AnswerChecked,
    AnswerEdited,
    Asked,
    HelpDeclared,
    PaperEnded,
    PaperStarted,
    change,
    fold_paper,
)

texts = st.text(alphabet=st.characters(), max_size=60)


def started(sort="paper", parts=("a", "b")):
    return PaperStarted(
        t=0,
        sort=sort,
        title="Question paper",
        unit="234",
        organisation="wendshire",
        mode="practice",
        seed=1,
        asked=tuple(
            Asked(id=p, criterion="3.1", kind="written answer", verb="describe", ask="Describe it.")
            for p in parts
        ),
    )


def typed(*states, part="a"):
    """The events by which a text went through these states, one a second."""
    events, before = [], ""
    for t, now in enumerate(states, 1):
        at, removed, added = change(before, now)
        events.append(AnswerEdited(t=t, part=part, at=at, removed=removed, added=added))
        before = now
    return events


@given(before=texts, after=texts)
def test_a_change_turns_one_text_into_the_other_and_is_no_longer_than_it_need_be(before, after):
    at, removed, added = change(before, after)
    assert before[:at] + added + before[at + removed :] == after
    assert removed <= len(before)
    assert len(added) <= len(after)
    if before == after:
        assert (removed, added) == (0, "")
    elif removed and added:
        assert before[at] != added[0]
        assert before[at + removed - 1] != added[-1]


@given(states=st.lists(texts, min_size=1, max_size=8))
def test_whatever_was_typed_is_read_back_from_the_record(states):
    state = fold_paper([started(), *typed(*states)])
    assert state.written("a").text == states[-1]
    assert state.written("a").edits == len(states)
    assert state.written("b").text == ""
    assert state.answered == bool(states[-1].strip())


def test_what_came_in_at_once_is_told_apart_from_what_was_typed():
    state = fold_paper([started(), *typed("I typed this.", "I typed this." + "x" * AT_ONCE)])
    assert state.written("a").at_once == AT_ONCE
    assert fold_paper([started(), *typed("I", "I ty", "I typed")]).written("a").at_once == 0
    again = fold_paper([started(), *typed("x" * AT_ONCE * 2, "y" * AT_ONCE)]).written("a")
    assert again.at_once == len(again.text), "a paste that took another's place adds nothing to it"


def test_a_check_keeps_the_text_as_it_was_then():
    state = fold_paper(
        [started(), *typed("first"), AnswerChecked(t=5, part="a"), *typed("first", "second")[1:]]
    )
    assert state.written("a").checked == ("first",)


def test_only_a_report_has_sources_and_they_are_not_marked():
    assert fold_paper([started()]).names == ("a", "b")
    state = fold_paper([started("report"), *typed("clause 4.1 and the log", part=SOURCES)])
    assert state.names == ("a", "b", SOURCES)
    assert (state.answered, state.words) == (0, 0)


def test_handing_in_and_its_declaration_end_the_paper():
    declared = HelpDeclared(t=9, own_work=True, help_used="none", machine_help="none")
    state = fold_paper([started(), declared, PaperEnded(t=9, reason="handed in")])
    assert state.declared == declared
    assert state.ended is not None
    assert state.t == 9
