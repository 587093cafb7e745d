"""What people type about what is kept of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.matters.forms import PHONE
from yuanba.matters.services.filing import LONGEST_NAME


class CorrectForm(forms.Form):
    """更正: the name and the number as they should be."""

    name = forms.CharField(label=_("Your name"), max_length=LONGEST_NAME, required=False)
    phone = forms.RegexField(
        label=_("Another mobile number"),
        regex=PHONE,
        required=False,
        help_text=_("Leave it empty to keep the number as it is."),
        error_messages={"invalid": _("A mobile number has 11 digits, such as 138 0013 8000.")},
    )


class EraseForm(forms.Form):
    """删除: what becomes of running matters, a proof, and that one is sure."""

    running = forms.ChoiceField(
        label=_("What is still being worked on"),
        choices=[
            ("on", _("Go on without my words; nobody can ask me or tell me anything")),
            ("back", _("Take it back first, where that can still be; then nothing more is done")),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial="on",
    )
    code = forms.CharField(label=_("Query code of the receipt"), max_length=12, required=False)
    password = forms.CharField(label=_("Your password"), widget=forms.PasswordInput, required=False)
    sure = forms.BooleanField(
        label=_("I have read this. Erase it; it cannot be brought back."),
        error_messages={"required": _("Tick that you have read this.")},
    )

    def __init__(self, data: Any = None, *, asks: str, has_running: bool, **more: Any) -> None:
        super().__init__(data, **more)
        for name in {"code", "password"} - {asks}:
            del self.fields[name]
        if asks:
            self.fields[asks].required = True
        if not has_running:
            del self.fields["running"]
