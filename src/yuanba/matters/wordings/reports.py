"""What messages say of a report that is filed, given to a unit, and answered."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.matters.verbs import MatterVerb

R, U, B = Audience.RESIDENT, Audience.UNIT, Audience.UNIT_BEFORE
T, F, N = Audience.TRIAGER, Audience.FOLLOWER, Audience.NEIGHBOUR
_ANSWERED_BY = _("You will have an answer by %(due)s.")
_ANSWER_BY = _("Please answer by %(due)s.")

REPORTS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (MatterVerb.FILE, R): Wording(
            title=_("We have your report"),
            text=_(
                "Your report has been received, receipt number %(receipt)s. Keep it to look up the progress."
            ),
            short=_("Your report has been received. Look up its progress with receipt %(digits)s."),
            echoes=True,
        ),
        (MatterVerb.ASSIGN, F): Wording(
            title=_("A matter that you follow has been assigned"),
            text=_("A public matter that you follow has been given to %(unit)s. The public list shows it."),
            short=_("A matter that you follow has been given to the responsible unit."),
        ),
        (MatterVerb.ANSWER, F): Wording(
            title=_("A matter that you follow has been answered"),
            text=_("%(unit)s has dealt with a public matter that you follow. The public list shows it."),
            short=_("A matter that you follow has been dealt with. See the public list."),
        ),
        (MatterVerb.REOPEN, F): Wording(
            title=_("A matter that you follow is worked on again"),
            text=_("A public matter that you follow was not solved; the unit works on it again."),
            short=_("A matter that you follow was not solved; the unit works on it again."),
        ),
        (MatterVerb.CLOSE, F): Wording(
            title=_("A matter that you follow is closed"),
            text=_("A public matter that you follow is closed. The public list shows the result."),
            short=_("A matter that you follow is closed. See the public list."),
        ),
        (MatterVerb.PUBLISH, N): Wording(
            title=_("Something new near you"),
            text=_("A matter in an area that you follow has been made public. The public list shows it."),
            short=_("A matter in an area that you follow was made public. See the public list."),
        ),
        (MatterVerb.FILE, T): Wording(
            title=_("A new matter waits for triage"),
            text=_("Matter %(receipt)s has come in. Please assign it."),
            short=_("New matter %(digits)s waits for triage. Please see to it at your desk."),
        ),
        (MatterVerb.ASSIGN, R): Wording(
            title=_("Your report has been assigned"),
            text=_("Your report %(receipt)s has been given to %(unit)s."),
            short=_("Your report %(digits)s has been given to the responsible unit."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.ASSIGN, U): Wording(
            title=_("A new order for your unit"),
            text=_("Order %(receipt)s has been given to your unit. Please accept it."),
            short=_("New order %(digits)s. Please accept it at your desk."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.REASSIGN, R): Wording(
            title=_("Another unit now deals with your report"),
            text=_("Your report %(receipt)s has been given to %(unit)s instead."),
            short=_("Another unit now deals with your report %(digits)s."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.REASSIGN, U): Wording(
            title=_("An order was moved to your unit"),
            text=_("Order %(receipt)s has been moved to your unit. Please accept it."),
            short=_("Order %(digits)s was moved to you. Please accept it at your desk."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.REASSIGN, B): Wording(
            title=_("An order was taken from your unit"),
            text=_("Order %(receipt)s has been given to another unit. You need do nothing more."),
            short=_("Order %(digits)s went to another unit. You need do nothing more."),
        ),
        (MatterVerb.REFUSE, R): Wording(
            title=_("We cannot take your report"),
            text=_(
                "Your report %(receipt)s was not taken. The reason and where to go instead are on its page."
            ),
            short=_(
                "Your report %(digits)s was not taken. Look it up for the reason and where to go instead."
            ),
        ),
        (MatterVerb.ACCEPT, R): Wording(
            title=_("Work on your report has begun"),
            text=_("%(unit)s has accepted your report %(receipt)s and is working on it."),
            short=_("The unit has accepted your report %(digits)s and is working on it."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.TAKE, R): Wording(
            title=_("The department in charge has taken up your report"),
            text=_("%(unit)s has taken up your report %(receipt)s and is working on it."),
            short=_("The department in charge has taken up your report %(digits)s."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.TAKE, B): Wording(
            title=_("A department took a matter from the pool"),
            text=_("Order %(receipt)s was taken by %(unit)s. You need do nothing more."),
            short=_("Order %(digits)s was taken from the pool. You need do nothing more."),
        ),
        (MatterVerb.RETURN, R): Wording(
            title=_("Your report is being assigned anew"),
            text=_(
                "The unit returned your report %(receipt)s; we are finding the right one. Its page says why."
            ),
            short=_("The unit returned your report %(digits)s; we are finding the right one."),
        ),
        (MatterVerb.RETURN, T): Wording(
            title=_("A unit returned an order"),
            text=_("Order %(receipt)s was returned by %(unit_before)s. Please see why and assign it anew."),
            short=_("Order %(digits)s was returned. Please assign it anew at your desk."),
        ),
        (MatterVerb.ANSWER, R): Wording(
            title=_("Your report has been answered"),
            text=_(
                "%(unit)s has answered your report %(receipt)s. Please read it and say whether it is solved."
            ),
            short=_("Your report %(digits)s has been answered. Please say whether it is solved."),
        ),
        (MatterVerb.REOPEN, R): Wording(
            title=_("Your report was sent back to the unit"),
            text=_("Your report %(receipt)s is not solved and was sent back to %(unit)s."),
            short=_("Your report %(digits)s is not solved and was sent back to the unit."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.REOPEN, U): Wording(
            title=_("An order was sent back: not solved"),
            text=_("Order %(receipt)s is not solved. Please read the reason and deal with it again."),
            short=_("Order %(digits)s is not solved. Please deal with it again."),
            due=_ANSWER_BY,
        ),
    }
)
