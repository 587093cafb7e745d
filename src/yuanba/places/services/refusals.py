"""Why a change of places is refused; several services give the same refusal."""

from __future__ import annotations

from typing import ClassVar

from yuanba.rules.core.refusal import Refused


class UnknownArea(Refused):
    """There is no such area today."""

    code: ClassVar[str] = "place.unknown_area"


class UnknownEstate(Refused):
    """There is no such estate today."""

    code: ClassVar[str] = "place.unknown_estate"


class UnknownParent(Refused):
    """What the place lies in is neither known nor in the file."""

    code: ClassVar[str] = "place.unknown_parent"


class WrongParent(Refused):
    """A place of this level does not lie in a place of that one."""

    code: ClassVar[str] = "place.wrong_parent"


class NeedsLevel(Refused):
    """The code does not say its level: only 6, 9, 12, 15 and 18 digits do."""

    code: ClassVar[str] = "place.needs_level"


class TwiceInFile(Refused):
    """The code stands in the file twice."""

    code: ClassVar[str] = "place.twice_in_file"


class NameDiffers(Refused):
    """The place is known by another name; renaming is a recorded action, not an import."""

    code: ClassVar[str] = "place.name_differs"


class UnknownType(Refused):
    """Only communities have a type, and one that the pack names."""

    code: ClassVar[str] = "place.unknown_type"


class OneDistrict(Refused):
    """There is another district at the top already."""

    code: ClassVar[str] = "place.one_district"


class BadOutline(Refused):
    """An outline is three or more corners in China, written "longitude latitude; …"."""

    code: ClassVar[str] = "place.bad_outline"


class DifferentParents(Refused):
    """Only areas of one level that lie in the same area can merge."""

    code: ClassVar[str] = "place.different_parents"


class NeedsTwo(Refused):
    """A merger needs two areas, a split two parts."""

    code: ClassVar[str] = "place.needs_two"


class Unassigned(Refused):
    """Something that lies in the area was given to none of the parts."""

    code: ClassVar[str] = "place.unassigned"
