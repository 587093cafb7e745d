"""Cleaning of typed text from invisible and deceptive characters, and finding blanks left in it."""

import re

#: Control characters, marks that turn the direction of what follows, marks of no width, halves of characters.
#: The joiners that emoji and some scripts are made with stay (U+200C, U+200D), and so do tabs and line ends.
_NOT_TYPED = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
    "\ud800-\udfff"
    "]"
)

#: A blank of a template: three or more low lines, or two and more of full width.
_BLANK = re.compile("_{3,}|＿{2,}")


def has_blank(text: str) -> bool:
    """Return whether a text still has a blank of a template that somebody should have filled in.

    >>> has_blank("您好，____日已经修好。"), has_blank("图片 a_1.jpg")
    (True, False)
    """
    return _BLANK.search(text) is not None


def plain(text: str) -> str:
    """Return the text without control, zero-width and direction-changing characters.

    >>> plain("路灯\\u202egpj.exe\\u200b坏了")
    '路灯gpj.exe坏了'
    """
    return _NOT_TYPED.sub("", text)
