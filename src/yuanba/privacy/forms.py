"""Forms for people's requests about their personal data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.matters.services.filing import LONGEST_NAME
from yuanba.privacy.services.asking import LONGEST_WORDS
from yuanba.rules.privacy import Assisted, RequestOutcome
from yuanba.web.phones import MobileField


class CorrectForm(forms.Form):
    """The form that corrects (更正) a person's name and phone number."""

    name = forms.CharField(label=_("Your name"), max_length=LONGEST_NAME, required=False)
    phone = MobileField(
        label=_("Another mobile number"),
        required=False,
        help_text=_("Leave it empty to keep the number as it is."),
    )


class AskForm(forms.Form):
    """The form for a data request (个人信息申请): a kind of request that the rules allow, and free text."""

    kind = forms.ChoiceField(label=_("What do you ask for?"))
    words = forms.CharField(
        label=_("In your words"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What it is about, and what should be done. No identity card number, please."),
    )

    def __init__(self, data: Any = None, *, kinds: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("Choose")), *kinds]


class RequestAnswerForm(forms.Form):
    """The form for the answer to a data request: granted, partly or refused, and a text with the reasons."""

    outcome = forms.TypedChoiceField(
        label=_("What is the result?"),
        choices=[
            (RequestOutcome.GRANTED.value, _("It is done as asked")),
            (RequestOutcome.PARTLY.value, _("It is done in part")),
            (RequestOutcome.REFUSED.value, _("It is refused")),
        ],
        coerce=RequestOutcome,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Answer in plain words, with the reason"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class BesideForm(forms.Form):
    """The form for help at a counter: the receipt that a person shows, its code, and why they need help."""

    receipt = forms.CharField(label=_("Receipt number"), max_length=40)
    code = forms.CharField(label=_("Query code of the receipt"), max_length=12)
    why = forms.TypedChoiceField(
        label=_("Why at the counter?"),
        choices=[
            (Assisted.NO_PHONE.value, _("They have no phone")),
            (Assisted.HARD.value, _("They cannot read it, or find it hard to use")),
            (Assisted.PROXY.value, _("A relative or guardian comes for them")),
        ],
        coerce=Assisted,
        widget=forms.RadioSelect,
    )
    seen = forms.BooleanField(
        label=_("I checked their identity document and kept no record of it."),
        error_messages={"required": _("Please look at their identity document first.")},
    )


class EraseForm(forms.Form):
    """The form to erase (删除) personal data: the fate of open matters, a code or password, a tick."""

    running = forms.ChoiceField(
        label=_("What is still being worked on"),
        choices=[
            ("on", _("Go on, and delete only what I wrote; nobody can ask or inform me any more")),
            ("back", _("Withdraw first what can still be withdrawn; nothing more is done about it")),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial="on",
    )
    code = forms.CharField(label=_("Query code of the receipt"), max_length=12, required=False)
    password = forms.CharField(label=_("Your password"), widget=forms.PasswordInput, required=False)
    sure = forms.BooleanField(
        label=_("I have read this: what is deleted cannot be restored."),
        error_messages={"required": _("Tick that you have read this.")},
    )

    def __init__(
        self, data: Any = None, *, asks: str, has_running: bool, is_beside: bool = False, **more: Any
    ) -> None:
        super().__init__(data, **more)
        for name in {"code", "password"} - {asks}:
            del self.fields[name]
        if asks:
            self.fields[asks].required = True
        if is_beside:
            self.fields["sure"].label = _("I have read this aloud, and they want it deleted.")
        if not has_running:
            del self.fields["running"]
