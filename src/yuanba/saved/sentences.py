"""What pages say of this app's refusals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

VIEW = _("saved view")
SENTENCES = {
    "view.not_found": _("This view is not there any more. Go back to the list and save it anew."),
    "view.too_many": _("You keep %(most)s views already. Remove one that you do not need."),
    "view.unknown_table": _("This list is not there any more."),
}
STATUSES = {"view.not_found": 404, "view.unknown_table": 404}
