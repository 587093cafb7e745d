"""Reads how many old throttle counts are stored, for data retention."""

from __future__ import annotations

from datetime import datetime

from yuanba.people.models import Throttle


def old_counts(before: datetime) -> int:
    """Return the number of rate-limit counters whose time window began before this moment."""
    return Throttle.objects.filter(window_at__lt=before).count()
