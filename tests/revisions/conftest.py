"""Every test about revisions happens in Jiangjin: 陈 drafts, 孙 releases, 何 edits."""

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
def editor(people: Cast, morning: datetime) -> Actor:
    """何艳, who writes what the public reads of the whole district."""
    return make.staff("heyan", "editor", name="何艳", unit="centre", area=cast.DISTRICT, now=morning)
