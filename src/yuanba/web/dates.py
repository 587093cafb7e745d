"""Fields for days and moments, with one range: of forms, of the JSON API, and of arguments of commands."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, AwareDatetime
from pydantic_core import PydanticCustomError

from yuanba.rules.time import span
from yuanba.rules.time.calendar import HERE
from yuanba.web.sentences import refusal_sentence


class DayField(forms.DateField):
    """A form field for one day in the range that Yuanba takes, drawn as the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Choose a day.")}

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.widget.attrs |= {"min": span.FIRST.isoformat(), "max": span.LAST.isoformat()}

    def to_python(self, value: Any) -> date | None:
        return _in_range(super().to_python, value)


class MomentField(forms.DateTimeField):
    """A form field for a day with a time, both in China, in the range that Yuanba takes."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {"invalid": _("Choose a day and a time.")}

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        if not self.widget.is_hidden:
            self.widget.attrs |= {"min": f"{span.FIRST}T00:00", "max": f"{span.LAST}T23:59"}

    def to_python(self, value: Any) -> datetime | None:
        return _in_range(super().to_python, value)


def _in_range(parse: Callable[[Any], span.Given | None], value: Any) -> span.Given | None:
    try:
        return span.taken_or_none(parse(value))
    except OverflowError as fault:  # a moment so near the edge of what can be counted that its zone is beyond
        raise forms.ValidationError(refusal_sentence(span.refusal())) from fault
    except span.OutOfRange as refusal:
        raise forms.ValidationError(refusal_sentence(refusal)) from refusal


def _moment_in_range(at: datetime) -> datetime:
    try:
        return span.taken(at)
    except span.OutOfRange as refusal:
        raise PydanticCustomError(
            "date_out_of_range", "{words}", {"words": refusal_sentence(refusal)}
        ) from None


#: A moment in a body of the JSON API: with its time zone, and in the range.
GivenMoment = Annotated[AwareDatetime, AfterValidator(_moment_in_range)]


def day_argument(text: str) -> date:
    """Return the day that an argument of a command names; argparse says what is wrong with another."""
    try:
        return span.taken(date.fromisoformat(text))
    except span.OutOfRange as refusal:
        raise argparse.ArgumentTypeError(refusal_sentence(refusal)) from refusal
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-03-02") from fault


def moment_of(text: str) -> datetime:
    """Return the moment that an argument of a command names, in China's time where it names no zone.

    Raises ValueError where it names none, and span.OutOfRange for one that Yuanba does not take.
    """
    at = datetime.fromisoformat(text)
    return span.taken(at if at.tzinfo else at.replace(tzinfo=HERE)).astimezone(HERE)
