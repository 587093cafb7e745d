"""Who judges in these tests, and how a matter comes to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.evaluation import queries, services
from yuanba.evaluation.models import Invitation
from yuanba.journal import services as journal
from yuanba.matters import services as matters
from yuanba.rules.core.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The supervisors of Tongtaimen and Jijiang; 吴 checks answers at the counter of the street."""

    qian: Actor
    feng: Actor
    hu: Actor
    wu: Actor


def assemble(*, now: datetime) -> Bench:
    """钱 is a democratic supervisor, 冯 of the congress committee, 胡 of the residents' committee."""
    return Bench(
        qian=make.staff("qian", "supervisor", name="钱伟", area=cast.TONGTAIMEN, now=now),
        feng=make.staff("feng", "congress_member", name="冯涛", area=cast.JIJIANG, now=now),
        hu=make.staff("hu", "affairs_supervisor", name="胡英", area=cast.TONGTAIMEN, now=now),
        wu=make.staff("wu", "clerk", name="吴倩", area=cast.JIJIANG, now=now),
    )


def read_journal() -> None:
    """What the worker does between two rounds."""
    journal.number()
    services.read_journal()


def answered(people: Cast, start: datetime, *, class_code: str = "home", **filed: object) -> Matter:
    """A matter of this class that its unit has answered. 周's unit has it, whatever the class."""
    matter = make.a_matter(now=start, **filed)  # type: ignore[arg-type]
    answer(matter, people, start, class_code=class_code)
    return matter


def answer(matter: Matter, people: Cast, start: datetime, *, class_code: str = "home") -> None:
    """Its unit takes it and answers."""
    matters.assign(actor=people.chen, matter_id=matter.id, class_code=class_code, now=start)
    unit = deeds.row_of(matter).unit
    handler = {"jijiang": people.zhou}.get(unit) or _handler_of(unit, start)
    matters.accept(actor=handler, matter_id=matter.id, now=start + timedelta(minutes=1))
    matters.answer(
        actor=handler, matter_id=matter.id, words="已换灯泡，今晚亮灯。", now=start + timedelta(minutes=2)
    )
    read_journal()


def evaluating(people: Cast, bench: Bench, start: datetime, **more: object) -> Matter:
    """A home matter that passed its check: those who judge have been asked."""
    matter = answered(people, start, **more)  # type: ignore[arg-type]
    check(matter, bench, start + timedelta(minutes=3))
    return matter


def check(matter: Matter, bench: Bench, now: datetime, *, passes: bool = True) -> None:
    """吴 went there and looked."""
    matters.check(actor=bench.wu, matter_id=matter.id, passes=passes, words="现场查看属实", now=now)
    read_journal()


def publish(matter: Matter, people: Cast, now: datetime) -> None:
    """陈 writes title and summary for the public."""
    matters.publish(
        actor=people.chen, matter_id=matter.id, title="路灯修复", summary="门口路灯已修复。", now=now
    )
    read_journal()


def code_of(matter: Matter, key: str) -> str:
    """The one-time code that somebody was sent."""
    found = Invitation.objects.get(matter_id=matter.id, key=key, over_at=None)
    return queries.code_for(found.serial)


def _handler_of(unit: str, now: datetime) -> Actor:
    login = f"of-{unit}"
    from yuanba.people import queries as people

    return people.actor_by_login(login) or make.staff(login, "handler", unit=unit, now=now)
