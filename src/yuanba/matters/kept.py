"""What matters keep of people beside the report itself, and how it goes; the report is put together above."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from yuanba.matters import queries, services
from yuanba.matters.queries import keeping, receipts
from yuanba.matters.queries.attachments import names_known
from yuanba.matters.services.receipts import forget_kept
from yuanba.messages.queries.keeping import old_contacts
from yuanba.messages.services.erasing import erase_old_contacts
from yuanba.notices.services import erasing as notices
from yuanba.rules.privacy import Kept
from yuanba.web.kept import Eraser, HeldQuery, Part, Retained, iso


def _kept(asked: HeldQuery) -> tuple[str, ...]:
    return tuple(receipts.kept_by(asked.key)) if asked.is_account else ()


def _followed(found: Any) -> Any:
    return [{"matter": number, "title": title, "since": iso(at)} for number, title, at in found]


def _forget_receipts(asked: HeldQuery) -> int:
    if asked.is_account:
        forget_kept(account_key=asked.key)
    return int(asked.is_account)


def _words(before: datetime, now: datetime) -> int:
    return services.empty_old(before=before, is_private=False, now=now)


def _private_words(before: datetime, now: datetime) -> int:
    return services.empty_old(before=before, is_private=True, now=now)


PARTS = (
    Part(name="kept", order=20, held=_kept, data=list, field="receipts_kept"),
    Part(
        name="followed",
        order=70,
        held=lambda asked: tuple(keeping.followed([asked.key])),
        data=_followed,
        has_words=bool,
    ),
)
ERASERS = (
    Eraser(name="followed", order=50, erase=lambda asked: services.part_followers(keys=[asked.key])),
    Eraser(name="receipts", order=80, erase=_forget_receipts, is_silent=True),
)
RETAINED = (
    Retained(
        kind=Kept.WORDS,
        owner="matters",
        count=lambda before: keeping.to_empty(before, is_private=False).count(),
        empty=_words,
    ),
    Retained(
        kind=Kept.PRIVATE_WORDS,
        owner="matters",
        count=lambda before: keeping.to_empty(before, is_private=True).count(),
        empty=_private_words,
    ),
    Retained(
        kind=Kept.BOARDS,
        owner="notices",
        count=lambda before: notices.old_pictures(before).count(),
        empty=lambda before, now: notices.drop_old_pictures(before=before, known=names_known),
    ),
    Retained(
        kind=Kept.CONTACTS,
        owner="matters",
        count=lambda before: old_contacts(queries.STORY_KIND, before, keeping.ended_ids),
        empty=lambda before, now: erase_old_contacts(
            kind=queries.STORY_KIND, ended=keeping.ended_ids, before=before
        ),
    ),
    Retained(
        kind=Kept.CODES,
        owner="matters",
        count=lambda before: keeping.with_codes(before).count(),
        empty=lambda before, now: services.forget_codes(before=before),
    ),
)
