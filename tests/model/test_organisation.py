"""Every shipped organisation is whole: what is named exists, what is asked can be done."""

import itertools
import re
from pathlib import Path

import pytest

from simulator.model.load_organisation import (
    FILES,
    load_organisation,
    load_organisation_texts,
    organisation_texts,
)
from simulator.model.load_scenario import load_scenario
from simulator.model.load_unit import load_unit
from simulator.model.organisation import Organisation
from simulator.model.organisation_means import Allocation, Need
from simulator.model.organisation_rules import DecisionTree
from simulator.model.phone_numbers import dialable_numbers, is_drama_number
from simulator.model.phrase_bank import load_phrases
from simulator.model.reading import ActPhrasings
from simulator.model.search_organisation import everything, search

WENDSHIRE = Path("criteria/organisations/wendshire")


CENTRES = sorted(p for p in WENDSHIRE.parent.iterdir() if p.is_dir())


@pytest.fixture(scope="module", params=CENTRES, ids=lambda path: path.name)
def centre(request: pytest.FixtureRequest) -> Organisation:
    found, faults = load_organisation(request.param)
    assert [str(fault) for fault in faults] == []
    assert found is not None
    return found


@pytest.fixture(scope="module")
def wendshire() -> Organisation:
    found, faults = load_organisation(WENDSHIRE)
    assert [str(fault) for fault in faults] == []
    assert found is not None
    return found


def test_procedures_cover_every_criterion_of_the_unit_and_name_no_other(centre: Organisation) -> None:
    unit, _ = load_unit(Path("criteria/unit-234"))
    assert unit is not None
    served = {criterion for clause in centre.clauses.values() for criterion in clause.serves}
    assert served == set(unit.criteria)


def test_there_are_enough_clauses_and_each_says_why(centre: Organisation) -> None:
    assert len(centre.clauses) >= 45
    assert all(len(clause.why.split()) >= 3 for clause in centre.clauses.values())


def test_a_clause_that_rests_on_law_names_the_nation_and_a_day_of_review(centre: Organisation) -> None:
    legal = [clause for clause in centre.clauses.values() if clause.law]
    assert len(legal) >= 8
    assert all(clause.nation and clause.review for clause in legal)


def test_every_act_of_the_advice_cards_can_be_said_and_heard(centre: Organisation) -> None:
    bank, faults = load_phrases(Path("scenarios/phrases"))
    assert bank is not None, faults
    named = {item.act for card in centre.cards for item in (*card.items, *card.never_say) if item.act}
    assert named - set(bank.labels) - set(centre.acts) == set()


def test_no_card_both_gives_and_forbids_the_same_advice(centre: Organisation) -> None:
    for card in centre.cards:
        assert not {item.act for item in card.items} & {item.act for item in card.never_say}, card.id


def test_every_outside_organisation_has_a_best_medium_when_urgent_and_when_routine(
    centre: Organisation,
) -> None:
    for body in centre.directory:
        assert {preference.situation for preference in body.preferred} == {"urgent", "routine"}, body.id


def test_every_organisation_can_ask_for_what_it_needs(centre: Organisation) -> None:
    for body in centre.directory:
        assert set(body.needs) <= {line.id for line in body.says.asks}, body.id


def test_every_crew_can_ask_for_what_it_needs(centre: Organisation) -> None:
    for crew in centre.resources:
        asks = {line.id for line in centre.crew_speech(crew.id).asks}
        assert set(crew.needs) <= asks, crew.id


def possible(way: Allocation, centre: Organisation) -> bool:
    """Tell whether different crews of the whole pool can fill every need at once."""
    needs = [need for need in way.needs for _ in range(need.count)]

    def fill(rest: list[Need], free: list[frozenset[str]]) -> bool:
        if not rest:
            return True
        return any(
            set(rest[0].skills) <= crew and fill(rest[1:], free[:n] + free[n + 1 :])
            for n, crew in enumerate(free)
        )

    return fill(needs, [frozenset(crew.skills) for crew in centre.resources])


def test_every_acceptable_allocation_can_be_filled_from_the_whole_pool(centre: Organisation) -> None:
    for rule in centre.allocation:
        for way in rule.alternatives:
            assert possible(way, centre), f"{rule.id}.{way.id}"
            assert sum(need.count for need in way.needs) <= way.at_most


def test_no_type_and_priority_has_two_allocation_rules(centre: Organisation) -> None:
    pairs = [pair for rule in centre.allocation for pair in itertools.product(rule.types, rule.priorities)]
    assert len(pairs) == len(set(pairs))


def ends(tree: DecisionTree) -> set[str]:
    """Return every outcome that some answers lead to."""
    nodes = {node.id: node for node in tree.nodes}
    found, waiting = set(), [tree.starts]
    while waiting:
        name = waiting.pop()
        if name in nodes:
            node = nodes[name]
            waiting += [node.after("yes"), node.after("no"), node.after("not known")]
        else:
            found.add(name)
    return found


def test_every_way_through_a_tree_ends_in_an_outcome(centre: Organisation) -> None:
    for tree in centre.trees:
        assert ends(tree) == {outcome.id for outcome in tree.outcomes}, tree.id


def test_the_good_example_of_a_medium_keeps_its_rules_and_the_poor_one_breaks_one(
    centre: Organisation,
) -> None:
    for convention in centre.conventions:
        forbidden = [w for rule in convention.rules if rule.rule == "never contains" for w in rule.words]
        limits = {rule.rule: rule.limit for rule in convention.rules if rule.limit}

        def slips(text: str, words: list[str] = forbidden) -> list[str]:
            return [w for w in words if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text, re.IGNORECASE)]

        assert slips(convention.good) == [], convention.id
        assert slips(convention.poor), convention.id
        assert len(convention.good.split()) <= limits.get("at most words", 999), convention.id
        assert len(convention.good) <= limits.get("at most characters", 9999), convention.id


def test_every_place_can_be_reached_by_every_crew(centre: Organisation) -> None:
    for crew, place in itertools.product(centre.resources, centre.places):
        assert crew.travel[place.area] > 0


def test_everything_that_is_handed_up_goes_to_a_level_above_the_desk(centre: Organisation) -> None:
    levels = centre.ids("level")
    triggered = {trigger.level for trigger in centre.escalation_triggers}
    assert len(levels) >= 4
    assert levels[0] not in triggered
    assert set(levels[1:3]) <= triggered
    assert all(level.media and level.acknowledges for level in centre.escalation_levels[1:])


def test_no_number_of_the_organisation_could_be_dialled_for_real(centre: Organisation) -> None:
    numbers = [body.number for body in centre.directory]
    numbers += [level.number for level in centre.escalation_levels if level.number]
    assert numbers
    assert all(is_drama_number(number) for number in numbers)


@pytest.mark.parametrize(
    "number",
    ["01632 960118", "07700 900999", "020 7946 0000", "0113 496 0999", "08081 570123", "+44 1632 960118"],
)
def test_numbers_kept_for_drama_may_stand(number: str) -> None:
    assert is_drama_number(number)
    assert dialable_numbers(f"Ring {number} now") == []


@pytest.mark.parametrize(
    "number", ["01603 555123", "07911 123456", "020 7123 4567", "08081 571123", "01632 961000"]
)
def test_numbers_that_somebody_may_have_are_found(number: str) -> None:
    assert not is_drama_number(number)
    assert dialable_numbers(f"Ring {number} now") == [number]


def test_national_numbers_of_three_digits_are_knowledge_and_may_stand() -> None:
    assert dialable_numbers("Ring 999, 105 or 112") == []


def test_the_hash_pins_every_file_and_forgives_line_ends(wendshire: Organisation) -> None:
    texts, _ = organisation_texts(WENDSHIRE)
    again, _ = load_organisation_texts({name: text + "\n\n" for name, text in reversed(texts.items())})
    assert again is not None
    assert again.content_hash == wendshire.content_hash
    assert again == wendshire
    for name in texts:
        other, _ = load_organisation_texts(texts | {name: texts[name] + "# one more word\n"})
        assert other is not None
        assert other.content_hash != wendshire.content_hash, name


def test_what_a_deed_costs_is_said_by_every_centre_in_the_same_words_and_its_own_clauses(
    centre: Organisation, wendshire: Organisation
) -> None:
    assert {deed.id for deed in centre.deeds} == {deed.id for deed in wendshire.deeds}
    for deed in centre.deeds:
        assert set(deed.criteria) & set(centre.clause(deed.clause).serves), deed.id


def test_the_words_that_open_a_call_hold_a_name_of_the_centre(centre: Organisation) -> None:
    for words in centre.opening.salutations:
        assert any(name in words for name in centre.opening.says_name), words


def test_a_folder_may_do_without_acts_of_its_own_and_what_they_hold_is_listened_for_in_its_scenarios() -> (
    None
):
    texts, _ = organisation_texts(WENDSHIRE)
    assert "acts.yaml" not in texts
    added = "format: 1\nacts:\n  ask_pump:\n    label: Asks for the pump\n    phrasings: [Is there a pump?]\n"
    added += "also said as:\n  greet: [Ahoy there]\n"
    with_acts, faults = load_organisation_texts({**texts, "acts.yaml": added})
    assert with_acts is not None, faults
    scenario, more = load_scenario(
        Path("scenarios/wendshire/gas-escape.yaml"), organisation=with_acts, unit=None, shared_acts={}
    )
    assert scenario is not None, more
    assert "ask_pump" in scenario.acts
    assert "ask_oxygen" in scenario.acts
    assert scenario.greetings[0] == "Wendshire Incident Line"
    assert scenario.also_said_as == {"greet": ("Ahoy there",)}


def test_a_fault_in_the_acts_of_a_centre_is_told_at_its_own_line_of_its_own_file() -> None:
    texts, _ = organisation_texts(WENDSHIRE)
    added = "format: 1\nacts:\n  ask_pump:\n    label: Asks for the pump\n    phrasings:\n"
    added += "      - Is there a pump?\n      - Which fuel is it?\n"
    centre, faults = load_organisation_texts({**texts, "acts.yaml": added}, "wendshire")
    assert centre is not None, faults
    shared = {"ask_fuel": ActPhrasings(id="ask_fuel", phrasings=("which fuel is it",))}
    _, found = load_scenario(
        Path("scenarios/wendshire/gas-escape.yaml"), organisation=centre, unit=None, shared_acts=shared
    )
    doubled = [fault for fault in found if fault.code == "S213"]
    assert [(fault.file, fault.line) for fault in doubled] == [("wendshire/acts.yaml", 7)]


def test_one_broken_file_raises_no_storm_in_the_others() -> None:
    texts, _ = organisation_texts(WENDSHIRE)
    texts["procedures.yaml"] = "format: 1\nchapers: x\n"
    _, faults = load_organisation_texts(texts)
    assert [(fault.file, fault.code) for fault in faults] == [("procedures.yaml", "F014")]


def test_a_clause_in_the_wrong_chapter_is_a_fault() -> None:
    texts, _ = organisation_texts(WENDSHIRE)
    texts["procedures.yaml"] = texts["procedures.yaml"].replace("      14.3:", "      15.3:")
    _, faults = load_organisation_texts(texts)
    assert [(fault.code, fault.field) for fault in faults] == [("F021", "chapters.14.clauses.15.3")]


def test_a_tree_that_goes_round_is_a_fault() -> None:
    texts, _ = organisation_texts(WENDSHIRE)
    texts["trees.yaml"] = texts["trees.yaml"].replace("yes: s3, no: look", "yes: s1, no: s3")
    _, faults = load_organisation_texts(texts)
    assert "comes back to a question already asked" in " ".join(fault.message for fault in faults)


def test_a_reference_that_dangles_names_what_was_probably_meant() -> None:
    texts, _ = organisation_texts(WENDSHIRE)
    texts["resources.yaml"] = texts["resources.yaml"].replace(
        "base: castlebeck, crew: 5", "base: castelbeck, crew: 5"
    )
    _, faults = load_organisation_texts(texts)
    assert [(fault.code, fault.field) for fault in faults] == [("F022", "resources.alpha1.base")]
    assert '"castlebeck"' in faults[0].cure


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("4.6", "clause", "4.6"),
        ("gas-1", "card", "GAS-1"),
        ("cellar", "card", "GAS-1"),
        ("GA-UNC", "code", "GA-UNC"),
        ("Alpha 2", "resource", "alpha2"),
        ("medic 501", "resource", "dca501"),
        ("social care", "organisation", "social_care"),
        ("silent high-risk marker", "clause", "12.3"),
        ("supervisor shift", "level", "L1"),
        ("immediate", "priority", "P1"),
        ("person who cannot leave escalate", "level", "L1"),
        ("head injury", "code", "TR-INJ"),
        ("duplicate call", "clause", "3.6"),
        ("how long can i tell her it takes", "wording", "no_time"),
        ("can i tell my manager", "level", "L2"),
        ("hoax", "clause", "12.8"),
        ("callback", "clause", "1.4"),
        ("he is swearing at me", "clause", "2.7"),
        ("carbn monoxide", "card", "CO-1"),
        ("silentcall", "clause", "12.1"),
        ("fall", "card", "CASUALTY-1"),
        ("ladder", "code", "ME-FAL"),
    ],
)
def test_what_a_learner_types_in_find_leads_to_the_right_page(
    wendshire: Organisation, words: str, kind: str, name: str
) -> None:
    assert (kind, name) in [(hit.kind, hit.id) for hit in search(wendshire, words)[:5]]


@pytest.mark.parametrize(
    ("words", "kind", "name"), [("mattress", "card", "OBJECT"), ("abusive", "clause", "2.1")]
)
def test_what_a_room_calls_otherwise_is_found_by_the_word_a_caller_uses(
    words: str, kind: str, name: str
) -> None:
    roads, _ = load_organisation(Path("criteria/organisations/tarnholm"))
    assert roads is not None
    hit = search(roads, words)[0]
    assert (hit.kind, hit.id) == (kind, name)


def test_what_holds_all_words_comes_before_what_holds_some(wendshire: Organisation) -> None:
    hits = search(wendshire, "the gas network by phone zzzz")
    assert "gas" in f"{hits[0].title} {hits[0].text}".lower()
    gas = search(wendshire, "gas")
    assert search(wendshire, "zzzz yyyy xxxx gas") == gas, "words that lead nowhere hide nothing"
    assert "gas" in f"{gas[0].id} {gas[0].title}".lower()
    levels = {hit.id for hit in search(wendshire, "priority") if hit.kind == "priority"}
    assert levels == {level.id for level in wendshire.priorities}


def test_no_words_find_nothing_and_nonsense_finds_nothing(wendshire: Organisation) -> None:
    assert search(wendshire, "   ") == []
    assert search(wendshire, "zzzz") == []
    assert search(wendshire, "<wobble>…\u202e") == []


def test_everything_that_can_be_found_has_a_title_and_a_text(wendshire: Organisation) -> None:
    assert all(hit.title.strip() and hit.text.strip() for hit in everything(wendshire))


def test_every_field_of_an_organisation_can_be_written_in_one_of_its_files() -> None:
    written = {name for shape in FILES.values() for name in shape.model_fields} | {"codes"}
    assert set(Organisation.model_fields) - written == {"content_hash"}
