"""What stands behind a proof's figures: what cost nothing kind by kind, declarations with their reason."""

from simulator.cli.proof_lines import lines_of
from simulator.cli.proof_page import page
from simulator.proving.in_words import about, figures, how_many, set_out
from simulator.proving.proof import Form, Luck, Mutant, Play, Proof, Unguarded, Untested, Variation
from simulator.proving.prove import _of_the_model


def mutant(name, verdict, room="", **more):
    return Mutant(id=f"{name}: left out", deed=name, how="left out", words=f"never does {name}", clause="1",
                  verdict=verdict, room=room, **{"actual": (), "expected": ("1.2",)} | more)  # fmt: skip


MUTANTS = (
    mutant("a", "killed", actual=("1.2",)),
    mutant("b", "declared", because="It is told anyway."),
    mutant("c", "harmless", "allowed"),
    mutant("d", "harmless", "not needed"),
    mutant("e", "harmless", "not needed"),
    mutant("f", "harmless", "once"),
)
PROOF = Proof(
    scenario="gas-escape",
    mutants=MUTANTS,
    unguarded=(
        Unguarded(
            indicator="one",
            kind="logs",
            criterion="1.3",
            clause="1",
            change="one: dropped",
            words="Nobody.",
            because="Too small.",
        ),
    ),
    untested=(
        Untested(indicator="one", label="Greets", kind="greets", change="one: flag", why="never contrary"),
        Untested(indicator="two", label="Logs", kind="logs", change="two: flag", why="never contrary"),
    ),
    changes_tried=40,
    luck=(Luck(criterion="1.2", plays=100, earned=0), Luck(criterion="2.1", plays=100, earned=2)),
    advice=("One form is harder.",),
)


def test_what_cost_nothing_is_counted_by_why_and_what_no_play_could_test_apart():
    assert figures(PROOF) == (
        "6 ways of not doing the job: 1 cost just what they should, 1 declared, 4 rightly cost nothing, 0 "
        "unnoticed. Of those that cost nothing 1 still do what the procedures allow, 2 leave out what need "
        "not be done here, 1 break a rule that is marked elsewhere in the scenario. 40 changes of the "
        "marking: 0 that no play would notice, 1 more declared as such; 2 critical flags that no play could "
        "test. Whoever did things at random earned 2.1 in 2 of 100 plays."
    )


def test_each_declaration_stands_with_its_reason_and_each_harmless_one_under_its_kind():
    assert set_out(PROOF) == {
        "Declared dependencies": ["A learner who never does b loses nothing, not 1.2. It is told anyway."],
        "Declared as not noticed": ["Nobody. Too small."],
        "Rightly cost nothing: they still do what the procedures allow": ["A learner who never does c."],
        "Rightly cost nothing: they leave out what need not be done here": [
            "A learner who never does d.",
            "A learner who never does e.",
        ],
        "Rightly cost nothing: they break a rule that is marked elsewhere in the scenario": [
            "A learner who never does f."
        ],
        "Critical flags that no play could test: never contrary": ["Greets", "Logs"],
    }


def two_forms(*mutants):
    forms = tuple(
        Form(variant=name, deeds=40, seconds=200, luck=0.1, indicators=30) for name in ("light", "lamp")
    )
    return Proof(scenario="gas-escape", mutants=mutants, forms=forms)


def of_form(variant, **more):
    return mutant("a", "declared", because="It is told anyway.", play=Play(variant=variant), **more)


def test_a_declaration_names_the_form_only_where_the_same_costs_something_else_in_another():
    other = two_forms(of_form("light", actual=("1.2", "1.4")), of_form("lamp", actual=("1.4",), expected=()))
    assert set_out(other)["Declared dependencies"] == [
        "In the form “light”: a learner who never does a loses 1.2, 1.4, not 1.2. It is told anyway.",
        "In the form “lamp”: a learner who never does a loses 1.4 where nothing is due. It is told anyway.",
    ]
    alike = two_forms(of_form("light"), of_form("lamp"))
    assert set_out(alike)["Declared dependencies"] == [
        "A learner who never does a loses nothing, not 1.2. It is told anyway."
    ]


def test_the_number_beside_a_heading_says_that_forms_are_told_together():
    proof = two_forms(of_form("light"), of_form("lamp"))
    told = {heading: how_many(proof, heading, lines) for heading, lines in set_out(proof).items()}
    assert told == {"Declared dependencies": "1 different, in 2 forms", "The forms beside each other": "2"}
    assert how_many(PROOF, "Declared dependencies", ["one"]) == "1"


def test_what_the_job_done_does_not_earn_is_named_once():
    late, silent = "2.1 Tells the gas network: It was late.", "2.2 By phone: You did not."
    one = Variation(name="model", variant="light", seed=1, lost=("2.1",), why=(late,))
    two = Variation(name="model", variant="lamp", seed=1, lost=("2.1", "2.2"), why=(late, silent))
    assert list(_of_the_model(Proof(scenario="gas-escape", variations=(one, two)))) == [
        "The job done well (light, cast by seed 1) does not earn 2.1: Tells the gas network: It was late.",
        f"The job done well (lamp, cast by seed 1) does not earn 2.1, 2.2: {late} {silent}",
    ]


def test_only_the_critical_flags_need_a_word_of_what_they_are_and_the_page_says_it():
    needing = [heading for heading in set_out(PROOF) if about(heading)]
    assert needing == ["Critical flags that no play could test: never contrary"]
    assert about(needing[0]) in page([PROOF])


def test_the_page_without_a_server_holds_all_of_it():
    html = page([PROOF])
    for lines in set_out(PROOF).values():
        assert all(line in html for line in lines)
    assert "One form is harder." in html


def test_the_terminal_tells_it_when_asked_to_and_advice_always():
    short, full = "\n".join(lines_of(PROOF)), "\n".join(lines_of(PROOF, verbose=True))
    assert "advice: One form is harder." in short
    assert "It is told anyway." not in short
    assert (
        "declared: a learner who never does b loses nothing, not 1.2 [b: left out]: It is told anyway."
        in full
    )
    assert "cost nothing as they leave out what need not be done here: d: left out; e: left out" in full
    assert "not tested: whether these are critical, as never contrary: Greets; Logs" in full
