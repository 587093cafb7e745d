"""What the journeys share: a day of 2026, a matter on its way, and the clock's job."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.evaluation import bench_of_judges
from yuanba.matters import jobs, services
from yuanba.matters import queries as matters
from yuanba.matters.queries import MatterRow
from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import HERE
from yuanba.web import entrance

read_journal = bench_of_judges.read_journal


def local(month: int, on: int, hour: int, minute: int = 0) -> datetime:
    """A moment of 2026 on the clocks here."""
    return datetime(2026, month, on, hour, minute, tzinfo=HERE).astimezone(UTC)


def filed(token: str) -> MatterRow:
    """How the matter of this receipt stands."""
    return matters.matter_by_token(token)


def story(row: MatterRow) -> list[str]:
    """The verbs of its story, without their noun."""
    return [step.verb.removeprefix("matter.") for step in matters.story(row.id)]


def done(row: MatterRow, handler: Actor, words: str, *, accepted: datetime, answered: datetime) -> None:
    """Its unit takes it and answers."""
    services.accept(actor=handler, matter_id=row.id, now=accepted)
    services.answer(actor=handler, matter_id=row.id, words=words, now=answered)
    read_journal()


def passed(row: MatterRow, clerk: Actor, now: datetime) -> None:
    """Somebody looked, and it is as the answer says."""
    services.check(actor=clerk, matter_id=row.id, passes=True, words="现场看过，属实", now=now)
    read_journal()


def tick(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """What the clock's job does at this moment."""
    monkeypatch.setattr(entrance, "_clock", lambda: moment)
    jobs.tick()
