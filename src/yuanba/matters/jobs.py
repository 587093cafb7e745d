"""What the worker does for matters."""

from __future__ import annotations

from procrastinate.contrib.django import app

from yuanba.districts import entrance, jobs
from yuanba.districts import queries as districts
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


@jobs.task(name="matters.sweep_files")
def sweep_files() -> None:
    """Remove files that no act took up."""
    services.sweep(now=entrance.now())


@app.periodic(cron="10 19 * * *", periodic_id="matters.nightly")  # 03:10 in China: the clock is UTC
@app.task(name="matters.nightly")
def nightly(timestamp: int) -> None:
    """Call each district's sweep."""
    for row in districts.districts():
        if row.head == districts.code_head():
            with districts.inside(row):
                jobs.defer("matters.sweep_files")
