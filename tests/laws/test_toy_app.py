"""An app that this house has never seen installs and works: nothing outside its folder and `rules` knows it.

`tests/toy` holds it: models, one verb, one page, one sealed column, one entry of a menu, one reader of the
journal, one wording, one refusal, one figure. Its settings add it to INSTALLED_APPS, its URLs to the list.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import sql

from tests.conftest import _administer, _drop, _template
from tests.laws.house import ROOT, SOURCE

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("laws/test_toy_app")]
WORDS = "修屋檐下的灯"


def run(folder: Path, database: str, *words: str) -> str:
    """What a program of the house with the toy app prints."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.toy.settings",
        "YUANBA_DATABASE": database,
        "YUANBA_KEY_RING": str(folder / "ring.json"),
        "YUANBA_FILES": str(folder / "files"),
        "YUANBA_PACKS": str(folder / "packs"),
        "PYTHONPATH": f"{SOURCE.parent}:{ROOT}",
    }
    done = subprocess.run(
        [sys.executable, "-m", *words], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def story(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What happened in a district whose house got one more app."""
    folder, name = tmp_path_factory.mktemp("toy"), f"yuanba_test_{os.getpid()}_toy"
    _name_its_door(folder)
    with _administer() as administration:
        administration.execute(
            sql.SQL("create database {} template {} strategy file_copy").format(
                sql.Identifier(name), sql.Identifier(_template(administration))
            )
        )
    try:
        assert "No changes" in run(
            folder, name, "yuanba.config.command", "manage", "makemigrations", "--check", "--dry-run"
        )
        run(folder, name, "yuanba.config.command", "upgrade")
        yield json.loads(run(folder, name, "tests.toy.story"))
    finally:
        with _administer() as administration:
            _drop(administration, name)


def _name_its_door(folder: Path) -> None:
    """The district says in its own rules that its public bank lends ladders: nothing else is changed."""
    shutil.copytree(ROOT / "packs", folder / "packs")
    (file,) = (folder / "packs" / "jiangjin").glob("*.toml")
    written = file.read_text(encoding="utf-8")
    assert written.count('\nground = "J2"\n') == 1
    file.write_text(written.replace('ground = "J2"', 'doors = ["ladders"]\nground = "J2"'), encoding="utf-8")


def test_nothing_in_the_house_knows_it() -> None:
    known = subprocess.run(
        ["git", "grep", "-il", "ladder", "--", "src", "frontend", "packs"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert known.stdout == ""


def test_its_page_opens_to_who_may_and_shows_the_button(story: dict[str, Any]) -> None:
    assert story["open_to"] == [200, 403, 302]
    assert "借出梯子" in story["page"]


def test_its_entry_stands_in_the_menu(story: dict[str, Any]) -> None:
    assert "Ladders that are lent" in story["page"]


def test_its_work_stands_in_the_queue_and_its_number_in_the_menu(story: dict[str, Any]) -> None:
    assert "A ladder is to come back" in story["to_do"]
    assert "Fetch a ladder" in story["to_do"]
    numbers = re.findall(r'id="waits-(\w+)"[^>]*>\s*<span[^>]*>\s*(\d+)', story["waiting"])
    assert {("ladderslist", "1"), ("desktasks", "1")} <= set(numbers)


def test_what_it_asks_of_residents_and_what_they_have_of_it_stand_on_their_page(
    story: dict[str, Any],
) -> None:
    assert "Bring the ladder back" in story["front"]
    assert "The ladder that you have" in story["mine"]
    assert WORDS in story["mine"].split("Ladders that you have")[1]


def test_the_search_over_everything_looks_there(story: dict[str, Any]) -> None:
    assert "A ladder that is lent" in story["found"]


def test_its_door_stands_in_the_picture_for_who_may_go_through(story: dict[str, Any]) -> None:
    assert story["seen"] == [True, False, False]
    part = story["panorama"].partition("公益银行</h3>")[2].partition("</article>")[0]
    assert 'data-door="ladders"' in part
    assert re.search(r'yb-number"\s+data-figure="ladders.by_place~~~\*~~"\s*>1</b> lent now', part)


def test_its_list_is_a_work_table_with_views_and_a_workbook(story: dict[str, Any]) -> None:
    assert story["foreign"] == 403
    assert "data-table" in story["table"]
    assert "存为视图" in story["table"]
    assert "/ladders/table?read=no" in story["along"]
    assert story["workbook"] == "PK"
    assert story["saved"] == "/d/jiangjin/ladders/table?read=no"
    assert "没有还的" in story["views"]


def test_its_verb_is_done_by_who_may_only(story: dict[str, Any]) -> None:
    assert story["sent"] == [302, 403]


def test_its_refusal_has_its_sentence_and_its_status(story: dict[str, Any]) -> None:
    status, page = story["refused"]
    assert status == 410
    assert "All 1 ladders are lent." in page


def test_its_reader_runs_in_the_round_of_the_worker(story: dict[str, Any]) -> None:
    assert story["read"] is True


def test_its_message_lies_in_the_inbox(story: dict[str, Any]) -> None:
    assert "A ladder was lent" in story["inbox"]


def test_its_figure_stands_among_the_metrics(story: dict[str, Any]) -> None:
    assert 'yuanba_ladders{at="lent",district="jiangjin"} 1' in story["metrics"].replace(
        'district="jiangjin",at="lent"', 'at="lent",district="jiangjin"'
    ).replace("} 1.0", "} 1")


def test_its_sealed_column_gets_the_new_key(story: dict[str, Any]) -> None:
    assert story["rotated"] == 0
    assert story["sealed_anew"] is True


def test_what_it_keeps_is_seen_copied_and_erased(story: dict[str, Any]) -> None:
    assert story["kept"] is True
    assert WORDS in story["my_data"]
    assert [one["words"] for one in story["copy"]] == [WORDS]
    assert (story["erased"], story["left"]) == (1, "")
