"""Every shipped scenario is proven in each of its forms; one class a centre, so that workers share them.

Slow, as it would take the one test command beyond a quarter of an hour: `prove` says the same in two minutes.
"""

from __future__ import annotations

import pytest

from simulator.data_files import scenarios_folder
from simulator.proving import prove
from simulator.proving.form_proof import prove_form
from simulator.service.library import Library
from tests.proving.stuck_judges import subject_of

pytestmark = pytest.mark.slow
WARM_UP = "warm-up"
HOMES = {path.stem: path.parent.name for path in sorted(scenarios_folder().glob("*/*.yaml"))}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each centre's class the scenarios of that centre."""
    if "name" in metafunc.fixturenames:
        mine = [name for name, home in HOMES.items() if home == metafunc.cls.centre and name != WARM_UP]
        metafunc.parametrize("name", mine)


class Proofs:
    """What holds for the proof of every scenario of a centre."""

    centre = ""

    def test_it_is_proven_and_what_nobody_would_notice_is_declared(self, library: Library, name: str):
        subject = subject_of(library, name)
        forms = [prove_form(subject, variant) for variant in subject.scenario.variants]
        proof = prove.joined(subject, forms)
        assert proof.reasons == ()
        assert proof.proven
        assert proof.blind == ()
        assert all(one.because for one in proof.unguarded)
        assert len(proof.unguarded) <= prove.MOST_NOT_NOTICED * proof.changes_tried
        assert all(cell.proven for cell in proof.cells)
        assert len(proof.mutants) >= 100
        assert proof.count("declared") <= prove.MOST_DECLARED * len(proof.mutants)


class TestBrackwater(Proofs):
    centre = "brackwater"


class TestEllerwick(Proofs):
    centre = "ellerwick"


class TestMerrowdale(Proofs):
    centre = "merrowdale"


class TestSkerrow(Proofs):
    centre = "skerrow"


class TestTarnholm(Proofs):
    centre = "tarnholm"


class TestThornmere(Proofs):
    centre = "thornmere"


class TestWendshire(Proofs):
    centre = "wendshire"


def test_no_centre_is_left_out():
    assert {one.centre for one in Proofs.__subclasses__()} == set(HOMES.values()) - {"phrases"}
