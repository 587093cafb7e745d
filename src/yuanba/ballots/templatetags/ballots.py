"""Filters of the pages of votes."""

from django import template

from yuanba.ballots import wordings

register = template.Library()


@register.filter
def square_metres(area_cm2: int) -> str:
    """Return whole square centimetres as square metres."""
    return wordings.square_metres(area_cm2)
