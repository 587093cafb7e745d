"""A notice that hangs on a board, with a picture of it."""

from __future__ import annotations

from datetime import datetime

from tests import cast
from tests.cast import Cast
from tests.matters import animals
from yuanba.notices import queries as boards
from yuanba.notices import services as notices
from yuanba.notices.queries import PostingRow
from yuanba.rules.core.access import system


def hung(people: Cast, pack_digest: str, now: datetime, *, about: str = "999") -> PostingRow:
    """Post a notice, and prove its first board with a picture."""
    notice_id = notices.post(
        actor=system("test"),
        subject_kind="matter",
        subject_key=about,
        title="路灯修复",
        text="已修复",
        area_path=cast.GRID_PATH,
        class_code="public",
        pack_digest=pack_digest,
        now=now,
    )
    board = boards.postings_to_do(people.chen, now)[0]
    assert board.notice_id == notice_id
    picture = notices.keep(animals.jpeg())
    notices.prove(actor=people.chen, posting_id=board.id, picture=picture, now=now)
    return board
