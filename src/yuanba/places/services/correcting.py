"""Corrects what is said of an area beside its official name: its shown name, its type, and if it is rural."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act, Subject, undoing
from yuanba.packs import store
from yuanba.places.services.labels import full_label, label_of
from yuanba.places.services.outcomes import changed
from yuanba.places.services.refusals import UnknownType
from yuanba.places.services.successors import lock_present, place_below
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.pack import Level
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.time.calendar import day


@transaction.atomic
def correct(
    *,
    actor: Actor,
    code: str,
    label: str = "",
    is_rural: bool = False,
    type_code: str = "",
    undoes: int = 0,
    now: datetime,
) -> None:
    """Correct an area: the name that is shown ("": the one made of the official name), rural, type.

    ``undoes`` is the number of the entry that is undone by it, if any. Raises UnknownArea, UnknownType,
    UndoOutdated, UndoTooLate.
    """
    area = lock_present([code])[code]

    access.require(actor, PlaceVerb.CORRECT, access.Facts(area_path=area.path), at=now)
    undoing.require_undoable("area", code, PlaceVerb.CORRECT, undoes, at=now)
    types = store.in_force(day(now)).area_types
    if type_code and (area.level != Level.COMMUNITY or type_code not in types):
        raise UnknownType(type=type_code)

    before: dict[str, str | bool] = {
        "label": area.label,
        "is_rural": area.is_rural,
        "type_code": area.type_code,
    }
    after: dict[str, str | bool] = {
        "label": label or label_of(area.name),
        "is_rural": is_rural,
        "type_code": type_code,
    }
    area.label, area.is_rural, area.type_code = label or label_of(area.name), is_rural, type_code
    area.full_label = full_label(area.parent, area.label)
    area.save(update_fields=["label", "full_label", "is_rural", "type_code"])
    place_below(area, area.path)

    journal.record(
        Act(actor, PlaceVerb.CORRECT, now),
        Subject(kind="area", key=code),
        outcome=changed(before, after),
    )
