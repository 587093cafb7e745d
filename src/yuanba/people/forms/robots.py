"""Forms about the robots of units' group chats."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.people.forms.choosing import UnitField


class ChooseUnitForm(forms.Form):
    """The form that chooses the unit whose group chat is meant."""

    unit = UnitField(label=_("Unit"), help_text=_("A part of the name, or the code."))


class RobotForm(forms.Form):
    """The form for the address of a group's robot, and the secret with which DingTalk's sign."""

    address = forms.CharField(
        label=_("Address of the robot (Webhook)"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
        help_text=_("It carries the robot's key: it is stored encrypted and never shown again."),
    )
    secret = forms.CharField(
        label=_("Secret for signing (DingTalk only)"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Begins with SEC. Leave it empty for WeCom."),
    )
