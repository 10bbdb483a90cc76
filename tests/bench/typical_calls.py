"""The model learner's play of every shipped call, for what a typical call costs. Measures nothing itself."""

import tempfile
from pathlib import Path

from simulator.proving.door import stage
from simulator.proving.model_learner import play_learner
from simulator.service.library import open_library
from simulator.service.scenario_acts import scenario_acts
from simulator.understanding.reader import fit_reader

KEPT = Path(tempfile.gettempdir()) / "incident-call-marking"
"""Where what the readers learnt is kept from one run to the next."""


def typical_calls():
    """Yield what each shipped call is marked by, with the model learner's play of it, read by words alone."""
    KEPT.mkdir(parents=True, exist_ok=True)
    library = open_library(KEPT)
    words = {act.id: act.phrasings for act in library.bank.acts}
    for scenario in library.scenarios():
        acts = tuple(scenario_acts(scenario, library.bank))
        reader = fit_reader(acts, off_topic=library.bank.off_topic, cache_folder=library.cache)
        organisation = library.organisation(scenario.organisation)
        record = play_learner(stage(scenario, organisation, 7), reader, words, seed=7)
        yield (scenario, organisation, library.unit(scenario.unit)), record
