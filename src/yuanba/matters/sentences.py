"""A sentence for every refusal of this app, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.rules.core.state import State
from yuanba.web.sentences import Standing

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "matter.wrong_state": _("This cannot be done while the matter is “%(state)s”."),
        "triage.unknown_class": _("There is no such class in the rules of this district."),
        "triage.unknown_item": _("The directory has no such item in this class."),
        "triage.unknown_refusal": _("The rules of this district do not name this ground for refusing."),
        "triage.unknown_guidance": _("The rules of this district do not name this way of helping."),
        "picking.not_in_pool": _(
            "It is not in the pool: it is given by whoever triages, or lies with its department."
        ),
        "picking.nothing_ticked": _("Tick at least one, and at most %(most)s."),
        "triage.guided_class": _("This is people's own affair: guide it to who helps, no order is given."),
        "triage.not_on_the_spot": _("Matters of this class are not settled on the spot: assign it."),
        "triage.same_matter": _("A matter cannot be merged into itself."),
        "triage.not_where_it_was": _("It is not known where this matter stood before it was merged."),
        "triage.too_late_to_object": _("The time for an objection ended on %(until)s."),
        "triage.already_objected": _("There was an objection already, and it was heard."),
        "orders.no_co_unit": _("Name at least one other unit, each only once."),
        "orders.too_many_units": _("At most %(most)s units may help."),
        "orders.not_joined": _("“%(verb)s” does not fit: look whether your unit has taken its part yet."),
        "orders.too_often": _("“%(verb)s” may be done %(most)s times at most."),
        "orders.too_long": _("That is longer than the rules of this district allow."),
        "orders.too_late": _(
            "“%(verb)s” could be done until %(until)s. Ask whoever triages what can still be done."
        ),
        "orders.request_pending": _("A request waits for its decision already."),
        "orders.no_request": _("There is no request to decide on; perhaps somebody was quicker."),
        "orders.parts_open": _(
            "Units that were asked to help have not handed in their part: %(units)s. Wait, or say why not."
        ),
        "clock.not_pressing": _("The clock has nothing to do here any more: somebody was quicker."),
        "privacy.nothing_left": _("The words were erased; there is nothing to show any more."),
        "matter.not_public": _("There is nothing of this matter in public."),
        "orders.already_so": _("“%(verb)s” changes nothing here: it is so already."),
        "orders.nothing_above": _("There is no level above this one."),
        "check.barred": _(
            "You may not judge this: you, your unit, a unit above yours or your kin handled it."
        ),
        "closing.not_over": _("It cannot close yet: somebody has time left to judge, or found it unsolved."),
        "attachment.nothing": _("Please choose a picture, a voice or a document."),
        "attachment.too_many": _("That is too many files: %(most)s at most."),
        "naming.kept_secret": _("The resident asked that the handling unit does not learn who they are."),
        "naming.no_name": _("Who signs in public gives a name."),
        "follow.needs_contact": _("Please give a number, so that each person counts once."),
        "follow.not_following": _("Nobody with this number follows it."),
        "follow.not_public": _("Only what is public can be followed."),
        "follow.own": _("This is your own matter; we tell you anyway."),
        "matter.already_taken": _("The matter with the number %(number)s is here already."),
        "matter.answer_too_long": _("The answer is too long: %(most)s characters at most."),
        "matter.class_is_private": _("Matters of this class are not made public."),
        "matter.no_title": _("Please write a title and a summary for the public."),
        "matter.no_unit": _(
            "No unit acts as “%(body)s” in this place yet. Ask the system administrator to enter one."
        ),
        "matter.place_needed": _(
            "Say first in which subdistrict or town it lies: who answers depends on it."
        ),
        "matter.no_words": _("Please say what it is about."),
        "matter.not_found": _("No matter was found. Please check the number and the code."),
        "matter.said_later": _("The time of the report lies after the time of taking it over."),
        "matter.too_long": _("That is too long: %(most)s characters at most."),
        "matter.unknown_area": _("There is no such place in this district."),
        "matter.unknown_channel": _("The rules of this district know no channel “%(channel)s”."),
        "handover.not_fitting": _(
            "Who stands in works in the same unit, in one above it, or in the same kind of position."
        ),
        "handover.nothing": _("There is nothing here that you can hand over."),
        "receipt.not_a_receipt": _("These are not the digits of a receipt; most often one was mistyped."),
        "request.key_needs_secret": _(
            "Without an account, a request number needs a secret of the client as well."
        ),
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
        "route.pool": _("It lies in the pool until the department whose duty it is takes it"),
        "route.rural": _("It lies in the country, where another body leads"),
        "paused.asked": _("The clock stood still while the resident was asked"),
        "paused.held": _("The clock stood still while it was on hold"),
        "escalations.soon": _("It is due soon"),
        "escalations.untriaged": _("Nobody has triaged it in time"),
        "escalations.unaccepted": _("Nobody has accepted it in time"),
        "escalations.late": _("The answer is late"),
        "escalations.unchecked": _("Nobody has checked the answer in time"),
        "escalations.returned": _("Units have returned it too often"),
        "escalations.urged": _("It was urged again and again"),
        "escalations.reworked": _("It was sent back again"),
    }
)

#: How the states of a matter are shown.
STANDINGS: Mapping[str, Standing] = MappingProxyType(
    {
        State.FILED: Standing(
            label=_("Received"),
            tone="new",
            icon="inbox",
            meaning=_("We have your words. Somebody is looking who should deal with them."),
        ),
        State.ASSIGNED: Standing(
            label=_("Assigned"),
            tone="doing",
            icon="send",
            meaning=_("A unit has been given this matter."),
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
            meaning=_("The unit has a question. Once you reply, the clock runs on."),
        ),
        State.HELD: Standing(
            label=_("On hold"),
            tone="rest",
            icon="zzz",
            meaning=_("It has to wait; the page says why, and until when."),
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
                "The result has been checked and is posted. You may object or say whether it is solved."
            ),
        ),
        State.EVALUATING: Standing(
            label=_("Being evaluated"),
            tone="ask",
            icon="star",
            meaning=_("Those concerned and the supervisors say whether it is solved."),
        ),
        State.CLOSED: Standing(
            label=_("Closed"),
            tone="done",
            icon="check",
            meaning=_("The matter is done."),
        ),
        State.REFUSED: Standing(
            label=_("Not taken"),
            tone="bad",
            icon="hand-stop",
            meaning=_("We cannot deal with this here; the page says where to go instead."),
        ),
        State.GUIDED: Standing(
            label=_("Guided"),
            tone="rest",
            icon="route",
            meaning=_("This is your own affair; the page says who can help."),
        ),
        State.WITHDRAWN: Standing(
            label=_("Withdrawn"),
            tone="rest",
            icon="x",
            meaning=_("It was taken back by who brought it."),
        ),
        State.MERGED: Standing(
            label=_("Merged"),
            tone="rest",
            icon="git-merge",
            meaning=_("It goes on together with another report of the same thing."),
        ),
        State.ARCHIVED: Standing(
            label=_("Archive"),
            tone="rest",
            icon="book",
            meaning=_("An older record, kept for reading."),
        ),
    }
)
