"""What messages say of a matter that is given to a unit, waits for that, or is passed up."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.matters.verbs import MatterVerb

R, U, B = Audience.RESIDENT, Audience.UNIT, Audience.UNIT_BEFORE
T, F, H = Audience.TRIAGER, Audience.FOLLOWER, Audience.HELPER
_ANSWERED_BY = _("You will have an answer by %(due)s at the latest.")
_ANSWER_BY = _("Please answer by %(due)s.")

#: What is told when a matter is dispatched, whether at once or once it was signed.
_GIVEN: Mapping[Audience, Wording] = MappingProxyType(
    {
        R: Wording(
            title=_("Your report has been assigned"),
            text=_("Your report %(receipt)s has been given to %(unit)s."),
            short=_("Your report %(digits)s has been given to the responsible unit."),
            due=_ANSWERED_BY,
        ),
        U: Wording(
            title=_("A new order for your unit"),
            text=_("Order %(receipt)s has been given to your unit. Please accept it."),
            short=_("New order %(digits)s. Please accept it at your desk."),
            due=_ANSWER_BY,
        ),
        H: Wording(
            title=_("Your unit is asked to help"),
            text=_(
                "Order %(receipt)s has been given to %(unit)s, and your unit is asked to help. Please "
                "accept, or decline with the reason."
            ),
            short=_("Order %(digits)s: your unit is asked to help. Please accept it at your desk."),
            due=_ANSWER_BY,
        ),
        F: Wording(
            title=_("A matter that you follow has been assigned"),
            text=_("A public matter that you follow has been given to %(unit)s. The public list shows it."),
            short=_("A matter that you follow has been given to the responsible unit."),
        ),
    }
)
_MOVED = Wording(
    title=_("An order was reassigned to another unit"),
    text=_("Order %(receipt)s has been given to another unit. You need do nothing more."),
    short=_("Order %(digits)s went to another unit. You need do nothing more."),
)

DISPATCH: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        **{(MatterVerb.ASSIGN, audience): wording for audience, wording in _GIVEN.items()},
        **{(MatterVerb.SIGN, audience): wording for audience, wording in _GIVEN.items()},
        (MatterVerb.SIGN, B): _MOVED,
        (MatterVerb.REASSIGN, B): _MOVED,
        (MatterVerb.SUBMIT, Audience.SIGNER): Wording(
            title=_("A dispatch waits for your signature"),
            text=_("Matter %(receipt)s: a dispatch has been submitted. Please sign it, or say why not."),
            short=_("Matter %(digits)s: a dispatch waits for your signature at your desk."),
        ),
        (MatterVerb.REJECT, T): Wording(
            title=_("A dispatch was not signed"),
            text=_("Matter %(receipt)s: the dispatch was not signed. Please see why and choose again."),
            short=_("Matter %(digits)s: the dispatch was not signed. Please choose again at your desk."),
        ),
        (MatterVerb.PASS_UP, R): Wording(
            title=_("The next level now deals with your report"),
            text=_(
                "Your report %(receipt)s could not be settled where it was; %(unit)s now deals with it. "
                "Track progress shows the reason."
            ),
            short=_("The next level now deals with your report %(digits)s. Look it up to see why."),
            due=_ANSWERED_BY,
        ),
        (MatterVerb.PASS_UP, U): Wording(
            title=_("An order was passed up to your unit"),
            text=_("Order %(receipt)s could not be settled by %(unit_before)s. Please accept it."),
            short=_("Order %(digits)s was passed up to your unit. Please accept it at your desk."),
            due=_ANSWER_BY,
        ),
    }
)
