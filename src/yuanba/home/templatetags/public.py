"""Template tags of the pages that show public matters."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import ngettext

register = template.Library()


@register.simple_tag
def follower_count(followers: Mapping[int, int], matter_id: int) -> str:
    """Return a short text with the number of the matter's followers, or an empty string if it has none."""
    count = followers.get(matter_id, 0)
    return ngettext("%(n)s neighbour too", "%(n)s neighbours too", count) % {"n": count} if count else ""
