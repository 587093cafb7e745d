"""What a change of the rules means for residents, and what for those who work by them."""

from __future__ import annotations

from dataclasses import dataclass

from yuanba.packs.differences import differences
from yuanba.rules.core.declared import Text
from yuanba.rules.pack import MatterClass, Pack

#: Tables of which residents notice nothing.
OF_STAFF = frozenset(
    {"bodies", "leads", "positions", "escalations", "passing", "superior", "checking", "duty", "receipt"}
    | {"supervisors", "reviews", "followers", "rates", "durations", "volumes", "residents", "looking"}
)
#: What of other tables only those who work by them notice.
FIELDS_OF_STAFF = frozenset(
    {
        "keywords",
        "examples",
        "words",
        "accept",
        "co_units",
        "co_term",
        "helpers",
        "dispatched_by",
        "signed_by",
    }
    | {
        "is_picked",
        "ends_at",
        "followers",
        "term",
        "ground",
        "assumed",
        "is_platform",
        "is_face_to_face",
        "on",
    }
)
#: What stands in every edition: the day itself is told at the top.
UNSAID = frozenset({"in_force_from"})


@dataclass(frozen=True, slots=True)
class Impact:
    """The sentences on a change of the rules: for residents, and for staff."""

    residents: tuple[Text, ...]
    staff: tuple[Text, ...]

    @property
    def count(self) -> int:
        """Return how many things change."""
        return len(self.residents) + len(self.staff)


def impact(old: Pack, new: Pack) -> Impact:
    """Return what changes from one pack to another, told apart by whom it concerns."""
    residents, staff = list[Text](), list[Text]()
    for one in differences(old, new):
        if one.table in UNSAID:
            continue
        is_of_staff = one.table in OF_STAFF or one.field in FIELDS_OF_STAFF
        (staff if is_of_staff else residents).append(one.told)
    residents += _carried_along(old, new)
    return Impact(tuple(residents), tuple(staff))


def _carried_along(old: Pack, new: Pack) -> list[Text]:
    """Rows of the directory that say no time of their own follow the one of their class."""
    found = []
    for code, row in new.classes.items():
        before = old.classes.get(code)
        rows = [one for one in new.items_of(code).values() if one.answer is None and not one.guidance]
        if isinstance(before, MatterClass) and before.answer != row.answer and rows:
            found.append(
                Text(
                    zh=f"“{row.title.zh}”目录中没有单独时限的{len(rows)}项，答复时限跟着变",
                    en=f"{len(rows)} items of “{row.title.en}” without a time of their own follow it",
                )
            )
    return found
