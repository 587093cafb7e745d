"""Who acts in a pack: levels, bodies, positions, those who judge; and what each is called where."""

from enum import StrEnum

from pydantic import Field

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.core.declared import Grounded, Text


class Level(StrEnum):
    """The levels of the area tree, the highest first; a town counts as a subdistrict."""

    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"
    GRID = "grid"
    MICRO_GRID = "micro_grid"


class Titled(Grounded):
    """Anything with a local title that may be another one in a town or in a village.

    A town has no subdistrict's working committee, a village no residents' committee.
    """

    title: Text
    town_title: Text | None = None
    village_title: Text | None = None

    @property
    def titles(self) -> tuple[Text, ...]:
        """Return the usual title and those of towns and villages, each once."""
        return tuple(one for one in (self.title, self.town_title, self.village_title) if one)

    def title_in(self, area_path: str) -> Text:
        """Return the title that holds in the area with this path; without a path the usual one."""
        if self.village_title and is_village(area_path):
            return self.village_title
        return self.town_title if self.town_title and is_town(area_path) else self.title


class Body(Titled):
    """One kind of organisation that answers for matters, and the level of the area tree at which it works.

    With `of_estate` each estate has one of it, whichever grids the estate lies across.
    """

    level: Level
    of_estate: bool = False


class Evaluator(Titled):
    """One group of people who judge results: the matter's own parties, or the holders of some local titles.

    `level` says for which area they hold it: that of this level in which the matter lies.
    """

    is_party: bool = False
    positions: tuple[str, ...] = ()
    level: Level = Level.DISTRICT


class PositionTitle(Titled):
    """One local job title, and the kind of position for which the title stands."""

    kind: PositionKind


class Publicity(Grounded):
    """What a district publishes of its standards: why matters are told apart, and where it is made known."""

    why: Text
    ways: tuple[Text, ...] = Field(min_length=1)


def is_town(area_path: str) -> bool:
    """Return whether an area lies in a town and not in a subdistrict, as its path's second code shows.

    GB/T 10114 numbers subdistricts up to 099, towns from 100.

    >>> is_town("/990101/990101001/"), is_town("/990101/990101104/990101104201/")
    (False, True)
    """
    codes = _codes(area_path)
    return len(codes) > 1 and codes[1][6:7] not in ("", "0")


def is_village(area_path: str) -> bool:
    """Return whether an area lies in a village and not in a community, as its path's third code shows.

    The same standard numbers residents' committees up to 199, villagers' committees from 200.

    >>> is_village("/990101/990101104/990101104001/"), is_village("/990101/990101104/990101104201/")
    (False, True)
    """
    codes = _codes(area_path)
    return len(codes) > 2 and codes[2][9:10] not in ("", "0", "1")


def _codes(area_path: str) -> list[str]:
    return [code for code in area_path.split("/") if code]
