from __future__ import annotations

from datetime import datetime

import pytest

from tests.honours import village
from tests.honours.village import Village
from yuanba.districts.queries import DistrictRow


@pytest.fixture
def place(district: DistrictRow, morning: datetime) -> Village:
    """The village, in Fengdu."""
    return village.village(morning)
