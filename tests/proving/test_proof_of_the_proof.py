"""The proof is itself tried: with each judge stuck in turn, it reddens and says which kind of judge it is.

One form each of four scenarios that have every kind between them; the slow tests try all forms of all.
"""

from __future__ import annotations

from functools import cache

import pytest

from simulator.model.scenario import KINDS
from simulator.proving.form_proof import keep
from tests.proving.stuck_judges import has, names_the_stuck, proved, subject_of, with_stuck

pytestmark = pytest.mark.slow

FORMS = {
    "gas-escape": "light",
    "silent-call": "knife",
    "scaffold-on-corn-hill": "",
    "shift-two-calls": "other",
}


@pytest.fixture(scope="module")
def forms(library):
    """Return what is proved, the plays of one form and what they prove; each played once."""

    @cache
    def of(name):
        subject = subject_of(library, name)
        kept = keep(subject, FORMS[name] or next(iter(subject.scenario.variants)))
        return subject, kept, proved(subject, [kept])

    return of


@pytest.mark.parametrize("result", ["shown", "not shown"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_judge_that_is_stuck_is_told_by_the_proof_of_a_form(forms, kind, result):
    for name in FORMS:
        subject, kept, before = forms(name)
        if has(subject, kind) and names_the_stuck(
            before, proved(subject, [with_stuck(kept, kind, result)]), kind
        ):
            return
    pytest.fail(f"No form of {', '.join(FORMS)} tells that {kind} is always {result}.")


def test_judges_that_are_not_stuck_change_nothing(forms):
    for name in FORMS:
        subject, kept, before = forms(name)
        assert proved(subject, [with_stuck(kept, "no such kind", "shown")]) == before
