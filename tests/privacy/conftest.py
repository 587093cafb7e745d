"""Every test about what is kept of people happens in Jiangjin."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    """Li, Wang, Chen, Zhou and Sun."""
    return cast.assemble(now=morning)
