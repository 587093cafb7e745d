"""The pack that binds, kept in the district's own schema."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from yuanba.districts import queries
from yuanba.districts.queries import DistrictRow
from yuanba.packs import store
from yuanba.packs.load import NoPackInForce
from yuanba.packs.models import ResolvedPack

ON = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _cold() -> Iterator[None]:
    store.forget()
    yield
    store.forget()


def test_a_warm_call_asks_nothing_of_the_database(
    jiangjin: DistrictRow,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert not ResolvedPack.objects.exists()  # and the connection has found its schema
    with django_assert_num_queries(3), django_capture_on_commit_callbacks(execute=True):
        first = store.in_force(ON)
    with django_assert_num_queries(0):
        assert store.in_force(ON) is first
        assert store.in_force(date(2025, 1, 1)) is first
    assert ResolvedPack.objects.get().digest == first.digest


def test_a_pack_that_was_rolled_back_is_stored_again(jiangjin: DistrictRow) -> None:
    with transaction.atomic():
        digest = store.in_force(ON).digest
        transaction.set_rollback(True)
    assert not ResolvedPack.objects.exists()
    store.in_force(ON)
    assert ResolvedPack.objects.get().digest == digest


def test_a_decision_can_be_replayed_after_the_files_changed(
    jiangjin: DistrictRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.in_force(ON)
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    path = folder / "jiangjin/2025-01-01.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('amount = 15, unit = "working_days"', 'amount = 12, unit = "working_days"'), "utf-8"
    )
    monkeypatch.setattr(settings, "PACKS", folder)
    store.forget()
    after = store.in_force(ON)
    assert (before.classes["public"].answer.amount, after.classes["public"].answer.amount) == (15, 12)
    assert store.pack_of(before.digest) == before
    assert store.pack_of(before.digest) is store.pack_of(before.digest)


def test_each_district_has_its_own(jiangjin: DistrictRow) -> None:
    digest = store.in_force(ON).digest
    store.pack_of(digest)
    other = queries.district("kaizhou")
    assert other
    with queries.inside(other):
        assert store.in_force(ON).district == "kaizhou"
        with pytest.raises(store.UnknownPack):
            store.pack_of(digest)


def test_an_altered_text_is_not_believed(jiangjin: DistrictRow) -> None:
    digest = store.in_force(ON).digest
    with connection.cursor() as cursor:
        cursor.execute("update packs_resolvedpack set text = replace(text, '街道党工委', '某某公司')")
    with pytest.raises(store.UnknownPack) as refusal:
        store.pack_of(digest)
    assert refusal.value.arguments == {"digest": digest}


def test_the_database_refuses_what_is_no_digest(jiangjin: DistrictRow) -> None:
    stored = ResolvedPack(digest="x", text="", district="jiangjin", in_force_from=ON)
    with pytest.raises(Exception, match="resolved_pack_digest_plain"), transaction.atomic():
        ResolvedPack.objects.bulk_create([stored])
    assert str(stored) == "jiangjin@2026-03-02"


def test_before_the_first_day_and_outside_a_district_there_is_none(jiangjin: DistrictRow) -> None:
    with pytest.raises(NoPackInForce):
        store.in_force(date(2024, 1, 1))
    with queries.outside(), pytest.raises(store.NoDistrictEntered):
        store.in_force(ON)


def with_a_later_file(tmp_path: Path, district: str, *, says: str) -> Path:
    folder = tmp_path / "packs"
    shutil.copytree(settings.PACKS, folder)
    text = (folder / f"{district}/2025-01-01.toml").read_text(encoding="utf-8")
    later = text.replace("in_force_from = 2025-01-01", "in_force_from = 2026-03-03")
    (folder / f"{district}/2026-03-03.toml").write_text(
        later.replace('amount = 15, unit = "working_days"', says), encoding="utf-8"
    )
    return folder


def test_a_pack_of_a_later_day_enters_at_midnight_and_running_matters_keep_theirs(
    jiangjin: DistrictRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.in_force(ON)  # this process runs already when the file is put there
    folder = with_a_later_file(tmp_path, "jiangjin", says='amount = 12, unit = "working_days"')
    monkeypatch.setattr(settings, "PACKS", folder)
    assert store.in_force(ON) is before
    after = store.in_force(date(2026, 3, 3))
    assert (after.name, after.classes["public"].answer.amount) == ("jiangjin@2026-03-03", 12)
    assert store.pack_of(before.digest).classes["public"].answer.amount == 15


def test_a_faulty_pack_does_not_enter(
    jiangjin: DistrictRow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = with_a_later_file(tmp_path, "jiangjin", says='amount = -1, unit = "working_days"')
    monkeypatch.setattr(settings, "PACKS", folder)
    assert store.in_force(date(2026, 3, 3)).name == "jiangjin@2025-01-01"
