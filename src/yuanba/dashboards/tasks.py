"""What waits for those who watch: late matters that nobody has put under supervision yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yuanba.desk.tasks import of_matters
from yuanba.matters.queries import tasks
from yuanba.rules.core.actor import PositionKind
from yuanba.web.tasks import TaskSource

SOURCES = (
    TaskSource(
        key="late",
        order=95,
        label=_("Look into what is late"),
        icon="clock-exclamation",
        to="dashboards:supervision",
        who=(PositionKind.SUPERVISOR,),
        found=of_matters(tasks.late),
    ),
)
