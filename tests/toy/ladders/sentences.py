"""Sentences for the refusals of this app."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {"ladder.none_left": _("All %(most)s ladders are lent.")}
STATUSES = {"ladder.none_left": 410}
