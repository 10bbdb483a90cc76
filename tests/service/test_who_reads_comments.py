"""What stands beside a comment as it is written: when the learner will read it, as the attempt stands."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app_pages._desk.beside import who_reads


@pytest.mark.parametrize(
    ("mode", "released", "words"),
    [
        ("practice", None, "stays with assessors"),
        ("assessment", None, "once you release the debrief, and not before"),
        ("assessment", "2026-11-29", "as soon as you save it"),
    ],
)
def test_whoever_comments_reads_when_the_learner_will(mode, released, words):
    assert words in who_reads(SimpleNamespace(attempt=SimpleNamespace(mode=mode, released_at=released)))
