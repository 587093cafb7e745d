"""The lake district 明湖区: an eighth, invented one, whose pack uses what only strangers' districts need.

Its rules stand in `tests/packs/lake/`. Where a test wants only those, and otherwise the cast of Jiangjin,
`bind` puts a matter under Jiangjin's own rules with the lake's keys of dispatch and of passing up added.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.make import Matter
from yuanba.matters.models import Matter as Row
from yuanba.packs import load
from yuanba.packs.models import ResolvedPack
from yuanba.packs.store import pack_of
from yuanba.rules.core.declared import Text
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.passing import PassedClock, PassGround, Passing

#: The ground on which a matter is passed up under the added rules.
GROUND = "means"
OWN = Path(__file__).parent / "packs" / "lake"


def folder(to: Path, *, code: str = "lake", **changed: str) -> Path:
    """A folder of packs with the lake's over the base and calendars of this checkout.

    `code` is the district that stands for it, `changed` are words of its pack that become others.
    """
    for name in (load.BASE, load.CALENDAR):
        shutil.copytree(settings.PACKS / name, to / name)
    shutil.copytree(OWN, to / code)
    for path in (to / code).glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace('district = "lake"', f'district = "{code}"', 1)
        for old, new in changed.items():
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return to


def added(pack: Pack, *, clock: PassedClock = PassedClock.RUNS_ON, **of_public: Any) -> Pack:
    """A pack with passing up, helpers at dispatch and, for its public matters, a second signature."""
    signed = {"helpers": 2, "signed_by": ("triager", "subdistrict_secretary"), **of_public}
    passing = Passing(
        up_to=Level.DISTRICT,
        clock=clock,
        grounds={GROUND: PassGround(title=Text(zh="超出本级能力", en="Beyond this level's means"))},
        assumed="测试",
    )
    public = pack.classes["public"].model_copy(update=signed)
    whole = {name: getattr(pack, name) for name in Pack.model_fields}
    return Pack.model_validate({**whole, "classes": {**pack.classes, "public": public}, "passing": passing})


def bind(matter: Matter, **rules: Any) -> None:
    """Put a matter under its rules with those of the lake added, as if it had been filed there."""
    pack = added(pack_of(Row.objects.get(pk=matter.id).pack_digest), **rules)
    ResolvedPack.objects.get_or_create(
        digest=pack.digest,
        defaults={"text": pack.canonical, "district": pack.district, "in_force_from": pack.in_force_from},
    )
    Row.objects.filter(pk=matter.id).update(pack_digest=pack.digest)
