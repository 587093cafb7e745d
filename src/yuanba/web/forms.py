"""What forms of all apps share: a text box that offers what is mostly chosen, and the sentences of faults.

The sentences say what is missing or does not fit, in place of Django's own.
Django's say what a programmer would say (“Ensure this value has at most 40 characters”), and in another tone
than our pages. They are set where Django keeps them, once, so that every field of every form has them,
those of the log-in too; a field that knows more says more in its own ``error_messages``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import validators
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from yuanba.rules.core.refusal import Refused
from yuanba.web.sentences import refusal_sentence

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from django.utils.safestring import SafeString

_NO_CHOICE = _("This is not one of the choices. Choose again.")
_NO_FILE = _("Choose a file.")
_NOT_ARRIVED = _("The file did not arrive. Choose it again.")

#: What each kind of field says, by Django's codes; a kind also has what the kinds that it is made from say.
SENTENCES: Mapping[type[forms.Field], Mapping[str, _StrPromise]] = MappingProxyType(
    {
        forms.Field: {"required": _("Please fill this in.")},
        forms.IntegerField: {"invalid": _("A whole number is needed here, such as 3.")},
        forms.DateField: {"invalid": _("Choose a day.")},
        forms.DateTimeField: {"invalid": _("Choose a day and a time.")},
        forms.TimeField: {"invalid": _("Write hour and minute, such as 21:30.")},
        forms.BooleanField: {"required": _("Tick this to go on.")},
        forms.ChoiceField: {"required": _("Choose one."), "invalid_choice": _NO_CHOICE},
        forms.MultipleChoiceField: {
            "required": _("Choose at least one."),
            "invalid_choice": _NO_CHOICE,
            "invalid_list": _NO_CHOICE,
        },
        forms.FileField: {
            "required": _NO_FILE,
            "invalid": _NOT_ARRIVED,
            "missing": _NOT_ARRIVED,
            "empty": _("This file is empty. Choose another one."),
            "max_length": ngettext_lazy(
                "The name of the file is too long: %(length)d characters, at most %(max)d. Rename it first.",
                "The name of the file is too long: %(length)d characters, at most %(max)d. Rename it first.",
                "max",
            ),
            "contradiction": _("Either choose a file or tick the box, not both."),
        },
    }
)
#: What the checks of a field say.
CHECKS: Mapping[type[object], _StrPromise] = MappingProxyType(
    {
        validators.MaxLengthValidator: ngettext_lazy(
            "At most %(limit_value)d character; there are %(show_value)d. Please shorten it.",
            "At most %(limit_value)d characters; there are %(show_value)d. Please shorten it.",
            "limit_value",
        ),
        validators.MinLengthValidator: ngettext_lazy(
            "At least %(limit_value)d character; there are %(show_value)d.",
            "At least %(limit_value)d characters; there are %(show_value)d.",
            "limit_value",
        ),
        validators.MinValueValidator: _("At least %(limit_value)s is needed here."),
        validators.MaxValueValidator: _("At most %(limit_value)s is allowed here."),
        validators.RegexValidator: _("This is not written in the right way. Compare it with the example."),
        validators.EmailValidator: _("An email address looks like name@example.com."),
        validators.ProhibitNullCharactersValidator: _("There is a broken character in it. Type it anew."),
    }
)


def speak_for_fields() -> None:
    """Give Django's fields and checks our sentences; called once, before any form is made."""
    for field, words in SENTENCES.items():
        field.default_error_messages = {**vars(field).get("default_error_messages", {}), **words}
    for check, said in CHECKS.items():
        check.message = said  # type: ignore[attr-defined]


class OfferingInput(forms.TextInput):
    """A text box whose browser offers these texts, the first first; without any it is a plain box."""

    offers: Sequence[str] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        if not self.offers:
            return super().render(name, value, attrs, renderer)
        key = f"{(attrs or {}).get('id') or name}-offers"
        box = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.offers))
        return format_html('{}<datalist id="{}">{}</datalist>', box, key, options)


def offer(form: forms.Form, name: str, offers: Sequence[str]) -> None:
    """Let the text box of this field offer these texts, each once."""
    widget = OfferingInput(attrs=form.fields[name].widget.attrs)
    widget.offers = tuple(dict.fromkeys(one for one in offers if one))
    form.fields[name].widget = widget


def show(form: forms.Form, fault: Refused, fields: Mapping[str, str]) -> None:
    """Put the sentence of a refusal at its field, which `fields` gives by its code, or above the form."""
    name = fields.get(fault.code)
    form.add_error(name if name in form.fields else None, refusal_sentence(fault))
