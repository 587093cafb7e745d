"""The Django system check that keeps a server with a faulty pack from starting."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from yuanba.packs import load

HINT = "Run `yuanba packs check`; packs/README.md explains every fault."


def packs_are_sound(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """Return one Django error for each fault of the packs in settings.PACKS.

    Also one where there is no pack at all.
    """
    if not load.districts_in(settings.PACKS):
        return [Error(f"no packs in {settings.PACKS}", hint="Set YUANBA_PACKS.", id="packs.E002")]
    return [Error(str(fault), hint=HINT, id="packs.E001") for fault in load.faults_in(settings.PACKS)]
