"""Services that derive and revise a community's list and issue a subdistrict's directory, by versions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import ClassVar

from django.db import transaction

from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.lists import queries
from yuanba.lists.models import CommunityList, ListLine
from yuanba.packs import store
from yuanba.places import queries as places
from yuanba.rules import lists
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.lists import ListEntry, NoDirectory
from yuanba.rules.lists.verbs import ListVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.time.calendar import day


class NoCommunity(Refused):
    """Raised when the area is neither a community nor a village: only those have lists."""

    code: ClassVar[str] = "list.no_community"


class AlreadyDerived(Refused):
    """Raised when a first list would be made for a community that already has one."""

    code: ClassVar[str] = "list.already_derived"


class Overtaken(Refused):
    """Raised when somebody else saved a newer version of the list in the meantime."""

    code: ClassVar[str] = "list.overtaken"


@transaction.atomic
def derive(*, actor: Actor, area_code: str, lines: Sequence[ListEntry], now: datetime) -> int:
    """Create the first version of a community's list from chosen directory items; return its number.

    Raises NoCommunity, AlreadyDerived, NotAllowed.
    """
    area_path = _lock(area_code)
    pack = store.in_force(day(now))

    access.require(actor, ListVerb.DERIVE, access.Facts(area_path=area_path), now)
    if queries.has_list(area_code):
        raise AlreadyDerived
    above = queries.above(area_path)
    lines = [lists.filled(line, above) for line in lines]
    because = lists.derive(
        lines, pack=pack, area_path=area_path, offices=queries.offices(area_path), above=above
    )

    written = _write(actor, area_code, area_path, 1, lines, pack, now)

    journal.record(
        Act(actor, ListVerb.DERIVE, now),
        queries.subject(area_code),
        outcome=_outcome(written, lines),
        because=because,
    )
    return written.number


@transaction.atomic
def revise(
    *, actor: Actor, area_code: str, lines: Sequence[ListEntry], reason: str, since: int, now: datetime
) -> int:
    """Save the next version of a community's list with a reason; return its number.

    ``since`` is the number of the version that was revised; raises Overtaken if it is not the
    newest.
    """
    area_path = _lock(area_code)
    pack = store.in_force(day(now))

    access.require(actor, ListVerb.REVISE, access.Facts(area_path=area_path), now)
    before = queries.version(area_code)
    if before.number != since:
        raise Overtaken(number=before.number)
    above = queries.above(area_path)
    lines = [lists.filled(line, above) for line in lines]
    because = lists.revise(
        lines,
        before=queries.lines(before.id),
        reason=reason,
        pack=pack,
        area_path=area_path,
        offices=queries.offices(area_path),
        above=above,
    )

    written = _write(actor, area_code, area_path, before.number + 1, lines, pack, now)

    journal.record(
        Act(actor, ListVerb.REVISE, now),
        queries.subject(area_code),
        outcome=_outcome(written, lines),
        because=because,
        words=reason.strip(),
    )
    return written.number


@transaction.atomic
def issue(
    *, actor: Actor, area_code: str, lines: Sequence[ListEntry], reason: str, since: int, now: datetime
) -> int:
    """Save the next version of a subdistrict's directory within the pack's; return its number.

    ``since`` is the number of the version that was read, 0 for the first one; raises Overtaken if it is not
    the newest, and NoDirectory where the rules know no directories of places.
    """
    pack = store.in_force(day(now))
    if pack.directory_level is None:
        raise NoDirectory
    area_path = _lock(area_code, pack.directory_level)

    access.require(actor, ListVerb.ISSUE, access.Facts(area_path=area_path), now)
    before = queries.newest([area_code]).get(area_code)
    number = before.number if before else 0
    if number != since:
        raise Overtaken(number=number)
    because = lists.issue(
        lines,
        before=queries.lines(before.id) if before else (),
        reason=reason,
        pack=pack,
        area_path=area_path,
        offices=queries.offices(area_path),
    )

    written = _write(actor, area_code, area_path, number + 1, lines, pack, now)

    journal.record(
        Act(actor, ListVerb.ISSUE, now),
        queries.subject(area_code),
        outcome=_outcome(written, lines),
        because=because,
        words=reason.strip(),
    )
    return written.number


def _lock(area_code: str, level: Level = Level.COMMUNITY) -> str:
    """Hold the area, so that its versions come one after another; gives its path."""
    area = places.lock([area_code]).get(area_code)
    if area is None or area.level != level or area.valid_to is not None:
        raise NoCommunity if level is Level.COMMUNITY else NoDirectory
    return area.path


def _write(
    actor: Actor,
    area_code: str,
    area_path: str,
    number: int,
    lines: Sequence[ListEntry],
    pack: Pack,
    now: datetime,
) -> CommunityList:
    order = list(pack.items)
    version = CommunityList.objects.create(
        area_code=area_code,
        area_path=area_path,
        number=number,
        pack_digest=pack.digest,
        made_at=now,
        made_by=actor.key,
    )
    ListLine.objects.bulk_create(
        ListLine(
            version=version,
            item_code=line.item_code,
            wording=line.wording,
            unit=line.unit,
            post=line.post,
            amount=line.term.amount if line.term else None,
            term_unit=line.term.unit if line.term else "",
            note=line.note,
        )
        for line in sorted(lines, key=lambda line: order.index(line.item_code))
    )
    return version


def _outcome(version: CommunityList, lines: Sequence[ListEntry]) -> dict[str, Json]:
    """What the journal keeps of a version: which it is, what it names, and a digest of all that it says."""
    told = sorted(
        [line.item_code, line.wording, line.unit, line.post, line.term.amount if line.term else 0, line.note]
        for line in lines
    )
    return {
        "number": version.number,
        "area_path": version.area_path,
        "pack": version.pack_digest,
        "items": sorted(line.item_code for line in lines),
        "digest": sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest(),
    }
