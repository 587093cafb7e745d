"""The Chinese catalogue is joined from parts, and a contradiction between parts is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from yuanba.config import catalogue


def part(folder: Path, name: str, *pairs: tuple[str, str]) -> Path:
    file = folder / f"{name}.po"
    file.write_text("\n\n".join(f'msgid "{source}"\nmsgstr "{target}"' for source, target in pairs) + "\n")
    return file


def test_parts_are_joined(tmp_path: Path) -> None:
    one = part(tmp_path, "matters", ("Receipt", "回执"), ("Close", "关闭"))
    two = part(tmp_path, "people", ("Name", "姓名"), ("Close", "关闭"))
    joined = catalogue.join([one, two])
    assert {str(message.id): message.string for message in joined if message.id} == {
        "Receipt": "回执",
        "Close": "关闭",
        "Name": "姓名",
    }


def test_the_same_sentence_may_not_read_otherwise(tmp_path: Path) -> None:
    one = part(tmp_path, "matters", ("Close", "关闭"))
    two = part(tmp_path, "venues", ("Close", "闭馆"))
    with pytest.raises(catalogue.CatalogueError, match=r"venues\.po: 'Close' reads otherwise in matters\.po"):
        catalogue.join([one, two])


def test_an_unreadable_part_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.po"
    broken.write_text('msgid "Close"\nnonsense\n')
    with pytest.raises(catalogue.CatalogueError, match=r"broken\.po"):
        catalogue.join([broken])


def test_our_own_parts_agree() -> None:
    assert len(catalogue.join(catalogue.parts())) > 100
