"""Every page that a menu or a door leads to says what it is for, and every position has its first day."""

from __future__ import annotations

import pytest
from django.urls import get_script_prefix, resolve, reverse

from yuanba.rules.core.actor import ActorKind, PositionKind
from yuanba.web import doors, guidance, navigation


def reachable() -> set[str]:
    """The pages to which menus and doors lead, by their names."""
    menus = (navigation.TABS, navigation.FRONT, navigation.FOOT, navigation.DESK_FOOT, navigation.COUNTER)
    entries = [way for menu in (*menus, *navigation.groups()) for way in navigation.ways(menu)]
    return {way.to for way in entries} | {door.to for door in doors.doors().values()}


def test_every_page_that_a_menu_or_a_door_leads_to_says_what_it_is_for_in_three_to_six_lines() -> None:
    """In both languages: the law of the catalogue asks for the Chinese of every sentence."""
    found = {page: guide.lines if (guide := guidance.guide_of(page)) else () for page in reachable()}
    assert {page: len(lines) for page, lines in found.items() if not 3 <= len(lines) <= 6} == {}


@pytest.mark.parametrize("kind", list(PositionKind))
def test_every_position_has_a_first_day_on_pages_that_are_open_to_it(kind: PositionKind) -> None:
    steps = guidance.steps_for({kind})
    assert 4 <= len(steps) <= 8
    for step in steps:
        view = resolve("/" + reverse(step.page).removeprefix(get_script_prefix())).func
        assert {kind, ActorKind.STAFF} & set(view.open_to), (kind, step.code)
        assert guidance.guide_of(step.page), step.code
