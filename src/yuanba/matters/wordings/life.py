"""Wording of messages about a matter between its filing and its closing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from yuanba.messages.audiences import Audience, Wording
from yuanba.rules.matters.verbs import MatterVerb

R, U, T = Audience.RESIDENT, Audience.UNIT, Audience.TRIAGER
H, L, S = Audience.HELPER, Audience.ABOVE, Audience.SUPERVISOR
_ANSWER_BY = _("Please answer by %(due)s.")

LIFE: Mapping[tuple[str, Audience], Wording] = MappingProxyType(
    {
        (MatterVerb.GUIDE, R): Wording(
            title=_("Who can help you"),
            text=_(
                "We have looked at your report %(receipt)s. It is your own affair; its page says who "
                "can help."
            ),
            short=_("Your report %(digits)s is your own affair. Look it up to see who can help."),
        ),
        (MatterVerb.SETTLE, R): Wording(
            title=_("It was dealt with on the spot"),
            text=_("Your report %(receipt)s was dealt with on the spot. Its page says what was done."),
            short=_("Your report %(digits)s was dealt with on the spot. Look it up for what was done."),
        ),
        (MatterVerb.MERGE, R): Wording(
            title=_("Your report was joined to another"),
            text=_(
                "Your report %(receipt)s is about the same thing as an earlier one. Both are dealt "
                "with together, and you are told what becomes of it."
            ),
            short=_("Your report %(digits)s was joined to an earlier one about the same thing."),
        ),
        (MatterVerb.UNMERGE, R): Wording(
            title=_("Your report is dealt with on its own again"),
            text=_("Your report %(receipt)s was parted from another and is dealt with on its own."),
            short=_("Your report %(digits)s is dealt with on its own again."),
        ),
        (MatterVerb.WITHDRAW, R): Wording(
            title=_("Your report was withdrawn"),
            text=_("Your report %(receipt)s was withdrawn. Nothing more is done about it."),
            short=_("Your report %(digits)s was withdrawn."),
        ),
        (MatterVerb.WITHDRAW, U): Wording(
            title=_("An order was withdrawn"),
            text=_("Order %(receipt)s was withdrawn by who filed it. You need do nothing more."),
            short=_("Order %(digits)s was withdrawn. You need do nothing more."),
        ),
        (MatterVerb.OBJECT, T): Wording(
            title=_("Somebody objects to not being taken"),
            text=_("Matter %(receipt)s: an objection has come in. Please look at it once more."),
            short=_("Matter %(digits)s: an objection has come in. Please look once more."),
        ),
        (MatterVerb.SPLIT, H): Wording(
            title=_("Another unit asks for your help"),
            text=_("Order %(receipt)s: %(unit)s asks your unit to do a part. Please take it or say why not."),
            short=_("Order %(digits)s: your unit is asked to help. Please take your part."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.JOIN, U): Wording(
            title=_("A unit has taken its part"),
            text=_("Order %(receipt)s: a unit that you asked to help has taken its part."),
            short=_("Order %(digits)s: a unit has taken its part."),
        ),
        (MatterVerb.DECLINE, U): Wording(
            title=_("A unit declined its part"),
            text=_("Order %(receipt)s: a unit that you asked to help has declined. Please read why."),
            short=_("Order %(digits)s: a unit has declined its part."),
        ),
        (MatterVerb.CONTRIBUTE, U): Wording(
            title=_("A unit handed in its part"),
            text=_("Order %(receipt)s: a unit that helps you has handed in its part."),
            short=_("Order %(digits)s: a part was handed in."),
        ),
        (MatterVerb.ASK, R): Wording(
            title=_("We need to know more"),
            text=_(
                "%(unit)s asks you something about your report %(receipt)s. Please reply on its page "
                "or at the counter; until then the work waits."
            ),
            short=_("Please tell us more about your report %(digits)s: by its page or at the counter."),
        ),
        (MatterVerb.REPLY, U): Wording(
            title=_("The resident replied"),
            text=_("Order %(receipt)s: the resident has replied. The clock runs on."),
            short=_("Order %(digits)s: the resident has replied. Please go on."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.RESUME, U): Wording(
            title=_("The clock of an order runs on"),
            text=_("Order %(receipt)s: the time for waiting is over, the clock runs on."),
            short=_("Order %(digits)s: the clock runs on. Please go on."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.ASK_HOLD, T): Wording(
            title=_("A unit asks to put an order off"),
            text=_(
                "Order %(receipt)s: %(unit)s asks that the clock stand still for a while. Please "
                "grant or deny it."
            ),
            short=_("Order %(digits)s: a unit asks to hold. Please decide."),
        ),
        (MatterVerb.ASK_EXTEND, T): Wording(
            title=_("A unit asks for more time"),
            text=_("Order %(receipt)s: %(unit)s asks for more time. Please grant or deny it."),
            short=_("Order %(digits)s: a unit asks for more time. Please decide."),
        ),
        (MatterVerb.GRANT, R): Wording(
            title=_("Your report takes longer"),
            text=_("Your report %(receipt)s takes longer. Its page says why, and until when."),
            short=_("Your report %(digits)s takes longer. Look it up for why and until when."),
        ),
        (MatterVerb.GRANT, U): Wording(
            title=_("Your request was granted"),
            text=_("Order %(receipt)s: what you asked for was granted."),
            short=_("Order %(digits)s: your request was granted."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.DENY, U): Wording(
            title=_("Your request was denied"),
            text=_(
                "Order %(receipt)s: what you asked for was denied. Please read why; the clock has run on."
            ),
            short=_("Order %(digits)s: your request was denied. The clock runs."),
        ),
        (MatterVerb.URGE, U): Wording(
            title=_("Somebody urges"),
            text=_("Order %(receipt)s is being urged. Please see to it and say how it stands."),
            short=_("Order %(digits)s is being urged. Please see to it."),
        ),
        (MatterVerb.URGE, T): Wording(
            title=_("Somebody urges a matter at your desk"),
            text=_("Matter %(receipt)s is being urged and lies at your desk."),
            short=_("Matter %(digits)s is being urged. Please see to it."),
        ),
        (MatterVerb.PRIORITISE, U): Wording(
            title=_("An order is under supervision"),
            text=_("Order %(receipt)s is on the supervision list until it is lifted."),
            short=_("Order %(digits)s is under supervision."),
        ),
        (MatterVerb.PRIORITISE, S): Wording(
            title=_("A matter is on your supervision list"),
            text=_("Matter %(receipt)s was put on the supervision list."),
            short=_("Matter %(digits)s was put on the supervision list."),
        ),
        (MatterVerb.RELAX, U): Wording(
            title=_("An order is no longer under supervision"),
            text=_("Order %(receipt)s was taken off the supervision list."),
            short=_("Order %(digits)s was taken off the supervision list."),
        ),
        (MatterVerb.REMIND, U): Wording(
            title=_("Something is due at your unit"),
            text=_("Order %(receipt)s needs you: something is due soon or should be done by now."),
            short=_("Order %(digits)s is due soon or should be done by now."),
            due=_ANSWER_BY,
        ),
        (MatterVerb.REMIND, T): Wording(
            title=_("Something waits at your desk"),
            text=_("Matter %(receipt)s lies at your desk longer than it should."),
            short=_("Matter %(digits)s waits at your desk too long."),
        ),
        (MatterVerb.LAPSE, U): Wording(
            title=_("An order is late"),
            text=_("Order %(receipt)s is past its time. Please act at once and say why."),
            short=_("Order %(digits)s is past its time. Please act at once."),
        ),
        (MatterVerb.LAPSE, T): Wording(
            title=_("A matter at your desk is late"),
            text=_("Matter %(receipt)s lies at your desk past its time."),
            short=_("Matter %(digits)s at your desk is late."),
        ),
        (MatterVerb.LAPSE, S): Wording(
            title=_("A matter is late"),
            text=_("Matter %(receipt)s is past its time."),
            short=_("Matter %(digits)s is past its time."),
        ),
        (MatterVerb.ESCALATE, U): Wording(
            title=_("An order was escalated"),
            text=_("Order %(receipt)s was raised to the next level. It stays with you."),
            short=_("Order %(digits)s was raised a level. It stays with you."),
        ),
        (MatterVerb.ESCALATE, L): Wording(
            title=_("A matter was raised to you"),
            text=_("Matter %(receipt)s of %(unit)s was raised to your level. Please see that it is settled."),
            short=_("Matter %(digits)s was raised to your level. Please see to it."),
        ),
        (MatterVerb.ANSWER, T): Wording(
            title=_("An answer waits for the check"),
            text=_(
                "Matter %(receipt)s has been answered. Somebody who had no part in it checks whether "
                "it is so."
            ),
            short=_("Matter %(digits)s has been answered and waits for the check."),
        ),
        (MatterVerb.RECALL, R): Wording(
            title=_("The answer to your report was taken back"),
            text=_(
                "%(unit)s took its answer to your report %(receipt)s back and works on it again. You are "
                "told of the new answer."
            ),
            short=_("The answer to your report %(digits)s was taken back; the unit works on it again."),
        ),
        (MatterVerb.RECALL, T): Wording(
            title=_("An answer was taken back"),
            text=_("The answer to matter %(receipt)s was taken back. There is nothing to check for now."),
            short=_("The answer to matter %(digits)s was taken back: nothing to check for now."),
        ),
        (MatterVerb.RECALL, Audience.FOLLOWER): Wording(
            title=_("The answer to a matter that you follow was taken back"),
            text=_(
                "The answer to a public matter that you follow was taken back; the unit works on it again."
            ),
            short=_("The answer to a matter that you follow was taken back. See the public list."),
        ),
        (MatterVerb.CHECK, R): Wording(
            title=_("The answer was checked"),
            text=_("The answer to your report %(receipt)s was checked. Its page shows what was found."),
            short=_("The answer to your report %(digits)s was checked. Look it up for what was found."),
        ),
        (MatterVerb.CHECK, U): Wording(
            title=_("Your answer was checked"),
            text=_(
                "The answer to order %(receipt)s was checked. If it did not pass, the order is with "
                "you again."
            ),
            short=_("The answer to order %(digits)s was checked. See the result."),
        ),
        (MatterVerb.CLOSE, R): Wording(
            title=_("Your report is closed for good"),
            text=_(
                "Your report %(receipt)s has come to its end and is closed. Its page keeps the whole story."
            ),
            short=_("Your report %(digits)s has come to its end and is closed."),
        ),
        (MatterVerb.CLOSE, U): Wording(
            title=_("An order is closed"),
            text=_("Order %(receipt)s is closed."),
            short=_("Order %(digits)s is closed."),
        ),
        (MatterVerb.UNDO_CLOSE, R): Wording(
            title=_("Your report is open again"),
            text=_(
                "The closing of your report %(receipt)s was undone. The answer is checked and judged "
                "once more."
            ),
            short=_("Your report %(digits)s is open again: its answer is checked once more."),
        ),
        (MatterVerb.UNDO_CLOSE, U): Wording(
            title=_("The closing of an order was undone"),
            text=_("Order %(receipt)s: the closing was undone. The answer is checked once more."),
            short=_("Order %(digits)s: the closing was undone."),
        ),
        (MatterVerb.CORRECT_REPORTER, R): Wording(
            title=_("This report is now yours"),
            text=_("Report %(receipt)s was put under your name. You are told what becomes of it."),
            short=_("Report %(digits)s was put under your name."),
        ),
    }
)
