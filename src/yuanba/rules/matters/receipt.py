"""Receipt numbers: digits only, so that they can be read over the phone.

Three digits of the district, eight random ones, one check digit, spoken in fours:
`1164 9372 0517`. The check digit is Damm's (H. M. Damm, Total anti-symmetrische Quasigruppen,
Marburg 2004): it finds every single wrong digit and every swap of neighbours.
"""

from typing import ClassVar

from yuanba.rules.core.refusal import Refused

RANDOM_DIGITS = 8
LENGTH = 12
SPACE = 10**RANDOM_DIGITS

# The totally anti-symmetric quasigroup of order 10 from Damm's thesis.
QUASIGROUP = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
# People type full-width digits, spaces and hyphens; a receipt is the same without them.
WIDE = str.maketrans("０１２３４５６７８９", "0123456789", " \t\r\n\u3000-－—")


class NotAReceipt(Refused):
    """Raised when a typed text is no receipt number, most often because one digit was mistyped."""

    code: ClassVar[str] = "receipt.not_a_receipt"


def receipt(prefix: str, number: int) -> str:
    """Return the 12-digit receipt number for a district's prefix and a random number.

    Raises ValueError for a number of more than eight digits.

    >>> receipt("116", 49372051)
    '116493720517'
    """
    if not 0 <= number < SPACE:
        raise ValueError(f"{number} has more than {RANDOM_DIGITS} digits")
    digits = f"{prefix}{number:0{RANDOM_DIGITS}d}"
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """Return Damm's check digit of a text of digits; for a complete and correct receipt number it is "0"."""
    interim = 0
    for digit in digits:
        interim = QUASIGROUP[interim][int(digit)]
    return str(interim)


def spoken(number: str) -> str:
    """Return a receipt number in groups of four digits, to be read aloud.

    >>> spoken("116493720517")
    '1164 9372 0517'
    """
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def parse(typed: str) -> str:
    """Return the receipt number that somebody typed, as 12 digits; raise NotAReceipt where it is none.

    Full-width digits, blanks and hyphens are allowed.
    """
    digits = typed.translate(WIDE)
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()) or check_digit(digits) != "0":
        raise NotAReceipt
    return digits


def is_valid(typed: str) -> bool:
    """Return whether the typed text is a receipt number with the right check digit."""
    try:
        parse(typed)
    except NotAReceipt:
        return False
    return True
