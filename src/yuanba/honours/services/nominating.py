"""Takes nominations in, and what those who are nominated say to it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from yuanba.deliberation import queries as councils
from yuanba.honours import queries
from yuanba.honours.models import HeldSelection, Nominee
from yuanba.honours.queries import nominee_subject
from yuanba.honours.services.erasing import take_off
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.messages import services as messages
from yuanba.messages.services import MessageChannel
from yuanba.packs import store
from yuanba.people.queries import phones
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.chain import Json
from yuanba.rules.core.json_form import plainest
from yuanba.rules.honours import selections as rules
from yuanba.rules.honours.selections import ConsentWay, NomineeState, SelectionStage
from yuanba.rules.honours.verbs import NomineeVerb
from yuanba.rules.pack.selections import Nominators
from yuanba.rules.privacy import masking
from yuanba.rules.time.calendar import day
from yuanba.sealing import keyring

#: The purposes for which names and words of nominees are sealed.
NAME = "honours.nominee"
DEEDS = "honours.deeds"


@transaction.atomic
def nominate(
    *,
    actor: Actor,
    selection_id: int,
    award: str,
    name: str,
    deeds: str,
    phone: str = "",
    is_self: bool = False,
    on_list: bool = False,
    now: datetime,
) -> int:
    """Nominate somebody for an award, or oneself, which says yes at once; return the nominee's id.

    Whoever has this phone is asked whether they agree. Their name is shown to nobody but staff before the
    vote. Raises WrongStage, SelectionUnknown, StaffNominate, SelectionWithoutWords, NominatedAlready,
    TooManyNominees.
    """
    found, is_staff = queries.lock(selection_id), actor.kind is ActorKind.STAFF

    access.require(actor, NomineeVerb.NOMINATE, Facts(area_path=found.council.area_path), now)
    name, deeds = _checked(found, award, name, deeds, is_staff=is_staff, now=now)

    is_self = is_self and not is_staff
    account = actor.key if is_self else _account(phone)
    made = _write(
        found,
        name,
        award=award,
        sealed_deeds=keyring.seal(masking.mask(deeds).text, purpose=DEEDS),
        account_key=account,
        by_key="" if is_staff else actor.key,
        taken_by=actor.key if is_staff else "",
        nominated_at=now,
        **_answer(ConsentWay.ONLINE, now, on_list=on_list) if is_self else {"state": NomineeState.ASKED},
    )
    _tell(made.pk, account, phone, now)

    journal.record(
        Act(actor, NomineeVerb.NOMINATE, now),
        nominee_subject(made.pk),
        outcome={**_where(found), "award": award, **({"for_owner": True} if is_staff else {})},
        because=(f"selections.{found.kind}",),
    )
    return made.pk


@transaction.atomic
def agree(
    *,
    actor: Actor,
    nominee_id: int,
    how: ConsentWay = ConsentWay.ONLINE,
    on_list: bool = False,
    now: datetime,
) -> None:
    """Record that a nominee agrees to stand, and whether their name may stand on the list afterwards.

    Staff record how somebody said so. Raises WrongStage, AnsweredAlready, SelectionNotFound.
    """
    nominee = queries.lock_nominee(nominee_id)
    found, is_staff = nominee.selection, actor.kind is ActorKind.STAFF

    access.require(actor, NomineeVerb.AGREE, _facts(nominee, now), now)
    rules.require_stage(queries.stage_of(found, day(now)), SelectionStage.NOMINATING, SelectionStage.GATHERED)
    if nominee.state != NomineeState.ASKED:
        raise rules.AnsweredAlready
    if is_staff and how is ConsentWay.ONLINE:
        raise rules.ConsentUnknown

    for column, value in _answer(how if is_staff else ConsentWay.ONLINE, now, on_list=on_list).items():
        setattr(nominee, column, value)
    nominee.save(update_fields=["state", "agreed_at", "consent", "on_list"])

    journal.record(
        Act(actor, NomineeVerb.AGREE, now),
        nominee_subject(nominee_id),
        outcome={
            **_where(found),
            "how": nominee.consent,
            "on_list": on_list,
            **({"for_owner": True} if is_staff else {}),
        },
    )


@transaction.atomic
def withdraw(*, actor: Actor, nominee_id: int, reason: str = "", now: datetime) -> None:
    """Take a nominee off at any time, an honour too: their name is gone from then on, and so are the words.

    Staff say why they do it for somebody, or what is wrong with a nomination. Raises AnsweredAlready,
    SelectionReasonMissing.
    """
    nominee = queries.lock_nominee(nominee_id)
    is_staff = actor.kind is ActorKind.STAFF

    access.require(actor, NomineeVerb.WITHDRAW, _facts(nominee, now), now)
    if nominee.state not in queries.STANDS:
        raise rules.AnsweredAlready
    if is_staff and not reason.strip():
        raise rules.SelectionReasonMissing

    take_off(nominee, NomineeState.WITHDRAWN, by=actor.key, now=now)

    journal.record(
        Act(actor, NomineeVerb.WITHDRAW, now),
        nominee_subject(nominee_id),
        outcome={**_where(nominee.selection), **({"for_owner": True} if is_staff else {})},
        words=reason.strip(),
    )


def _checked(
    found: HeldSelection, award: str, name: str, deeds: str, *, is_staff: bool, now: datetime
) -> tuple[str, str]:
    """The name and the words of a nomination that the rules of its selection take today."""
    terms = queries.terms_of(found)
    rules.require_stage(queries.stage_of(found, day(now)), SelectionStage.NOMINATING)
    if award not in terms.awards:
        raise rules.SelectionUnknown
    if not is_staff and terms.nominators is Nominators.STAFF:
        raise rules.StaffNominate
    if found.nominees.count() >= rules.MOST_NOMINEES:
        raise rules.TooManyNominees(most=rules.MOST_NOMINEES)
    name = rules.checked(plainest(name), rules.LONGEST_NAME)
    known = keyring.digests(f"{found.pk}:{name}", purpose=NAME)
    if found.nominees.filter(award=award, name_digest__in=known).exists():
        raise rules.NominatedAlready
    return name, rules.checked(deeds, rules.LONGEST_DEEDS)


def _write(found: HeldSelection, name: str, **columns: object) -> Nominee:
    """Write the nominee; the same name for the same award the database finds."""
    try:
        with transaction.atomic():
            return Nominee.objects.create(
                selection=found,
                sealed_name=keyring.seal(name, purpose=NAME),
                name_digest=keyring.digest(f"{found.pk}:{name}", purpose=NAME),
                **columns,
            )
    except IntegrityError as fault:
        raise rules.NominatedAlready from fault


def _answer(how: ConsentWay, now: datetime, *, on_list: bool) -> dict[str, object]:
    return {"state": NomineeState.AGREED, "agreed_at": now, "consent": how, "on_list": on_list}


def _account(phone: str) -> str:
    found = phones.by_phone(phone) if phone else None
    return found.key if found else ""


def _tell(nominee_id: int, account: str, phone: str, now: datetime) -> None:
    """Let a nominee hear of it: in their inbox, or by a text message."""
    channel, address = (MessageChannel.INBOX, account) if account else (MessageChannel.SMS, phone)
    if address:
        messages.add_contact(
            kind=queries.NOMINEE, key=str(nominee_id), channel=channel, address=address, owner=account, at=now
        )


def _facts(nominee: Nominee, now: datetime) -> Facts:
    council = councils.council(nominee.selection.council_id, pack=store.in_force(day(now)))
    return queries.facts_of(council, owner=nominee.account_key)


def _where(found: HeldSelection) -> dict[str, Json]:
    return {"selection": found.pk, "area_path": found.council.area_path}
