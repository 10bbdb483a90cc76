"""A clipped question of a form is read with its verb; what only tells, and single words, stay."""

import pytest

from simulator.understanding.clauses import cut
from simulator.understanding.normalise import Speller
from tests.understanding.banks import shared_reader


def read(line):
    return [clause.text for clause in cut(line, Speller(()))]


@pytest.mark.parametrize(
    ("line", "full"),
    [
        ("Hazards present?", "are hazards present?"),
        ("Parents informed?", "are parents informed?"),
        ("Casualty conscious?", "is casualty conscious?"),
        ("Smoke visible?", "is smoke visible?"),
        ("any persons trapped?", "are any persons trapped?"),
        ("casualty still trapped?", "is casualty still trapped?"),
        ("Nature of incident", "what is the nature of incident"),
        ("ok nature of emergency?", "what is the nature of emergency?"),
    ],
)
def test_a_clipped_question_has_its_verb(line, full):
    assert read(line) == [full]


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("Injuries noted", "injuries noted"),
        ("any injured?", "any injured?"),
        ("Casualties?", "casualties?"),
        ("is he conscious?", "is he conscious?"),
        ("what is known?", "what is known?"),
        ("not breathing?", "not breathing?"),
        ("stay inside?", "stay inside?"),
    ],
)
def test_what_tells_and_what_is_whole_stays(line, plain):
    assert read(line) == [plain]


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("Nature of incident?", "ask_what_happened"),
        ("Injuries noted?", "ask_injuries"),
        ("Persons trapped?", "ask_trapped"),
        ("Chemicals involved?", "ask_chemicals"),
    ],
)
def test_the_shared_bank_hears_it(line, act):
    assert act in shared_reader().read(line).sure()
