from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, make
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow
from yuanba.rules.core.actor import Actor


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    return cast.assemble(now=morning)


@pytest.fixture
def guo(people: Cast, morning: datetime) -> Actor:
    """郭, who leads Tongtaimen."""
    return make.staff("guo", "community_secretary", unit="tongtaimen", area=cast.TONGTAIMEN, now=morning)
