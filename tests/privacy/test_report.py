"""privacy.report: a refused look stands in the journal of who was refused, by the house itself."""

from __future__ import annotations

from datetime import datetime

from tests.cast import Cast
from yuanba.journal import queries as journal
from yuanba.privacy.services import reporting
from yuanba.rules.privacy.verbs import PrivacyVerb


def test_the_house_reports_who_wanted_to_look_too_often(people: Cast, morning: datetime) -> None:
    reporting.report(people.zhou, 17, 2, morning)

    entry = journal.story("account", people.zhou.key)[-1]
    assert (entry.verb, entry.actor_kind) == (PrivacyVerb.REPORT, "system")
    assert entry.outcome == {"matter": "17", "most": 2}
