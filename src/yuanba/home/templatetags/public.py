"""Template tags of the pages that show public matters."""

from __future__ import annotations

from django import template
from django.utils.translation import ngettext

register = template.Library()


@register.simple_tag
def follower_count(count: int) -> str:
    """Return a short text with the number of a matter's followers, or an empty string if it has none."""
    return ngettext("%(n)s neighbour too", "%(n)s neighbours too", count) % {"n": count} if count else ""
