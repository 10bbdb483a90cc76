"""What holds of every record, however odd: purity, fairness, and nothing for silence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.marking.calls import mark
from simulator.model.events import as_record
from simulator.model.findings import Retag
from tests.marking.small_world import Tape, marked, organisation, scenario, unit

INDICATORS = {
    "greets": {"greets": ["greet"]},
    "name": {"obtains": ["name", "oxygen"], "within": 120},
    "back": {"reads_back": ["address"]},
    "steers": {"controls": ["reassure"]},
    "never": {"never_says": ["insult", "wrong_search_leak"], "critical": True},
    "mood": {"mood_ends": 5},
    "log": {"logs": ["address", "name", "oxygen"]},
    "note": {"notes": ["oxygen"]},
    "type": {"log_type": True},
    "priority": {"sets_priority": True},
    "raise": {"raises_priority": "worse"},
    "sends": {"sends": ["g7"]},
    "carries": {"carries": ["address", "oxygen"], "to": "g7"},
    "words": {"wording": "g7"},
    "deploys": {"deploys": True},
    "advises": {"advises": ["advise_leave"]},
    "hands": {"escalates": "L1", "after": "fact:oxygen"},
    "apart": {"keeps_apart": ["main", "second"]},
}
SCENARIO = scenario(INDICATORS)
ACTS = ("greet", "ask_name", "reassure", "insult", "advise_leave", "wrong_search_leak", "ask_location")
FACTS = ("address", "name", "oxygen", "callback")
TEXTS = ("14 Larch Street", "Okafor", "oxygen cylinder", "41 Larch Street", "🚑 <b>x</b>", "", "ص ب ح")
DEED = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(ACTS)),
    st.tuples(st.just("mumble"), st.sampled_from(TEXTS)),
    st.tuples(st.just("tell"), st.sampled_from(FACTS)),
    st.tuples(st.just("note"), st.sampled_from(TEXTS)),
    st.tuples(st.just("priority"), st.sampled_from(("P1", "P2", "P4"))),
    st.tuples(st.just("deploy"), st.sampled_from(("g7", "alpha1"))),
    st.tuples(st.just("escalate"), st.sampled_from(("L1", "L3"))),
    st.tuples(st.just("cue"), st.sampled_from(("worse", "crew_asks", "crew_lost"))),
)


def tape_of(deeds, answered=True):
    tape = Tape().answer() if answered else Tape().rings()
    for n, (deed, what) in enumerate(deeds):
        getattr(tape, deed)(10.0 + 7 * n, what)
    return tape


def results(marking):
    return {i.indicator: i.result for f in marking.findings for i in f.indicators}


def marked_fully(tape, retags=()):
    return mark(tape.record, SCENARIO, organisation(), unit(), retags)


@given(st.lists(DEED, max_size=25))
def test_the_same_record_gives_the_same_marking_and_nothing_crashes(deeds):
    tape = tape_of(deeds).end(500)
    first = marked_fully(tape)
    again = mark(as_record(tuple(tape.events)), scenario(INDICATORS), organisation(), unit())
    assert first.model_dump_json() == again.model_dump_json()
    places = {r.seq for r in tape.record}
    assert all(set(i.cites) <= places for f in first.findings for i in f.indicators)
    assert all(set(j.cites) <= places for j in first.journeys)


@given(st.lists(DEED, max_size=15), st.integers(0, 15))
def test_a_record_may_break_off_anywhere_and_still_be_marked(deeds, keep):
    record = tape_of(deeds).end(500).record[:keep]
    assert mark(record, SCENARIO, organisation(), unit()).findings


@given(st.lists(DEED, max_size=15), st.sampled_from(("14 Larch Street", "Okafor", "oxygen cylinder")))
def test_adding_correct_work_never_loses_a_log_indicator(deeds, right):
    before = results(marked_fully(tape_of(deeds).end(500)))
    after = results(marked_fully(tape_of([*deeds, ("note", right)]).end(500)))
    for name in ("log", "note"):
        assert not (before[name] == "shown" and after[name] != "shown")


@given(st.lists(DEED, max_size=20), st.sampled_from(("thank", "acknowledge")))
@settings(max_examples=60)
def test_retagging_a_line_that_nobody_judges_changes_no_result(deeds, act):
    tape = tape_of([*deeds, ("say", "thank")]).end(500)
    line = max(r.seq for r in tape.record if r.event.kind == "spoke")
    assert results(marked_fully(tape, [Retag(seq=line, acts=(act,))])) == results(marked_fully(tape))


UNASKED = st.tuples(st.just("tell"), st.sampled_from(FACTS)) | st.tuples(st.just("cue"), st.just("worse"))


@given(st.lists(UNASKED, max_size=12), st.booleans())
def test_silence_never_earns_a_criterion_nor_a_single_indicator(heard, answered):
    tape = Tape().answer() if answered else Tape().rings()
    for n, (deed, what) in enumerate(heard if answered else []):
        tape.tell(10 + n, what, asked=False) if deed == "tell" else tape.cue(10 + n, what, right="P1")
    marking = marked_fully(tape.end(500))
    assert all(f.finding != "evidence found" for f in marking.findings)
    assert "shown" not in results(marking).values()


@given(st.lists(st.tuples(st.just("mumble"), st.text(max_size=40)), max_size=12))
def test_talk_that_nobody_understands_never_earns_a_criterion(deeds):
    marking = marked_fully(tape_of(deeds).end(500))
    assert all(f.finding != "evidence found" for f in marking.findings)


def test_what_stood_in_an_open_log_before_the_attempt_earns_nothing():
    from simulator.model import events as ev

    tape = Tape()
    tape.add(ev.LogOpened(t=0, incident="0040", truth="gas", already=True))
    tape.write(0, "where", "14 Larch Street", log="0040").priority(0, "P2", log="0040")
    tape.answer(truth="other").tell(10, "address").add(ev.LineLinked(t=20, line="line:1", incident="0040"))
    found = results(marked(tape.end(), {"log": {"logs": ["address"]}, "p": {"sets_priority": True}}))
    assert found == {"log": "no chance", "p": "not shown"}
