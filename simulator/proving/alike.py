"""Whether the forms of a scenario are equally hard, and each however it is cast: advice, never a fault.

It compares what the proofs of the forms found; it plays nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from statistics import fmean

from simulator.proving.proof import Casting, Form

HARDER = 0.35
"""A form that takes so much larger a share of deeds or seconds than the easiest is much harder."""
LUCKIER = 0.10
"""A form of whose indicators wanderers meet so much larger a share is much easier."""
SPREAD = 0.25
"""So much more than the least may a form take as it is cast otherwise."""


def advice_on(forms: Sequence[Form]) -> Iterator[str]:
    """Yield, in plain sentences, where one form or casting is much harder than another."""
    for word, measure in (("deeds", _deeds), ("seconds of call time", _seconds)):
        means = {form.variant: fmean(map(measure, form.castings)) for form in forms if form.castings}
        if means:
            yield from _harder(word, means)
        for form in forms:
            yield from _spread(word, form, [measure(one) for one in form.castings])
    if forms:
        least = min(forms, key=lambda form: form.luck)
        for form in forms:
            if form.luck > least.luck + LUCKIER:
                yield (
                    f"The form “{form.variant}” is easier to meet by luck than “{least.variant}”: "
                    f"learners who do not do the job meet {form.luck:.0%} of what is marked, and "
                    f"{least.luck:.0%} there."
                )


def _deeds(casting: Casting) -> float:
    return casting.deeds


def _seconds(casting: Casting) -> float:
    return casting.seconds


def _harder(word: str, means: dict[str, float]) -> Iterator[str]:
    easiest = min(means, key=lambda variant: means[variant])
    for variant, mean in means.items():
        if mean > means[easiest] * (1 + HARDER):
            yield (
                f"The form “{variant}” is much harder than “{easiest}”: {mean:.0f} {word} to do the job, "
                f"and {means[easiest]:.0f} there. Neighbours who are given one each are not asked the same."
            )


def _spread(word: str, form: Form, taken: Sequence[float]) -> Iterator[str]:
    if taken and max(taken) > min(taken) * (1 + SPREAD):
        name = f"The form “{form.variant}”" if form.variant else "It"
        yield f"{name} takes {min(taken):.0f} to {max(taken):.0f} {word}, as it is cast."


def spread(form: Form, measure: Callable[[Casting], float]) -> str:
    """Return what a form takes over its castings, as one figure or the least and the most."""
    taken = [round(measure(one)) for one in form.castings]
    least, most = min(taken, default=0), max(taken, default=0)
    return str(least) if least == most else f"{least} to {most}"


def form_in_words(form: Form) -> str:
    """Return in two sentences what a form asks of a learner, and what of it is met without doing the job."""
    casts = f" ({len(form.castings)} casts tried)" if len(form.castings) > 1 else ""
    return (
        f"{f'Form “{form.variant}”' if form.variant else 'The only form'}: the job takes "
        f"{spread(form, _deeds)} deeds and {spread(form, _seconds)} seconds{casts}. {form.indicators} things "
        f"are marked; learners who do not do the job meet {form.luck:.0%} of them on average, "
        f"{form.most_luck:.0%} at most."
    )
