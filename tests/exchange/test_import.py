"""matter.import: an archive in two steps, all or nothing, without starting a clock."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from tests.cast import Cast
from tests.make import OPERATOR
from yuanba.config import command
from yuanba.districts.queries import DistrictRow
from yuanba.exchange.services import Imported, importing
from yuanba.journal import services as journal
from yuanba.journal.queries import verify
from yuanba.matters.models import Matter, Order
from yuanba.matters.services.filing import AlreadyTaken
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.state import State

pytestmark = [pytest.mark.smoke, pytest.mark.usefixtures("jiangjin")]

HEAD = "id,title,text,time"
GOOD = (
    "a-1,路灯不亮,长风路连着五盏路灯不亮。,2025-03-01 09:30",
    "a-2,停水,老街今天停水，电话13800138000。,2025/3/2 8:05:09",
)
BAD = (
    "a-3,坏时间,内容,2025-13-41",  # row 4
    "a-4,没有内容,,2025-03-01 09:30",  # row 5
    "a-1,编号重复,内容,2025-03-01 09:30",  # row 6
    "a-5,少一格,2025-03-01 09:30",  # row 7
    "a-6,还没发生,内容,2199-01-01 00:00",  # row 8
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "archive.csv"


def write(file: Path, *rows: str, encoding: str = "utf-8") -> Path:
    file.write_text("\n".join((HEAD, *rows)) + "\n", encoding=encoding)
    return file


def run(file: Path, *words: str) -> int:
    arguments = ["matters", "import", str(file), "--district", "jiangjin", "--channel", "hotline", *words]
    return command.main(arguments)


def result(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs")
        (count,) = cursor.fetchone()
        return int(count)


def test_a_preview_writes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write(file, *GOOD), "--json") == 0

    said = result(capsys)
    assert (said["read"], said["accepted"], said["refused"], said["written"]) == (2, 2, 0, 0)
    assert not Matter.objects.exists()


def test_a_commit_takes_it_over_without_a_clock(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write(file, *GOOD), "--commit", "--json") == 0

    said = result(capsys)
    assert set(said) == {
        "file",
        "district",
        "read",
        "accepted",
        "refused",
        "written",
        "refusals",
        "seconds",
        "rows_per_second",
        "faults",
    }
    assert (said["accepted"], said["written"], said["faults"]) == (2, 2, [])
    light, water = Matter.objects.order_by("source_number")
    assert (light.state, light.channel, light.source_number) == (State.ARCHIVED, "hotline", "a-1")
    assert light.text == "路灯不亮\n长风路连着五盏路灯不亮。"
    assert light.said_at == datetime(2025, 3, 1, 1, 30, tzinfo=UTC)
    assert water.said_at == datetime(2025, 3, 2, 0, 5, 9, tzinfo=UTC)
    assert "13800138000" not in water.text
    assert (light.due_at, light.since_at, light.suggestion, light.unit) == (None, None, None, "")
    assert not Order.objects.exists()
    assert jobs() == 0
    journal.number()
    assert list(verify.findings()) == []


def test_a_second_run_takes_nothing_twice(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(write(file, *GOOD), "--commit")
    capsys.readouterr()

    assert run(file, "--commit", "--json") == 1

    said = result(capsys)
    assert (said["accepted"], said["refused"], said["written"]) == (0, 2, 0)
    faults = said["faults"]
    assert isinstance(faults, list)
    assert [fault["code"] for fault in faults] == ["matter.already_taken", "matter.already_taken"]
    assert Matter.objects.count() == 2


def test_each_bad_row_is_named_with_column_and_fault(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write(file, *GOOD, *BAD), "--commit", "--json") == 1

    told = capsys.readouterr()
    said = json.loads(told.out)
    assert (said["read"], said["refused"], said["written"]) == (7, 5, 0)
    assert [(fault["row"], fault["column"], fault["code"]) for fault in said["faults"]] == [
        (4, "time", "cell.not_a_moment"),
        (5, "text", "cell.empty"),
        (6, "id", "matter.already_taken"),
        (7, "", "row.cells"),
        (8, "time", "matter.said_later"),
    ]
    assert all(fault["fault"] and "%(" not in fault["fault"] for fault in said["faults"])
    assert "第 4 行 time" in told.err
    assert not Matter.objects.exists(), "one bad row, and nothing is written"
    assert not list(file.parent.glob("*.refused.csv"))


def test_a_preview_of_bad_rows_fails_too(file: Path) -> None:
    assert run(write(file, *GOOD, *BAD)) == 1
    assert run(write(file, *GOOD)) == 0


def test_the_good_rows_may_be_taken_and_the_bad_ones_kept(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refusals = tmp_path / "again.csv"

    code = run(write(file, *GOOD, *BAD), "--commit", "--skip-refused", "--refusals", str(refusals), "--json")

    said = result(capsys)
    assert code == 0
    assert (said["read"], said["accepted"], said["refused"], said["written"]) == (7, 2, 5, 2)
    assert sorted(Matter.objects.values_list("source_number", flat=True)) == ["a-1", "a-2"]
    assert said["refusals"] == str(refusals)
    with refusals.open(encoding="utf-8-sig", newline="") as kept:
        rows = list(csv.reader(kept))
    assert rows[0][:4] == HEAD.split(",")
    assert [row[0] for row in rows[1:]] == ["a-3", "a-4", "a-1", "a-5", "a-6"]


def test_refused_rows_can_be_mended_and_sent_again(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refusals = tmp_path / "again.csv"
    run(write(file, *GOOD, BAD[0]), "--commit", "--skip-refused", "--refusals", str(refusals))
    capsys.readouterr()
    text = refusals.read_text(encoding="utf-8-sig").replace("2025-13-41", "2025-12-24 10:00")
    refusals.write_text(text, encoding="utf-8")

    assert run(refusals, "--commit", "--json") == 0, capsys.readouterr().err

    assert result(capsys)["written"] == 1
    assert Matter.objects.count() == 3


def test_a_file_in_gb18030(file: Path) -> None:
    assert run(write(file, *GOOD, encoding="gb18030"), "--commit") == 0

    assert Matter.objects.get(source_number="a-1").text.startswith("路灯不亮")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\xd8", b"\x89PNG\r\n", b"id,title\n1,2\n"])
def test_what_is_no_such_table_is_one_sentence(
    file: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(content)

    assert run(file, "--commit") == 2

    told = capsys.readouterr().err
    assert told.startswith("yuanba: ")
    assert "Traceback" not in told
    assert not Matter.objects.exists()


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "nothing.csv") == 2
    assert "nothing.csv" in capsys.readouterr().err


def test_a_channel_or_district_that_is_not_there(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(file, *GOOD)
    words = ["matters", "import", str(file), "--commit"]

    assert command.main([*words, "--district", "jiangjin", "--channel", "telepathy"]) == 2
    assert command.main([*words, "--district", "nowhere", "--channel", "hotline"]) == 2
    assert "known: jiangjin, kaizhou" in capsys.readouterr().err
    assert not Matter.objects.exists()


@pytest.mark.parametrize("name", ["li", "zhou", "sun"])
def test_not_by_who_may_not(people: Cast, morning: datetime, name: str) -> None:
    rows = [Imported(source_number="1", text="路灯", place="", said_at=morning)]

    def take(actor: Actor) -> int:
        return importing.import_archive(
            actor=actor, rows=rows, channel="hotline", now=morning, tell=lambda _: None
        )

    with pytest.raises(NotAllowed):
        take(getattr(people, name))
    assert not Matter.objects.exists()
    assert take(OPERATOR) == 1


def test_a_fault_in_the_middle_leaves_nothing_behind(
    morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    rows = [
        Imported(source_number=number, text="路灯", place="", said_at=morning)
        for number in ("1", "2", "3", "1")
    ]

    with pytest.raises(AlreadyTaken):
        importing.import_archive(
            actor=OPERATOR, rows=rows, channel="hotline", now=morning, tell=lambda _: None
        )

    assert not Matter.objects.exists()


def test_every_real_message_goes_in(
    test_data: Path, jiangjin: DistrictRow, capsys: pytest.CaptureFixture[str]
) -> None:
    file = test_data / "messages" / "city.csv"

    assert run(file, "--commit", "--json") == 0

    told = capsys.readouterr()
    said = json.loads(told.out)
    assert (said["read"], said["accepted"], said["refused"], said["written"]) == (4326, 4326, 0, 4326)
    assert said["seconds"] > 0
    assert said["rows_per_second"] > 0
    assert Matter.objects.filter(state=State.ARCHIVED, due_at=None, since_at=None).count() == 4326
    assert jobs() == 0
    with file.open(encoding="utf-8-sig", newline="") as rows:
        first = next(csv.DictReader(rows))
    matter = Matter.objects.get(source_number=first["id"])
    assert matter.said_at == datetime(2019, 2, 28, 3, 25, 5, tzinfo=UTC)
    assert matter.text.startswith(first["title"])
    assert journal.number() == 4326
    assert list(verify.findings()) == []

    assert run(file, "--commit", "--json") == 1
    again = result(capsys)
    assert (again["read"], again["accepted"], again["refused"]) == (4326, 0, 4326)
    assert Matter.objects.count() == 4326
