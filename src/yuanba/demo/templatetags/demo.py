"""Template tags of the demonstration; templates load them only while one runs."""

from __future__ import annotations

from django import template
from django.conf import settings

from yuanba.demo.setting import PASSWORD, Setting, here
from yuanba.demo.setting import settings as demonstrations
from yuanba.districts import queries

register = template.Library()


@register.simple_tag
def demo_here() -> Setting | None:
    """Return the demonstration settings of the current district, or None outside a demonstration."""
    return here() if settings.DEMO else None


@register.simple_tag
def demo_settings() -> list[Setting]:
    """Return the demonstration settings of all districts that exist on this installation."""
    known = {row.code for row in queries.districts()} if settings.DEMO else set()
    return [one for one in demonstrations().values() if one.code in known]


@register.simple_tag
def demo_password() -> str:
    """Return the password of all demonstration roles, or an empty string outside a demonstration."""
    return PASSWORD if settings.DEMO else ""
