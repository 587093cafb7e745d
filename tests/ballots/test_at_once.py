"""vote.close and vote.count, pressed by many at one moment: done once, and the others are told."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, make
from tests.ballots.test_hands import a_vote, hands
from tests.threads import together
from yuanba.ballots import queries, services
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.rules.core.refusal import Refused


@pytest.mark.long
def test_a_vote_is_closed_and_counted_once(own_database: DistrictRow, morning: datetime) -> None:
    cast.assemble(now=morning)
    guo = make.staff("guo", "community_secretary", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)
    opened = together(4, lambda _: a_vote(guo, morning))
    (vote,) = [one for one in opened if isinstance(one, int)]
    hands(guo, vote, morning, 1, 4, 2)
    hands(guo, vote, morning, 2, 4, 2)
    for press in (services.close_vote, services.count_vote):
        answers = together(4, lambda _: press(actor=guo, vote_id=vote, now=morning))  # noqa: B023
        assert sum(isinstance(one, Refused) for one in answers) == 3
    assert queries.result(vote)
    assert [one.verb for one in journal.story("vote", str(vote))][-2:] == ["vote.close", "vote.count"]
