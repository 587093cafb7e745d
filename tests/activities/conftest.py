"""Tests of weekly menus happen in Kaizhou, in the shared living room of 迎宾社区."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.venues.house import House, furnished
from yuanba.districts.queries import DistrictRow


@pytest.fixture
def house(district: DistrictRow, morning: datetime) -> House:
    """The centre with its hall, its two halves, a small room, a projector and a lecturer."""
    return furnished(morning)
