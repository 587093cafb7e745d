"""Makes the everyday names of areas from their official names."""

from __future__ import annotations

from yuanba.places.models import Area
from yuanba.places.queries import JOINT
from yuanba.rules.pack import Level

#: Official endings and what speech leaves of them; longer ones first.
_ENDINGS = (
    ("村村民委员会", "村"),
    ("社区居民委员会", "社区"),
    ("村民委员会", "村"),
    ("居民委员会", "社区"),
    ("社区居委会", "社区"),
    ("村委会", "村"),
    ("居委会", "社区"),
)


def label_of(name: str) -> str:
    """Return the everyday name of an area, made from its official name.

    >>> label_of("通泰门社区居民委员会"), label_of("中坝村民委员会"), label_of("几江街道")
    ('通泰门社区', '中坝村', '几江街道')
    """
    for ending, spoken in _ENDINGS:
        if name.endswith(ending) and name != ending:
            return name.removesuffix(ending) + spoken
    return name


def full_label(parent: Area | None, label: str) -> str:
    """Return an area's label after the labels of the areas above it, leaving out the district's."""
    if parent is None or parent.level == Level.DISTRICT:
        return label
    return f"{parent.full_label}{JOINT}{label}"
