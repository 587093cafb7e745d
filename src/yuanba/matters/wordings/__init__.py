"""What messages say of matters: of the report itself, and of its life between filing and closing."""

from __future__ import annotations

from yuanba.matters.wordings.life import LIFE
from yuanba.matters.wordings.reports import REPORTS

WORDINGS = {**REPORTS, **LIFE}
