"""What a proof finds of a damaged marking, beside what 1,000 plays at random would have found.

    python -m tests.bench.random_beside [SCENARIO ...] [--plays N]

Each change of the marking that the proof tries (an indicator or one item of it taken out, a limit doubled or
halved, a critical flag turned) is taken for a fault that somebody made. Found it is when some play comes out
otherwise: of the proof, of as many random plays as fit into the processor's time that the proof took, and of
all N of them. Whoever plays at random is the wanderer of the proof, and knows every phrasing; its plays are
drawn anew, cast in turn by twelve seeds, in each form alike. What was heard before is kept: run it twice, and
take the second for the seconds; what is found is the same.
"""

import argparse
import itertools
import time

from simulator.data_files import CHECKOUT
from simulator.proving.form_proof import concluded, keep
from simulator.proving.ground import Ground
from simulator.proving.judged import Marker
from simulator.proving.proof import RANDOM
from simulator.proving.prove import joined
from simulator.proving.second_order import alterations, noticed
from simulator.proving.wanderers import Walk
from simulator.proving.waste import without_search_for_waste
from simulator.service.library import open_library
from simulator.service.proof_pool import subject_for

SCENARIOS = ("gas-escape", "carer-at-the-door", "shift-two-calls")
CASTINGS = 12
FIRST = 10_001
"""Numbers from here on are drawn by no proof."""


def proved(subject):
    """Prove a scenario, and return the proof and the seconds of the processor."""
    begun = time.process_time()
    proof = joined(subject, [concluded(keep(subject, v)) for v in subject.variants], shorten=False)
    return proof, time.process_time() - begun


def played_at_random(subject, count):
    """Return random plays with their marking, and the seconds of the processor that they took."""
    marker = Marker(subject.scenario, subject.organisation, subject.unit)
    grounds = [Ground(subject, v) for v in subject.variants]
    for ground, seed in itertools.product(grounds, range(1, CASTINGS + 1)):
        ground.world(seed)
    begun, plays = time.process_time(), []
    for n in range(count):
        walk = Walk(RANDOM, FIRST + n, 1 + n % CASTINGS)
        plays.append(marker.judged(grounds[n % len(grounds)].strolled(walk).record, subject.judging))
    return plays, time.process_time() - begun


def first_found(subject, plays):
    """Return which of the plays is the first that each change makes come out otherwise."""
    found = {}
    for change in alterations(subject.scenario):
        at = next((n for n, play in enumerate(plays) if noticed(change, [play])), None)
        if at is not None:
            found[change.id] = at
    return found


def measured(subject, count):
    """Print what the proof and the random plays of a scenario find."""
    proof, seconds = proved(subject)
    all_of_them = proof.changes_tried
    by_proof = all_of_them - sum(bool(u.indicator) for u in proof.unguarded)
    plays, taken = played_at_random(subject, count)
    first = first_found(subject, plays)
    fits = round(count * seconds / taken)
    in_time = sum(at < fits for at in first.values())
    print(
        f"{subject.scenario.id}: {all_of_them} faults of the marking; the proof finds {by_proof} in "
        f"{seconds:.1f} s of the processor ({len(proof.mutants)} mutants). In that time {fits} random plays "
        f"find {in_time}; {count} in {taken:.1f} s find {len(first)}.",
        flush=True,
    )


def main():
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("scenarios", nargs="*", default=SCENARIOS)
    options.add_argument("--plays", type=int, default=1000)
    wanted = options.parse_args()
    library = open_library(CHECKOUT / "var")
    with without_search_for_waste():
        for name in wanted.scenarios:
            subject = subject_for(library, library.scenario(name))
            measured(subject, wanted.plays)
            subject.reader.keep()


if __name__ == "__main__":
    main()
