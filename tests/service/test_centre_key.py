"""The centre's private key lies in a file of its own, never in the database; a centre has one."""

from __future__ import annotations

import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from simulator.service.centre_key import EARLIER, KEY_FILE, KEY_VARIABLE, PUBLIC, CentreKey, signed_by
from simulator.service.errors import CannotDo
from simulator.service.wiring import Settings
from simulator.store.opening import open_store
from tests.service.desk import Clock


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'simulator.db'}") as opened:
        yield opened


def private_pem() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def database_bytes(folder) -> bytes:
    return b"".join(p.read_bytes() for p in folder.glob("simulator.db*"))


def test_the_private_half_is_in_a_file_for_its_owner_alone_and_not_in_the_database(store, tmp_path):
    key = CentreKey(store, Clock(), tmp_path / KEY_FILE)
    assert signed_by(key.public_pem(), b"pack", key.sign(b"pack"))
    file = tmp_path / KEY_FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"PRIVATE KEY" in file.read_bytes()
    assert b"PRIVATE KEY" not in database_bytes(tmp_path)
    assert [p.name for p in tmp_path.glob(".centre-key-*")] == []


def test_a_key_that_an_earlier_version_kept_in_the_database_is_moved_out_and_stays_the_same(store, tmp_path):
    pem = private_pem()
    store.settings.put("centre signing key", pem, Clock()())
    key = CentreKey(store, Clock(), tmp_path / KEY_FILE)
    key.move_out()
    assert (tmp_path / KEY_FILE).read_text() == pem
    assert store.settings.get("centre signing key") is None
    assert pem.splitlines()[1].encode() not in database_bytes(tmp_path), "not even in pages left behind"
    assert signed_by(key.public_pem(), b"x", key.sign(b"x"))


def test_two_servers_on_one_database_never_sign_with_two_keys(store, tmp_path):
    first = CentreKey(store, Clock(), tmp_path / "one" / KEY_FILE)
    first.sign(b"x")
    second = CentreKey(store, Clock(), tmp_path / "two" / KEY_FILE)
    assert second.public_pem() == first.public_pem()
    with pytest.raises(CannotDo, match="private key is missing"):
        second.sign(b"x")
    other = CentreKey(store, Clock(), given=private_pem())
    with pytest.raises(CannotDo, match="not the centre's"):
        other.sign(b"x")
    handed_over = CentreKey(store, Clock(), given=str(tmp_path / "one" / KEY_FILE))
    assert signed_by(first.public_pem(), b"x", handed_over.sign(b"x"))
    as_text = CentreKey(store, Clock(), given=(tmp_path / "one" / KEY_FILE).read_text())
    assert as_text.sign(b"x") == handed_over.sign(b"x")


def test_the_environment_hands_the_key_over_and_nobody_reads_it_from_the_settings(monkeypatch, tmp_path):
    monkeypatch.setenv(KEY_VARIABLE, "secret words")
    assert Settings(tmp_path).signing_key == "secret words"
    assert "secret words" not in repr(Settings(tmp_path))


def test_what_is_no_key_is_refused_in_words(store, tmp_path):
    (tmp_path / KEY_FILE).write_text("nothing")
    with pytest.raises(CannotDo, match="cannot be read"):
        CentreKey(store, Clock(), tmp_path / KEY_FILE).sign(b"x")
    with pytest.raises(CannotDo, match="names a file that cannot be read"):
        CentreKey(store, Clock(), given=str(tmp_path / "nowhere.pem")).sign(b"x")


def test_a_lost_key_is_replaced_and_the_old_public_half_still_proves_what_it_signed(store, tmp_path):
    key = CentreKey(store, Clock(), tmp_path / KEY_FILE)
    old, signature = key.public_pem(), key.sign(b"pack")
    (tmp_path / KEY_FILE).unlink()
    with pytest.raises(CannotDo, match="pack --new-key"):
        key.sign(b"pack")
    new = key.renew()
    assert store.settings.get(PUBLIC).encode() == new == key.public_pem() != old
    assert store.settings.get(EARLIER) == [old.decode()]
    assert signed_by(new, b"pack", key.sign(b"pack"))
    assert signed_by(old, b"pack", signature)
    assert not signed_by(new, b"pack", signature)
