"""What the message says that brings leaders their week."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.dashboards.verbs import WeekVerb

WORDINGS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (WeekVerb.SEND, Audience.LEADER): Wording(
            title=_("The week at a glance"),
            text=_(
                "%(area)s, %(days)s: %(came_in)s came in, %(closed)s done, %(late)s late, %(in_time)s "
                "answered in time. Open it for the reasons and the lists."
            ),
            short=_(
                "%(days)s: %(came_in)s came in, %(closed)s done, %(late)s late. See the week at your desk."
            ),
        ),
    }
)
