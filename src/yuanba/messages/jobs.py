"""Background job of messages: delivery."""

from __future__ import annotations

from yuanba.districts import jobs
from yuanba.messages import services
from yuanba.rules.core.actor import system
from yuanba.web.entrance import now


@jobs.task(name="messages.deliver")
def deliver() -> None:
    """Send the due messages of one district."""
    services.deliver(actor=system("messages.deliver"), now=now())
