"""privacy.report: the house reports by itself that somebody wanted to look too often."""

from __future__ import annotations

from datetime import datetime

from tests import cast
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.privacy.services import reporting
from yuanba.rules.privacy.verbs import PrivacyVerb


def test_who_looked_too_often_stands_in_the_journal(jiangjin: DistrictRow, morning: datetime) -> None:
    zhou = cast.assemble(now=morning).zhou

    reporting.report(zhou, 7, 2, morning)

    told = journal.story("account", zhou.key)[-1]
    assert (told.verb, told.outcome) == (PrivacyVerb.REPORT, {"matter": "7", "most": 2})
