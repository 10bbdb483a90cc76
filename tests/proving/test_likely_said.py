"""What is likely to be said is heard together, as if each line were heard alone, and most of it is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.commands import Say
from simulator.proving.door import hear_together
from simulator.proving.form_proof import concluded, keep
from simulator.proving.ground import Ground
from simulator.proving.likely_said import likely_said
from simulator.proving.plan import MODEL, VARIATIONS
from simulator.understanding.kept_readings import AT_ONCE, KeptReader
from tests.proving.stuck_judges import subject_of
from tests.proving.test_every_proof import AT_ITS_PACE, FEW

NAME = "mattress-in-lane-one"


@pytest.fixture
def subject(library):
    known = subject_of(library, NAME)
    return replace(known, reader=KeptReader(known.reader.reader), random_plays=FEW)


def test_lines_that_are_heard_together_are_heard_as_alone(subject):
    said = likely_said(subject)[: AT_ONCE + 10]
    alone = KeptReader(subject.reader.reader)
    for text in reversed(said):
        alone.hear_all([text])
    subject.reader.hear_all([*said, said[0]])
    assert subject.reader.kept == alone.kept
    assert list(subject.reader.kept) == list(said)


def test_a_form_is_proved_alike_whatever_was_heard_before(subject):
    subject = replace(subject, ways=AT_ITS_PACE)
    variant = subject.variants[0]
    before = concluded(keep(subject, variant))
    heard = len(subject.reader.kept)
    fresh = replace(subject, reader=KeptReader(subject.reader.reader))
    hear_together(fresh.reader, likely_said(fresh))
    assert concluded(keep(fresh, variant)) == before
    assert heard < len(fresh.reader.kept)


def test_most_phrasings_that_the_job_takes_were_likely(subject):
    ground, likely, said = Ground(subject, subject.variants[0]), set(likely_said(subject)), set()
    for n, plan in enumerate((MODEL, *VARIATIONS)):
        play, _ = ground.played(plan, subject.seed + n)
        said |= {done.deed.text for done in play.done if isinstance(done.deed, Say)}
    phrasings = {text for own in subject.words.values() for text in own}
    said &= phrasings | {text for own in subject.scenario.acts.values() for text in own.phrasings}
    assert len(said & likely) > 0.8 * len(said)


def test_a_reader_that_hears_one_by_one_is_asked_nothing_beforehand():
    hear_together(object(), ["Hello?"])
