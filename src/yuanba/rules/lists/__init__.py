"""Rules of a community's list (社区清单): which rows of the directory it takes, and never laxer than it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from yuanba.rules.core.refusal import Refused
from yuanba.rules.lists.verbs import ListVerb
from yuanba.rules.pack import Level, Pack
from yuanba.rules.pack.outcome import ground, need
from yuanba.rules.time.deadline import Term


class NothingChosen(Refused):
    """Raised when a community's list has no row."""

    code: ClassVar[str] = "list.nothing_chosen"


class NotInDirectory(Refused):
    """Raised when a community's list has a row twice, or a row that is not in the district's directory."""

    code: ClassVar[str] = "list.not_in_directory"


class LaxerThanDirectory(Refused):
    """Raised when a list allows more time for a row than the directory, or counts time in another unit."""

    code: ClassVar[str] = "list.laxer"


class OutOfBounds(Refused):
    """Raised when a community's list names a unit or a post that is not allowed for the row."""

    code: ClassVar[str] = "list.out_of_bounds"


class NothingRevised(Refused):
    """Raised when a new version of a community's list has the same rows as the present version."""

    code: ClassVar[str] = "list.nothing_revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One row of a community's list: a row of the directory, with the community's own wording, unit and time.

    Without a wording the directory's title holds, without a unit the directory's body, without a term the
    directory's time. The post is a local title of the pack: a list names nobody.
    """

    item_code: str
    wording: str = ""
    unit: str = ""
    post: str = ""
    term: Term | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One unit as the rules of lists see it: its code, its kind of organ (body), and the path of its area."""

    code: str
    body: str
    area_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """The changes that a community's list makes to an assignment: its unit, its time, and the citation."""

    version: int
    because: str
    unit: str = ""
    term: Term | None = None


def derive(
    lines: Sequence[ListEntry], *, pack: Pack, area_path: str, offices: Sequence[Office]
) -> tuple[str, ...]:
    """Check the rows of a community's first list; return citations of the pack and laws behind the list.

    Raises NothingChosen, NotInDirectory, LaxerThanDirectory or OutOfBounds where a line is wrong.
    """
    if not lines:
        raise NothingChosen
    seen: set[str] = set()
    for line in lines:
        if line.item_code not in pack.items or line.item_code in seen:
            raise NotInDirectory(item=line.item_code)
        seen.add(line.item_code)
        _keep_to(line, pack, area_path, offices)
    classes = dict.fromkeys(pack.items[line.item_code].class_code for line in lines)
    grounds = (one for code in classes for one in ground(pack.classes[code]))
    return (pack.name, *dict.fromkeys(grounds))


def revise(
    lines: Sequence[ListEntry],
    *,
    before: Sequence[ListEntry],
    reason: str,
    pack: Pack,
    area_path: str,
    offices: Sequence[Office],
) -> tuple[str, ...]:
    """Check the rows of a list's next version; return citations of the pack and laws behind the list.

    Raises as `derive` does, and NothingRevised where the lines are those of the version before.
    """
    need(reason, ListVerb.REVISE)
    because = derive(lines, pack=pack, area_path=area_path, offices=offices)
    if set(lines) == set(before):
        raise NothingRevised
    return because


def offices_for(
    item_code: str, *, pack: Pack, area_path: str, offices: Sequence[Office]
) -> tuple[Office, ...]:
    """Return the units that a community's list may name for a row of the directory.

    Those of the row's body whose area covers the community or lies in it; and, where communities or grids
    lead the class, every unit of its own.
    """
    item = pack.items[item_code]
    matter_class = pack.classes[item.class_code]
    lead = matter_class.lead
    bodies = {item.body} if item.body else {lead, matter_class.rural_lead or lead}
    is_own = pack.bodies[lead].level in (Level.COMMUNITY, Level.GRID, Level.MICRO_GRID)
    return tuple(
        one
        for one in offices
        if one.area_path
        and (
            (
                one.body in bodies
                and (area_path.startswith(one.area_path) or one.area_path.startswith(area_path))
            )
            or (is_own and one.area_path.startswith(area_path))
        )
    )


def fitting(line: ListEntry, *, version: int, because: str, pack: Pack) -> Local | None:
    """Return the changes that a list's row makes to a matter; None if the matter's pack lacks the row's item.

    The matter's pack is that of its filing day, which may be another one than the list was made for: a line's
    time holds only where it is no longer than the pack's.
    """
    item = pack.items.get(line.item_code)
    if item is None:
        return None
    usual = pack.term_of(item.class_code, line.item_code)
    term = line.term if line.term and _is_within(line.term, usual) else None
    return Local(version=version, because=because, unit=line.unit, term=term)


def _keep_to(line: ListEntry, pack: Pack, area_path: str, offices: Sequence[Office]) -> None:
    usual = pack.term_of(pack.items[line.item_code].class_code, line.item_code)
    if line.term and not _is_within(line.term, usual):
        raise LaxerThanDirectory(item=line.item_code, most=usual.amount)
    if line.post and line.post not in pack.positions:
        raise OutOfBounds(item=line.item_code, unit=line.post)
    if line.unit:
        named = offices_for(line.item_code, pack=pack, area_path=area_path, offices=offices)
        if line.unit not in {one.code for one in named}:
            raise OutOfBounds(item=line.item_code, unit=line.unit)


def _is_within(term: Term, usual: Term) -> bool:
    """In the same unit, so that the comparison is exact on every calendar."""
    return term.unit == usual.unit and term.amount <= usual.amount
