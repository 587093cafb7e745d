"""notice.post and notice.prove: a result hangs at every level, and somebody says that it does."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from PIL import Image

from tests import cast, make
from tests.cast import Cast
from tests.matters import animals
from yuanba.journal import queries as journal
from yuanba.matters import services as matters
from yuanba.media.enclosures import UnknownMedia
from yuanba.notices import queries, services
from yuanba.notices.services.posting import (
    AlreadyPosted,
    AlreadyProven,
    ClassNotPosted,
    NoticeWithoutWords,
    NotUp,
)
from yuanba.packs import store
from yuanba.rules.core.access import ANONYMOUS, NotAllowed, system
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day


def post(now: datetime, *, actor: Actor | None = None, **more: str) -> int:
    return services.post(
        actor=actor or system("test"),
        now=now,
        **{
            "subject_kind": "lamp",
            "subject_key": "8",
            "title": "路灯修复",
            "text": "已修复。",
            "area_path": cast.GRID_PATH,
            "class_code": "public",
            "pack_digest": store.in_force(day(now)).digest,
            **more,
        },
    )


def test_it_hangs_online_at_once_and_waits_for_its_boards(notice: int, morning: datetime) -> None:
    hung = {(one.area_code, str(one.medium)): one.posted_at for one in queries.postings(notice)}

    assert hung == {
        (code, medium): morning if medium == "online" else None
        for code in (cast.JIJIANG, cast.TONGTAIMEN, cast.FIRST_GRID)
        for medium in ("online", "board")
    }
    row = queries.notice(notice)
    assert (row.from_on, row.until_on) == (date(2026, 3, 2), date(2026, 3, 17))
    (entry,) = journal.story("notice", str(notice))
    assert (entry.verb, entry.outcome["until_on"], entry.words) == (
        "notice.post",
        "2026-03-17",
        "路灯修复\n滨江花园门口路灯已修复。",
    )


def test_where_only_the_street_is_known_it_hangs_there(people: Cast, morning: datetime) -> None:
    number = post(morning, area_path=f"/{cast.DISTRICT}/{cast.JIJIANG}/")

    assert {one.area_code for one in queries.postings(number)} == {cast.JIJIANG}


def test_where_no_place_is_known_the_district_shows_it(people: Cast, morning: datetime) -> None:
    number = post(morning, area_path=f"/{cast.DISTRICT}/")

    assert [(one.area_code, str(one.medium)) for one in queries.postings(number)] == [
        (cast.DISTRICT, "online")
    ]


def test_a_subject_has_one_notice_at_a_time(notice: int, morning: datetime) -> None:
    with pytest.raises(AlreadyPosted):
        post(morning, subject_key="7")

    services.end(actor=system("test"), notice_id=notice, is_withdrawn=True, now=morning)
    post(morning, subject_key="7")


def test_classes_without_a_notice_are_not_posted(
    people: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = store.in_force(day(morning))
    home = pack.classes["home"].model_copy(update={"notice": None})
    other = pack.model_copy(update={"classes": {**pack.classes, "home": home}})
    monkeypatch.setattr(store, "pack_of", lambda digest: other)
    with pytest.raises(ClassNotPosted):
        post(morning, class_code="home")


def test_a_notice_says_something(people: Cast, morning: datetime) -> None:
    with pytest.raises(NoticeWithoutWords):
        post(morning, text="  ")


def test_by_whom(people: Cast, morning: datetime) -> None:
    for actor in (people.li, people.zhou, people.sun, ANONYMOUS):
        with pytest.raises(NotAllowed):
            post(morning, actor=actor)

    assert post(morning, actor=people.chen)


def test_one_tap_says_that_it_hangs(notice: int, morning: datetime) -> None:
    worker = make.staff("worker", "grid_worker", area=cast.FIRST_GRID, now=morning)
    (waiting,) = queries.postings_to_do(worker, morning)
    assert (waiting.area_code, waiting.notice_title) == (cast.FIRST_GRID, "路灯修复")

    services.prove(actor=worker, posting_id=waiting.id, now=morning)

    assert queries.postings_to_do(worker, morning) == []
    assert queries.posting(waiting.id).posted_at == morning
    assert journal.story("notice", str(notice))[-1].verb == "notice.prove"


def test_a_note_or_a_picture_may_come_later(notice: int, morning: datetime) -> None:
    worker = make.staff("worker", "grid_worker", area=cast.FIRST_GRID, now=morning)
    (waiting,) = queries.postings_to_do(worker, morning)
    services.prove(actor=worker, posting_id=waiting.id, now=morning)
    with pytest.raises(AlreadyProven):
        services.prove(actor=worker, posting_id=waiting.id, now=morning)

    later = morning + timedelta(days=1)
    services.prove(actor=worker, posting_id=waiting.id, note="小区东门", now=later)

    row = queries.posting(waiting.id)
    assert (row.posted_at, row.note, row.has_proof) == (morning, "小区东门", False)


def test_a_picture_of_the_board_keeps_neither_place_nor_camera_and_is_not_swept_away(
    notice: int, morning: datetime
) -> None:
    worker = make.staff("worker", "grid_worker", area=cast.FIRST_GRID, now=morning)
    (waiting,) = queries.postings_to_do(worker, morning)
    picture = services.keep(animals.jpeg())
    services.prove(actor=worker, posting_id=waiting.id, picture=picture, now=morning)

    assert queries.posting(waiting.id).has_proof
    kept = queries.proof(waiting.id)
    assert b"SecretPhone" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()
    assert len(queries.proof(waiting.id, is_small=True)) < len(kept)
    assert journal.story("notice", str(notice))[-1].outcome["picture"] is True
    services.keep(animals.jpeg(800, 600))  # of no act: that one goes
    assert matters.sweep(now=datetime.now(UTC) + timedelta(days=2)) == 2
    assert queries.proof(waiting.id) == kept


def test_only_pictures_are_proof(people: Cast) -> None:
    with pytest.raises(UnknownMedia):
        services.keep(animals.PDF)


def test_ones_own_boards_only(notice: int, people: Cast, morning: datetime) -> None:
    elsewhere = make.staff("elsewhere", "grid_worker", area=cast.SECOND_GRID, now=morning)
    secretary = make.staff("secretary", "community_secretary", area=cast.TONGTAIMEN, now=morning)
    boards = {one.area_code: one.id for one in queries.postings(notice) if one.medium == "board"}

    assert queries.postings_to_do(elsewhere, morning) == []
    assert [one.area_code for one in queries.postings_to_do(secretary, morning)] == [
        cast.TONGTAIMEN,
        cast.FIRST_GRID,
    ]
    for actor in (elsewhere, people.li, people.zhou):
        with pytest.raises(NotAllowed):
            services.prove(actor=actor, posting_id=boards[cast.FIRST_GRID], now=morning)


def test_what_no_longer_hangs_is_not_put_up(notice: int, people: Cast, morning: datetime) -> None:
    (first, *_) = queries.postings_to_do(people.chen, morning)
    services.end(actor=system("test"), notice_id=notice, is_withdrawn=True, now=morning)

    assert queries.postings_to_do(people.chen, morning) == []
    with pytest.raises(NotUp):
        services.prove(actor=people.chen, posting_id=first.id, now=morning)


def test_lists_by_area_hold_what_hangs_above_and_below(notice: int, people: Cast, morning: datetime) -> None:
    there = post(morning, area_path=f"/{cast.DISTRICT}/{cast.DEGAN}/")

    def listed(path: str) -> list[int]:
        return [row.id for row in queries.notices_in(path).rows]

    assert listed("") == [there, notice]
    assert listed(cast.GRID_PATH) == listed(f"/{cast.DISTRICT}/{cast.JIJIANG}/") == [notice]
    assert listed(f"/{cast.DISTRICT}/{cast.JIJIANG}/{cast.NANMEN}/") == [notice], "it hangs in their street"
    assert listed(f"/{cast.DISTRICT}/{cast.DEGAN}/") == [there]


def test_lists_are_paged_by_key(people: Cast, morning: datetime) -> None:
    numbers = [post(morning, subject_key=str(number)) for number in range(5)]

    first = queries.notices_in(limit=2)
    second = queries.notices_in(limit=2, after=first.after)
    third = queries.notices_in(limit=2, after=second.after)

    assert [row.id for part in (first, second, third) for row in part.rows] == numbers[::-1]
    assert third.after == ""
