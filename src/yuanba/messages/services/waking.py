"""Queues the delivery of messages whose time has come and that no worker has taken."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from yuanba.districts import jobs
from yuanba.messages import queries
from yuanba.messages.models import Message

#: A message that is due this long without a worker on it has lost its job, or comes back for another attempt.
OVERDUE = timedelta(seconds=10)


def wake() -> int:
    """Queue a delivery job if messages are overdue; return the number of overdue messages.

    They are due anew from this moment, so the next call comes only if this one leads to nothing.
    """
    if not queries.has_overdue(OVERDUE):
        return 0
    with transaction.atomic():
        overdue = queries.lock_overdue(OVERDUE)
        Message.objects.filter(pk__in=overdue).update(next_attempt_at=Now())
        if overdue:
            jobs.defer("messages.deliver")
    return len(overdue)
