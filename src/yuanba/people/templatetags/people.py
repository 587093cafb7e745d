"""Template filters and tags of the pages about people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from django import template
from django.utils.translation import gettext_lazy as _

from yuanba.messages import services as messages
from yuanba.people import queries
from yuanba.people.forms import PhoneForm
from yuanba.people.forms.units import KINDS as UNIT_KINDS
from yuanba.people.queries import AccountRow, PositionRow, UnitRow, vacancies
from yuanba.people.queries.program_keys import KeyRow
from yuanba.places.queries import AreaRow
from yuanba.places.queries.moving import Contents
from yuanba.rules.core.action import Scope
from yuanba.rules.core.actor import KEEPERS, Actor, ActorKind
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import now

T = TypeVar("T")
register = template.Library()


@register.filter
def of(known: Mapping[str, T], key: str) -> T | None:
    """Return a mapping's value for a key, or None: `{{ names|of:account.key }}`."""
    return known.get(key)


#: How far a right reaches, in the words of a page.
SCOPES = {
    Scope.OWN: _("Their own"),
    Scope.FOLLOWED: _("What they follow"),
    Scope.INVITED: _("What they are invited to rate"),
    Scope.SEAT: _("The council that they convene or write minutes for"),
    Scope.UNIT: _("Orders of the unit"),
    Scope.CO_UNIT: _("What the unit helps with"),
    Scope.POOL: _("What the unit may take up"),
    Scope.BRANCH: _("In the unit and those below it"),
    Scope.AREA: _("In the area or estate"),
    Scope.DISTRICT: _("In the whole district"),
    Scope.ANY: _("Anything"),
}
KINDS = {
    ActorKind.ANONYMOUS: _("nobody logged in"),
    ActorKind.RESIDENT: _("a resident"),
    ActorKind.STAFF: _("staff"),
    ActorKind.SYSTEM: _("the system"),
    ActorKind.OPERATOR: _("operator of the system"),
}


@register.filter
def scope_label(scope: str) -> str:
    """Return the translated name of a right's scope: `{{ scope|scope_label }}`."""
    return str(SCOPES[Scope(scope)])


@register.filter
def unit_kind(kind: str) -> str:
    """Return the translated name of a unit's kind: `{{ unit.kind|unit_kind }}`."""
    return str(UNIT_KINDS[kind])


@register.filter
def keeps(actor: Actor) -> bool:
    """Return whether an actor is an administrator today, who sees pages about people."""
    today = day(now())
    return any(one.kind in KEEPERS and one.holds_on(today) for one in actor.holdings)


@register.simple_tag
def staying(moves: Sequence[Contents] | None, area: AreaRow) -> vacancies.Staying:
    """Return how many units and positions stay with the areas that end: those merged, or the one split."""
    return vacancies.staying([one.path for one in moves] if moves else [area.path])


@register.simple_tag
def serving(estate: str) -> list[UnitRow]:
    """Return the active units that are for one estate: `{% serving estate.code as there %}`."""
    return queries.units_for_estate(estate)


@register.filter
def kind_label(kind: str) -> str:
    """Return the translated name of an actor's kind: `{{ entry.actor_kind|kind_label }}`."""
    return str(KINDS[ActorKind(kind)])


@register.filter
def held(account: AccountRow, today: date) -> list[PositionRow]:
    """Return the positions that an account holds on a day: `{% for position in account|held:today %}`."""
    return [position for position in account.positions if position.holds_on(today)]


@register.filter
def opens(key: KeyRow, today: date) -> bool:
    """Return whether a program key is valid on a day: `{% if key|opens:today %}`."""
    return key.opens_on(today)


@register.filter
def runs(position: PositionRow, today: date) -> bool:
    """Return whether a position's term is open-ended or ends on or after this day."""
    return position.until_on is None or position.until_on >= today


@register.simple_tag
def phone_door() -> PhoneForm | None:
    """Return the form by which residents ask for a log-in code; None if text messages cannot be sent."""
    return PhoneForm() if messages.can_send_codes() else None
