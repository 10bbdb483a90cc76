"""What a proof found is found again where nothing has changed that it rests on, and never otherwise."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from simulator.proving.form_proof import FormProof
from simulator.proving.likely_said import likely_said
from simulator.proving.proof import Form
from simulator.service import kept_proofs, proof_pool
from simulator.service.kept_proofs import form_key, keep_proof, kept_proof
from simulator.service.library import open_library
from simulator.understanding.kept_readings import KeptReader
from simulator.understanding.late_reader import LateReader


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return open_library(tmp_path_factory.mktemp("data"))


@pytest.fixture
def subject(library):
    return proof_pool.subject_for(library, library.scenario("gas-escape"))


def found(variant="light"):
    shape = Form(variant=variant, deeds=1, seconds=1.0, luck=0.0, most_luck=0.0, indicators=1)
    return FormProof(variant, (), (), (), shape, frozenset({"a change"}), (), frozenset({"1.1"}))


def edited(subject, **fields):
    return replace(subject, scenario=subject.scenario.model_copy(update=fields))


def test_the_key_is_the_same_where_nothing_has_changed(library, subject):
    again = proof_pool.subject_for(library, library.scenario("gas-escape"))
    assert form_key(again, "light") == form_key(subject, "light") != ""


def changed_facts(subject):
    key, fact = next((key, fact) for key, fact in subject.scenario.facts.items() if fact.asked_by)
    return {**subject.scenario.facts, key: fact.model_copy(update={"asked_by": ("greet",)})}


CHANGES = {
    "the form": lambda s: (s, "neighbour"),
    "the seed": lambda s: (replace(s, seed=2), "light"),
    "the plays at random": lambda s: (replace(s, random_plays=3), "light"),
    "the ways": lambda s: (replace(s, ways=s.ways[:1]), "light"),
    "a fact": lambda s: (edited(s, facts=changed_facts(s)), "light"),
    "a word of the title": lambda s: (edited(s, title="Smell of gas?"), "light"),
    "what an act is called": lambda s: (
        replace(s, scenario=s.scenario.with_act_labels({"greet": "Greets"}, s.scenario.phrasings)),
        "light",
    ),
    "the centre's words for it": lambda s: (
        replace(s, scenario=s.scenario.at_centre({}, ("Wendshire here",), {})),
        "light",
    ),
    "the centre": lambda s: (
        replace(s, organisation=s.organisation.model_copy(update={"name": "Another"})),
        "light",
    ),
    "the unit": lambda s: (replace(s, unit=s.unit.model_copy(update={"title": "Another"})), "light"),
    "a shared phrasing": lambda s: (replace(s, words={**s.words, "greet": ("Ahoy",)}), "light"),
    "what the reader learns": lambda s: (
        replace(s, reader=KeptReader(LateReader(s.reader.reader.acts[:-1], s.reader.reader.off_topic))),
        "light",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_key_is_another_where_anything_has_changed_that_a_proof_rests_on(subject, what):
    assert form_key(*CHANGES[what](subject)) not in (form_key(subject, "light"), "")


def test_the_key_is_another_when_a_rule_is_changed(subject, monkeypatch):
    before = form_key(subject, "light")
    monkeypatch.setattr(kept_proofs, "rules_digest", lambda: "other code")
    assert form_key(subject, "light") != before


def test_the_rules_are_code_and_what_was_learnt_for_it():
    names = {path.name for path in kept_proofs.rules_files()}
    assert {"decide.py", "reader.py", "calls.py", "model_learner.py", "unmarked_joins.json"} <= names


def test_judges_that_are_not_our_own_are_never_answered_from_what_is_kept(subject):
    assert form_key(replace(subject, judging=lambda _case: None), "light") == ""


def test_what_is_kept_comes_back_and_what_is_damaged_does_not(tmp_path):
    assert kept_proof(tmp_path, "a" * 64) is None
    keep_proof(tmp_path, "a" * 64, found())
    assert kept_proof(tmp_path, "a" * 64) == found()
    assert kept_proof(tmp_path, "b" * 64) is None
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-7])
    assert kept_proof(tmp_path, "a" * 64) is None
    file.write_bytes(pickle.dumps("no proof"))
    assert kept_proof(tmp_path, "a" * 64) is None


def test_without_a_folder_or_a_key_nothing_is_kept(tmp_path):
    keep_proof(None, "a" * 64, found())
    keep_proof(tmp_path, "", found())
    assert list(tmp_path.iterdir()) == []


def test_a_form_is_played_once_and_again_only_when_that_is_wished(subject, monkeypatch, tmp_path):
    late = subject.reader.reader
    subject = replace(subject, reader=KeptReader(late, tmp_path))
    played = []

    def plays(_subject, variant, _memory):
        played.append(variant)
        return found(variant)

    monkeypatch.setattr(proof_pool, "prove_form", plays)
    for anew in (False, False, True):
        assert proof_pool._proved(subject, "light", anew=anew).proof == found()
    assert played == ["light", "light"]
    assert proof_pool._proved(replace(subject, seed=9), "light").proof == found()
    assert len(played) == 3


def test_a_reader_that_need_hear_nothing_is_not_fitted(subject, monkeypatch, tmp_path):
    late = subject.reader.reader
    subject = replace(subject, reader=KeptReader(late, tmp_path))
    for variant in subject.variants:
        keep_proof(tmp_path, form_key(subject, variant), found(variant))
    monkeypatch.setattr(LateReader, "fitted", property(lambda _self: pytest.fail("it was fitted")))
    with proof_pool.proving([subject]) as begin:
        assert [form.result().proof.variant for form in begin(subject)] == list(subject.variants)


def test_what_is_likely_to_be_said_is_heard_once_for_all_forms(subject, monkeypatch, tmp_path):
    said = likely_said(subject)
    subject = replace(subject, reader=KeptReader(subject.reader.reader, tmp_path))

    def plays(there, variant, _memory):
        assert set(said) <= there.reader.kept.keys()
        return found(variant)

    monkeypatch.setattr(proof_pool, "prove_form", plays)
    with proof_pool.proving([subject]) as begin:
        forms = begin(subject)
        assert [form.result().heard for form in forms] == [{}, {}], "each is told what the others heard"
    assert set(subject.reader.kept) == set(said)
    monkeypatch.setattr(KeptReader, "hear_all", lambda *_given: pytest.fail("it heard all again"))
    with proof_pool.proving([subject], anew=True) as begin:
        assert [form.result().proof for form in begin(subject)] == [found(v) for v in subject.variants]
