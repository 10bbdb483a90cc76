"""Forms and castings held beside each other: what is much harder is advice to the tutor."""

from simulator.proving.alike import advice_on, form_in_words
from simulator.proving.proof import Casting, Form


def form(variant, *taken, luck=0.1):
    castings = tuple(
        Casting(seed=n, deeds=deeds, seconds=seconds) for n, (deeds, seconds) in enumerate(taken)
    )
    first = castings[0]
    return Form(variant=variant, deeds=first.deeds, seconds=first.seconds, castings=castings, luck=luck,
                most_luck=0.3, indicators=30)  # fmt: skip


def test_forms_that_ask_about_as_much_are_no_matter():
    assert (
        list(advice_on([form("a", (40, 220), (42, 230)), form("b", (50, 260), (49, 250), luck=0.19)])) == []
    )


def test_a_form_that_takes_much_longer_by_the_mean_of_its_castings_is_told_with_both_figures():
    (advice,) = advice_on([form("a", (40, 200), (40, 210)), form("b", (41, 290), (41, 300))])
    assert advice.startswith("The form “b” is much harder than “a”: 295 seconds of call time to do the job")
    assert "and 205 there" in advice


def test_a_form_of_which_wanderers_meet_much_more_is_easier_by_luck():
    (advice,) = advice_on([form("a", (40, 200)), form("b", (40, 200), luck=0.25)])
    assert advice == (
        "The form “b” is easier to meet by luck than “a”: learners who do not do the job meet 25% of "
        "what is marked, and 10% there."
    )


def test_a_casting_that_makes_much_more_work_is_told_of_its_form():
    (advice,) = advice_on([form("", (40, 200), (55, 210), (41, 200))])
    assert advice == "It takes 40 to 55 deeds, as it is cast."


def test_a_form_is_said_with_its_spread():
    assert form_in_words(form("a", (40, 200.2), (42, 199.9), (41, 210))) == (
        "Form “a”: the job takes 40 to 42 deeds and 200 to 210 seconds (3 casts tried). 30 things are "
        "marked; learners who do not do the job meet 10% of them on average, 30% at most."
    )
