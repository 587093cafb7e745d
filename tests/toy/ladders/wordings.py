"""What messages say of a ladder that was lent."""

from django.utils.translation import gettext_lazy as _
from yuanba.rules.ladders.verbs import LadderVerb

from yuanba.messages.audiences import Audience, Wording

WORDINGS = {
    (LadderVerb.LEND, Audience.TRIAGER): Wording(
        title=_("A ladder was lent"),
        text=_("One ladder fewer stands in the shed."),
        short=_("A ladder was lent."),
    )
}
