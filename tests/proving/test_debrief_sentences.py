"""Whatever a learner made of rules does, the sentences of the debrief are plain and their sums agree."""

from __future__ import annotations

import re

import pytest

from simulator.model.events import Record
from simulator.model.findings import Marking
from simulator.model.told_to import told_to
from simulator.proving.plan import PLANS
from simulator.service.library import Library
from tests.proving.playing import MARKED, marked, played

ID = re.compile(r"[A-Za-z0-9]+_[A-Za-z0-9_]+|\b[a-z]+:[A-Za-z]")
"""How ids look: words joined by an underscore, or a kind and a name joined by a colon."""
QUOTED = re.compile(r"“[^”]*”")
CASES = [(name, plan) for name in MARKED for plan in ("model", "silent", "rude", "hesitant")]


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def play(request: pytest.FixtureRequest, library: Library) -> tuple[Library, str, Record, Marking]:
    """Return a play of a shipped scenario with its marking; the plans take turns with the variants."""
    name, plan = request.param
    variants = list(library.scenario(name).variants)
    variant = variants[CASES.index(request.param) % len(variants)]
    record = played(library, name, variant, plan=PLANS[plan])
    return library, name, record, marked(library, name, record)


NAME_OR_NUMBER = re.compile(r"\b(name|number|called)\b", re.IGNORECASE)
"""Labels of what may stand on the screen: it is known though no caller told it."""


def sentences(marking: Marking) -> list[str]:
    indicators = [one for finding in marking.findings for one in finding.indicators]
    missing = [name for one in indicators for name in one.missing]
    followed = [j.followed for j in marking.journeys]
    return [marking.opening, *(f.sentence for f in marking.findings), *(i.sentence for i in indicators),
            *missing, *followed]  # fmt: skip


def test_no_id_is_shown_to_a_person(play):
    library, name, _, marking = play
    shared = {act.id for act in library.bank.acts if "_" in act.id}
    raw = {act.replace("_", " ") for act in shared if len(act.split("_")) > 1}
    labels = " ".join([*library.acts(name).values()]).lower()
    for sentence in sentences(marking):
        assert not ID.search(sentence), sentence
        own = QUOTED.sub("", sentence).lower()
        shown = {
            act for act in raw if re.search(rf"“{act}”|\b(?:not|or|and) {act}\b", own) and act not in labels
        }
        assert not shown, (shown, sentence)


def test_every_sentence_is_whole_and_reads_on(play):
    *_, marking = play
    for sentence in [marking.opening, *(f.sentence for f in marking.findings)]:
        assert re.fullmatch(r"[A-Z0-9“].*[.…]", sentence), sentence
    for sentence in sentences(marking):
        assert not re.search(r"\.\.|  | ,|None|\{|\b(\w+) \1\b", QUOTED.sub("“”", sentence)), sentence


def test_the_opening_counts_what_the_table_shows(play):
    *_, marking = play
    heard = [j for j in marking.journeys if j.told_at is not None]
    perhaps = sum(j.told_at is None and j.perhaps_at is not None for j in marking.journeys)
    if found := re.search(r"told (\d+) of (\d+) facts", marking.opening):
        assert (int(found[1]), int(found[2])) == (len(heard), len(marking.journeys) - perhaps)
    wrote = sum(j.logged_right is True for j in heard)
    if found := re.search(r"wrote (\d+) down", marking.opening):
        assert int(found[1]) == wrote


def test_nothing_is_written_down_before_it_was_heard_and_what_was_passed_on_unheard_was_said(play):
    *_, record, marking = play
    spoken = [r.event for r in record if r.event.kind in {"spoke", "message_sent"}]
    for j in marking.journeys:
        if j.told_at is not None:
            assert j.passed_at is None or j.passed_at >= j.told_at, j
            continue
        assert j.logged_at is None or NAME_OR_NUMBER.search(j.label), j
        if j.passed_at is not None:
            assert any(e.t == j.passed_at and j.fact in e.carries for e in spoken), j


def test_to_others_every_sentence_speaks_of_the_learner_and_reads_on(play):
    *_, marking = play
    for sentence in sentences(marking):
        others = QUOTED.sub("“”", told_to("others", sentence))
        assert not re.search(r"\b(you|yours?|yourself)\b", others, re.IGNORECASE), others
        assert not re.search(r"\bthe learner (advise|answer|ask|give|greet|say|show|stay|tell)\b", others), (
            others
        )


def test_every_question_is_told_with_who_asked_it(play):
    library, _, record, marking = play
    organisation = library.organisation("wendshire")
    for one in (i for f in marking.findings for i in f.indicators if i.kind == "answers_responder"):
        for at, who in re.findall(r"At (\d+:\d\d) ([A-Z][\w ]+?) asked about", one.sentence):
            said = [r.event for r in record if r.event.kind == "heard" and r.event.who != "caller"]
            asked = [e for e in said if f"{int(e.t) // 60}:{int(e.t) % 60:02d}" == at]
            names = {organisation.resource(e.party).call_sign for e in asked}
            assert who in names, one.sentence


def test_the_last_words_of_the_caller_bear_out_how_the_call_ended(play):
    *_, record, marking = play
    for one in (i for f in marking.findings for i in f.indicators if i.kind == "mood_ends"):
        if one.result in ("shown", "not shown"):
            cited = [record[seq - 1].event for seq in one.cites]
            assert all(e.kind == "heard" and e.who == "caller" for e in cited), one
