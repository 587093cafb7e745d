"""POST /orders/outside: an order of another platform, once, with their number and deadline beside ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.conftest import Caller
from tests.api.test_matters import error, told
from yuanba.exchange.services import outside
from yuanba.matters.models import Matter as Row
from yuanba.matters.services import filing
from yuanba.messages import queries as messages

Enter = Callable[[str], Caller]
ORDER = {
    "channel": "platform_12345",
    "number": "CQ20261121000017",
    "text": "滨江路三盏路灯不亮，电话13800138001",
    "place": "滨江路",
    "area_code": "500116001006",
    "name": "张三",
    "phone": "13800138001",
    "said_at": "2026-03-01T09:00:00+08:00",
    "due_at": "2026-03-04T18:00:00+08:00",
}


def test_an_order_lives_with_their_number_and_deadline(as_: Enter) -> None:
    found = told(as_("chen").post("/orders/outside", ORDER), 201)

    row = Row.objects.get(receipt=found["receipt"])
    assert set(found) == {"id", "number", "receipt", "token", "due_at", "dangers"}
    assert (row.channel, row.source_number) == ("platform_12345", ORDER["number"])
    assert row.outside_due_at
    assert row.outside_due_at.isoformat() == "2026-03-04T10:00:00+00:00"
    assert "13800138001" not in row.text
    assert [address for _way, address in messages.addresses("matter", str(row.pk))] == ["13800138001"]


def test_the_same_order_sent_again_is_the_same_matter(as_: Enter) -> None:
    chen = as_("chen")
    first = told(chen.post("/orders/outside", ORDER), 201)

    assert told(chen.post("/orders/outside", ORDER), 201) == first
    error(chen.post("/orders/outside", {**ORDER, "text": "别的话"}), 409, "matter.already_taken")
    assert told(chen.post("/orders/outside", {**ORDER, "channel": "platform_141"}), 201) != first
    assert Row.objects.count() == 2


def test_a_number_that_came_in_a_file_is_not_taken_again(as_: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    chen = as_("chen")
    told(chen.post("/orders/outside", ORDER), 201)
    # another way in: no key of this route is known for the number
    monkeypatch.setattr(filing, "_acknowledge", lambda *_given: None)
    error(chen.post("/orders/outside", ORDER), 409, "matter.already_taken")
    assert Row.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"channel": "web"}, 409, outside.NoPlatform.code),
        ({"channel": "nowhere"}, 409, "matter.unknown_channel"),
        ({"area_code": "500999"}, 409, "matter.unknown_area"),
        ({"said_at": "2199-01-01T00:00:00+08:00"}, 409, "matter.said_later"),
        ({"due_at": "2026-03-04T18:00:00"}, 422, "request.invalid"),
        ({"number": " "}, 422, "request.invalid"),
    ],
)
def test_what_is_refused(as_: Enter, change: dict[str, Any], status: int, code: str) -> None:
    error(as_("chen").post("/orders/outside", {**ORDER, **change}), status, code)
    assert not Row.objects.exists()


def test_only_who_takes_orders_in(anybody: Caller, as_: Enter) -> None:
    error(anybody.post("/orders/outside", ORDER), 401, "request.unauthenticated")
    for login in ("li", "zhou"):
        error(as_(login).post("/orders/outside", ORDER), 403, "access.not_allowed")
