"""What messages say of matters: of the report itself, of its dispatch, and of its life up to the closing."""

from __future__ import annotations

from yuanba.matters.wordings.dispatch import DISPATCH
from yuanba.matters.wordings.life import LIFE
from yuanba.matters.wordings.reports import REPORTS

WORDINGS = {**REPORTS, **DISPATCH, **LIFE}
