"""revision.try_out: a draft on what was decided before; nothing about any matter is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.revisions import drafts
from yuanba.journal import queries as journal
from yuanba.matters import queries as matters
from yuanba.matters.models import Matter
from yuanba.matters.queries import MatterRow
from yuanba.revisions import queries, services
from yuanba.revisions.models import RulesTrial
from yuanba.revisions.services import trying
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.revisions import WrongRevisionState

BASE = "/d/jiangjin"


@pytest.fixture
def morning() -> datetime:
    """Just now: pages read the clock at the door."""
    return datetime.now(UTC) - timedelta(minutes=30)


def given_out(people: Cast, class_code: str, at: datetime) -> MatterRow:
    """A matter that was given to its unit at a moment."""
    matter = make.a_matter(now=at)
    deeds.do("assign", matter, people, at, class_code=class_code, item_code="")
    return matters.held(matter.id)


def shown(login: str, revision_id: int) -> str:
    client = Client()
    client.post(f"{BASE}/account/login/", {"login": login, "password": make.PASSWORD})
    return client.get(f"{BASE}/desk/rules/{revision_id}/trial").content.decode()


def test_what_is_open_is_clocked_anew_and_its_progress_is_written(
    people: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = [given_out(people, "home", morning) for _number in range(2)]
    public = [given_out(people, "public", morning) for _number in range(3)]
    assert home[0].due_at
    later = home[0].due_at - timedelta(minutes=1)  # in time by five working days, late by three
    made = drafts.begun(people.chen, morning)
    with pytest.raises(NotAllowed):
        trying.try_out(actor=people.zhou, revision_id=made, days=30, now=morning)
    replaced = trying.try_out(actor=people.chen, revision_id=made, days=90, now=morning)
    number = trying.try_out(actor=people.chen, revision_id=made, days=30, now=morning)
    trying.run_trial(replaced, morning)
    assert "正在收集派过的单" in shown("chen", made)

    monkeypatch.setattr(trying, "SLICE", 2)
    seen, real = list[tuple[int, int | None]](), trying._write

    def write(trial_id: int, **fields: object) -> bool:
        written = real(trial_id, **fields)
        seen.extend(RulesTrial.objects.filter(pk=trial_id).values_list("done", "total"))
        return written

    monkeypatch.setattr(trying, "_write", write)
    rows, entries = list(Matter.objects.order_by("pk").values()), journal.counts()
    trying.run_trial(number, later)
    assert seen == [(0, 5), (2, 5), (4, 5), (5, 5), (5, 5)]
    assert (list(Matter.objects.order_by("pk").values()), journal.counts()) == (rows, entries)

    trial = queries.trial_of(queries.revision(made))
    assert trial
    assert (trial.is_over, trial.is_stale, dict(trial.counts)) == (True, False, {"late": 2, "same": 3})
    said = shown("sun", made)
    assert "最近30天派单的5件事项中，有2件会和原来不同" in said
    assert "会变成超期" in said
    links = [f'{BASE}/matters/{one.id}"' for one in home]
    assert all(link in said for link in links)
    assert not any(f'{BASE}/matters/{one.id}"' in said for one in public), "they would be the same"
    assert "hx-trigger" not in said
    make.staff("lan", "triager", unit="jijiang", area=cast.DEGAN, now=morning)
    elsewhere = shown("lan", made)
    assert "有2件会和原来不同" in elsewhere
    assert not any(link in elsewhere for link in links), "who may not read them sees their number"
    drafts.change(people.chen, made, morning, days=4)
    assert "试算之后草稿又改过" in shown("chen", made)
    trying.run_trial(number, morning)
    assert len(seen) == 5, "what is over is not run again"


def test_a_draft_with_faults_is_not_tried_nor_one_that_was_changed_before_its_turn(
    people: Cast, morning: datetime
) -> None:
    made = drafts.begun(people.chen, morning)
    number = trying.try_out(actor=people.chen, revision_id=made, days=30, now=morning)
    drafts.change(people.chen, made, morning, days=70)
    trying.run_trial(number, morning)
    trial = queries.trial_of(queries.revision(made))
    assert trial
    assert (trial.is_over, trial.is_stale, trial.total) == (True, True, 0)
    with pytest.raises(services.Unsound):
        trying.try_out(actor=people.chen, revision_id=made, days=30, now=morning)
    services.withdraw(actor=people.chen, revision_id=made, reason="先不改", now=morning)
    with pytest.raises(WrongRevisionState):
        trying.try_out(actor=people.chen, revision_id=made, days=30, now=morning)
