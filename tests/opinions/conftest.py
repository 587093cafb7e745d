from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    return cast.assemble(now=morning)
