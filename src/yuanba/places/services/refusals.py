"""Refusals of changes to places, shared by several services."""

from __future__ import annotations

from typing import ClassVar

from yuanba.rules.core.refusal import Refused


class UnknownArea(Refused):
    """Raised when no area of this code exists at present."""

    code: ClassVar[str] = "place.unknown_area"


class UnknownEstate(Refused):
    """Raised when no estate of this code exists at present."""

    code: ClassVar[str] = "place.unknown_estate"


class UnknownParent(Refused):
    """Raised when the parent of an imported place is neither in the database nor in the file."""

    code: ClassVar[str] = "place.unknown_parent"


class WrongParent(Refused):
    """Raised when a place of this level cannot lie in a place of the parent's level."""

    code: ClassVar[str] = "place.wrong_parent"


class NeedsLevel(Refused):
    """Raised when a code gives no level: only 6, 9, 12, 15 and 18 digits do, others need the column."""

    code: ClassVar[str] = "place.needs_level"


class TwiceInFile(Refused):
    """Raised when a code occurs twice in the file."""

    code: ClassVar[str] = "place.twice_in_file"


class NameDiffers(Refused):
    """Raised when an import names a known place differently; renaming is an action of its own."""

    code: ClassVar[str] = "place.name_differs"


class UnknownType(Refused):
    """Raised when the community type is not in the pack, or the place is no community."""

    code: ClassVar[str] = "place.unknown_type"


class OneDistrict(Refused):
    """Raised when a file holds a district beside the one that exists already."""

    code: ClassVar[str] = "place.one_district"


class BadOutline(Refused):
    """Raised unless an outline has at least three corners in China, written "longitude latitude; …"."""

    code: ClassVar[str] = "place.bad_outline"


class DifferentParents(Refused):
    """Raised when areas to be merged differ in level or in the area that they lie in."""

    code: ClassVar[str] = "place.different_parents"


class NeedsTwo(Refused):
    """Raised when a merger names fewer than two areas, or a split fewer than two parts."""

    code: ClassVar[str] = "place.needs_two"


class Unassigned(Refused):
    """Raised when a split leaves something that lies in the area without a part."""

    code: ClassVar[str] = "place.unassigned"
