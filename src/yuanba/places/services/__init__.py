"""Services that change places: imports, areas added, renamed, merged, split, ended and reopened; estates."""

from yuanba.places.services.adding import NewArea, add
from yuanba.places.services.ending import end, hold_with, reopen
from yuanba.places.services.importing import COLUMNS, import_places
from yuanba.places.services.labels import label_of
from yuanba.places.services.refusals import (
    BadOutline,
    CodeTaken,
    DifferentParents,
    InUse,
    NameDiffers,
    NameTaken,
    NeedsLevel,
    NeedsTwo,
    NotEnded,
    OneDistrict,
    TopStays,
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
    "CodeTaken",
    "DifferentParents",
    "InUse",
    "NameDiffers",
    "NameTaken",
    "NeedsLevel",
    "NeedsTwo",
    "NewArea",
    "NotEnded",
    "OneDistrict",
    "TopStays",
    "TwiceInFile",
    "Unassigned",
    "UnknownArea",
    "UnknownEstate",
    "UnknownParent",
    "UnknownType",
    "WrongParent",
    "add",
    "end",
    "hold_with",
    "import_places",
    "label_of",
    "merge",
    "rename",
    "reopen",
    "split",
]
