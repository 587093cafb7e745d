"""Services of rolls and votes; one function per verb of ``rules.ballots``."""

from yuanba.ballots.services.casting import cast
from yuanba.ballots.services.counting import (
    close_and_count,
    close_vote,
    count_hands,
    count_vote,
    export_vote,
)
from yuanba.ballots.services.importing import COLUMNS, correct_roll, import_roll
from yuanba.ballots.services.opening import NewVote, may_open, open_vote
from yuanba.ballots.services.papers import SheetOutcome, count_box, enter, list_proxy, revoke_proxy
from yuanba.ballots.services.posting import post_roll
from yuanba.ballots.services.rolls import OwnedPart, RollPerson, draw_roll

__all__ = [
    "COLUMNS",
    "NewVote",
    "OwnedPart",
    "RollPerson",
    "SheetOutcome",
    "cast",
    "close_and_count",
    "close_vote",
    "correct_roll",
    "count_box",
    "count_hands",
    "count_vote",
    "draw_roll",
    "enter",
    "export_vote",
    "import_roll",
    "list_proxy",
    "may_open",
    "open_vote",
    "post_roll",
    "revoke_proxy",
]
