"""Which units an area should have by the rules, what each is called, and which of its posts are vacant."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from yuanba.rules.core.actor import PositionKind
from yuanba.rules.pack import Level, Pack

#: One word: its first sign is not the last one of the village's name.
_VILLAGERS = "村民"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundingArea:
    """One area as the founding of its units sees it; a grid's label begins with its community's."""

    code: str
    path: str
    label: str
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """One unit that is there, or that an area should have; ``parent`` is the code of the unit above it."""

    code: str
    name: str
    body: str
    area: str
    parent: str = ""
    is_lead: bool = False


def joined(label: str, title: str) -> str:
    """Return an area's label and a body's title as one name, without saying twice what both say.

    >>> joined("双福街道", "街道党工委"), joined("和平村", "村党组织"), joined("和平村", "村民委员会")
    ('双福街道党工委', '和平村党组织', '和平村村民委员会')
    """
    if title.startswith(_VILLAGERS):
        return label + title
    shared = next((n for n in range(min(len(label), len(title)), 0, -1) if label[-n:] == title[:n]), 0)
    return label + title[shared:]


def missing(pack: Pack, areas: Iterable[FoundingArea], there: Iterable[Founded]) -> list[Founded]:
    """Return the units that these areas should have by the rules and do not have, parents first.

    ``areas`` come parents first. What each estate has one of is not among them. A unit stands under the lead
    of its area, a lead under that of the area above.
    """
    known = {(one.area, one.body): one for one in there}
    codes = {one.code for one in known.values()}
    leads = {level: body for level, body in pack.leads.items() if body in pack.bodies}
    found: list[Founded] = []
    for area in areas:
        lead = leads.get(area.level, "")
        bodies = [code for code, one in pack.bodies.items() if one.level is area.level and not one.of_estate]
        for body in sorted(bodies, key=lambda code: code != lead):
            if (area.code, body) in known:
                continue
            above = area.code if body != lead else _above(area)
            parent = known.get((above, leads.get(_level_above(area, body, lead), "")))
            one = Founded(
                code=_code(area.code, body, codes),
                name=joined(area.label, pack.bodies[body].title_in(area.path).zh),
                body=body,
                area=area.code,
                parent=parent.code if parent else "",
                is_lead=body == lead,
            )
            known[area.code, body] = one
            codes.add(one.code)
            found.append(one)
    return found


def _above(area: FoundingArea) -> str:
    codes = [code for code in area.path.split("/") if code]
    return codes[-2] if len(codes) > 1 else ""


def _level_above(area: FoundingArea, body: str, lead: str) -> Level:
    if body != lead:
        return area.level
    levels = list(Level)
    return levels[max(levels.index(area.level) - 1, 0)]


def _code(area: str, body: str, taken: Collection[str]) -> str:
    longest = 40
    if len(code := f"{area}-{body}") <= longest and code not in taken:
        return code
    number = 1
    while (code := f"{area}-{number}") in taken:
        number += 1
    return code


#: Whom the mechanism needs at each level: who leads, who takes what is dispatched, who serves at the counter.
_NEEDED: Mapping[Level, tuple[PositionKind, ...]] = {
    Level.DISTRICT: (PositionKind.TRIAGER, PositionKind.HANDLER),
    Level.SUBDISTRICT: (
        PositionKind.SUBDISTRICT_LEAD,
        PositionKind.TRIAGER,
        PositionKind.HANDLER,
        PositionKind.CLERK,
    ),
    Level.COMMUNITY: (PositionKind.COMMUNITY_LEAD,),
    Level.GRID: (PositionKind.GRID_WORKER,),
    Level.MICRO_GRID: (),
}
_ORDERED = frozenset(
    {
        PositionKind.HANDLER,
        PositionKind.UNIT_LEAD,
        PositionKind.COMMUNITY_LEAD,
        PositionKind.SUBDISTRICT_LEAD,
        PositionKind.GRID_WORKER,
    }
)


def vacant(level: Level, *, is_lead: bool, held: Collection[PositionKind]) -> list[PositionKind]:
    """Return the kinds of position that nobody holds and the mechanism needs in a unit at this level.

    The lead of an area needs one of each kind of its level; any other unit somebody who takes its orders.

    >>> [kind.value for kind in vacant(Level.COMMUNITY, is_lead=True, held=[])]
    ['community_lead']
    >>> vacant(Level.SUBDISTRICT, is_lead=False, held=[PositionKind.UNIT_LEAD])
    []
    """
    if is_lead:
        return [kind for kind in _NEEDED[level] if kind not in held]
    return [] if _ORDERED & set(held) else [PositionKind.HANDLER]


def titles_of(pack: Pack, kind: PositionKind) -> list[str]:
    """Return the codes of the local titles of a kind of position, in the order of the rules."""
    return [code for code, one in pack.positions.items() if one.kind is kind]
