"""Forms of matters; they check shape only, services and rules decide the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.matters.services.attachments import MOST
from yuanba.matters.services.filing import Contact
from yuanba.media.enclosures import LARGEST_PICTURE
from yuanba.rules.matters.naming import Naming
from yuanba.rules.people import phone
from yuanba.web.phones import BAD_MOBILE
from yuanba.web.uploads import Files, ManyFiles

#: How a resident without a smartphone wants to be told.
TOLD = [
    ("sms", _("By text message")),
    ("paper", _("In person or by phone")),
    ("none", _("Not at all")),
]
#: What each level means, in the words of whoever chooses it.
NAMINGS = {
    Naming.HANDLER: _("Only the unit that handles it: it can contact you, and each viewing is recorded"),
    Naming.SECRET: _("Keep it from that unit too: only the staff who receive reports can contact you"),
    Naming.PUBLIC: _("Sign in public: your name appears under the public summary"),
}


def require_mobile(form: forms.Form, given: dict[str, Any]) -> None:
    """Add an error to the form if text messages are chosen but the phone number is not a mobile number."""
    typed = str(given.get("phone") or "")
    if given.get("told") not in ("paper", "none") and typed and not phone.mobile(typed):
        form.add_error("phone", BAD_MOBILE)


def contact_of(told: str, number: str) -> Contact | None:
    """Return a contact made of the chosen channel and phone number; None if no messages are wanted."""
    if told == "paper":
        return Contact(channel="paper", address=number)
    return Contact(channel="sms", address=number) if number and told != "none" else None


class AttachForm(forms.Form):
    """The form that attaches files to a matter (添加附件)."""

    enclosed = Files(
        required=False,
        most=sum(MOST.values()),
        at_most=LARGEST_PICTURE,
        widget=ManyFiles(attrs={"accept": "image/*,audio/*,application/pdf", "data-files": "files"}),
    )
