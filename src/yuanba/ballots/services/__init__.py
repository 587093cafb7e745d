"""Services of rolls and votes; one function per verb of ``rules.ballots``."""

from yuanba.ballots.services.counting import close_vote, count_hands, count_vote, export_vote
from yuanba.ballots.services.opening import NewVote, open_vote
from yuanba.ballots.services.rolls import OwnedPart, RollPerson, draw_roll

__all__ = [
    "NewVote",
    "OwnedPart",
    "RollPerson",
    "close_vote",
    "count_hands",
    "count_vote",
    "draw_roll",
    "export_vote",
    "open_vote",
]
