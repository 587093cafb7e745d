"""The generated documents say what the code says."""

from pathlib import Path

import pytest

from yuanba.config import documents
from yuanba.rules.core.actions import ACTIONS


def test_what_is_committed_is_true() -> None:
    assert documents.write(check=True) == 0


def test_a_document_that_is_not_true_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "generated", lambda: {"actions.md": documents.actions})
    assert documents.write(check=True, folder=tmp_path) == 1
    assert "actions.md is not what the code says" in capsys.readouterr().err
    assert documents.write(check=False, folder=tmp_path / "new") == 0
    assert documents.write(check=True, folder=tmp_path / "new") == 0
    (tmp_path / "new/actions.md").write_text("old", encoding="utf-8")
    assert documents.write(check=True, folder=tmp_path / "new") == 1


def test_every_action_is_a_heading_with_who_may() -> None:
    text = documents.actions()
    for verb, action in ACTIONS.items():
        assert f"\n## {verb.value}\n" in text
        assert action.label.zh in text
    assert "- Never: who ever handled the matter" in text
