"""Two districts, with the same people in each and matters in one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests import cast, deeds, make
from tests.cast import Cast
from tests.make import Matter
from yuanba.districts import queries
from yuanba.districts.middleware import forget
from yuanba.districts.queries import DistrictRow
from yuanba.matters.services import Contact


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    """No test leaves what the middleware remembers of a district to the next one."""
    forget()
    yield
    forget()


@pytest.fixture
def here(db: None) -> DistrictRow:
    found = queries.district("jiangjin")
    assert found
    return found


@pytest.fixture
def there(db: None) -> DistrictRow:
    found = queries.district("kaizhou")
    assert found
    return found


@pytest.fixture
def moment() -> datetime:
    """Now: these tests come in by the pages, whose clock is the real one."""
    return datetime.now(UTC)


@pytest.fixture
def people(here: DistrictRow, moment: datetime) -> Cast:
    """The cast of Jiangjin."""
    with queries.inside(here):
        return cast.assemble(now=moment)


@pytest.fixture
def matter(people: Cast, here: DistrictRow, moment: datetime) -> Matter:
    """A public matter of Jiangjin that was answered and has a contact."""
    with queries.inside(here):
        found = make.a_matter(now=moment, contact=Contact(channel="sms", address="13912345678"))
        deeds.walk(found, people, "assign publish accept answer", moment)
        return found


def log_in(client: Client, district: str, login: str) -> None:
    """Log in by the page, as people do."""
    answer = client.post(
        f"/d/{district}/account/login/", {"login": login, "password": make.PASSWORD}, follow=False
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]
