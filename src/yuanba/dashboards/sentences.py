"""What pages say of this app's refusals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "week.one_person": _(
        "Only one person works in your unit, so it has no figures of its own: no figure is about a single "
        "person. The week of the area above counts its work too."
    ),
}
STATUSES = {"week.one_person": 409}
