"""Every test about revisions happens in Jiangjin: 陈 drafts, 孙 releases, 何 edits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests import cast, make
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow
from yuanba.packs import store
from yuanba.rules.core.actor import Actor


@pytest.fixture(autouse=True)
def _no_day_is_known() -> Iterator[None]:
    """Other tests of this process live on later days, up to which editions are settled."""
    store.forget()
    yield
    store.forget()


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    """Li, Wang, Chen, Zhou and Sun."""
    return cast.assemble(now=morning)


@pytest.fixture
def editor(people: Cast, morning: datetime) -> Actor:
    """何艳, who writes what the public reads of the whole district."""
    return make.staff("heyan", "editor", name="何艳", unit="centre", area=cast.DISTRICT, now=morning)
