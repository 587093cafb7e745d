"""Services of ratings: inviting, rating, follow-up calls, what follows from them, reviews of units."""

from yuanba.evaluation.services.calling import follow_up
from yuanba.evaluation.services.handing_out import HandedOut, hand_out
from yuanba.evaluation.services.inviting import ask, end_round
from yuanba.evaluation.services.judging import rate, settle
from yuanba.evaluation.services.missing import report_missing
from yuanba.evaluation.services.reading import read_journal, round_off
from yuanba.evaluation.services.reviewing import review_unit

__all__ = [
    "HandedOut",
    "ask",
    "end_round",
    "follow_up",
    "hand_out",
    "rate",
    "read_journal",
    "report_missing",
    "review_unit",
    "round_off",
    "settle",
]
