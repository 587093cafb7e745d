"""Services of selections; one function per verb of ``rules.honours``."""

from yuanba.honours.services.deciding import confer, post_result, put_to_vote
from yuanba.honours.services.nominating import agree, nominate, withdraw
from yuanba.honours.services.opening import drop_selection, open_selection

__all__ = [
    "agree",
    "confer",
    "drop_selection",
    "nominate",
    "open_selection",
    "post_result",
    "put_to_vote",
    "withdraw",
]
