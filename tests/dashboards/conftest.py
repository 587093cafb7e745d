"""Who watches over the work in these tests: 秦 leads 几江街道, and 朱 works beside 周."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, make
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow
from yuanba.rules.core.actor import Actor


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    """Li, Wang, Chen, Zhou and Sun; two people work in 周's unit."""
    found = cast.assemble(now=morning)
    make.staff("zhu", "handler", name="朱敏", unit="jijiang", area=cast.JIJIANG, now=morning)
    return found


@pytest.fixture
def qin(people: Cast, morning: datetime) -> Actor:
    """The party secretary of 几江街道."""
    return make.staff(
        "qin", "subdistrict_secretary", name="秦岚", unit="jijiang", area=cast.JIJIANG, now=morning
    )
