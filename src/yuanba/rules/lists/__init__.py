"""Rules of a community's list (社区清单) and of a subdistrict's directory: rows of the pack's, never laxer.

What lies above holds for what lies below: a list stays within its subdistrict's directory, and both within
the pack's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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


class NoDirectory(Refused):
    """Raised when a place would issue a directory of its own in a district whose pack knows none."""

    code: ClassVar[str] = "list.no_directory"


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


#: The rows of the directory that holds above a list, by item; None where only the pack's does.
Above = Mapping[str, ListEntry] | None


def derive(
    lines: Sequence[ListEntry],
    *,
    pack: Pack,
    area_path: str,
    offices: Sequence[Office],
    above: Above = None,
) -> tuple[str, ...]:
    """Check the rows of a community's first list; return citations of the pack and laws behind the list.

    `above` is the directory of its subdistrict, within which the list stays. Raises NothingChosen,
    NotInDirectory, LaxerThanDirectory or OutOfBounds where a line is wrong.
    """
    if not lines:
        raise NothingChosen
    seen: set[str] = set()
    for line in lines:
        if line.item_code not in offered(pack, above) or line.item_code in seen:
            raise NotInDirectory(item=line.item_code)
        seen.add(line.item_code)
        _keep_to(line, pack, area_path, offices, above)
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
    above: Above = None,
) -> tuple[str, ...]:
    """Check the rows of a list's next version; return citations of the pack and laws behind the list.

    Raises as `derive` does, and NothingRevised where the lines are those of the version before.
    """
    need(reason, ListVerb.REVISE)
    because = derive(lines, pack=pack, area_path=area_path, offices=offices, above=above)
    if set(lines) == set(before):
        raise NothingRevised
    return because


def issue(
    lines: Sequence[ListEntry],
    *,
    before: Sequence[ListEntry],
    reason: str,
    pack: Pack,
    area_path: str,
    offices: Sequence[Office],
) -> tuple[str, ...]:
    """Check the rows of a subdistrict's directory; return citations of the pack and laws behind it.

    Raises as `derive` does, NoDirectory where the pack knows none, and NothingRevised where nothing changed.
    """
    if pack.directory is None:
        raise NoDirectory
    need(reason, ListVerb.ISSUE)
    because = derive(lines, pack=pack, area_path=area_path, offices=offices)
    if set(lines) == set(before):
        raise NothingRevised
    return tuple(dict.fromkeys((*because, *ground(pack.directory))))


def offered(pack: Pack, above: Above = None) -> tuple[str, ...]:
    """Return the items of which a list may take rows: those of the directory above it, in its order."""
    return tuple(code for code in pack.items if above is None or code in above)


def most(item_code: str, pack: Pack, above: Above = None) -> Term:
    """Return the time that the directory above a list gives to an item: a list may only promise less."""
    usual = pack.term_of(pack.items[item_code].class_code, item_code)
    line = above.get(item_code) if above else None
    return line.term if line and line.term and _is_within(line.term, usual) else usual


def filled(line: ListEntry, above: Above = None) -> ListEntry:
    """Return a row of a list in which the directory above says what the row leaves open."""
    over = above.get(line.item_code) if above else None
    if over is None:
        return line
    return replace(
        line,
        wording=line.wording or over.wording,
        unit=line.unit or over.unit,
        post=line.post or over.post,
        term=line.term or over.term,
    )


def offices_for(
    item_code: str, *, pack: Pack, area_path: str, offices: Sequence[Office]
) -> tuple[Office, ...]:
    """Return the units that a community's list may name for a row of the directory.

    Those of the row's body whose area covers the community or lies in it; and, where communities or grids
    lead the class, every unit of its own. What is guided is done by none.
    """
    item = pack.items[item_code]
    if pack.is_guided(item.class_code, item_code):
        return ()
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


def stricter(own: Local | None, above: Local | None, usual: Term) -> Local | None:
    """Return the row that binds a matter, of two that cover its place: its list's, or the directory's.

    The list's own, unless the directory has since promised less time.
    """
    if own is None or above is None:
        return own or above
    mine, theirs = own.term or usual, above.term or usual
    return above if theirs.in_days < mine.in_days else own


def _keep_to(
    line: ListEntry, pack: Pack, area_path: str, offices: Sequence[Office], above: Above = None
) -> None:
    class_code = pack.items[line.item_code].class_code
    usual = most(line.item_code, pack, above)
    if pack.is_guided(class_code, line.item_code) and (line.unit or line.post or line.term):
        raise OutOfBounds(item=line.item_code, unit=line.unit or line.post)
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
