"""Template tags of the help: what the page that is being rendered says of itself."""

from __future__ import annotations

from django import template
from django.http import HttpRequest

from yuanba.web.guidance import PageGuide, guide_here

register = template.Library()


@register.simple_tag(takes_context=True)
def page_guide(context: template.Context) -> PageGuide | None:
    """Return what this page says of itself in the help."""
    request = context.get("request")
    return guide_here(request) if isinstance(request, HttpRequest) else None
