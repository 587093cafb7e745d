"""Rolls are posted, votes opened, closed and counted by many at once: done once, the rest are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from tests import cast, make
from tests.ballots import test_papers as papers
from tests.ballots.test_hands import a_vote, hands
from tests.threads import together
from yuanba.ballots import queries, services
from yuanba.districts.queries import DistrictRow
from yuanba.journal import queries as journal
from yuanba.rules.core.refusal import Refused


def once(call: Callable[[int], object]) -> object:
    """What the one gets who did it; the other three are refused."""
    answers = together(4, call)
    (done,) = [one for one in answers if not isinstance(one, Refused)]
    return done


@pytest.mark.long
def test_what_is_done_once_on_rolls_and_votes(own_database: DistrictRow, morning: datetime) -> None:
    cast.assemble(now=morning)
    guo = make.staff("guo", "community_secretary", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)
    vote = once(lambda _: a_vote(guo, morning))
    assert isinstance(vote, int)
    hands(guo, vote, morning, 1, 4, 2)
    hands(guo, vote, morning, 2, 4, 2)
    once(lambda _: services.close_vote(actor=guo, vote_id=vote, now=morning))
    once(lambda _: services.count_vote(actor=guo, vote_id=vote, now=morning))
    assert queries.result(vote)
    assert [one.verb for one in journal.story("vote", str(vote))][-2:] == ["vote.close", "vote.count"]

    roll = papers.imported(guo, morning)
    once(lambda _: services.post_roll(actor=guo, roll_id=roll, text="请查名册", now=morning))
    now = morning + papers.LATER
    paper = papers.a_vote(guo, now, roll)
    once(lambda _: services.list_proxy(actor=guo, vote_id=paper, voter="乙", name="丁", now=now))
    (proxy,) = queries.proxies(paper)
    once(lambda _: services.revoke_proxy(actor=guo, vote_id=paper, proxy=proxy.id, now=now))
    with pytest.raises(Refused):
        services.revoke_proxy(actor=guo, vote_id=paper, proxy=proxy.id, now=now)
