"""Template tags of the pages that show public matters."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.translation import ngettext

register = template.Library()


@register.simple_tag
def follower_count(followers: Mapping[int, int], matter_id: int) -> str:
    """Return the number of neighbours who follow the matter as a short text; empty if none do."""
    count = followers.get(matter_id, 0)
    return ngettext("%(n)s neighbour too", "%(n)s neighbours too", count) % {"n": count} if count else ""
