"""Tags for centres and bookings: states as badges, shares in percent, times of a day."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yuanba.rules.time.calendar import HERE, day
from yuanba.rules.venues.bookings import BookingState, TimeSpan
from yuanba.venues.sentences import STATES, TONES

register = template.Library()


@register.simple_tag
def booking_badge(state: BookingState) -> SafeString:
    """Return the HTML badge of a booking's state: `{% booking_badge booking.state %}`."""
    return format_html('<span class="yb-badge yb-badge--{}">{}</span>', TONES[state], STATES[state])


@register.filter
def percent(share: Fraction) -> str:
    """Return a share in percent with at most one decimal, never rounded up to a whole: 85%, 66.6%."""
    tenths = share * 1000
    whole = tenths.numerator // tenths.denominator
    return f"{whole // 10}.{whole % 10}%" if whole % 10 else f"{whole // 10}%"


@register.filter
def clock(span: TimeSpan) -> str:
    """Return from when to when a time is, as on a wall: 19:00–21:00."""
    begins, ends = (one.astimezone(HERE) for one in (span.from_at, span.until_at))
    return f"{begins:%H:%M}–{ends:%H:%M}"


@register.filter
def address(span: TimeSpan) -> str:
    """Return what a link says of a time, for the form to show it: `on=2026-03-05&begins=19:00&ends=21:00`."""
    begins, ends = (one.astimezone(HERE) for one in (span.from_at, span.until_at))
    return f"on={begins:%Y-%m-%d}&begins={begins:%H:%M}&ends={ends:%H:%M}"


@register.filter
def day_here(at: datetime) -> date:
    """Return the legal day of a moment: `{% on_day booking.starts_at|day_here %}`."""
    return day(at)
