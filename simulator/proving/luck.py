"""What those earn who do not do the job: how often, by criterion, and what of it is too much.

It plays and marks nothing; it counts what the plays of all forms show.
"""

from collections.abc import Iterator, Sequence

from simulator.proving.proof import MOST_CHANCE, RANDOM, Luck, Proof, Wanderer

MOST_LUCK = 0.5
"""A wanderer who meets a larger share of a form's indicators than this got them too easily."""
_NAMED = 3
"""So many plays are named in a reason; the proof holds the others."""


def luck_of(wanderers: Sequence[Wanderer], criteria: Sequence[str]) -> tuple[Luck, ...]:
    """Return how often the random plays of all forms earn each criterion."""
    plays = [one for one in wanderers if one.name == RANDOM]
    earned = [c for one in plays for c in one.earned]
    return tuple(Luck(criterion=c, plays=len(plays), earned=earned.count(c)) for c in criteria)


def reasons_of_wanderers(proof: Proof) -> Iterator[str]:
    """Yield why a scenario is not proven, by those who wander through it."""
    for one in proof.wanderers:
        where = named(one)
        if one.crash:
            yield (
                f"The simulator broke down under a wandering learner ({where}) {one.crash}. No file should "
                "be able to do that: report it with this line and the scenario's file."
            )
        elif not one.ended:
            yield f"A wandering learner's attempt never ended ({where})."
        if one.earned and one.name != RANDOM:
            yield f"A wandering learner earned {', '.join(one.earned)} without doing the job ({where})."
        if one.share > MOST_LUCK:
            yield f"A wandering learner met {one.share:.0%} of the indicators by luck ({where})."
    for luck in proof.luck:
        if luck.is_too_large:
            yield _too_lucky(proof, luck)


def _too_lucky(proof: Proof, luck: Luck) -> str:
    plays = [w for w in proof.wanderers if w.name == RANDOM and luck.criterion in w.earned]
    told = "; ".join(named(one) for one in plays[:_NAMED])
    more = f"; and {len(plays) - _NAMED} more" if len(plays) > _NAMED else ""
    return (
        f"{luck.criterion} is earned by luck: whoever does things at random earns it in {luck.earned} of "
        f"{luck.plays} plays ({luck.share:.0%}, and at most {MOST_CHANCE:.0%} may be): {told}{more}."
    )


def named(one: Wanderer) -> str:
    """Return by what a wanderer's play is found again."""
    return f"{one.id}, {one.variant or 'only form'}, cast by seed {one.seed}"
