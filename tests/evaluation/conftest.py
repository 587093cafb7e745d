"""Every test about judging happens in Jiangjin, among people whom everyone knows, and their supervisors."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast
from tests.cast import Cast
from tests.evaluation import bench_of_judges
from tests.evaluation.bench_of_judges import Bench
from yuanba.districts.queries import DistrictRow


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    """Li, Wang, Chen, Zhou and Sun."""
    return cast.assemble(now=morning)


@pytest.fixture
def bench(people: Cast, morning: datetime) -> Bench:
    """Qian, Feng, Hu and Wu."""
    return bench_of_judges.assemble(now=morning)
