"""What is kept against abuse, for those who watch how long."""

from __future__ import annotations

from datetime import datetime

from yuanba.people.models import Throttle


def old_counts(before: datetime) -> int:
    """How many counts of windows long past there are."""
    return Throttle.objects.filter(window_at__lt=before).count()
