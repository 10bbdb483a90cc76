"""``encoder`` and ``read --published``: which encoder reads, and how a site brings another."""

from __future__ import annotations

import pytest

from simulator.cli.main import main
from simulator.service import kept_encoder
from simulator.understanding.reader_key import VERSION, WORDS_ALONE
from tests.understanding.test_own_encoder import published


def test_an_encoder_that_a_site_brings_is_made_and_named_and_never_written_over(tmp_path, capsys):
    source, data = published(tmp_path / "model"), tmp_path / "data"
    bring = ("encoder", "--from", str(source), "--name", "ours", "--data", str(data))
    assert main(bring) == 0
    assert "ours-" in capsys.readouterr().out
    assert main(("encoder", "--data", str(data))) == 0
    out = capsys.readouterr().out
    assert f"Lines are read by encoder-{VERSION}/ours-" in out
    assert str(data / "encoder") in out
    assert main(bring) == 1
    assert "there already" in capsys.readouterr().err


def test_what_cannot_be_brought_is_one_sentence_and_leaves_nothing(tmp_path, capsys):
    source = published(tmp_path / "model", model_type="mpnet")
    assert main(("encoder", "--from", str(source), "--data", str(tmp_path / "data"))) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "data" / "encoder").exists()


def test_a_folder_that_is_missing_and_settings_that_are_none_are_said(tmp_path, capsys):
    (tmp_path / "data" / "encoder").mkdir(parents=True)
    bring = ("encoder", "--from", str(tmp_path / "nope"), "--name", "NO", "--data", str(tmp_path / "data"))
    assert main(bring) == 1
    assert f"{tmp_path / 'nope'} is missing" in capsys.readouterr().err
    source = published(tmp_path / "model")
    (source / "config.json").write_text("[1]", encoding="utf-8")
    assert main(("encoder", "--from", str(source), "--data", str(tmp_path / "new"))) == 1
    assert "should hold settings by name" in capsys.readouterr().err


def test_a_damaged_encoder_is_told_with_its_cure(tmp_path, capsys):
    (tmp_path / "encoder").mkdir()
    assert main(("encoder", "--data", str(tmp_path))) == 1
    out = capsys.readouterr().out
    assert f"Lines are read by {WORDS_ALONE}" in out
    assert "Remove the folder and start again." in out


@pytest.mark.parametrize("bank", [(), ("--scenario", "gas-escape")])
def test_lines_are_read_with_the_published_layers_where_that_is_asked_for(terminal, monkeypatch, bank):
    asked = []
    monkeypatch.setattr(kept_encoder, "open_encoder", lambda _data, *, tuned=True: asked.append(tuned))
    assert terminal("read", *bank, stdin="hello\n").code == 0
    assert terminal("read", *bank, "--published", stdin="hello\n").code == 0
    assert asked == [None, False], "as the installation wants it; then without the project's own"
