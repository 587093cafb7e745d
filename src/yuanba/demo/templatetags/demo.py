"""Template tags of the demonstration; pages ask for them only while it runs."""

from __future__ import annotations

from django import template
from django.conf import settings

from yuanba.demo.logins import DISTRICT, LOGINS, PASSWORD, TOWN, Login

register = template.Library()


@register.simple_tag
def demo_logins() -> tuple[Login, ...]:
    """Who can be played; nobody outside a demonstration."""
    return LOGINS if settings.DEMO else ()


@register.simple_tag
def demo_password() -> str:
    """The password of all of them."""
    return PASSWORD if settings.DEMO else ""


@register.simple_tag
def demo_district() -> str:
    """The address of the demonstration's district, with both slashes."""
    return f"/d/{DISTRICT}/"


@register.simple_tag
def demo_town() -> str:
    """The town whose units visitors can play."""
    return TOWN
