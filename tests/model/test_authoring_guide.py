"""The example of the authoring guide has no faults, and a learner can earn what it claims."""

import re
from pathlib import Path

import pytest

from simulator.marking.calls import mark
from simulator.model.load_scenario import load_scenario_text
from simulator.proving.door import stage
from simulator.proving.model_learner import play_learner
from simulator.proving.plan import MODEL
from simulator.service.scenario_acts import scenario_acts
from simulator.understanding.reader import fit_reader
from tests import machine
from tests.model.test_json_schemas import read, schema_for
from tests.shipped import shipped_library

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "authoring-guide.md").read_text("utf-8")
EXAMPLE = re.findall(r"^```yaml\n(.*?)^```", GUIDE, flags=re.DOTALL | re.MULTILINE)


def example():
    library = shipped_library()
    (text,) = EXAMPLE
    return load_scenario_text(
        text,
        organisation=library.organisations["thornmere"],
        unit=library.units,
        shared_acts=library.shared_acts,
    )


def test_the_example_has_no_faults_and_no_advice():
    scenario, faults = example()
    assert [str(fault) for fault in faults] == []
    assert scenario is not None
    assert len(scenario.variants) == 2
    assert list(schema_for(Path("x/y/example.yaml")).iter_errors(read(EXAMPLE[0]))) == []


@pytest.mark.parametrize("form", ["tea", "cat"])
def test_a_learner_who_follows_the_procedures_earns_what_the_example_claims(form):
    library = shipped_library()
    scenario, _ = example()
    centre = library.organisations["thornmere"]
    acts, kept = scenario_acts(scenario, library.bank), machine.kept_readers() / "cache"
    reader = fit_reader(acts, off_topic=library.bank.off_topic, cache_folder=kept)
    words = {act.id: act.phrasings for act in library.bank.acts}
    record = play_learner(stage(scenario, centre, 1, form), reader, words, MODEL, 1)
    marking = mark(record, scenario, centre, library.units["234"])
    earned = {f.criterion for f in marking.findings if f.finding == "evidence found"}
    assert earned >= set(scenario.criteria), marking.findings


def test_every_file_of_a_centre_is_told_and_every_schema_can_be_found():
    for name in ("organisation", "procedures", "acts", "questions", "trees", "conventions", "resources"):
        assert f"`{name}.yaml`" in GUIDE
    assert (ROOT / "docs" / "schemas" / "scenario.schema.json").is_file()
