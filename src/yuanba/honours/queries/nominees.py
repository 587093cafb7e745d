"""Reads nominees, with their names opened: for their selection, for themselves, and for the notice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from yuanba.honours.models import HeldSelection, Nominee
from yuanba.honours.queries.selections import SHOWN, SelectionNotFound, chosen_of, counted, lock, terms_of
from yuanba.journal.services import Subject
from yuanba.journal.telling import keyed
from yuanba.rules.honours.selections import NomineeState
from yuanba.rules.pack.selections import Award, SelectionKind
from yuanba.sealing import keyring

NOMINEE = "nominee"
NAME = "honours.nominee"
DEEDS = "honours.deeds"
STANDS = (NomineeState.ASKED, NomineeState.AGREED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NomineeRow:
    """One nominee: name and deeds, how they answered, what the vote said, and whether they are chosen."""

    id: int
    selection_id: int
    award_code: str
    award: Award
    name: str
    deeds: str
    account_key: str
    by_key: str
    nominated_at: datetime
    state: NomineeState
    consent: str
    on_list: bool
    motion: int | None
    yes: int | None
    no: int | None
    passed: bool
    is_chosen: bool
    is_posted: bool
    is_honoured: bool

    @property
    def stands(self) -> bool:
        """Return whether they agreed and have not stepped back."""
        return self.state is NomineeState.AGREED


def nominee_subject(nominee_id: int) -> Subject:
    """Return the subject under which the journal records a nominee."""
    return Subject(kind=NOMINEE, key=str(nominee_id))


def nominee_titles(keys: Collection[str]) -> dict[str, str]:
    """Return for nominees, by their keys, the selection in which they stand: the journal names nobody."""
    found = Nominee.objects.filter(pk__in=keyed(keys)).values_list("pk", "selection__title")
    return {str(pk): title for pk, title in found}


def lock_nominee(nominee_id: int) -> Nominee:
    """Lock a nominee, after their selection, until the transaction ends; raise SelectionNotFound."""
    within = Nominee.objects.filter(pk=nominee_id).values_list("selection", flat=True).first()
    if within is None:
        raise SelectionNotFound
    selection = lock(within)
    nominee = Nominee.objects.select_for_update(of=("self",)).get(pk=nominee_id)
    nominee.selection = selection
    return nominee


def nominees(selection_id: int) -> list[NomineeRow]:
    """Return the nominees of a selection who have not stepped back, in the order of its awards."""
    found = Nominee.objects.filter(selection=selection_id, state__in=[str(one) for one in STANDS])
    return nominee_rows(found)


def nominee(nominee_id: int) -> NomineeRow:
    """Return one nominee, or raise SelectionNotFound."""
    rows = nominee_rows(Nominee.objects.filter(pk=nominee_id))
    if not rows:
        raise SelectionNotFound
    return rows[0]


def nominees_of(keys: Iterable[str]) -> list[NomineeRow]:
    """Return the nominees whose own account one of these keys is, the newest first."""
    return nominee_rows(Nominee.objects.filter(account_key__in=_known(keys)).order_by("-id")[:SHOWN])


def nominated_by(keys: Iterable[str]) -> list[NomineeRow]:
    """Return the nominees whom these accounts nominated, the newest first."""
    return nominee_rows(Nominee.objects.filter(by_key__in=_known(keys)).order_by("-id")[:SHOWN])


def nominee_rows(found: QuerySet[Nominee]) -> list[NomineeRow]:
    """Return nominees as rows, with their names opened and what their vote said."""
    rows = list(found.select_related("selection__vote", "honour"))
    within = {one.selection_id: one.selection for one in rows}
    terms = {key: terms_of(one) for key, one in within.items()}
    counts = {key: counted(one) for key, one in within.items()}
    picked = frozenset[int]().union(*(chosen_of(one) for one in within.values() if counts[one.pk]))
    made = [_nominee(one, terms[one.selection_id], counts[one.selection_id], picked) for one in rows]
    order = {key: list(kind.awards) for key, kind in terms.items()}
    return sorted(
        made,
        key=lambda row: (-row.selection_id, order[row.selection_id].index(row.award_code), row.id),
    )


def on_vote(vote_id: int) -> list[NomineeRow]:
    """Return who stands in a vote by its numbers; nothing where it is no selection's, or is over."""
    found = HeldSelection.objects.filter(vote=vote_id, conferred_at=None, dropped_at=None).first()
    rows = nominees(found.pk) if found else []
    return sorted((row for row in rows if row.motion), key=lambda row: row.motion or 0)


def result_text(one: HeldSelection) -> str:
    """Return the words of the notice: for each award whom the vote chose, and where to object.

    Whoever asked for it has no name in it any more.
    """
    terms = terms_of(one)
    posted = list(one.nominees.filter(is_posted=True).order_by("pk"))
    lines = []
    for code, award in terms.awards.items():
        names = [
            opened(row.sealed_name, NAME) or "（已应本人要求撤下）" for row in posted if row.award == code
        ]
        if names:
            lines.append(f"{award.title.zh}：{'、'.join(names)}")
    return "\n".join(
        [f"经推荐、本人同意、表决，“{one.title}”的结果如下：", *lines, "有不同意见，请在公示期内提出。"]
    )


def _known(keys: Iterable[str]) -> list[str]:
    return [key for key in keys if key]


def opened(sealed: bytes, purpose: str) -> str:
    """Return what was sealed for a purpose, or nothing where it is gone."""
    return keyring.unseal(sealed, purpose=purpose) if sealed else ""


def _nominee(
    one: Nominee,
    terms: SelectionKind,
    counts: Mapping[int, tuple[int, int, bool]],
    picked: Collection[int],
) -> NomineeRow:
    yes, no, has_passed = counts.get(one.motion or 0, (None, None, False))
    return NomineeRow(
        id=one.pk,
        selection_id=one.selection_id,
        award_code=one.award,
        award=terms.awards[one.award],
        name=opened(one.sealed_name, NAME),
        deeds=opened(one.sealed_deeds, DEEDS),
        account_key=one.account_key,
        by_key=one.by_key,
        nominated_at=one.nominated_at,
        state=NomineeState(one.state),
        consent=one.consent,
        on_list=one.on_list,
        motion=one.motion,
        yes=yes,
        no=no,
        passed=has_passed,
        is_chosen=one.pk in picked,
        is_posted=one.is_posted,
        is_honoured=hasattr(one, "honour") and one.honour.withdrawn_at is None,
    )
