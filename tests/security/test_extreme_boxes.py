"""One extreme but well-formed value at a time, where the rest of a form is right; then everything is read.

As far as the service and the database: what was taken stays, and must be readable by everybody afterwards.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.test import override_settings
from django.urls import get_resolver, reverse

from tests.access.test_pages import pages
from tests.honours import rounds
from tests.laws.test_walk import BASE
from tests.make import Matter
from tests.security import beasts
from tests.security.boxes import ROWS, Row
from tests.security.staged import Stage, _set_up, stage, undone, who_presses
from tests.security.test_extremes import DAYS, MOMENTS, NUMBERS
from tests.security.test_injection import cells
from yuanba.config import worker
from yuanba.districts import queries
from yuanba.journal.queries import verify

#: The stage that hostile tests share.
__all__ = ["_set_up", "stage"]

#: Boxes whose days stand in the address of a page, which `test_days_in_the_address_of_a_page` sends.
IN_ADDRESSES = {("ResultsForm", "from_on"), ("ResultsForm", "until_on")}
#: Who reads everything afterwards.
READERS = ("li", "chen", "zhou", "guard", "inspector")


@pytest.fixture(autouse=True)
def _no_limits() -> Iterator[None]:
    limits = dict.fromkeys(("LIMIT_FILING", "LIMIT_ADDRESS", "LIMIT_ACCOUNT", "LIMIT_DISTRICT"), 10**9)
    with override_settings(**limits):
        yield


def extremes(box: forms.Field) -> tuple[str, ...]:
    """What a box for a day, a moment or a number is sent; words are tried in `test_injection.py`."""
    if isinstance(box, forms.DateField):
        return DAYS
    if isinstance(box, forms.DateTimeField):
        return MOMENTS
    return NUMBERS if isinstance(box, forms.IntegerField) else ()


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[type, forms.Field]]:
    """The boxes of the forms that were sent: by their names, its class and the box."""
    found: dict[str, tuple[type, forms.Field]] = {}
    real = forms.BaseForm.full_clean

    def full_clean(form: forms.BaseForm) -> None:
        if form.is_bound:
            for name, box in form.fields.items():
                found[form.add_prefix(name)] = (type(form), box)
        real(form)

    monkeypatch.setattr(forms.BaseForm, "full_clean", full_clean)
    return found


@pytest.fixture(autouse=True)
def _rules_know_selections(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds.known_here(monkeypatch)


def test_one_extreme_value_in_each_box_and_then_everything_is_read(
    stage: Stage, bound: dict[str, tuple[type, forms.Field]]
) -> None:
    counted = {name: row for name, row in ROWS.items() if row.counts}
    presses = {name: who_presses(stage, name, row) for name, row in counted.items()}
    for login in {*READERS, *presses.values()}:
        stage.client(login).raise_request_exception = False
    failed: list[str] = []
    tried: set[tuple[str, str]] = set()
    kept: list[Matter] = []
    for name, row in counted.items():
        bound.clear()
        with undone():
            answer = stage.send(row, stage.matter(row.before), _words(row), presses[name])
        if answer.status_code not in (200, 302):
            failed.append(f"{name} is not right even without an extreme: {answer.status_code}")
        for box in row.counts:
            form, field = bound[box]
            tried |= {(of.__name__, box.rpartition("-")[2]) for of in form.__mro__}
            failed += _try(stage, row, f"{name}.{box}", field, presses[name], kept)
    assert failed == []
    assert kept, "the edges of the range are taken"
    assert _all_counted() - tried - IN_ADDRESSES == set(), "a box without a row in boxes.py"
    assert list(_read_everything(stage, kept)) == []


def _words(row: Row) -> dict[str, str]:
    return {box: cells("路灯坏了") if box == "cells" else "路灯坏了" for box in row.free}


def _try(
    stage: Stage, row: Row, name: str, field: forms.Field, who: str, kept: list[Matter]
) -> Iterator[str]:
    """Send what the box takes, and the last of what it does not, undone; then what was taken, to stay."""
    box, said = name.rpartition(".")[2], _words(row)
    edges, refused = _sorted(field)
    with undone():
        matter = stage.matter(row.before)
        for value in (*edges, *refused[-1:]):
            with undone():
                answer = stage.send(row, matter, {**said, box: value}, who)
                if answer.status_code >= 500:
                    yield f"{name} = {value[:40]}: {answer.status_code}"
    for number, value in enumerate(edges):
        matter = stage.matter(row.before)
        if stage.send(row, matter, {**said, box: value, "key": f"{name}-{number}"}, who).status_code == 302:
            kept.append(matter)


def _sorted(field: forms.Field) -> tuple[list[str], list[str]]:
    """The least and the greatest that a box takes by itself, and what it refuses."""
    taken: dict[Any, str] = {}
    refused: list[str] = []
    for value in extremes(field):
        try:
            taken[field.clean(value)] = value
        except forms.ValidationError:
            refused.append(value)
    return [taken[edge] for edge in sorted({min(taken), max(taken)})] if taken else [], refused


@pytest.mark.parametrize("path", ["/people/audit", "/desk/results"])
def test_days_in_the_address_of_a_page(stage: Stage, path: str) -> None:
    """Years 1 and 9999, over pages of those who may ask for a period."""
    who = "inspector" if "audit" in path else "sun"
    ends = ("0001-01-01", "1901-01-01", "2199-12-31", "9999-12-31")
    for days in itertools.product(ends, ends):
        answer = stage.client(who).get(BASE + path, {"from_on": days[0], "until_on": days[1], "by": "unit"})
        assert answer.status_code in (200, 422), days


def _all_counted() -> set[tuple[str, str]]:
    get_resolver(settings.ROOT_URLCONF).url_patterns  # noqa: B018 - so that every form is imported
    return {
        (form.__name__, name)
        for form in beasts.descendants(forms.BaseForm)
        for name, box in getattr(form, "base_fields", {}).items()
        if extremes(box)
    }


def _read_everything(stage: Stage, kept: list[Matter]) -> Iterator[str]:
    """What cannot be read: a page without a key, a matter that was kept, the journal, the worker, health."""
    paths = [reverse(name) for name, pattern in pages() if not pattern.pattern.converters]
    for matter in kept:
        paths += [f"/matters/{matter.id}", f"/api/v1/matters/{matter.id}", f"/m/{matter.token}"]
    for who in READERS:
        for path in paths:
            answer = stage.client(who).get(BASE + path.removeprefix(BASE))
            if answer.status_code >= 500:
                yield f"{path} as {who or 'a stranger'}: {answer.status_code}"
    worker.round_once()
    yield from (f"journal: {one.code} at {one.place}" for one in verify.findings())
    yield from (f"{one.part} {one.key} of {one.district}" for one in queries.faults())
