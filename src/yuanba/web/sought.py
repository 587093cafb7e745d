"""A form field for one of very many things: typed in part, found by words, code or name, and chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from yuanba.web.entrance import DistrictRequest, page

#: Code and label of what was found.
Found = tuple[str, str]
MOST = 12


class SoughtField(forms.CharField):
    """A text field that takes the code of a thing, or words that find it; its value is the code.

    Scripts offer what matches while one types (``ask``: the URL name of the page that lists matches). Without
    scripts the words are sought when the form is sent: one match is taken, of several one is chosen.
    """

    default_error_messages = {
        "unknown": _("Nothing was found. Try a part of the name, or the code."),
        "several": _("Several match. Choose one."),
    }

    def __init__(
        self,
        *,
        ask: str,
        find: Callable[[str], Sequence[Found]],
        named: Callable[[str], str],
        **more: Any,
    ) -> None:
        super().__init__(max_length=120, **more)
        self.find, self.named = find, named
        #: What matched where that was more than one thing.
        self.candidates: Sequence[Found] = ()
        self.widget.attrs |= {"data-ask": reverse_lazy(ask), "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the box: the label before the code of what was chosen."""
        label = self.named(value) if isinstance(value, str) and value and " " not in value else ""
        return f"{label} {value}" if label else value

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        if not text:
            return ""
        code = text.split()[-1]
        if self.named(code):
            return code
        found = self.find(text)[: MOST + 1]
        if not found:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1:
            self.candidates = found[:MOST]
            raise forms.ValidationError(self.error_messages["several"], code="several")
        return found[0][0]


def found_page(request: DistrictRequest, find: Callable[[str], Sequence[Found]]) -> HttpResponse:
    """Return the fragment of what matches the words that are being typed into such a field."""
    typed = request.GET.get("q", "").strip()[:80]
    return page(request, "web/found.html", found=find(typed)[:MOST])
