"""Template tags of the first day: where it is offered."""

from __future__ import annotations

from django import template
from django.http import HttpRequest

from yuanba.rules.core.actor import Actor
from yuanba.rules.time.calendar import day
from yuanba.web import navigation
from yuanba.web.entrance import now

register = template.Library()


@register.simple_tag(takes_context=True)
def is_landing(context: template.Context) -> bool:
    """Return whether this is the page on which the reader's day begins."""
    request, actor = context.get("request"), context.get("actor")
    if not isinstance(request, HttpRequest) or not isinstance(actor, Actor):
        return False
    return request.path == navigation.landing(actor, on=day(now()))
