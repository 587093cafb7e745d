"""Template tags of the demonstration; pages ask for them only while it runs."""

from __future__ import annotations

from django import template
from django.conf import settings

from yuanba.demo.setting import PASSWORD, Setting, here
from yuanba.demo.setting import settings as demonstrations
from yuanba.districts import queries

register = template.Library()


@register.simple_tag
def demo_here() -> Setting | None:
    """Who can be played in the district that we are in; nobody outside a demonstration."""
    return here() if settings.DEMO else None


@register.simple_tag
def demo_settings() -> list[Setting]:
    """The districts that can be played on this machine."""
    known = {row.code for row in queries.districts()} if settings.DEMO else set()
    return [one for one in demonstrations().values() if one.code in known]


@register.simple_tag
def demo_password() -> str:
    """The password of all who can be played."""
    return PASSWORD if settings.DEMO else ""
