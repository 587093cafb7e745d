"""How a resident at the counter learned what is kept of them, before they said it (PIPL, article 17)."""

from enum import StrEnum


class Informed(StrEnum):
    """The ways to inform a resident who is present or calls: read aloud, on paper, or on their own phone."""

    ALOUD = "aloud"
    PAPER = "paper"
    PHONE = "phone"
