"""What messages say of a report that is filed, given to a unit, and answered."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.matters.verbs import MatterVerb

R, U, B = Audience.RESIDENT, Audience.UNIT, Audience.UNIT_BEFORE
T, F, N = Audience.TRIAGER, Audience.FOLLOWER, Audience.NEIGHBOUR
_ANSWERED_BY = _("You will have an answer by %(due)s at the latest.")
_ANSWER_BY = _("Please answer by %(due)s.")

REPORTS: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (MatterVerb.FILE, R): Wording(
            title=_("We have your report"),
            text=_(
                "Your report has been received, receipt number %(receipt)s. Keep the receipt: its number "
                "and query code show the progress at any time."
            ),
            short=_(
                "Report received. Receipt %(digits)s. Track it with this number and your query code, or "
                "ask at the counter."
            ),
            echoes=True,
        ),
        (MatterVerb.ANSWER, F): Wording(
            title=_("A matter that you follow has been answered"),
            text=_("%(unit)s has dealt with a public matter that you follow. The public list shows it."),
            short=_("A matter that you follow has been dealt with. See the public list."),
        ),
        (MatterVerb.REOPEN, F): Wording(
            title=_("A matter that you follow was sent back"),
            text=_("A public matter that you follow was not solved; the unit is working on it again."),
            short=_("A matter that you follow was not solved; the unit is working on it again."),
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
        (MatterVerb.REASSIGN, R): Wording(
            title=_("Another unit now deals with your report"),
            text=_("Your report %(receipt)s has been given to %(unit)s instead."),
            short=_("Another unit now deals with your report %(digits)s."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.REASSIGN, U): Wording(
            title=_("An order was reassigned to your unit"),
            text=_("Order %(receipt)s has been reassigned to your unit. Please accept it."),
            short=_("Order %(digits)s has been reassigned to your unit. Please accept it at your desk."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.REFUSE, R): Wording(
            title=_("We could not accept your report"),
            text=_(
                "We could not accept your report %(receipt)s. Its page gives the reason and says where to go."
            ),
            short=_(
                "We could not accept your report %(digits)s. Look it up for the reason and where to go, "
                "or ask at the counter."
            ),
        ),
        (MatterVerb.ACCEPT, R): Wording(
            title=_("Work on your report has begun"),
            text=_("%(unit)s has accepted your report %(receipt)s and is working on it."),
            short=_("The unit has accepted your report %(digits)s and is working on it."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.RESUME, R): Wording(
            title=_("The time for your report is running again"),
            text=_("The wait is over: %(unit)s goes on with your report %(receipt)s."),
            short=_("The wait is over: the unit goes on with your report %(digits)s."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.TAKE, R): Wording(
            title=_("The department in charge has taken up your report"),
            text=_("%(unit)s has taken up your report %(receipt)s and is working on it."),
            short=_("The department in charge has taken up your report %(digits)s."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.TAKE, B): Wording(
            title=_("A department took up a matter"),
            text=_("Order %(receipt)s was taken up by %(unit)s. You need do nothing more."),
            short=_("Order %(digits)s was taken up by a department. You need do nothing more."),
        ),
        (MatterVerb.RETURN, R): Wording(
            title=_("Your report is being given to another unit"),
            text=_(
                "Your report %(receipt)s needs another unit. We are finding it; you need not report "
                "again. Track progress shows the reason."
            ),
            short=_("We are finding another unit for your report %(digits)s. You need not report it again."),
        ),
        (MatterVerb.RETURN, T): Wording(
            title=_("A unit returned an order"),
            text=_("Order %(receipt)s was returned by %(unit_before)s. Please see why and assign it again."),
            short=_("Order %(digits)s was returned. Please assign it again at your desk."),
        ),
        (MatterVerb.ANSWER, R): Wording(
            title=_("Your report has been answered"),
            text=_(
                "%(unit)s has answered your report %(receipt)s. Please read the answer and tell us "
                "whether it is solved."
            ),
            short=_("Your report %(digits)s has been answered. Please tell us whether it is solved."),
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
