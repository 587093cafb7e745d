"""Fifty press the same button at the same moment: it is done once, and the others are told.

Every verb of the house is either here, or among those that may be done again, with the reason why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from tests import cast, deeds, make
from tests.cast import Cast
from tests.evaluation import bench_of_judges as court
from tests.evaluation.bench_of_judges import Bench
from tests.laws.house import TESTS
from tests.security.buttons import BESIDE_VERBS, ELSEWHERE, ONCE
from tests.security.crowd import PRESSES, Crowd, crowd
from tests.security.presses import entries, once, press_bulletins, press_councils, press_rules, press_talk
from tests.security.presses_of_compacts import press_compacts
from tests.security.presses_of_keepers import (
    press_areas,
    press_housing,
    press_reopening,
    press_seats,
    press_units,
)
from tests.security.presses_of_works import press_works
from yuanba.districts.queries import DistrictRow
from yuanba.evaluation import queries as judging
from yuanba.evaluation import services as evaluation
from yuanba.evaluation.queries import CallOutcome
from yuanba.journal.queries import verify
from yuanba.lists import services as lists
from yuanba.matters import services as matters
from yuanba.matters.services.filing import Once
from yuanba.notices import queries as notices
from yuanba.notices import services as notices_services
from yuanba.notices.queries import Ruling
from yuanba.packs import store
from yuanba.people import queries as accounts
from yuanba.people import services as people_services
from yuanba.places import services as places
from yuanba.places.services import AreaPart
from yuanba.privacy import services as privacy
from yuanba.privacy.queries import requests
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, system
from yuanba.rules.core.refusal import Refused
from yuanba.rules.evaluation import Satisfaction
from yuanba.rules.lists import ListEntry
from yuanba.rules.lists.verbs import ListVerb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.notices.verbs import NoticeVerb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.privacy import RequestOutcome
from yuanba.rules.privacy.verbs import PrivacyVerb
from yuanba.rules.time.calendar import day


@pytest.mark.long
def test_every_deed_on_a_matter_is_done_once(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    pressed = []
    with crowd() as came:
        for name in ONCE:
            matter = make.a_matter(now=morning)
            now = deeds.walk(matter, people, deeds.DEEDS[name].before, morning)
            actor = deeds.DEEDS[name].who(people, matter)
            if name == "undo_close":
                now += timedelta(minutes=1)
            once(came, deeds.verb_of(name), lambda _: deeds.do(name, matter, people, now, actor=actor))  # noqa: B023
            pressed.append(name)
        _press_mergers(came, people, morning)
    assert pressed == ONCE
    assert list(verify.findings()) == []


def _press_mergers(came: Crowd, people: Cast, now: datetime) -> None:
    one, other = make.a_matter(now=now), make.a_matter(now=now)
    once(
        came,
        "matter.merge",
        lambda _: matters.merge(actor=people.chen, matter_id=one.id, into_id=other.id, now=now),
    )
    once(
        came,
        "matter.unmerge",
        lambda _: matters.unmerge(actor=people.chen, matter_id=one.id, reason="不是同一盏灯", now=now),
    )


@dataclass(frozen=True)
class House:
    """Who and what the buttons outside a matter's own page are about."""

    people: Cast
    bench: Bench
    keeper: Actor
    guard: Actor
    now: datetime


def _rate(house: House, came: Crowd) -> None:
    matter = court.evaluating(house.people, house.bench, house.now, actor=house.people.li)
    rate = partial(evaluation.rate, actor=house.people.li, matter_id=matter.id, is_solved=True, now=house.now)
    once(
        came,
        MatterVerb.RATE,
        lambda _: rate(satisfaction=Satisfaction.VERY_DISSATISFIED, words="拖了两周"),
    )
    (call,) = judging.calls_of(matter.id)
    once(
        came,
        MatterVerb.FOLLOW_UP,
        lambda _: evaluation.follow_up(
            actor=house.bench.wu,
            call_id=call.id,
            outcome=CallOutcome.SETTLED,
            words="打过电话",
            now=house.now,
        ),
    )


def _notice(house: House, came: Crowd) -> None:
    post = partial(
        notices_services.post,
        actor=system("test"),
        subject_kind="lamp",
        subject_key="7",
        title="路灯修复",
        text="滨江花园门口路灯已修复。",
        area_path=cast.GRID_PATH,
        class_code="public",
        pack_digest=store.in_force(day(house.now)).digest,
        now=house.now,
    )
    once(came, NoticeVerb.POST, lambda _: post())
    (notice,) = (one.id for one in notices.of_subject("lamp", "7"))
    posting = notices.postings(notice)[-1]
    prover = make.staff("board", "clerk", area=cast.JIJIANG, now=house.now)
    press_bulletins(came, prover, house.now)
    leader = make.staff("leader", "community_secretary", area=cast.TONGTAIMEN, now=house.now)
    press_councils(came, leader, cast.TONGTAIMEN, house.now)
    press_talk(came, house.now)
    press_compacts(came, leader, house.now)
    press_works(came, house.people, house.now)
    once(
        came,
        NoticeVerb.PROVE,
        lambda _: notices_services.prove(actor=prover, posting_id=posting.id, now=house.now),
    )
    notices_services.object_to(actor=house.people.wang, notice_id=notice, words="还有一盏不亮", now=house.now)
    objection = notices.open_objections(house.people.chen, house.now)[0]
    once(
        came,
        NoticeVerb.ANSWER,
        lambda _: notices_services.answer(
            actor=house.people.chen,
            objection_id=objection.id,
            ruling=Ruling.DISMISSED,
            words="属于小区内部照明",
            now=house.now,
        ),
    )
    once(
        came,
        NoticeVerb.END,
        lambda _: notices_services.end(
            actor=house.people.chen, notice_id=notice, now=house.now, is_withdrawn=True
        ),
    )


def _accounts(house: House, came: Crowd) -> None:
    guard, now = house.guard, house.now
    once(
        came,
        PeopleVerb.ACCOUNT_OPEN,
        lambda _: people_services.open_account(
            actor=make.OPERATOR, login="wumin", name="吴敏", password=make.PASSWORD, now=now
        ),
    )
    key = accounts.key_of("wumin")
    once(
        came,
        PeopleVerb.POSITION_APPOINT,
        lambda _: people_services.appoint(
            actor=guard, account_key=key, title="clerk", unit="jijiang", from_on=date(2026, 3, 1), now=now
        ),
    )
    found = accounts.account(key)
    assert found
    once(
        came,
        PeopleVerb.POSITION_STAND_IN,
        lambda _: people_services.stand_in(
            actor=guard,
            position_id=found.positions[0].id,
            account_key=house.people.chen.key,
            from_on=date(2026, 3, 10),
            until_on=date(2026, 3, 20),
            now=now,
        ),
    )
    _end_position(came, guard, key, found.positions[0].id, now)
    once(
        came,
        PeopleVerb.KIN_DECLARE,
        lambda _: people_services.declare(actor=guard, account_key=key, kin_login="zhou", now=now),
    )
    once(
        came,
        PeopleVerb.KIN_RETRACT,
        lambda _: people_services.retract(
            actor=guard, account_key=key, kin_login="zhou", reason="记错了", now=now
        ),
    )
    once(
        came,
        PeopleVerb.ACCOUNT_CLOSE,
        lambda _: people_services.close_account(actor=make.OPERATOR, account_key=key, reason="离职", now=now),
    )
    press_reopening(came, key, now)


def _end_position(came: Crowd, guard: Actor, key: str, position_id: int, now: datetime) -> None:
    once(
        came,
        PeopleVerb.POSITION_END,
        lambda _: people_services.end(
            actor=guard,
            position_id=position_id,
            until_on=date(2026, 3, 31),
            reason="调岗",
            now=now,
        ),
    )
    press_seats(came, guard, key, position_id, now)


def _places(house: House, came: Crowd) -> None:
    press_areas(came, house.now)
    press_housing(came, house.now)
    press_units(came, house.now)
    once(
        came,
        PlaceVerb.MERGE,
        lambda _: places.merge(
            actor=make.OPERATOR,
            codes=[cast.TONGTAIMEN, cast.NANMEN],
            into=cast.NANMEN,
            name="南门社区居民委员会",
            now=house.now,
        ),
    )
    once(
        came,
        PlaceVerb.SPLIT,
        lambda _: places.split(
            actor=make.OPERATOR,
            code="500116002001",
            parts=[
                AreaPart(code="500116002022", name="牌坊一社区居民委员会", gets=frozenset()),
                AreaPart(code="500116002023", name="牌坊二社区居民委员会", gets=frozenset()),
            ],
            now=house.now,
        ),
    )


def _lists(house: House, came: Crowd) -> None:
    """Two at one list: who comes second is told that somebody was there before."""
    lines, chen = [ListEntry(item_code="street_light")], house.people.chen
    tang = make.staff("tang-issues", "subdistrict_secretary", unit="jijiang", now=house.now)
    once(
        came,
        ListVerb.ISSUE,
        lambda _: lists.issue(
            actor=tang, area_code=cast.JIJIANG, lines=lines, reason="梳理诉求", since=0, now=house.now
        ),
    )
    once(
        came,
        ListVerb.DERIVE,
        lambda _: lists.derive(actor=chen, area_code=cast.TONGTAIMEN, lines=lines, now=house.now),
    )
    once(
        came,
        ListVerb.REVISE,
        lambda _: lists.revise(
            actor=chen,
            area_code=cast.TONGTAIMEN,
            lines=[ListEntry(item_code="street_light", note="夜间也修")],
            reason="居民提出",
            since=1,
            now=house.now,
        ),
    )


def _rules(house: House, came: Crowd) -> None:
    press_rules(came, house.people.chen, house.people.sun, house.now)


def _filing(house: House, came: Crowd) -> None:
    """One client that sends its matter fifty times, because the net is bad."""
    one = Once(scope=b"s" * 32, body_digest=b"b" * 32)
    before = entries(MatterVerb.FILE)
    answers = came.press(
        lambda _: matters.file(
            actor=house.people.li, text="路灯坏了", area_code=cast.FIRST_GRID, once=one, now=house.now
        )
    )
    assert entries(MatterVerb.FILE) - before == 1
    assert len({answer.receipt for answer in answers}) == 1  # type: ignore[attr-defined]


def _asking(house: House, came: Crowd) -> None:
    """The round of judging is opened by a reader of the journal: many workers, one round."""
    matter = court.answered(house.people, house.now, actor=house.people.li)
    matters.check(actor=house.bench.wu, matter_id=matter.id, passes=True, words="现场查看属实", now=house.now)
    answers = came.press(lambda _: evaluation.ask(actor=system("test"), matter_id=matter.id, now=house.now))
    assert answers.count(0) == PRESSES - 1, [repr(answer) for answer in answers[:4]]


def _leave(house: House, came: Crowd) -> None:
    """Zhou goes on leave; each order that goes over is told of too, so refusals are counted, not entries."""
    ma = make.staff("ma", "handler", unit="jijiang", area=cast.JIJIANG, now=house.now)
    answers = came.press(
        lambda _: matters.hand_over(
            actor=house.people.zhou,
            account_key=house.people.zhou.key,
            to_key=ma.key,
            from_on=date(2026, 3, 2),
            until_on=date(2026, 3, 6),
            now=house.now,
        )
    )
    assert sum(isinstance(answer, Refused) for answer in answers) == PRESSES - 1


def _data(house: House, came: Crowd) -> None:
    """A request about one's data is asked and answered once; a key is ended once."""
    li, now = house.people.li, house.now
    once(
        came,
        PrivacyVerb.ASK,
        lambda _: privacy.ask(actor=li, kind="explain", words="为什么要电话？", now=now),
    )
    (request,) = requests.waiting(house.guard, now)
    once(
        came,
        PrivacyVerb.ANSWER,
        lambda _: privacy.answer(
            actor=house.guard,
            request_id=request.id,
            outcome=RequestOutcome.GRANTED,
            words="用来告诉您进展。",
            now=now,
        ),
    )
    program = make.program("platform", "clerk", area=cast.JIJIANG, now=now)
    key = people_services.issue_key(
        actor=make.OPERATOR, account_key=program.key, verbs=[MatterVerb.FILE], until_on=day(now), now=now
    )
    once(
        came,
        PeopleVerb.KEY_REVOKE,
        lambda _: people_services.revoke_key(
            actor=house.guard, prefix=key.prefix, reason="平台已下线", now=now
        ),
    )


BESIDE = (_leave, _data, _filing, _rate, _asking, _notice, _accounts, _lists, _places, _rules)


@pytest.mark.long
def test_every_button_beside_a_matter_is_pressed_once(own_database: DistrictRow, morning: datetime) -> None:
    people = cast.assemble(now=morning)
    keeper, guard = cast.administrators(now=morning)
    house = House(people, court.assemble(now=morning), keeper, guard, morning)
    with crowd() as came:
        for press in BESIDE:
            press(house, came)
    assert list(verify.findings()) == []


def test_every_verb_is_pressed_or_may_be_done_again() -> None:
    pressed = {deeds.verb_of(name) for name in ONCE} | BESIDE_VERBS | set(ELSEWHERE)
    again = {verb for verb, action in ACTIONS.items() if action.again}
    assert pressed & again == set()
    missing = sorted(set(ACTIONS) - pressed - again)
    assert missing == [], "press it in tests/deeds.py, or say `again` in its row: why twice does no harm"
    assert all((TESTS / path).is_file() for path in ELSEWHERE.values())
