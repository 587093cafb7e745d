"""Carries out what a form of the desk that changes one thing says, once it is sent."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.web.entrance import DistrictRequest, arrived


def change(
    request: DistrictRequest,
    form: forms.Form,
    carry_out: Callable[[], str | None],
    *,
    to: str,
    draft: str = "",
) -> HttpResponse | Refused | None:
    """Return the redirect to the address ``to`` after what the form says was done, and say that it was.

    Or the refusal that the page shows, or None where nothing was sent or the form is faulty. A form without
    fields is a mere press. ``carry_out`` may return the words to say; the browser forgets the draft of this
    name. Raises NotAllowed.
    """
    if request.method != "POST" or (form.fields and not form.is_valid()):
        return None
    try:
        words = carry_out()
    except NotAllowed:
        raise
    except Refused as fault:
        return fault
    arrived(request, words or _("Done and recorded."), draft=draft)
    return redirect(to)
