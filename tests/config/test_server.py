"""What we ask of any PostgreSQL: ours, and a district's own."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, transaction

from yuanba.districts.queries import DistrictRow
from yuanba.server import postgres

pytestmark = pytest.mark.smoke


def test_the_server_is_new_enough_and_sorts_by_code_point(jiangjin: DistrictRow) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int, '张' < '李', current_user")
        version, is_plain, role = cursor.fetchone()
    assert version >= 150000
    assert is_plain
    assert role == postgres.role("app")


@pytest.mark.parametrize(
    "statement",
    [
        "update journal_entry set verb = verb",
        "delete from journal_entry",
        "truncate journal_entry",
        "create table another (number int)",
        "alter table journal_entry disable trigger all",
    ],
)
def test_the_application_cannot_rewrite_the_journal(jiangjin: DistrictRow, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
