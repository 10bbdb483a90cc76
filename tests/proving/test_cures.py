"""What a proof tells an author to do: in the keys of the file, once, and what comes first alone."""

from __future__ import annotations

import pytest

from simulator.model.declared import Dependency, NotNoticed
from simulator.proving.cures import cure_of_strayed, cure_of_unnoticed
from simulator.proving.form_proof import keep
from simulator.proving.proof import Mutant, Play
from simulator.proving.shortest import transcript_of
from simulator.proving.subject import Subject
from tests.proving.stuck_judges import proved, subject_of, with_stuck


@pytest.fixture(scope="module")
def subject(library):
    """Return the gas escape in one form alone."""
    whole = subject_of(library, "gas-escape")
    one = whole.scenario.model_copy(update={"variants": {"light": "light"}})
    return Subject(one, *list(vars(whole).values())[1:])


@pytest.fixture(scope="module")
def kept(subject):
    return keep(subject, "light", wandering=False)


def mutant(rule, about, how="left out", **more):
    told = {"id": "x: left out", "deed": "x", "words": "does not do x", "clause": "1.1", "expected": ("1.2",)}
    given = {"actual": (), "verdict": "survived", "play": Play(variant="light"), **told, **more}
    return Mutant(how=how, rule=rule, about=about, **given)


@pytest.mark.parametrize(
    ("rule", "about", "cure"),
    [
        ("read_back", "nowhere", "Mark it by “reads back: nowhere”."),
        ("unsafe_advice", "wrong_give_drink", "Mark it by “never says: wrong_give_drink”."),
        ("rude", "manner:sarcasm", 'Mark it by “never says: "manner:sarcasm"”.'),
        ("type", "", "Mark it by “log type: yes”."),
        ("tell_organisation", "council", "Mark it by “sends: council”."),
    ],
)
def test_what_nobody_notices_is_told_with_the_key_that_would_notice_it(subject, rule, about, cure):
    assert cure_of_unnoticed(subject.scenario, mutant(rule, about)) == cure


def test_what_is_marked_and_was_met_all_the_same_is_told_by_the_name_of_its_indicator(subject):
    said = cure_of_unnoticed(subject.scenario, mutant("read_back", "address"))
    label = subject.scenario.indicators["reads_back"].label
    assert said.startswith(f"It is marked by “{label}”, which was met all the same")


def test_what_is_done_too_late_has_no_key_of_its_own(subject):
    late = mutant("read_back", "nowhere", "one second late for place")
    assert cure_of_unnoticed(subject.scenario, late) == ""


def test_a_loss_besides_is_told_with_its_indicator_and_the_declaration_ready_to_copy():
    strayed = mutant("explain", "", actual=("1.1", "1.2"), verdict="strayed", by=("“Leaves him calm” (1.1)",))
    said = cure_of_strayed(strayed)
    assert said.startswith("What it loses besides: “Leaves him calm” (1.1).")
    assert '{deed: x, also: ["1.1"], because: …}' in said


def test_no_declaration_is_offered_where_it_would_not_help():
    strayed = mutant("ask", "", actual=("1.3",), verdict="strayed")
    said = cure_of_strayed(strayed)
    assert "no declaration helps before it costs 1.2" in said
    assert "because" not in said


def test_what_nobody_can_notice_yet_waits_for_the_job_to_earn_its_criterion(subject, kept):
    proof = proved(subject, [with_stuck(kept, "reads_back", "not shown")])
    waiting = [u for u in proof.blind if "1.2" in u.criterion.split(" or ")]
    assert len(waiting) > 5
    assert not any(u.words in why for u in waiting for why in proof.reasons)
    assert not any("it should cost 1.2" in why for why in proof.reasons)
    assert any(f"{len(waiting)} more that nobody would now notice" in why for why in proof.reasons)


def test_of_what_is_earned_everything_unnoticed_is_told_with_its_cure(subject, kept):
    proof = proved(subject, [with_stuck(kept, "reads_back", "shown")])
    told = [why for why in proof.reasons if "[read back address: left out]" in why]
    assert len(told) == 1
    assert told[0].endswith("see prove --show.")


def test_a_declaration_of_a_deed_that_nobody_does_names_the_one_that_is_meant(subject, kept):
    odd = Dependency(deed="read bak address", not_marked=True, because="Tried here.")
    scenario = subject.scenario.model_copy(update={"dependencies": (*subject.scenario.dependencies, odd)})
    proof = proved(Subject(scenario, *list(vars(subject).values())[1:]), [kept])
    assert any("“read bak address”" in why and "write “read back address”" in why for why in proof.reasons)


def test_a_change_that_is_not_made_is_told_with_those_that_are(subject, kept):
    odd = NotNoticed(indicator="reads_back", change="removed", because="Tried here.")
    scenario = subject.scenario.model_copy(update={"not_noticed": (*subject.scenario.not_noticed, odd)})
    proof = proved(Subject(scenario, *list(vars(subject).values())[1:]), [kept])
    told = [why for why in proof.reasons if "reads_back: removed" in why]
    assert len(told) == 1
    assert "dropped" in told[0]


def test_the_job_done_well_can_be_shown_and_so_can_the_other_ways_of_doing_it(subject):
    well = transcript_of(subject, "light", "well")
    assert any(line.endswith("(ended: finished)") for line in well)
    slower = transcript_of(subject, "light", "at 5.5 characters a second")
    assert slower[-1] > well[-1]
    assert transcript_of(subject, "light", "not at all") == ()
