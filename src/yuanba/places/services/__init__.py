"""Services that change places: imports, and by forms areas, estates and buildings."""

from yuanba.places.services.adding import NewArea, add
from yuanba.places.services.buildings import LEVELS as BUILDING_LEVELS
from yuanba.places.services.buildings import (
    add_buildings,
    change_building,
    end_buildings,
    reopen_building,
)
from yuanba.places.services.correcting import correct
from yuanba.places.services.ending import end, hold_with, reopen
from yuanba.places.services.estates import LEVELS as ESTATE_LEVELS
from yuanba.places.services.estates import (
    add_estates,
    change_estate,
    end_estates,
    follow_estates_with,
    hold_estates_with,
    reopen_estate,
)
from yuanba.places.services.holding import HeldPlaces, hold_present
from yuanba.places.services.importing import COLUMNS, import_places
from yuanba.places.services.labels import label_of
from yuanba.places.services.refusals import (
    BadOutline,
    CodeTaken,
    DifferentParents,
    HasEnded,
    HeirNeeded,
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
    UnknownBuilding,
    UnknownEstate,
    UnknownParent,
    UnknownType,
    WrongParent,
)
from yuanba.places.services.successors import AreaPart, merge, rename, split

__all__ = [
    "BUILDING_LEVELS",
    "COLUMNS",
    "ESTATE_LEVELS",
    "AreaPart",
    "BadOutline",
    "CodeTaken",
    "DifferentParents",
    "HasEnded",
    "HeirNeeded",
    "HeldPlaces",
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
    "UnknownBuilding",
    "UnknownEstate",
    "UnknownParent",
    "UnknownType",
    "WrongParent",
    "add",
    "add_buildings",
    "add_estates",
    "change_building",
    "change_estate",
    "correct",
    "end",
    "end_buildings",
    "end_estates",
    "follow_estates_with",
    "hold_estates_with",
    "hold_present",
    "hold_with",
    "import_places",
    "label_of",
    "merge",
    "rename",
    "reopen",
    "reopen_building",
    "reopen_estate",
    "split",
]
