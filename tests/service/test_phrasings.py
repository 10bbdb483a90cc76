"""What was not understood is offered without names; a tutor adds it, and the next call is read with it."""

from __future__ import annotations

import pytest

from simulator.model.centre_phrases import FILE_NAME, NO_ACT
from simulator.model.commands import Finish, Say
from simulator.service.errors import NotAllowed, ServiceError
from simulator.service.phrasings import Addition
from simulator.understanding.reader import fit_reader
from tests.service.desk import GAS, Centre, Clock, open_desk, quick_library

UNKNOWN = "gizza tinkle number duck"  # no word of it is anybody's name, which would be taken out of it
MARK = "ask_callback_number"


@pytest.fixture
def own_centre(tmp_path):
    """Return a centre with a library of its own: what is added here must not reach other tests."""
    clock, url, library = Clock(), f"sqlite:///{tmp_path / 'simulator.db'}", quick_library(tmp_path)
    made = Centre(open_desk(url, library, clock), clock, url, library)
    made.tutor = made.staff("Fay Dunn", "fay", "tutor")
    yield made
    made.service.close()


def call_with(centre: Centre, *texts: str) -> str:
    """Take a gas call in which these lines are said."""
    attempt = centre.in_call()
    for text in texts:
        centre.act(attempt, Say(line="line:1", text=text), wait=6)
    centre.act(attempt, Finish())
    return attempt


def spoken(centre, attempt, text):
    return next(
        (e.seq, e.payload["reading"])
        for e in centre.service.store.attempts.read(attempt)
        if e.kind == "spoke" and e.payload["text"] == text
    )


def offered(centre, phrase, scenario=""):
    board = centre.service.phrasings.board(centre.tutor, scenario)
    return [o for o in board.offered if phrase in o.proposal.phrase]


def test_a_line_that_was_not_understood_is_offered_with_how_often_it_was_said_and_without_names(own_centre):
    named = "zibble Cal Reeve wobble 01632 960417 at 42 Quay Terrace"
    call_with(own_centre, UNKNOWN, named)
    call_with(own_centre, UNKNOWN)
    board = own_centre.service.phrasings.board(own_centre.tutor)
    assert sum(o.proposal.times for o in board.offered if UNKNOWN in o.proposal.lines) == 2
    assert board.not_understood == 3
    collected = [one.text for one in own_centre.service.phrasings._collecting.lines("")[GAS]]
    whole = " ".join((*collected, *(line for o in board.offered for line in o.proposal.lines)))
    assert "zibble [name] wobble [number] at [place]" in whole
    for secret in ("Cal", "Reeve", "01632", "Quay", "42"):
        assert secret not in whole


def test_no_phrasing_holds_what_stands_for_a_name_or_a_place(own_centre):
    attempt = call_with(own_centre, "zibble Cal Reeve wobble at 42 Quay Terrace", f"Cal Reeve, {UNKNOWN}")
    for text in ("zibble Cal Reeve wobble at 42 Quay Terrace", f"Cal Reeve, {UNKNOWN}"):
        seq, _ = spoken(own_centre, attempt, text)
        own_centre.service.records.retag(own_centre.assessor, attempt, seq, (MARK,), "said hereabouts")
    board = own_centre.service.phrasings.board(own_centre.tutor)
    assert board.retagged == 2
    assert [o.proposal.phrase for o in board.offered] == [UNKNOWN]


def test_what_an_assessor_says_a_line_holds_is_offered_first_and_gone_once_it_is_added(own_centre):
    attempt = call_with(own_centre, UNKNOWN)
    seq, reading = spoken(own_centre, attempt, UNKNOWN)
    assert not [a for a in reading.get("acts", ()) if a["band"] == "sure"]
    own_centre.service.records.retag(own_centre.assessor, attempt, seq, (MARK,), "said hereabouts")
    first = own_centre.service.phrasings.board(own_centre.tutor).offered[0]
    assert (first.addition.act, first.proposal.certain, first.own_act) == (MARK, True, False)
    own_centre.service.phrasings.accept(own_centre.tutor, Addition(UNKNOWN, MARK))
    assert offered(own_centre, "gizza") == []
    again = call_with(own_centre, UNKNOWN)
    _, read = spoken(own_centre, again, UNKNOWN)
    assert read["acts"][0]["act"] == MARK
    assert read["acts"][0]["band"] == "sure"
    [entry] = own_centre.service.store.audit.list(subject=MARK).items
    assert entry.deed == "accepted phrasing"


def test_a_call_that_is_running_goes_on_with_the_phrases_it_began_with(own_centre):
    attempt = own_centre.in_call()
    own_centre.service.phrasings.accept(own_centre.tutor, Addition(UNKNOWN, MARK))
    own_centre.act(attempt, Say(line="line:1", text=UNKNOWN), wait=6)
    _, reading = spoken(own_centre, attempt, UNKNOWN)
    assert MARK not in [a["act"] for a in reading.get("acts", ()) if a["band"] == "sure"]


def test_what_was_added_is_there_after_a_restart_and_changes_what_attempts_pin(own_centre, tmp_path):
    before = own_centre.library.digests(GAS)["phrases"]
    own_centre.service.phrasings.accept(own_centre.tutor, Addition(UNKNOWN, MARK))
    restarted = quick_library(tmp_path)
    assert UNKNOWN in restarted.bank.by_id[MARK].phrasings
    assert restarted.digests(GAS)["phrases"] == own_centre.library.digests(GAS)["phrases"] != before
    own_centre.service.phrasings.take_back(own_centre.tutor, Addition(UNKNOWN, MARK))
    assert quick_library(tmp_path).digests(GAS)["phrases"] == before


def test_a_line_that_holds_nothing_but_was_taken_for_an_act_can_be_added_as_such(own_centre):
    taken = "what is the address of the emergency?"
    attempt = call_with(own_centre, taken)
    seq, _ = spoken(own_centre, attempt, taken)
    own_centre.service.records.retag(own_centre.assessor, attempt, seq, (), "thinking aloud")
    [one] = [o for o in own_centre.service.phrasings.board(own_centre.tutor).offered if o.proposal.certain]
    assert one.addition == Addition(taken, NO_ACT)


def test_an_act_of_the_scenarios_own_gets_its_phrasing_in_that_scenario_only(own_centre):
    own = next(iter(own_centre.library.scenario(GAS).acts))
    own_centre.service.phrasings.accept(own_centre.tutor, Addition(UNKNOWN, own, GAS))
    assert own_centre.service.phrasings.own(own_centre.tutor) == (Addition(UNKNOWN, own, GAS),)
    reader = own_centre.library.reader(GAS)
    assert UNKNOWN in reader.fitted.phrasings[reader.acts.index(own)].written
    assert UNKNOWN not in [p for act in own_centre.library.bank.acts for p in act.phrasings]


def test_a_dismissed_proposal_is_never_offered_again(own_centre):
    call_with(own_centre, UNKNOWN)
    [one] = offered(own_centre, "gizza")
    own_centre.service.phrasings.dismiss(own_centre.tutor, one)
    assert offered(own_centre, "gizza") == []
    call_with(own_centre, UNKNOWN)
    assert offered(own_centre, "gizza") == []


def test_the_effect_is_that_of_a_reader_which_really_learnt_the_phrasing(own_centre):
    library, phrasings = own_centre.library, own_centre.service.phrasings
    adding = Addition("pop the light on so you can see what you're doing", "wrong_switch_on_light")
    weighed = phrasings.weigh(own_centre.tutor, [adding])
    right = {"before": 0, "after": 0}
    changed = 0
    acts = [
        a.model_copy(update={"phrasings": (*a.phrasings, adding.phrase)}) if a.id == adding.act else a
        for a in library.bank.acts
    ]
    was = fit_reader(library.bank.acts, off_topic=library.bank.off_topic, cache_folder=library.cache)
    would = fit_reader(acts, off_topic=library.bank.off_topic, keep=False)
    for line in library.development:
        before, after = (set(r.read(line.text).sure()) for r in (was, would))
        right["before"] += len(before & line.acts)
        right["after"] += len(after & line.acts)
        changed += before != after
    assert (weighed.before.right, weighed.after.right) == (right["before"], right["after"])
    assert len(weighed.changed) == changed > 0
    assert adding.phrase not in library.bank.by_id[adding.act].phrasings
    assert len(library.development) > 300


def test_what_else_was_said_in_calls_and_would_be_matched_is_told(own_centre):
    other = "gizza tinkle number then duck"
    attempt = call_with(own_centre, UNKNOWN, other, "zibble wobble")
    seq, _ = spoken(own_centre, attempt, other)
    own_centre.service.records.retag(own_centre.assessor, attempt, seq, (MARK,), "said hereabouts")
    weighed = own_centre.service.phrasings.weigh(own_centre.tutor, [Addition(UNKNOWN, MARK)])
    assert {(c.text, c.before, c.after, c.better) for c in weighed.said} == {
        (UNKNOWN, (), (MARK,), None),
        (other, (), (MARK,), True),
    }


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        (Addition("  ?! ", MARK), "Write the words"),
        (Addition("x" * 201, MARK), "at most 200"),
        (Addition(UNKNOWN, "ask_shoe_size"), "Choose what"),
    ],
)
def test_what_cannot_be_added_is_refused_in_words(own_centre, addition, said):
    with pytest.raises(ServiceError, match=said):
        own_centre.service.phrasings.accept(own_centre.tutor, addition)
    assert own_centre.service.phrasings.own(own_centre.tutor) == ()


def test_a_phrasing_of_another_act_is_not_added_a_second_time(own_centre):
    taken = own_centre.library.bank.by_id["ask_name"].phrasings[0]
    with pytest.raises(ServiceError, match="phrasing of something else"):
        own_centre.service.phrasings.accept(own_centre.tutor, Addition(taken.upper(), MARK))


def test_a_file_that_was_broken_by_hand_is_told_and_never_overwritten(own_centre, tmp_path):
    (tmp_path / FILE_NAME).write_text("format: 1\nactz:\n  greet: hi\n")
    with pytest.raises(ServiceError, match="actz"):
        own_centre.service.phrasings.accept(own_centre.tutor, Addition(UNKNOWN, MARK))
    assert "actz" in (tmp_path / FILE_NAME).read_text()


def test_learners_and_assessors_see_nothing_of_it(own_centre):
    for actor in (own_centre.learner, own_centre.assessor, None):
        with pytest.raises(NotAllowed):
            own_centre.service.phrasings.board(actor)


def test_how_the_reader_did_is_kept_and_said_to_be_old_once_a_phrasing_was_added(own_centre):
    phrasings, told = own_centre.service.phrasings, []
    assert phrasings.last_standing(own_centre.tutor) is None
    found = phrasings.standing(own_centre.tutor, lambda done, of: told.append((done, of)))
    assert phrasings.last_standing(own_centre.tutor) == found
    assert told == [(n, found.lines) for n in range(found.lines)]
    phrasings.accept(own_centre.tutor, Addition(UNKNOWN, MARK))
    later = phrasings.last_standing(own_centre.tutor)
    assert (later.now, later.figures) == (False, found.figures)


def test_what_was_said_is_counted_before_anything_is_read(own_centre, monkeypatch):
    call_with(own_centre, UNKNOWN)
    phrasings, told = own_centre.service.phrasings, []
    board = phrasings.board(own_centre.tutor, "", lambda done, of: told.append((done, of)))
    assert told == [(0, 1)]
    monkeypatch.setattr(type(own_centre.library), "reader", None)
    said = phrasings.said(own_centre.tutor)
    assert (said.not_understood, said.retagged) == (board.not_understood, board.retagged) == (1, 0)
