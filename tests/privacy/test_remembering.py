"""The list of erased people outlives torn writes, damaged lines and full disks."""

from __future__ import annotations

import json
import os
import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import cast, make
from yuanba.districts import queries as districts
from yuanba.districts.queries import DistrictRow
from yuanba.matters.queries import keeping
from yuanba.privacy import services
from yuanba.privacy.services import erasing, remembering
from yuanba.privacy.services.remembering import CannotRemember, RememberedErasure
from yuanba.rules.core.actor import Actor, ActorKind, system

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LINES = [
    RememberedErasure(actor=Actor(kind=ActorKind.ANONYMOUS, key=f"receipt:{n}"), at=AT) for n in range(4)
]
BEFORE = json.dumps({"kind": "anonymous", "key": "receipt:9", "at": AT.isoformat()})


def text(*lines: RememberedErasure) -> bytes:
    return "".join(f"{line.line()}\n" for line in lines).encode()


def emptied(*owners: Actor) -> list[bool]:
    return [keeping.originals([owner.key])[0].emptied_at is not None for owner in owners]


BAD = {
    "torn": b'{"kind": "anonymous", "key": "receip',
    "not JSON": b"what?",
    "not UTF-8": b"\xff\xfe\x00",
    "zeros after a loss of power": b"\0" * 40 + b"x",
    "another kind": b'{"kind": "ghost", "key": "a", "at": "2026-03-02T09:00:00+00:00"}',
    "no key": b'{"kind": "anonymous", "key": "", "at": "2026-03-02T09:00:00+00:00"}',
    "key of another kind": b'{"kind": "anonymous", "key": 7, "at": "2026-03-02T09:00:00+00:00"}',
    "no time zone": b'{"kind": "anonymous", "key": "a", "at": "2026-03-02T09:00:00"}',
    "a list": b"[1, 2]",
    "nothing in it": b"{}",
    "a wrong digest": text(LINES[3]).replace(b"receipt:3", b"receipt:8").strip(),
    "deep": b'{"kind": ' + b"[" * 100_000,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_set_aside_and_the_others_are_read(name: str) -> None:
    found = remembering.parse(text(LINES[0]) + BAD[name] + b"\n" + text(LINES[1]))
    assert found.people == (LINES[0], LINES[1])
    assert found.unreadable == 1


@given(st.data())
def test_whatever_happens_to_one_line_the_others_stay(data: st.DataObject) -> None:
    """A byte altered, or the end cut off and the next line glued to it."""
    line = text(LINES[1])
    place = data.draw(st.integers(min_value=0, max_value=len(line) - 2))
    by = data.draw(st.binary(max_size=8))
    found = remembering.parse(text(LINES[0]) + line[:place] + by + text(LINES[2]) + text(LINES[3]))
    assert {LINES[0], LINES[3]} <= set(found.people) <= set(LINES)


def test_lines_from_before_digests_are_read() -> None:
    found = remembering.parse(f"{BEFORE}\n\n".encode() + text(LINES[0]))
    assert [one.actor.key for one in found.people] == ["receipt:9", "receipt:0"]
    assert found.unreadable == 0


def test_a_torn_end_does_not_glue_the_next_line(jiangjin: DistrictRow) -> None:
    path = remembering.list_of("jiangjin")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text(LINES[0]) + BAD["torn"])
    remembering.remember(actor=LINES[1].actor, now=AT)
    found = remembering.remembered()
    assert found.people == (LINES[0], LINES[1])
    assert remembering.counts() == {"sound": 2, "damaged": 1}
    assert path.stat().st_mode & 0o077 in (0, 0o044)


def test_many_at_once_write_whole_lines(jiangjin: DistrictRow) -> None:
    def write(number: int) -> None:
        with districts.inside(jiangjin):
            for at in range(20):
                remembering.remember(actor=LINES[number].actor, now=AT + timedelta(seconds=at))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert remembering.counts() == {"sound": 80, "damaged": 0}


@pytest.mark.parametrize("fails", ["fsync", "pwrite"])
def test_what_cannot_be_remembered_is_not_erased(
    jiangjin: DistrictRow, morning: datetime, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    cast.assemble(now=morning)
    one = make.a_matter(now=morning)
    remembering.remember(actor=LINES[0].actor, now=AT)

    def full(*arguments: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, fails, full)
        with pytest.raises(CannotRemember):
            services.erase(actor=one.owner, now=morning)
    assert emptied(one.owner) == [False]
    assert remembering.remembered().people == (LINES[0],)


def test_a_half_written_line_is_taken_back(jiangjin: DistrictRow, monkeypatch: pytest.MonkeyPatch) -> None:
    remembering.remember(actor=LINES[0].actor, now=AT)
    write = os.pwrite
    with monkeypatch.context() as disk:
        disk.setattr(os, "pwrite", lambda handle, content, at: write(handle, content[:9], at))
        with pytest.raises(CannotRemember):
            remembering.remember(actor=LINES[1].actor, now=AT)
    assert remembering.text_of("jiangjin") == text(LINES[0])


def test_an_erasure_that_failed_after_it_was_remembered_is_done_at_night(
    jiangjin: DistrictRow, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.assemble(now=morning)
    one = make.a_matter(now=morning)

    def fails(*arguments: object, **more: object) -> int:
        raise ConnectionError

    with monkeypatch.context() as journal:
        journal.setattr(erasing.journal, "record", fails)
        with pytest.raises(ConnectionError):
            services.erase(actor=one.owner, now=morning)
    assert emptied(one.owner) == [False]
    services.retain(actor=system("privacy.retain"), now=morning + timedelta(hours=20))
    assert emptied(one.owner) == [True]


def test_who_cannot_be_erased_again_keeps_nobody_else_back(
    jiangjin: DistrictRow, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.assemble(now=morning)
    first, second = (make.a_matter(now=morning) for _ in range(2))
    for one in (first, second):
        remembering.remember(actor=one.owner, now=morning)
    path = remembering.list_of("jiangjin")
    path.write_bytes(BAD["torn"] + b"\n" + path.read_bytes())
    real = erasing._erase

    def fails_for_the_first(actor: Actor, key: str, **more: object) -> dict[str, int]:
        if key == first.owner.key:
            raise ValueError
        return real(actor, key, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(erasing, "_erase", fails_for_the_first)
    again = services.erase_again(now=morning + timedelta(days=1))
    assert (again.number, len(again.failed), again.unreadable) == (1, 1, 1)
    assert emptied(first.owner, second.owner) == [False, True]


def test_a_list_that_cannot_be_read_stops_no_retention(
    jiangjin: DistrictRow, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(code: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(remembering, "text_of", unreadable)
    assert services.retain(actor=system("privacy.retain"), now=morning)
