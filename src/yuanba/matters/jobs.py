"""What the worker does for matters."""

from __future__ import annotations

from yuanba.districts import entrance, jobs
from yuanba.matters import services
from yuanba.rules.actor import system
from yuanba.rules.matter import WrongState


@jobs.task(name="matters.suggest_class")
def suggest_class(*, matter_id: int) -> None:
    """Suggest a class, unless a person was quicker."""
    try:
        services.suggest(actor=system("matters.suggest_class"), matter_id=matter_id, now=entrance.now())
    except WrongState:
        return
