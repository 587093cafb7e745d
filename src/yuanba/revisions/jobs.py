"""Background jobs of revisions: trying a draft on what was decided before."""

from yuanba.districts import jobs
from yuanba.revisions.services import trying
from yuanba.web import entrance


@jobs.task(name="revisions.try_out")
def try_out(*, trial_id: int) -> None:
    """Carry out a trial that was asked for on the page of a draft."""
    trying.run_trial(trial_id, entrance.now())
