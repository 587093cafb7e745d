"""Selections where the rules of the district have none, for tests that try everything everywhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from yuanba.honours import queries, services
from yuanba.honours.models import HeldSelection, Honour, Nominee
from yuanba.packs import store
from yuanba.rules.core.actor import Actor
from yuanba.rules.pack import Pack
from yuanba.rules.pack.selections import SelectionKind
from yuanba.rules.time.calendar import day

TERMS = SelectionKind.model_validate(
    {
        "title": {"zh": "“四好”评选", "en": "The four good ones"},
        "meaning": {"zh": "评身边的好人", "en": "Good neighbours"},
        "held": {"zh": "每年一次", "en": "Once a year"},
        "awards": {
            "family": {"title": {"zh": "好家庭", "en": "Good family"}, "of": "household", "places": 2}
        },
        "councils": ["community"],
        "nominators": "residents",
        "rule": "simple",
        "nominate_days": 7,
        "posted_days": 7,
        "stands_months": 12,
    },
    strict=False,
)


def known_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules in force know a selection too."""
    real, made = store.in_force, dict[str, Pack]()

    def in_force(on: date) -> Pack:
        pack = real(on)
        return made.setdefault(pack.digest, pack.model_copy(update={"selections": {"other_good": TERMS}}))

    monkeypatch.setattr(store, "in_force", in_force)


def a_selection(council: int, now: datetime, *, kind: str = "four_good", days: int = 10) -> int:
    """A selection at a council, open for nominations for so many days."""
    return HeldSelection.objects.create(
        kind=kind,
        pack_digest=store.in_force(day(now)).digest,
        terms=queries.told_terms(TERMS),
        council_id=council,
        title="2026年“四好”评选",
        opened_at=now,
        nominate_until=day(now) + timedelta(days=days),
    ).pk


def an_honour(nominee: object, now: datetime) -> None:
    """An honour, where no vote and no notice can be held."""
    Honour.objects.create(nominee_id=nominee, from_on=day(now), until_on=day(now) + timedelta(days=365))


def things(council: int, by: Actor, whose: Actor, now: datetime) -> dict[str, object]:
    """A selection, and in it somebody whom a neighbour nominated and who has not answered."""
    selection = a_selection(council, now)
    nominee = services.nominate(
        actor=by, selection_id=selection, award="family", name="向家", deeds="照顾邻居老人", now=now
    )
    Nominee.objects.filter(pk=nominee).update(account_key=whose.key)
    return {"selection_id": selection, "nominee_id": nominee}
