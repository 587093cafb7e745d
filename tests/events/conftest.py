"""Every test about events happens in Jiangjin, where 吴 keeps the counter of Tongtaimen."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast, make
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow
from yuanba.rules.core.actor import Actor


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    """Li, Wang, Chen, Zhou and Sun."""
    return cast.assemble(now=morning)


@pytest.fixture
def wu(people: Cast, morning: datetime) -> Actor:
    """吴, who works at the counter of Tongtaimen."""
    return make.staff("wu", "clerk", area=cast.TONGTAIMEN, now=morning)
