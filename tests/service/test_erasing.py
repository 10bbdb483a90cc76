"""A file with somebody's personal data goes for ever; its digest stays, and the portfolio says so."""

from __future__ import annotations

import pytest

from simulator.service.errors import NotAllowed, NotThere, ServiceError
from simulator.service.uploads import Upload
from tests.service.portfolio_making import UNIT_234, add, item, qualify, sign

FACE = Upload("call-log.txt", b"Ms Ivy Thorne, 07700 900123, has a heart condition")
WHY = "It named a real caller."


@pytest.fixture
def kept(centre):
    return add(centre, item("product", ("1.3",)), uploads=[FACE], by=centre.learner)


def erase(centre, kept, **changes):
    values = {"reason": WHY, **changes}
    return centre.service.erasing.erase_file(
        centre.administrator, centre.learner.person_id, UNIT_234, kept.item.files[0].digest, **values
    )


def test_the_bytes_are_gone_from_the_database_and_the_digest_stays_with_who_and_why(centre, kept, tmp_path):
    qualify(centre)
    sign(centre, centre.assessor, f"evidence:{kept.item.id}")
    file = kept.item.files[0]
    dossier = erase(centre, kept)
    gone = dossier.gone(file.digest)
    assert (gone.deed.by, gone.deed.reason) == (centre.administrator.person_id, WHY)
    assert dossier.item(kept.item.id).item.files == (file,), "name, size and digest stay"
    assert dossier.signed(f"evidence:{kept.item.id}", "assessor"), "what was signed named it by its digest"
    with pytest.raises(NotThere, match=r"call-log.txt was erased on .*: It named a real caller"):
        centre.service.gathering.file(
            centre.assessor, centre.learner.person_id, UNIT_234, kept.item.id, file.digest
        )
    assert b"Ivy Thorne" not in b"".join(p.read_bytes() for p in tmp_path.glob("simulator.db*"))
    assert centre.service.store.audit.list(subject=centre.learner.person_id).items[0].deed == "erased file"


def test_a_pack_without_the_file_says_so_and_is_still_whole(centre, kept):
    from reports.bag import unzipped
    from simulator.service.verifying import verify_pack

    erase(centre, kept)
    packs = centre.service.packs
    content = packs.pack(
        centre.assessor, centre.learner.person_id, UNIT_234, set_pdf=lambda _: b"%PDF-"
    ).content
    files = unzipped(content)
    assert not any(name.startswith("data/evidence/") for name in files)
    assert "ERASED FOR GOOD" in files["data/index.html"].decode()
    assert verify_pack(content, packs.public_key(), centre.library.bank.by_id).faults == []


def test_it_goes_wherever_the_same_bytes_are_held_and_never_comes_back(centre, kept):
    other = centre.join("Dee Holt", "dee")
    centre.service.gathering.add_evidence(other, other.person_id, UNIT_234, item("product", ("1.3",)), [FACE])
    erase(centre, kept)
    theirs = centre.service.portfolios.dossier_of(other.person_id, UNIT_234)
    assert theirs.gone(kept.item.files[0].digest).deed.reason == WHY
    with pytest.raises(ServiceError, match="erased here for good"):
        add(centre, item("product", ("1.3",)), uploads=[FACE], by=centre.learner)


def test_a_reason_is_needed_the_file_must_be_there_and_nobody_erases_their_own(centre, kept):
    with pytest.raises(ServiceError, match="Say why"):
        erase(centre, kept, reason="x")
    erase(centre, kept)
    with pytest.raises(NotThere, match="no such file"):
        erase(centre, kept)
    with pytest.raises(NotAllowed):
        centre.service.erasing.erase_file(
            centre.assessor, centre.learner.person_id, UNIT_234, kept.item.files[0].digest, reason=WHY
        )
