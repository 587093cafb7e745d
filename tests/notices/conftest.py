"""Every test about notices happens in Jiangjin, under a notice about a street lamp."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests import cast
from tests.cast import Cast
from yuanba.districts.queries import DistrictRow
from yuanba.notices import services
from yuanba.packs import store
from yuanba.rules.core.access import system
from yuanba.rules.time.calendar import day


@pytest.fixture
def people(jiangjin: DistrictRow, morning: datetime) -> Cast:
    """Li, Wang, Chen, Zhou and Sun."""
    return cast.assemble(now=morning)


@pytest.fixture
def notice(people: Cast, morning: datetime) -> int:
    """路灯修复, posted in the first grid of Tongtaimen and above it; Zhou handled it."""
    return services.post(
        actor=system("test"),
        subject_kind="lamp",
        subject_key="7",
        title="路灯修复",
        text="滨江花园门口路灯已修复。",
        area_path=cast.GRID_PATH,
        class_code="public",
        pack_digest=store.in_force(day(morning)).digest,
        barred_keys=[people.zhou.key],
        now=morning,
    )
