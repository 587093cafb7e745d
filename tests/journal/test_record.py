"""Recording: one chain per subject, nothing that does not come back unchanged, nothing that can be undone."""

from __future__ import annotations

import itertools
from datetime import datetime

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from tests.journal.conftest import ENTRIES, tell
from tests.threads import together
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries, services
from yuanba.journal.models import Entry, EntryPosition, Waiting
from yuanba.journal.queries import verify
from yuanba.journal.services import Act, NewEntry, Subject
from yuanba.rules.core.access import system
from yuanba.server import postgres

pytestmark = pytest.mark.smoke

SOMEBODY = system("test")
APPEND_ONLY = (("journal_entry", "verb"), ("journal_position", "position"))


def act(key: str, at: datetime, **more: object) -> Act:
    return NewEntry(
        Act(SOMEBODY, "matter.read", at), Subject(kind="matter", key=key), **{"outcome": {}, **more}
    )


def test_each_subject_has_its_own_numbers(jiangjin: DistrictRow, morning: datetime) -> None:
    for number in range(1, ENTRIES + 1):
        tell(number, morning)

    story = queries.story("matter", "b")
    assert [step.number for step in story] == [1, 2, 3, 4]
    assert [step.outcome["number"] for step in story] == [2, 5, 8, 11]
    assert story[1].because == ("grounds.test", "number.5")
    assert [step.words for step in story] == ["", "第5句话", "", "第11句话"]
    assert story[0].at > morning
    assert list(verify.findings()) == []


def test_many_at_once_make_the_same_chains(jiangjin: DistrictRow, morning: datetime) -> None:
    services.record_all([])
    services.record_all(
        [act("ab"[n % 2], morning, outcome={"number": n}, words="话" if n < 3 else "") for n in range(7)]
    )

    assert [step.outcome["number"] for step in queries.story("matter", "a")] == [0, 2, 4, 6]
    assert [step.words for step in queries.story("matter", "a")] == ["话", "话", "", ""]
    assert list(verify.findings()) == []


@pytest.mark.parametrize("outcome", [{"share": 0.5}, {"rows": [1, {"share": 1.0}]}])
def test_only_whole_numbers(jiangjin: DistrictRow, morning: datetime, outcome: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        services.record_all([act("a", morning, outcome=outcome)])

    assert not Entry.objects.exists()


def test_text_of_every_script_comes_back(jiangjin: DistrictRow, morning: datetime) -> None:
    words = "“㐀𠮷”\\ \"' \u2028 👪 é"

    services.record_all([act("a", morning, outcome={words: words}, because=(words,), words=words)])

    (step,) = queries.story("matter", "a")
    assert (step.outcome, step.because, step.words) == ({words: words}, (words,), words)
    assert list(verify.findings()) == []


def test_what_is_rolled_back_was_not(jiangjin: DistrictRow, morning: datetime) -> None:
    tell(1, morning)
    with transaction.atomic():
        tell(4, morning)
        transaction.set_rollback(True)
    tell(4, morning)

    assert [step.number for step in queries.story("matter", "a")] == [1, 2]
    assert list(verify.findings()) == []


# --- append-only ------------------------------------------------------------------------------------------

CHANGES = ("update {0} set {1} = {1}", "delete from {0}", "truncate {0} cascade")


def refused(statement: str, says: str) -> None:
    with pytest.raises(ProgrammingError, match=says), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(("table", "column"), APPEND_ONLY)
@pytest.mark.parametrize("change", CHANGES)
def test_the_application_may_not_change_what_is_recorded(
    history: list[int], table: str, column: str, change: str
) -> None:
    refused(change.format(table, column), "permission denied")


@pytest.mark.parametrize(("table", "column"), APPEND_ONLY)
def test_nor_switch_the_triggers_off(history: list[int], table: str, column: str) -> None:
    refused(f"alter table {table} disable trigger all", "must be owner")
    refused(f"drop table {table} cascade", "must be owner")
    refused(f"drop trigger {table}_append_only on {table}", "must be owner")
    refused("set session_replication_role = replica", "permission denied")


def test_the_owner_is_stopped_by_the_trigger(own_database: DistrictRow, committed: list[int]) -> None:
    arguments = postgres.connect_arguments("owner", str(connection.settings_dict["NAME"]))
    with psycopg.connect(**arguments, autocommit=True) as owner:  # type: ignore[arg-type]
        owner.execute(f"set search_path to {own_database.schema_name}")
        for (table, column), change in itertools.product(APPEND_ONLY, CHANGES):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="is append-only"):
                owner.execute(change.format(table, column))

    assert Entry.objects.count() == EntryPosition.objects.count() == ENTRIES


# --- order ------------------------------------------------------------------------------------------------


def test_positions_have_no_gap_while_eight_record_and_two_number(
    own_database: DistrictRow, morning: datetime
) -> None:
    each = 20

    def work(number: int) -> int:
        if number >= 8:
            return sum(services.number() for _ in range(each * 2))
        for turn in range(each):
            with transaction.atomic():
                tell(number * each + turn + 1, morning)
        return 0

    placed = sum(count for count in together(10, work) if isinstance(count, int))
    placed += services.number()

    assert placed == 8 * each
    positions = list(EntryPosition.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, 8 * each + 1))
    assert not Waiting.objects.exists()
    assert list(verify.findings()) == []


def test_an_entry_that_is_not_committed_has_no_place(own_database: DistrictRow, morning: datetime) -> None:
    def number_from_elsewhere() -> int:
        (count,) = together(1, lambda _: services.number())
        assert isinstance(count, int)
        return count

    with transaction.atomic():
        tell(1, morning)
        assert number_from_elsewhere() == 0
    assert number_from_elsewhere() == 1
