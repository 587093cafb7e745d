"""matter.correct_reporter: somebody else brought it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from tests import deeds, make
from tests.cast import Cast
from yuanba.matters import queries, services
from yuanba.matters.services import Contact
from yuanba.messages import queries as messages
from yuanba.people.services import UnknownAccount
from yuanba.rules.core.access import NotAllowed


def test_the_right_person_takes_over_and_the_wrong_one_is_told_nothing_more(
    people: Cast, morning: datetime
) -> None:
    matter = make.a_matter(
        now=morning, actor=people.li, contact=Contact(channel="sms", address="13800000001")
    )

    filed = services.correct_reporter(
        actor=people.chen,
        matter_id=matter.id,
        reason="电话里听错了人",
        login="wang",
        contact=Contact(channel="sms", address="13800000002"),
        now=morning,
    )

    row = queries.matter_by_token(filed.token)
    assert (row.id, row.receipt, row.owner_key) == (matter.id, matter.receipt, people.wang.key)
    with pytest.raises(queries.MatterNotFound):
        queries.matter_by_token(matter.token)
    assert queries.matter_by_code(matter.receipt, matter.code) is None
    assert queries.matter_by_code(filed.receipt, filed.code)
    assert [address for _, address in messages.addresses("matter", str(matter.id))] == ["13800000002"]
    with pytest.raises(NotAllowed):
        services.withdraw(actor=people.li, matter_id=matter.id, now=morning)
    services.withdraw(actor=people.wang, matter_id=matter.id, now=morning)


def test_without_an_account_whoever_gets_the_new_receipt(people: Cast, morning: datetime) -> None:
    matter = make.a_matter(now=morning, actor=people.li)

    deeds.do("correct_reporter", matter, people, morning)

    assert queries.owned([queries.owner_by_receipt(matter.receipt)])
    with pytest.raises(UnknownAccount):
        deeds.do("correct_reporter", matter, people, morning, login="nobody")


def test_what_the_wrong_browser_proved_opens_nothing_any_more(
    people: Cast, morning: datetime, client: Client
) -> None:
    matter = make.a_matter(now=morning)
    typed = {"receipt": matter.receipt, "code": matter.code}
    assert client.post("/d/jiangjin/track", typed).status_code == 302
    assert matter.receipt in client.get("/d/jiangjin/track").content.decode().replace(" ", "")

    filed = services.correct_reporter(
        actor=people.chen, matter_id=matter.id, reason="电话里听错了人", now=morning
    )

    assert matter.receipt not in client.get("/d/jiangjin/track").content.decode().replace(" ", "")
    assert client.post(f"/d/jiangjin/m/{filed.token}/withdraw").status_code == 403
    typed["code"] = filed.code
    assert client.post("/d/jiangjin/track", typed).status_code == 302
    assert client.post(f"/d/jiangjin/m/{filed.token}/withdraw").status_code == 302
