"""What is kept of who borrowed a ladder, and how it goes."""

from tests.toy.ladders import queries
from tests.toy.ladders.services import erasing
from yuanba.web.kept import Eraser, Part, iso

PARTS = (
    Part(
        name="ladders",
        order=200,
        held=lambda asked: queries.of(asked.key),
        data=lambda found: [{"at": iso(one.at), "words": one.words} for one in found],
        has_words=lambda found: any(one.words for one in found),
    ),
)
ERASERS = (Eraser(name="ladders", order=85, erase=lambda asked: erasing.erase(borrower=asked.key)),)
