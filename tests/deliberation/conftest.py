"""Every test about councils happens in Jiangjin: the secretary of Tongtaimen sets its council up."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, make
from tests.cast import Cast
from yuanba.deliberation import services
from yuanba.districts.queries import DistrictRow
from yuanba.rules.core.actor import Actor


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    """Li, Wang, Chen, Zhou and Sun."""
    return cast.assemble(now=morning)


@pytest.fixture
def secretary(people: Cast, morning: datetime) -> Actor:
    """郭, who leads Tongtaimen."""
    return make.staff("guo", "community_secretary", name="郭秀兰", unit="tongtaimen", now=morning)


@pytest.fixture
def council(secretary: Actor, morning: datetime) -> int:
    """The council of Tongtaimen."""
    return services.set_up(actor=secretary, kind="community", area_code=cast.TONGTAIMEN, now=morning)
