"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.journal.telling import OutcomePart
from yuanba.rules.core.state import State
from yuanba.rules.matters.escalation import SideKind
from yuanba.web.sentences import Standing

MATTER = _("matter")
#: What stands under these names in the outcomes of the journal.
PARTS: Mapping[str, OutcomePart] = MappingProxyType(
    {
        "matter": OutcomePart(label="", kind="matter"),
        "receipt": OutcomePart(label=_("receipt number")),
        "class": OutcomePart(label=_("Class"), kind="class"),
        "item": OutcomePart(label=_("Row of the directory"), kind="item"),
        "due_on": OutcomePart(label=_("Answer due"), kind="day"),
    }
)
SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "matter.wrong_state": _("This cannot be done while the matter is “%(state)s”."),
        "triage.unknown_class": _("There is no such class in the rules of this district."),
        "triage.unknown_item": _("The directory has no such item in this class."),
        "triage.unknown_refusal": _("The rules of this district do not have this reason for refusing."),
        "triage.unknown_guidance": _("The rules of this district do not have this way of helping."),
        "dispatching.not_of_title": _("By the rules of this district only %(titles)s may do this."),
        "dispatching.no_helpers": _(
            "Matters of this class are given to one unit; it asks others to help once it has accepted."
        ),
        "dispatching.no_draft": _("No dispatch waits for a signature here: somebody has already decided."),
        "dispatching.draft_changed": _(
            "The dispatch was changed after you opened it. Read it again, then decide."
        ),
        "dispatching.own_draft": _("You submitted this dispatch yourself: somebody else signs it."),
        "passing.not_passed": _("There is no level above to which your unit may pass this up."),
        "passing.unknown_ground": _("Choose one of the grounds for passing it up."),
        "picking.not_in_pool": _(
            "This matter is not open to departments: the triager assigns it, or a department has taken it up."
        ),
        "picking.nothing_ticked": _("Tick at least one, and at most %(most)s."),
        "triage.guided_class": _("This is a private matter: say who can help; do not assign it."),
        "triage.not_on_the_spot": _("Matters of this class are not settled on the spot: assign it."),
        "triage.same_matter": _("A matter cannot be merged into itself."),
        "triage.not_where_it_was": _("The state of this matter before the merger is not known."),
        "triage.too_late_to_object": _(
            "The time to object ended on %(until)s. If there is something new, you can report it again."
        ),
        "triage.already_objected": _("There was already an objection, and it was reviewed."),
        "orders.no_co_unit": _("Choose at least one other unit, each only once."),
        "orders.too_many_units": _("At most %(most)s units may help."),
        "orders.not_joined": _(
            "“%(verb)s” is not possible now: see whether your unit has accepted its part yet."
        ),
        "orders.too_often": _("“%(verb)s” may be done %(most)s times at most."),
        "orders.too_long": _("That is longer than the rules of this district allow."),
        "orders.too_late": _(
            "“%(verb)s” was possible until %(until)s. Ask the triager what can still be done."
        ),
        "orders.request_pending": _("A request is already waiting for a decision."),
        "orders.no_request": _("There is no request to decide on; perhaps somebody has already decided."),
        "orders.parts_open": _(
            "Helping units that have not reported their result: %(units)s. Wait for them, or say why "
            "you do not."
        ),
        "clock.not_pressing": _("Nothing is left to do here: somebody has already acted."),
        "privacy.nothing_left": _("The words were deleted; there is nothing left to show."),
        "matter.not_public": _("Nothing of this matter is public."),
        "orders.unit_has_orders": _("This unit still has %(orders)s orders in hand. Reassign them first."),
        "orders.not_colleague": _("Choose somebody who works in your unit today."),
        "orders.already_so": _("No need for “%(verb)s”: it is already so."),
        "danger.unknown": _("Choose a kind of danger from the list."),
        "upward.nobody": _("The rules name no body above the district for this."),
        "upward.not_with_district": _("No district body knows of it yet. Escalate it to the district first."),
        "upward.only_when_late": _("The rules report it above the district only once it is late."),
        "orders.no_milestone": _(
            "The resident was told of this already, or it is no milestone here: choose another, or none."
        ),
        "orders.nothing_above": _("There is no level above this one."),
        "check.barred": _(
            "You may not rate this: you, your unit, a unit above it or a relative of yours handled it."
        ),
        "closing.not_over": _(
            "It cannot be closed yet: the time to rate is not over, or somebody found it unsolved."
        ),
        "attachment.nothing": _("Please choose a picture, a voice or a document."),
        "attachment.too_many": _("That is too many files: %(most)s at most."),
        "naming.kept_secret": _(
            "The resident asked to stay unknown to the unit; its staff cannot see who they are."
        ),
        "naming.no_name": _("To sign in public, give a name."),
        "follow.needs_contact": _("Please give a number, so that each person counts once."),
        "follow.not_following": _("Nobody with this number follows it."),
        "follow.not_public": _("Only what is public can be followed."),
        "follow.own": _("This is your own report; we keep you informed anyway."),
        "matter.already_taken": _("The matter with the number %(number)s is already here."),
        "matter.answer_too_long": _("The answer is too long: %(most)s characters at most."),
        "matter.class_is_private": _("Matters of this class are not made public."),
        "matter.no_title": _("Please write a title and a summary for the public."),
        "matter.no_unit": _(
            "No unit here has the duty of “%(body)s” yet. Ask the system administrator to enter one."
        ),
        "matter.place_needed": _("First choose the subdistrict or town: the unit depends on it."),
        "matter.no_words": _("Please say what it is about."),
        "matter.not_found": _(
            "Nothing was found. Please check the receipt number and the query code. Receipt lost? The "
            "counter of your community can look it up."
        ),
        "matter.said_later": _(
            "The time of the report is later than the time it was received. Please check."
        ),
        "matter.too_long": _("That is too long: %(most)s characters at most."),
        "matter.unknown_area": _("There is no such place in this district."),
        "matter.unknown_channel": _("The rules of this district have no channel “%(channel)s”."),
        "handover.not_fitting": _(
            "A stand-in must work in the same unit or a higher one, or hold the same kind of position."
        ),
        "handover.nothing": _("You have nothing here to hand over."),
        "filing.not_closed_yet": _(
            "That matter is not closed yet: say on its page that it is not solved, then it is done again."
        ),
        "receipt.not_a_receipt": _("These are not the digits of a receipt; most often one was mistyped."),
    }
)

#: What a page answers with; a refusal that is not listed conflicts with how things stand (409).
STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "attachment.nothing": 422,
        "attachment.too_many": 422,
        "naming.kept_secret": 403,
        "naming.no_name": 422,
        "matter.not_found": 404,
    }
)

#: What decisions are based on, in words.
GROUNDS: Mapping[str, Promise] = MappingProxyType(
    {
        "route.pool": _("First open to departments: the one whose duty it is takes it up"),
        "dispatching.signed": _("Matters of this class go out after a second person has signed"),
        "passing_clock.runs_on": _("The clock runs on: the time used still counts"),
        "passing_clock.anew": _("The next level has the whole time anew"),
        "route.rural": _("It is in the country, where another unit leads"),
        "paused.asked": _("The clock was stopped while waiting for the resident"),
        "paused.held": _("The clock was stopped while it was on hold"),
        "escalations.soon": _("It is due soon"),
        "escalations.untriaged": _("Nobody has triaged it in time"),
        "escalations.unaccepted": _("Nobody has accepted it in time"),
        "escalations.late": _("The answer is late"),
        "escalations.unchecked": _("Nobody has checked the answer in time"),
        "escalations.returned": _("Units have returned it too often"),
        "escalations.urged": _("It was urged again and again"),
        "escalations.reworked": _("It was sent back again"),
        "escalations.milestone_soon": _("The resident is soon to be told of progress"),
        "escalations.milestone_late": _("The resident was not told of progress in time"),
        "escalations.part_soon": _("The part of a helping unit is due soon"),
        "escalations.part_late": _("The part of a helping unit is late"),
    }
)

#: What messages call the clocks of a matter; those of a state go by its name.
CLOCKS: Mapping[str, Promise] = MappingProxyType(
    {
        "answer": _("the answer"),
        State.FILED: _("sorting it"),
        State.ASSIGNED: _("accepting it"),
        State.ANSWERED: _("checking the answer"),
        SideKind.MILESTONE: _("telling the resident of progress"),
        SideKind.PART: _("a helping unit's part"),
    }
)


def clocks(codes: Collection[str]) -> dict[str, str]:
    """Return the translated names of a matter's clocks by the codes under which a lapse is recorded."""
    return {code: str(CLOCKS[code]) for code in codes if code in CLOCKS}


#: How the states of a matter are shown.
STANDINGS: Mapping[str, Standing] = MappingProxyType(
    {
        State.FILED: Standing(
            label=_("Received"),
            tone="new",
            icon="inbox",
            meaning=_("We have your report and are finding the unit that should deal with it."),
        ),
        State.ASSIGNED: Standing(
            label=_("Assigned"),
            tone="doing",
            icon="send",
            meaning=_("The matter has been given to a unit."),
        ),
        State.ACCEPTED: Standing(
            label=_("In hand"),
            tone="doing",
            icon="tool",
            meaning=_("The unit is working on it."),
        ),
        State.WAITING: Standing(
            label=_("Waiting for the resident"),
            tone="ask",
            icon="help-circle",
            meaning=_("The unit has a question. Once you reply, work goes on at once."),
        ),
        State.HELD: Standing(
            label=_("On hold"),
            tone="rest",
            icon="zzz",
            meaning=_("It has to wait; below it says why and until when."),
        ),
        State.ANSWERED: Standing(
            label=_("Answered"),
            tone="ask",
            icon="message-circle",
            meaning=_("The unit has answered. Please say whether it is solved."),
        ),
        State.NOTICED: Standing(
            label=_("On public notice"),
            tone="doing",
            icon="speakerphone",
            meaning=_(
                "The result has been checked and is on public notice. You may object, or say whether it "
                "is solved."
            ),
        ),
        State.EVALUATING: Standing(
            label=_("Being evaluated"),
            tone="ask",
            icon="star",
            meaning=_("The raters are saying whether it is solved."),
        ),
        State.CLOSED: Standing(
            label=_("Closed"),
            tone="done",
            icon="check",
            meaning=_("The matter is done."),
        ),
        State.REFUSED: Standing(
            label=_("Not accepted"),
            tone="bad",
            icon="hand-stop",
            meaning=_("We cannot deal with this here; below it says where to go."),
        ),
        State.GUIDED: Standing(
            label=_("Guided"),
            tone="rest",
            icon="route",
            meaning=_("This is yours to decide; the page says who can help."),
        ),
        State.WITHDRAWN: Standing(
            label=_("Withdrawn"),
            tone="rest",
            icon="x",
            meaning=_("The person who reported it has withdrawn it."),
        ),
        State.MERGED: Standing(
            label=_("Merged"),
            tone="rest",
            icon="git-merge",
            meaning=_("It is handled as one with another report of the same thing."),
        ),
        State.ARCHIVED: Standing(
            label=_("Archive"),
            tone="rest",
            icon="book",
            meaning=_("An older record, for reading only."),
        ),
    }
)
