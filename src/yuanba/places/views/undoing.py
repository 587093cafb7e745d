"""Which changes of an area its page still offers to undo."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import ngettext

from yuanba.journal import queries as journal
from yuanba.journal.queries import Recorded
from yuanba.places.queries import AreaRow, moving
from yuanba.rules.core import undo
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.verb import Verb
from yuanba.rules.places.verbs import PlaceVerb
from yuanba.rules.time.calendar import day
from yuanba.web.undo import Undo

_CHANGES = [verb for verb in PlaceVerb if verb is not PlaceVerb.IMPORT]


def undos(area: AreaRow, at: datetime) -> list[Undo]:
    """Return the undo of an area's newest change, if that is safe, and of each merger into it of late."""
    last = journal.last("area", area.code, verbs=_CHANGES)
    reverse_of = ACTIONS[PlaceVerb(last.verb)].undone_by if last else None
    found = []
    if last and reverse_of and undo.is_safe(day(last.at), on=day(at)) and _fits(area, reverse_of):
        found.append(_undo(area, last, reverse_of))
    for code, label in moving.merged_into(area.code, since=day(at) - undo.SAFE):
        told = journal.last("area", code, verbs=[PlaceVerb.MERGE])
        if told:
            found.append(
                Undo(
                    done=PlaceVerb.MERGE,
                    at=told.at,
                    verb=PlaceVerb.REOPEN,
                    url=reverse("places:reopen", args=[code]),
                    what=label,
                )
            )
    return found


def _fits(area: AreaRow, verb: Verb) -> bool:
    """Whether an area is as it must be: what is reopened has ended, all else has not."""
    return (area.valid_to is not None) == (verb is PlaceVerb.REOPEN)


def _undo(area: AreaRow, last: Recorded, verb: Verb) -> Undo:
    if verb is PlaceVerb.RENAME:
        before = last.told.text("before")
        url, what, said = "places:rename", before, [("name", before)]
    elif verb is PlaceVerb.END:
        count = len(last.told.texts("areas"))
        what = ngettext("%(count)s area", "%(count)s areas", count) % {"count": count}
        url, said = "places:undo_add", []
    else:
        url, what, said = "places:reopen", "", []
    return Undo(
        done=last.verb, at=last.at, verb=verb, url=reverse(url, args=[area.code]), what=what, said=tuple(said)
    )
