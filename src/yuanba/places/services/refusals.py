"""Refusals of changes to places, shared by several services."""

from __future__ import annotations

from typing import ClassVar

from yuanba.rules.core.refusal import Refused


class UnknownArea(Refused):
    """Raised when no current area has this code."""

    code: ClassVar[str] = "place.unknown_area"


class UnknownEstate(Refused):
    """Raised when no estate has this code, or only one that has ended."""

    code: ClassVar[str] = "place.unknown_estate"


class UnknownBuilding(Refused):
    """Raised when no building has this code, or only one that has ended."""

    code: ClassVar[str] = "place.unknown_building"


class HeirNeeded(Refused):
    """Raised when an estate with buildings would end and it was not said what becomes of them."""

    code: ClassVar[str] = "place.heir_needed"


class UnknownParent(Refused):
    """Raised when the parent of an imported place is neither in the database nor in the file."""

    code: ClassVar[str] = "place.unknown_parent"


class WrongParent(Refused):
    """Raised when a place of this level cannot lie in a place of the parent's level."""

    code: ClassVar[str] = "place.wrong_parent"


class NeedsLevel(Refused):
    """Raised when a row states no level and its code's number of digits does not imply one."""

    code: ClassVar[str] = "place.needs_level"


class TwiceInFile(Refused):
    """Raised when a code occurs twice in the input or already belongs to another area."""

    code: ClassVar[str] = "place.twice_in_file"


class NameDiffers(Refused):
    """Raised when an import gives a known place another name, because only renaming changes names."""

    code: ClassVar[str] = "place.name_differs"


class HasEnded(Refused):
    """Raised when an import names a place that has ended: its code is not given out again."""

    code: ClassVar[str] = "place.has_ended"


class UnknownType(Refused):
    """Raised when the district's rules do not define the community type, or the place is no community."""

    code: ClassVar[str] = "place.unknown_type"


class OneDistrict(Refused):
    """Raised when a file would add a second district; there can be only one."""

    code: ClassVar[str] = "place.one_district"


class BadOutline(Refused):
    """Raised when an outline has fewer than three corners or one outside China, or cannot be read."""

    code: ClassVar[str] = "place.bad_outline"


class DifferentParents(Refused):
    """Raised when areas to be merged differ in level or in the area that they lie in."""

    code: ClassVar[str] = "place.different_parents"


class NeedsTwo(Refused):
    """Raised when a merger names fewer than two areas, or a split fewer than two parts."""

    code: ClassVar[str] = "place.needs_two"


class Unassigned(Refused):
    """Raised when a split does not give each of the area's contents to exactly one part."""

    code: ClassVar[str] = "place.unassigned"


class NameTaken(Refused):
    """Raised when an area, an estate or a building would get the name of another current one beside it."""

    code: ClassVar[str] = "place.name_taken"


class CodeTaken(Refused):
    """Raised when a new area would get a code that another area has or had."""

    code: ClassVar[str] = "place.code_taken"


class InUse(Refused):
    """Raised when an area would end although estates or buildings lie in it."""

    code: ClassVar[str] = "place.in_use"


class TopStays(Refused):
    """Raised when the district's own area, at the top of the tree, would end."""

    code: ClassVar[str] = "place.top_stays"


class NotEnded(Refused):
    """Raised when a place would be reopened that is unknown or has not ended."""

    code: ClassVar[str] = "place.not_ended"
