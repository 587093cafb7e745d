"""Services that change places: imports, and areas that are renamed, merged or split."""

from yuanba.places.services.importing import COLUMNS, import_places
from yuanba.places.services.labels import label_of
from yuanba.places.services.refusals import (
    BadOutline,
    DifferentParents,
    NameDiffers,
    NeedsLevel,
    NeedsTwo,
    OneDistrict,
    TwiceInFile,
    Unassigned,
    UnknownArea,
    UnknownEstate,
    UnknownParent,
    UnknownType,
    WrongParent,
)
from yuanba.places.services.successors import AreaPart, merge, rename, split

__all__ = [
    "COLUMNS",
    "AreaPart",
    "BadOutline",
    "DifferentParents",
    "NameDiffers",
    "NeedsLevel",
    "NeedsTwo",
    "OneDistrict",
    "TwiceInFile",
    "Unassigned",
    "UnknownArea",
    "UnknownEstate",
    "UnknownParent",
    "UnknownType",
    "WrongParent",
    "import_places",
    "label_of",
    "merge",
    "rename",
    "split",
]
