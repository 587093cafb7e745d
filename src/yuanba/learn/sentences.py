"""What pages say of this app's refusals, and what the journal calls a first day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FIRST_DAY = _("first day")
SENTENCES = {
    "first_day.unknown_step": _("This step is not there any more. Open your first day again."),
}
STATUSES = {"first_day.unknown_step": 404}
