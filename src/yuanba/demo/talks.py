"""Plays invented consultations: somebody asks, neighbours say what they think, staff read what they add."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta

from pydantic import Field

from yuanba.demo.house import actor
from yuanba.demo.setting import Setting
from yuanba.opinions import services
from yuanba.opinions.queries import statements
from yuanba.rules.core.actor import Actor, bearer
from yuanba.rules.core.declared import Declared
from yuanba.rules.time.calendar import day

FILE = "talks.toml"
VALUES = {"+": 1, "-": -1, "0": 0}


class AddedStatement(Declared):
    """A statement that a neighbour adds; with a reason it is not shown, unless it still waits to be read."""

    words: str
    reason: str = ""
    waits: bool = False


class Camp(Declared):
    """So many neighbours who think alike: a sign for each statement (+ agrees, - disagrees, 0 passes)."""

    people: int
    says: str


class Talk(Declared):
    """One invented consultation: who asked so many days ago, for how long, and who says what."""

    by: str
    area: str
    days: int
    lasts: int
    question: str
    background: str
    statements: tuple[str, ...]
    added: tuple[AddedStatement, ...] = ()
    camps: tuple[Camp, ...] = Field(min_length=1)


def hold(setting: Setting, *, now: datetime) -> None:
    """Play the consultations of a district; one whose last day is over ends."""
    path = setting.path(FILE)
    told = tomllib.loads(path.read_text(encoding="utf-8"))["talk"] if path.exists() else ()
    for row in told:
        _hold(Talk.model_validate(row, strict=False), now=now)
    services.close_over(now=now)


def _hold(talk: Talk, *, now: datetime) -> None:
    asked_at, asker = now - timedelta(days=talk.days), actor(talk.by)
    made = services.open_consultation(
        actor=asker,
        question=talk.question,
        background=talk.background,
        statements=talk.statements,
        area_code=talk.area,
        until_on=day(asked_at) + timedelta(days=talk.lasts),
        now=asked_at,
    )
    for number, one in enumerate(talk.added):
        _add(made, one, asker, number, at=asked_at + timedelta(hours=number + 2))
    shown = statements.shown(made)
    hours = min(talk.days, talk.lasts) * 24 - len(talk.added) - 4
    camps = [camp for camp in talk.camps for _person in range(camp.people)]
    for number, camp in enumerate(camps):
        at = asked_at + timedelta(hours=len(talk.added) + 2 + hours * number // len(camps))
        for place, (statement, sign) in enumerate(zip(shown, camp.says, strict=True)):
            if (number * 7 + place * 3) % 11:  # nobody reads them all
                value = 0 if (number + place * 5) % 13 == 0 else VALUES[sign]
                services.take_stance(
                    actor=_neighbour(made, number), statement_id=statement.id, value=value, now=at
                )
    services.group(consultation_id=made, now=now)


def _add(consultation: int, one: AddedStatement, asker: Actor, number: int, *, at: datetime) -> None:
    added = services.add(
        actor=_neighbour(consultation, number), consultation_id=consultation, words=one.words, now=at
    )
    later = at + timedelta(minutes=40)
    if one.reason:
        services.reject(actor=asker, statement_id=added, reason=one.reason, now=later)
    elif not one.waits:
        services.accept(actor=asker, statement_id=added, now=later)


def _neighbour(consultation: int, number: int) -> Actor:
    """Somebody who is known by a browser alone; no browser has such a number."""
    return bearer(f"device:demo-{consultation}-{number}")
