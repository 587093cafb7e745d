"""Every service as everybody, past every page: who is not refused is who `expected/services.toml` names."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable

import pytest
from django.db import transaction

from tests.access import everybody
from tests.access.calls import PARTS, arguments, services
from tests.access.everybody import Scene
from tests.access.tables import compare
from tests.access.tables import services as wanted
from yuanba.districts.queries import DistrictRow
from yuanba.rules.core.access import operator, system
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.refusal import Refused

#: Refusals that say "not you", or that there is nothing for you; any other is said to who may.
NOT_YOU = {
    "access.not_allowed",
    "matter.not_found",
    "view.not_found",
    "messages.unknown_item",
    "naming.kept_secret",
    "check.barred",
}


@pytest.fixture
def scene(jiangjin: DistrictRow) -> Scene:
    return everybody.gather()


def is_let_in(call: Callable[..., object], actor: Actor, said: dict[str, object]) -> bool:
    """Whether a service does it for this actor, or refuses on another ground; undone either way."""
    given = {name: value() if callable(value) and name == "file" else value for name, value in said.items()}
    try:
        with transaction.atomic():
            done = call(actor=actor, **given)
            if isinstance(done, io.IOBase | tempfile.SpooledTemporaryFile):
                done.close()
            transaction.set_rollback(True)
    except Refused as refusal:
        return refusal.code not in NOT_YOU
    return True


@pytest.mark.long
def test_who_is_let_in(scene: Scene) -> None:
    actors = {
        **scene.actors,
        "stranger": scene.actors["anonymous"],
        "system": system("matters.clock"),
        "operator": operator("test"),
    }
    found: dict[str, frozenset[str]] = {}
    for name, call in services():
        if name in PARTS:
            continue
        said = arguments(name, call, scene)
        found[name] = frozenset(who for who, actor in actors.items() if is_let_in(call, actor, said))

    assert not (faults := compare(found, wanted())), faults
