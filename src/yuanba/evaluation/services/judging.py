"""Records ratings and what follows from them: the matter is closed, goes back, or waits."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from yuanba.evaluation import queries
from yuanba.evaluation.models import FollowUp, Invitation, Rating
from yuanba.evaluation.queries import roster
from yuanba.evaluation.services.inviting import end_round, place
from yuanba.evaluation.services.missing import call_bench
from yuanba.journal import services as journal
from yuanba.journal.services import Act
from yuanba.matters import queries as matters
from yuanba.matters import services as matters_services
from yuanba.matters.queries import MatterRow
from yuanba.notices import queries as notices
from yuanba.packs import store
from yuanba.rules import evaluation
from yuanba.rules.core import access
from yuanba.rules.core.actor import Actor, ActorKind, system
from yuanba.rules.core.chain import Json
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import JUDGED, State
from yuanba.rules.evaluation import Exclusion, Satisfaction, Verdict
from yuanba.rules.matters import check, closing
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy import masking
from yuanba.sealing import keyring

LONGEST_WORDS = 1000
JUDGE = system("evaluation.verdict")


class AlreadyRated(Refused):
    """Raised when this person has rated the result already, or the code has been used."""

    code: ClassVar[str] = "evaluation.already_rated"


class JudgmentTooLong(Refused):
    """Raised when the words of a rating or a call are longer than allowed."""

    code: ClassVar[str] = "evaluation.too_long"


@transaction.atomic
def rate(
    *,
    actor: Actor,
    matter_id: int,
    is_solved: bool | None,
    satisfaction: Satisfaction | None = None,
    words: str = "",
    code: str = "",
    now: datetime,
) -> Verdict:
    """Record a rating of a matter's result, once per person and round; return the resulting verdict.

    With a one-time code whoever shows it speaks for who was asked. Without one, the owner and the
    followers speak for themselves, who was asked by account for themselves, and staff at the counter
    for the owner. One party who finds it unsolved sends it back at once; when all have spoken, it ends.
    """
    if len(words) > LONGEST_WORDS:
        raise JudgmentTooLong(most=LONGEST_WORDS)
    row = matters.held(matter_id)
    invitation = _invitation(actor, row, code, now)
    speaker = queries.code_bearer(invitation.pk) if code else actor

    access.require(speaker, MatterVerb.RATE, queries.facts_for(row, invitation if code else None), now)
    evaluation.rated(is_solved=is_solved, satisfaction=satisfaction)
    _require_untied(actor, invitation, row, now)
    outcome = closing.rate(row.state)
    if invitation.used_at:
        raise AlreadyRated

    invitation = invitation if invitation.pk else place(row, roster.party_of(row, invitation.key), now)
    taken_by = "" if code or actor.kind is not ActorKind.STAFF or actor.key == invitation.key else actor.key
    rating = _write_down(invitation, is_solved, satisfaction, words, taken_by=taken_by, now=now)
    is_owed_call = _owe_call(row, invitation, rating, now)

    journal.record(
        Act(speaker, MatterVerb.RATE, now),
        matters.subject(matter_id),
        outcome={
            **_told(row, rating),
            "state": outcome.state,
            "call": is_owed_call,
            **matters.on_behalf(bool(taken_by)),
        },
        because=(f"evaluators.{invitation.group_code}",),
    )
    return _follow_verdict(row, now)


def _told(row: MatterRow, rating: Rating) -> dict[str, Json]:
    """What the journal keeps of a word: whose matter, from which place, and what it says; not the words."""
    return {
        "receipt": row.receipt,
        "unit": row.unit,
        "area_path": row.area_path,
        "invitation": rating.invitation_id,
        "group": rating.invitation.group_code,
        "is_solved": rating.is_solved,
        "satisfaction": rating.satisfaction,
    }


@transaction.atomic
def settle(*, matter_id: int, now: datetime, are_asked: bool = False) -> Verdict:
    """Apply the verdict of the ratings so far: close the matter, send it back, or wait; return the verdict.

    Whoever is not asked yet is asked first, unless the caller did so: ``are_asked``. Silence until the end
    of the window closes as unrated.
    """
    return _follow_verdict(matters.held(matter_id), now, are_asked=are_asked)


def _follow_verdict(row: MatterRow, now: datetime, *, are_asked: bool = False) -> Verdict:
    if row.state not in JUDGED:
        return Verdict.OPEN
    pack = store.pack_of(row.pack_digest)
    is_evaluating = row.state is State.EVALUATING
    is_over = is_evaluating and row.until_at is not None and row.until_at <= now
    if is_evaluating and not is_over and not are_asked:
        call_bench(matter_id=row.id, now=now)  # a word may come before the reader of the journal
    ratings = queries.ratings_of(row.id)
    verdict = evaluation.verdict(ratings, pack=pack, is_over=is_over)
    if verdict is Verdict.UNSOLVED:
        matters_services.reopen(actor=JUDGE, matter_id=row.id, reason=reason_of(row.id), now=now)
        end_round(matter_id=row.id, at=now)
        return verdict
    ends = verdict is Verdict.SOLVED or (verdict is Verdict.UNRATED and is_over)
    if not (is_evaluating and ends) or queries.is_call_open(row.id) or _is_contested(row.id):
        return Verdict.OPEN
    lacking = queries.vacant_groups(row.id)
    matters_services.close(actor=JUDGE, matter_id=row.id, verdict=verdict, without=lacking, now=now)
    end_round(matter_id=row.id, at=now)
    return verdict


def _is_contested(matter_id: int) -> bool:
    """Whether somebody's objection to the posted result waits for its answer."""
    subject = matters.subject(matter_id)
    posted = notices.of_subject(subject.kind, subject.key)
    return any(one.is_up and one.answered < one.objections for one in posted)


def _invitation(actor: Actor, row: MatterRow, code: str, now: datetime) -> Invitation:
    """The place that somebody speaks from; one without a number is made with their word.

    Who was called to judge by account has one; owner and followers speak up without being asked.
    """
    if code:
        shown = queries.by_code(code)
        if shown.matter_id != row.id:
            raise queries.UnknownCode
        return Invitation.objects.get(pk=shown.id)
    key = actor.key
    running = Invitation.objects.filter(matter_id=row.id, over_at=None)
    if actor.kind is ActorKind.STAFF and not running.filter(key=key).exists() and key != row.owner_key:
        key = row.owner_key  # at the counter or at the door
    found = running.filter(key=key).first()
    return found or Invitation(matter_id=row.id, key=key, is_party=True)


def _write_down(
    invitation: Invitation,
    is_solved: bool | None,
    satisfaction: Satisfaction | None,
    words: str,
    *,
    taken_by: str,
    now: datetime,
) -> Rating:
    words = words.strip()
    invitation.used_at, invitation.exclusion = now, ""
    invitation.save(update_fields=["used_at", "exclusion"])
    return Rating.objects.create(
        invitation=invitation,
        is_solved=is_solved,
        satisfaction=satisfaction.value if satisfaction else "",
        sealed=keyring.seal(words, purpose=queries.PURPOSE) if words else b"",
        text=masking.mask(words).text,
        taken_by=taken_by,
        at=now,
    )


def _require_untied(actor: Actor, invitation: Invitation, row: MatterRow, now: datetime) -> None:
    """Neither who is asked nor who writes it down for them may be tied to the matter."""
    past = matters.past_of(row.id)
    is_staff = actor.kind is ActorKind.STAFF
    for_themselves = is_staff and actor.key == invitation.key
    asked = [] if for_themselves else [queries.behind(invitation.key)]
    for person in matters.persons_of([*asked, actor] if is_staff else asked, now):
        check.require_untied(person, past)
    if invitation.exclusion == Exclusion.TIED:
        raise check.Barred(why=check.Tie.UNIT.value)


def _owe_call(row: MatterRow, invitation: Invitation, rating: Rating, now: datetime) -> bool:
    said = evaluation.GivenRating(
        is_party=invitation.is_party,
        is_solved=rating.is_solved,
        satisfaction=Satisfaction(rating.satisfaction) if rating.satisfaction else None,
    )
    if not evaluation.must_follow_up(said):
        return False
    due_at = evaluation.follow_up_by(now, store.pack_of(row.pack_digest))
    FollowUp.objects.create(rating=rating, due_at=due_at)
    return True


def reason_of(matter_id: int) -> str:
    """Return the reason to rework a matter: masked words of "not solved" ratings, or a standard sentence."""
    unsolved = Rating.objects.filter(
        invitation__matter_id=matter_id, invitation__over_at=None, is_solved=False
    )
    words = [text for text in unsolved.order_by("id").values_list("text", flat=True) if text]
    with translation.override(settings.LANGUAGE_CODE):
        return "\n".join(words) or gettext("The raters found it unsolved and gave no reason.")
