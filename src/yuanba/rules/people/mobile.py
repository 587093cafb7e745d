"""Mobile numbers of mainland China, as people type them."""

import re

#: 11 digits, also with +86 and parted by blanks or hyphens.
PATTERN = r"^\s*(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}\s*$"
_WIDE = str.maketrans("０１２３４５６７８９＋－　", "0123456789+- ")


def narrow(typed: str) -> str:
    """Return the typed text with full-width digits and signs made ASCII, and without blanks.

    >>> narrow("１２３ 456")
    '123456'
    """
    return "".join(typed.translate(_WIDE).split())


def plain(typed: str) -> str:
    """Return the 11 digits of a typed mobile number, or "" where the text is no mobile number.

    >>> plain("+86 138-0013 8000"), plain("１３８００１３８０００"), plain("023-4756 0000")
    ('13800138000', '13800138000', '')
    """
    digits = narrow(typed)
    return re.sub(r"\D", "", digits)[-11:] if re.fullmatch(PATTERN, digits) else ""
