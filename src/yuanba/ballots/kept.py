"""What is kept of people on rolls, and how it goes."""

from __future__ import annotations

from yuanba.ballots.services import erasing
from yuanba.web.kept import Eraser

ERASERS = (
    Eraser(
        name="voters",
        order=35,
        erase=lambda asked: erasing.erase_voters(keys=[asked.key]),
        is_silent=True,
    ),
)
