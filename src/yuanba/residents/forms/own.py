"""What whoever holds a receipt can press on their own matter: one form and one row per verb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yuanba.desk.forms import bodies
from yuanba.desk.forms.bodies import RequestBody
from yuanba.matters import services
from yuanba.matters.forms import contact_of
from yuanba.matters.services.attachments import FROM_RESIDENTS, MOST
from yuanba.matters.services.orders import LONGEST_ANSWER
from yuanba.media.enclosures import LARGEST_PICTURE, MediaKind
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.web.phones import MobileField
from yuanba.web.uploads import Files, ManyFiles


class SayForm(forms.Form):
    """The form in which a resident replies to a question, with optional pictures or a voice clip."""

    words = forms.CharField(
        label=_("Your reply"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your reply.")},
    )
    enclosed = Files(
        label=_("Pictures or voice"),
        required=False,
        most=MOST[MediaKind.PICTURE] + MOST[MediaKind.VOICE],
        at_most=LARGEST_PICTURE,
        widget=ManyFiles(attrs={"accept": "image/*,audio/*"}),
    )

    def said(self) -> dict[str, Any]:
        """Return the submitted reply and its files as keyword arguments for the reply service."""
        enclosures = services.prepare(self.cleaned_data.pop("enclosed"), allowed=FROM_RESIDENTS)
        return {"words": self.cleaned_data["words"], "enclosures": enclosures}


class UrgeForm(forms.Form):
    """The form in which a resident urges the responsible unit to act (催办), with an optional text."""

    words = forms.CharField(
        label=_("What you want to say"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def said(self) -> dict[str, Any]:
        """Return the cleaned form as the arguments of the urge service."""
        return {"words": self.cleaned_data["words"]}


class RefusalObjectionForm(forms.Form):
    """The form in which a resident objects to the refusal of a matter (提异议)."""

    reason = forms.CharField(
        label=_("Why it should be accepted after all"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why it should be accepted after all.")},
    )

    def said(self) -> dict[str, Any]:
        """Return the cleaned form as the arguments of the objection service."""
        return {"reason": self.cleaned_data["reason"]}


class ContactForm(forms.Form):
    """The form that changes the phone number for messages about a matter (更改联系方式), or removes it."""

    phone = MobileField(
        label=_("New mobile number"),
        required=False,
        help_text=_("Leave it empty and we send nothing more."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def said(self) -> dict[str, Any]:
        """Return the cleaned form as the arguments of the contact service."""
        return {"contact": contact_of("sms", self.cleaned_data["phone"])}


class WithdrawForm(forms.Form):
    """The form that withdraws a matter (撤回); it has a button and no fields."""

    def said(self) -> dict[str, Any]:
        """Return an empty dict, because the withdraw service needs no more arguments."""
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """How one action is offered to the holder of a matter's receipt: its form and its confirmation text.

    ``body`` is what it asks for over JSON, ``says`` what the API's document says of it; without that it is
    not there. The service that it calls is the one of the desk's row.
    """

    form: type[Any]
    told: Promise
    body: type[RequestBody] | None = None
    says: str = ""


OWN_FORMS: Mapping[Verb, Own] = {
    MatterVerb.REPLY: Own(
        form=SayForm,
        told=_("Thank you. The unit has received it."),
        body=bodies.ToReply,
        says="Reply to the unit's question; the clock runs on.",
    ),
    MatterVerb.URGE: Own(
        form=UrgeForm,
        told=_("The unit has been urged. Each urging is recorded."),
        body=bodies.ToUrge,
        says="Urge the responsible unit to act on one's own matter.",
    ),
    MatterVerb.OBJECT: Own(
        form=RefusalObjectionForm,
        told=_("We have your objection and will look again at whether we can accept this."),
        body=bodies.WithReason,
        says="Object once and in time to the refusal of one's own matter.",
    ),
    MatterVerb.CORRECT_CONTACT: Own(form=ContactForm, told=_("Changed. From now on only this way is used.")),
    MatterVerb.WITHDRAW: Own(
        form=WithdrawForm,
        told=_("Withdrawn. Nothing more is done about it."),
        says="Withdraw one's own matter before it is answered.",
    ),
}
#: The same by the last part of their addresses.
OWN: Mapping[str, Own] = {verb.value.removeprefix("matter."): own for verb, own in OWN_FORMS.items()}
