"""The Django system check that keeps a server with a faulty pack from starting."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from yuanba.packs import load, store
from yuanba.rules.pack.site import OWED, owed

HINT = "Run `yuanba packs check`; packs/README.md explains every fault."


def packs_are_sound(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Return one Django error for each fault of the packs in settings.PACKS.

    Also one where there is no pack at all.
    """
    if not load.districts_in(settings.PACKS):
        return [Error(f"no packs in {settings.PACKS}", hint="Set YUANBA_PACKS.", id="packs.E002")]
    return [Error(str(fault), hint=HINT, id="packs.E001") for fault in load.faults_in(settings.PACKS)]


def owed_to_residents(code: str, on: date) -> list[str]:
    """Return what a district's pack has to say before residents are served: one line for each place.

    Residents must read who runs the pages, by which number to reach them, and where they are filed.
    """
    pack = store.shown(code, on)
    if pack is None:
        return []
    file = f"{pack.district}/{pack.in_force_from}.toml"
    return [
        f"{file}: {place}: {OWED[place].zh} / {OWED[place].en}" for place in owed(pack.handler, pack.site)
    ]
