"""A promise of an arrival time is heard however it is put; saying that somebody comes is none."""

import pytest

from simulator.model.reading import DialogueContext
from simulator.understanding.clauses import cut
from simulator.understanding.manner import manner_of
from simulator.understanding.normalise import Speller


def heard(line, addressed="caller"):
    context = DialogueContext(addressed=addressed)
    return "promise_of_time" in manner_of(line, cut(line, Speller(())), context)


@pytest.mark.parametrize(
    "line",
    [
        "They'll be with you about 11pm",
        "about 11pm they'll be there",
        "They won't be long",
        "not long now",
        "any minute now",
        "they should be with you any minute",
        "they are two minutes away",
        "help is just round the corner",
        "be there in 5 mins",
        "an ambulance will arrive within 8 minutes",
        "expect them around half past ten",
        "it'll take them about ten minutes to reach you",
        "We'll be with you in ten minutes",
        "Help should be with you by 10.30",
        "they'll be there shortly",
        "No promise. Estimated arrival two minutes",
        "Sorry, no promises. They'll be with you in ten minutes",
        "the ETA is five minutes",
    ],
)
def test_a_promise_of_a_time_is_heard(line):
    assert heard(line)


@pytest.mark.parametrize(
    "line",
    [
        "someone will be sent as soon as possible",
        "they will be with you as soon as possible",
        "help is on its way",
        "they're nearly there",
        "the ambulance is nearly with them",
        "they have just turned into your road",
        "the crew is at your door",
        "I can't say how long they will be",
        "I don't know how long they'll be",
        "I'll be with you in two minutes, just putting you on hold",
        "I'll come back to you in a minute",
        "Did it happen about 11pm?",
        "it happened about ten minutes ago",
        "has he been unconscious for more than five minutes",
        "how far away are you, two minutes away?",
        "Ring us back in ten minutes if nobody has come",
        "a crew is coming to 26 Quarry Street",
        "the engineer will get to you at 14 Larch Street",
        "stay away from the house for a few minutes",
        "They will be with you. Now, how long has he been ill?",
        "ambulance should be with you about 5 to ten, cant promise to the minute but they're on the way",
        "they should be about ten minutes away, no promises",
        "no promises, but it should be within ten minutes",
        "No promises. Somebody will come",
        "no eta yet I'm afraid",
        "I can't guarantee it, but they'll be there within the hour",
    ],
)
def test_what_promises_no_time_is_not_taken_for_it(line):
    assert not heard(line)


def test_minutes_told_to_a_crew_are_no_promise_to_a_caller():
    assert not heard("they are two minutes away", addressed="responder")
