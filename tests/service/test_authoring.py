"""Scenarios as a tutor sees them: faults, proofs kept by content, nothing unproven offered for assessment."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from simulator.data_files import scenarios_folder
from simulator.engine.decide import ENGINE
from simulator.marking.calls import MARKER
from simulator.model.centre_phrases import CentrePhrases
from simulator.proving.proof import Proof
from simulator.service import proofs
from simulator.service.authoring import Authoring
from simulator.service.errors import CannotDo, NotAllowed, ServiceError
from simulator.service.learning import Learning
from simulator.service.library import Library, open_library
from simulator.service.proofs import Proofs
from simulator.understanding.reader_key import VERSION
from tests.service.desk import Clock


class Prover:
    """Proves in no time, as it is told to, and counts."""

    def __init__(self, proven: bool = True) -> None:
        self.proven = proven
        self.asked: list[str] = []
        self.done = threading.Event()

    def __call__(self, scenario_id: str) -> Proof:
        self.asked.append(scenario_id)
        self.done.set()
        if scenario_id == "road-collision":
            raise OSError("the proof broke off: nothing left")
        return Proof(scenario=scenario_id, criteria=("1.1",), proven=self.proven)


@pytest.fixture(scope="module")
def scenarios(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("authored") / "scenarios"
    shutil.copytree(scenarios_folder(), folder)
    return folder


@pytest.fixture
def library(scenarios, tmp_path) -> Library:
    opened = open_library(tmp_path, scenarios=scenarios)
    opened.encoder = None
    return opened


def authoring(library: Library, folder: Path, prover: Prover) -> Authoring:
    return Authoring(library, Proofs(folder, prover, Clock()), Clock(), strict=True)


def proved(one: Authoring, scenario_id: str) -> None:
    one._proofs.prove_now(scenario_id, one._key(scenario_id))


def test_a_broken_file_shows_its_faults_while_the_others_go_on(centre, library, scenarios, tmp_path):
    desk = authoring(library, tmp_path / "proofs", Prover())
    path = scenarios / "wendshire" / "warm-up.yaml"
    whole = path.read_text("utf-8")
    try:
        path.write_text(whole.replace("difficulty: 1", "difficulty: easy"), "utf-8")
        assert desk.changed(centre.administrator)
        desk.check_again(centre.administrator)
        files = {Path(one.file).name: one for one in desk.files(centre.administrator)}
        assert not files["warm-up.yaml"].playable
        (fault,) = files["warm-up.yaml"].faults
        assert (fault.code, fault.field) == ("F018", "difficulty")
        assert files["gas-escape.yaml"].playable
        assert library.find("warm-up") is None
        assert library.find("gas-escape") is not None
    finally:
        path.write_text(whole, "utf-8")
    assert desk.changed(centre.administrator)
    desk.check_again(centre.administrator)
    assert not desk.changed(centre.administrator)
    assert library.find("warm-up") is not None


def test_a_proof_is_kept_by_content_so_that_a_restart_does_not_make_it_again(library, tmp_path):
    prover = Prover()
    proved(authoring(library, tmp_path / "proofs", prover), "gas-escape")
    again = authoring(library, tmp_path / "proofs", prover)
    assert again.standing("gas-escape").state == "proven"
    again._proofs.want("gas-escape", again._key("gas-escape"))
    assert prover.asked == ["gas-escape"]
    kept = again.standing("gas-escape").kept
    assert kept is not None
    assert kept.key == again._key("gas-escape")


def test_a_changed_file_is_never_answered_with_an_old_proof(centre, library, scenarios, tmp_path):
    desk = authoring(library, tmp_path / "proofs", Prover())
    proved(desk, "gas-escape")
    path = scenarios / "wendshire" / "gas-escape.yaml"
    whole = path.read_text("utf-8")
    try:
        path.write_text(whole.replace("difficulty: 2", "difficulty: 3"), "utf-8")
        library.read_again()
        assert desk.standing("gas-escape").state == "waiting"
    finally:
        path.write_text(whole, "utf-8")
        library.read_again()
    assert desk.standing("gas-escape").state == "proven"


def test_a_new_version_of_what_proves_is_never_answered_with_an_old_proof(monkeypatch):
    digests = {"scenario": "a text", "unit": "another"}
    before = proofs.proof_key(digests)
    assert proofs.proof_key(dict(reversed(digests.items()))) == before
    for version in range(3):
        versions = tuple("next" if n == version else v for n, v in enumerate((ENGINE, MARKER, VERSION)))
        assert proofs.rules_digest(versions) != proofs.rules_digest()
    monkeypatch.setattr(proofs, "_texts_that_prove", lambda: "prove.py otherwise")
    assert proofs.proof_key(digests) != before


def test_one_scenario_is_being_proved_and_the_others_wait_for_their_turn(centre, library, tmp_path):
    begun, go = threading.Event(), threading.Event()

    def slow(scenario_id: str) -> Proof:
        begun.set()
        assert go.wait(60)
        return Proof(scenario=scenario_id, criteria=("1.1",), proven=True)

    desk = authoring(library, tmp_path / "proofs", slow)
    desk.prove_missing()
    assert begun.wait(20)
    strict = Authoring(library, desk._proofs, Clock(), strict=True)
    files = desk.files(centre.administrator)
    states = [one.standing.state for one in files]
    before = {one.standing.before: strict.why_not_assessed(one.scenario_id) for one in files}
    left = desk.still_to_prove(centre.administrator)
    go.set()
    assert states.count("checking") == 1
    assert states.count("waiting") == len(states) - 2, "all but the warm-up, which claims nothing"
    assert sorted(set(before) - {None}) == list(range(len(states) - 1)), "each has its place in the row"
    assert "is being proved" in before[0]
    assert "waits to be proved, after 1 other: about 1 minute." in before[1]
    assert "waits to be proved, after 8 others: about 2 minutes." in before[8]
    assert (left.scenarios, left.minutes) == (30, 8)


def test_a_missing_proof_is_made_in_the_background(centre, library, tmp_path):
    prover = Prover()
    desk = authoring(library, tmp_path / "proofs", prover)
    desk.check_again(centre.administrator)
    assert prover.done.wait(20)
    assert "warm-up" not in prover.asked, "it claims nothing, so there is nothing to prove"


@pytest.mark.parametrize(
    ("scenario", "proven", "says"),
    [
        ("gas-escape", False, "its marking is not proven"),
        ("road-collision", True, "nothing left"),
    ],
)
def test_what_is_not_proven_cannot_be_set_or_begun_for_assessment(
    centre, library, tmp_path, scenario, proven, says
):
    desk = authoring(library, tmp_path / "proofs", Prover(proven))
    learning = Learning(
        centre.service.store,
        library,
        centre.service.attempts,
        centre.service.people,
        Clock(),
        why_not_assessed=desk.why_not_assessed,
    )

    def set_it(mode):
        return learning.set_task(centre.assessor, scenario, mode, cohort_id=centre.class_id, due_at=None)

    (listed,) = [one for one in learning.to_set(centre.assessor, "assessment") if one.scenario_id == scenario]
    assert "is not proved yet" in listed.why_not
    assert not any(one.why_not for one in learning.to_set(centre.assessor, "practice"))
    with pytest.raises(ServiceError, match="is not proved yet"):
        set_it("assessment")
    proved(desk, scenario)
    with pytest.raises(ServiceError, match=says):
        set_it("assessment")
    centre.service.attempts._why_not_assessed = desk.why_not_assessed
    with pytest.raises(CannotDo, match="not open for assessment yet"):
        centre.service.attempts.start(centre.learner, scenario, "assessment")
    assert set_it("practice").mode == "practice"


def test_what_is_proven_can_be_set_for_assessment(centre, library, tmp_path):
    desk = authoring(library, tmp_path / "proofs", Prover())
    proved(desk, "gas-escape")
    assert desk.why_not_assessed("gas-escape") == ""


def test_a_call_that_is_piloted_once_more_is_proven_still_and_its_page_says_so(centre, tmp_path):
    folder = tmp_path / "scenarios"
    shutil.copytree(scenarios_folder(), folder)
    library = open_library(tmp_path, scenarios=folder)
    library.encoder = None
    desk = authoring(library, tmp_path / "proofs", Prover())
    proved(desk, "gas-escape")
    file = folder / "wendshire" / "gas-escape.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("\npiloted on: [", "\npiloted on: [2026-11-20, ", 1), "utf-8")
    library.read_again()
    assert desk.standing("gas-escape").state == "proven"
    (found,) = [one for one in desk.files(centre.administrator) if one.scenario_id == "gas-escape"]
    assert dict(found.origin.lines)["Piloted on"].startswith("20 November 2026, ")
    file.write_text(text.replace("title: ", "title: New ", 1), "utf-8")
    library.read_again()
    assert desk.standing("gas-escape").state == "waiting"


def test_a_line_is_explained_with_the_phrases_that_its_attempt_began_with(centre, library, tmp_path):
    desk = authoring(library, tmp_path / "proofs", Prover())
    before = library.digests("gas-escape")["phrases"]
    said = "now where would that be situated exactly"
    library.keep_centre_phrases(CentrePhrases(acts={"ask_location": (said,)}))
    now = desk.explained(centre.assessor, "gas-escape", said)
    then = desk.explained(centre.assessor, "gas-escape", said, before)
    assert now.stretches[0].phrase == said
    assert then.stretches[0].phrase != said


def test_why_a_line_was_read_so_is_told_to_those_who_mark_and_write(centre, library, tmp_path):
    desk = authoring(library, tmp_path / "proofs", Prover())
    found = desk.explained(centre.assessor, "gas-escape", "What is the address?")
    assert [one.act for one in found.stretches] == ["ask_location"]
    assert found.labels["ask_location"]
    assert found.stretches[0].phrase
    assert found.stretches[0].gap > 0
    told = desk.explained(centre.assessor, "gas-escape", "So that's flat 3, Larch Court?").values
    assert [one.value for one in told] == ["3", "flat 3 larch court"]
    with pytest.raises(NotAllowed):
        desk.explained(centre.learner, "gas-escape", "What is the address?")
    with pytest.raises(NotAllowed):
        desk.files(centre.learner)
