"""Who runs the pages: written in the pack, read at the foot of every page, asked for by `yuanba serve`."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from yuanba.config import cli as config_cli
from yuanba.districts.queries import DistrictRow
from yuanba.packs import load, store
from yuanba.packs.checks import owed_to_residents

README = Path(settings.PACKS / "README.md").read_text(encoding="utf-8")
ON = date(2026, 3, 2)
FILE = "jiangjin/2025-01-01.toml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the packs that may be spoilt, and from which the district is served."""
    copied = tmp_path / "packs"
    shutil.copytree(settings.PACKS, copied)
    monkeypatch.setattr(settings, "PACKS", copied)
    store.forget()
    yield copied
    store.forget()


def write_site(folder: Path, **changed: str) -> None:
    """What packs/README.md shows, with other values; an empty value leaves its key out."""
    shown = re.search(r"```toml\n(   \[handler\].*?)```", README, re.DOTALL)
    assert shown
    text = re.sub(r"(?m)^   ", "", shown[1])
    for key, value in changed.items():
        line = f"{key} = {value}\n" if value else ""
        text, found = re.subn(rf"(?m)^{key} = .*\n", line, text)
        text += "" if found else line
    path = folder / FILE
    words = re.sub(r"(?ms)^\[handler\]\n.*?(?=^\[)", "", path.read_text(encoding="utf-8"))
    path.write_text(f"{words}\n{text}", encoding="utf-8")


def test_what_the_page_of_packs_shows_is_all_that_is_owed(jiangjin: DistrictRow, folder: Path) -> None:
    assert [line.split(": ")[1] for line in owed_to_residents("jiangjin", ON)] == [
        "handler",
        "site",
        "site.icp",
        "site.police",
    ]
    write_site(folder)
    store.forget()
    assert load.faults_in(folder) == []
    assert owed_to_residents("jiangjin", ON) == []


def test_an_internal_network_has_no_filing_numbers(jiangjin: DistrictRow, folder: Path) -> None:
    write_site(folder, icp="", police="", is_internal="true")
    assert owed_to_residents("jiangjin", ON) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("phone", '"1234"'),
        ("phone", '"电话"'),
        ("icp", '"ICP12345678"'),
        ("police", '"渝公网安备123号"'),
        ("fax", '"023-47520000"'),
    ],
)
def test_a_number_that_is_none_is_a_fault_with_its_place(folder: Path, key: str, value: str) -> None:
    write_site(folder, **{key: value})
    [fault] = load.faults_in(folder)
    assert str(fault).startswith(f"{FILE}:")
    assert f"site.{key}" in str(fault)


def serve() -> tuple[int, list[int]]:
    """The code that `yuanba serve` ends with, and whether it came to serving."""
    started: list[int] = []
    arguments = argparse.Namespace(
        host="127.0.0.1",
        port=0,
        health_port=None,
        with_worker=False,
        serve=lambda **_: started.append(1) or 0,
    )
    return config_cli.run_serve(arguments), started


def test_nobodys_pages_are_not_served(
    folder: Path, jiangjin: DistrictRow, kaizhou: DistrictRow, capsys: pytest.CaptureFixture[str]
) -> None:
    assert serve() == (1, [])
    said = capsys.readouterr().err
    assert str(folder) in said
    for place in ("handler", "site", "site.icp", "site.police"):
        assert f"{FILE}: {place}: " in said, said
    assert "kaizhou/2026-01-01.toml: site.icp: " in said
    with override_settings(DEMO=True):
        assert not config_cli.is_nobodys()


def test_a_demonstration_says_why_the_numbers_are_not_there(client: Client, jiangjin: DistrictRow) -> None:
    with override_settings(DEMO=True):
        page = client.get("/d/jiangjin/").content.decode()
    assert "这是演示，没有备案号" in page
    assert 'href="tel:12345"' in page
    assert "主办单位" in page


def test_every_page_says_who_runs_it(folder: Path, client: Client, jiangjin: DistrictRow) -> None:
    write_site(folder)
    store.forget()
    for address in ("", "file", "track", "public", "rules", "privacy", "suggestions", "account/login/"):
        page = client.get(f"/d/jiangjin/{address}").content.decode()
        assert "明湖区社会工作部" in page, address
        assert 'href="tel:02347520000"' in page, address
        assert ">渝ICP备12345678号-1<" in page, address
        assert "code=99010102000001" in page, address
        assert "/d/jiangjin/suggestions" in page, address
        assert "这是演示" not in page, address
    assert (
        "可以拨打023-47520000，或到任一社区窗口当面说"
        in client.get("/d/jiangjin/suggestions").content.decode()
    )
