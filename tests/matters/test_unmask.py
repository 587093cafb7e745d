"""matter.unmask: what lies behind the mask, to somebody who says why, so often a day, on record."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.districts.conftest import log_in
from tests.make import Matter
from yuanba.journal import queries as journal
from yuanba.journal import services as journal_services
from yuanba.matters import services
from yuanba.matters.services import Contact, looking
from yuanba.messages import queries as messages
from yuanba.messages import services as messages_services
from yuanba.privacy import queries as privacy
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.pack.outcome import ReasonMissing
from yuanba.rules.privacy import LookedTooOften, SeenPart, UnknownReason
from yuanba.rules.privacy.verbs import PrivacyVerb

WORDS = "我叫李雷，电话13800138000，路灯坏了。"


@pytest.fixture
def given(people: Cast, morning: datetime) -> Matter:
    """A matter whose words name somebody, given to the street office."""
    matter = make.a_matter(
        now=morning,
        text=WORDS,
        place="滨江花园1栋",
        name="李雷",
        contact=Contact(channel="sms", address="13912345678"),
    )
    deeds.walk(matter, people, "assign", morning)
    return matter


def test_the_words_and_the_contact_are_shown_and_that_is_recorded(
    given: Matter, people: Cast, morning: datetime
) -> None:
    assert "13800138000" not in deeds.row_of(given).text

    shown = services.unmask(
        actor=people.zhou, matter_id=given.id, why="visit", reason="上门前联系", now=morning
    )

    assert (shown.text, shown.place, shown.name) == (WORDS, "滨江花园1栋", "李雷")
    assert shown.contacts == (("短信", "13912345678"),)
    step = deeds.last(given)
    assert (step.verb, step.actor_key, step.words) == ("matter.unmask", people.zhou.key, "上门前联系")
    assert step.outcome == {"receipt": given.receipt, "why": "visit", "part": "both"}


@pytest.mark.parametrize(
    ("part", "has_words", "has_contact"), [(SeenPart.WORDS, True, False), (SeenPart.CONTACT, False, True)]
)
def test_only_what_was_asked_for(
    given: Matter, people: Cast, morning: datetime, part: SeenPart, has_words: bool, has_contact: bool
) -> None:
    shown = services.unmask(actor=people.zhou, matter_id=given.id, why="reply", part=part, now=morning)

    assert bool(shown.text) is bool(shown.place) is has_words
    assert bool(shown.contacts) is bool(shown.name) is has_contact


@pytest.mark.parametrize(
    ("why", "reason", "refusal"), [("", "好奇", UnknownReason), ("other", " ", ReasonMissing)]
)
def test_not_without_a_reason(
    given: Matter, people: Cast, morning: datetime, why: str, reason: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        services.unmask(actor=people.zhou, matter_id=given.id, why=why, reason=reason, now=morning)

    assert deeds.story(given) == ["file", "assign"]


@pytest.mark.parametrize("name", ["li", "wang", "sun"])
def test_not_by_who_only_reads(given: Matter, people: Cast, morning: datetime, name: str) -> None:
    with pytest.raises(NotAllowed):
        services.unmask(actor=getattr(people, name), matter_id=given.id, why="contact", now=morning)

    assert deeds.story(given) == ["file", "assign"]


def test_not_by_another_unit(given: Matter, morning: datetime) -> None:
    other = make.staff("he", "handler", unit="degan", area=cast.DEGAN, now=morning)

    with pytest.raises(NotAllowed):
        services.unmask(actor=other, matter_id=given.id, why="contact", now=morning)


def test_each_look_is_recorded(given: Matter, people: Cast, morning: datetime) -> None:
    for _ in range(2):
        services.unmask(actor=people.chen, matter_id=given.id, why="check", now=morning)

    assert deeds.story(given).count("unmask") == 2


def test_over_the_days_number_it_is_refused_and_reported(
    given: Matter, people: Cast, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = cast.administrators(now=morning)[1]
    few = looking.bounds(morning).model_copy(update={"per_day": 2})
    monkeypatch.setattr(looking, "bounds", lambda now: few)
    for _ in range(2):
        services.unmask(actor=people.zhou, matter_id=given.id, why="contact", now=morning)

    with pytest.raises(LookedTooOften):
        services.unmask(actor=people.zhou, matter_id=given.id, why="contact", now=morning)

    told = journal.story("account", people.zhou.key)[-1]
    assert (told.verb, told.outcome["most"]) == (PrivacyVerb.REPORT, 2)
    assert deeds.story(given).count("unmask") == 2
    journal_services.number()
    messages_services.read_journal()
    assert [row.verb for row in messages.inbox(guard, at=morning).rows] == [PrivacyVerb.REPORT]
    assert [one.is_refused for one in privacy.watched(guard, morning, since=morning)].count(True) == 1
    # somebody else, and tomorrow
    services.unmask(actor=people.chen, matter_id=given.id, why="contact", now=morning)
    services.unmask(actor=people.zhou, matter_id=given.id, why="contact", now=morning + timedelta(days=1))


def test_the_resident_reads_who_looked_and_why(given: Matter, people: Cast, morning: datetime) -> None:
    services.unmask(
        actor=people.zhou,
        matter_id=given.id,
        why="visit",
        reason="明天上门",
        part=SeenPart.CONTACT,
        now=morning,
    )

    (look,) = privacy.held(given.owner, morning)["looks"]

    assert look.who == "几江街道党工委 · 经办人"
    assert (look.part, look.words, look.receipt) == (SeenPart.CONTACT, "明天上门", given.receipt)
    assert look.why is not None
    assert look.why.zh == "上门或现场办理"
    client = Client()
    client.post("/d/jiangjin/track", {"receipt": given.receipt, "code": given.code})
    page = client.get(f"/d/jiangjin/m/{given.token}").content.decode()
    assert "几江街道党工委" in page
    assert "上门或现场办理" in page
    assert "明天上门" in page
    assert "明天上门" not in Client().get(f"/d/jiangjin/m/{given.token}").content.decode()


def test_the_page_shows_it_once_keeps_nothing_and_leaves(
    given: Matter, people: Cast, morning: datetime
) -> None:
    client = Client()
    log_in(client, "jiangjin", "zhou")
    address = f"/d/jiangjin/matters/{given.id}"

    page = client.post(f"{address}/unmask", {"why": "visit", "part": "contact", "reason": ""})

    text = page.content.decode()
    assert "13912345678" in text
    assert WORDS not in text
    assert page["Cache-Control"] == "no-store"
    assert page["Refresh"] == f"120;url={address}"
    assert client.get(f"{address}/unmask").status_code == 405
    assert "13912345678" not in client.get(address).content.decode()
    assert client.post(f"{address}/unmask", {"why": "", "part": "both"}).status_code == 422
    assert client.post(f"{address}/unmask", {"why": "other", "part": "both"}).status_code == 422
