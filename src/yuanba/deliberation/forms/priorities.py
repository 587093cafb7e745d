"""The form in which a town's priorities are written: one line for each, in an order of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.deliberation.queries.priorities import PriorityVersion
from yuanba.deliberation.queries.topics import TopicRow
from yuanba.rules.deliberation.priorities import LONGEST_TITLE, LONGEST_WHY, MOST, NewPriority

#: Empty lines below those that are there.
SPARE = 3


class PriorityForm(forms.Form):
    """One entry: where it stands, its words, why it is on the list, and the topic that is about it."""

    place = forms.IntegerField(label=_("Place on the list"), min_value=1, max_value=99, required=False)
    title = forms.CharField(label=_("What is talked over"), max_length=LONGEST_TITLE, required=False)
    why = forms.CharField(
        label=_("Why it comes first"),
        max_length=LONGEST_WHY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    topic = forms.TypedChoiceField(
        label=_("Topic of residents"), coerce=int, empty_value=None, required=False, choices=[("", "")]
    )

    def __init__(self, *args: Any, offered: Sequence[TopicRow], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(str(one.id), one.title) for one in offered]
        self.fields["topic"].choices = [("", _("none")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return what was typed; an entry has a title, and says why it comes first."""
        given: dict[str, Any] = self.cleaned_data
        said = {name for name in ("title", "why", "topic") if given.get(name)}
        if said and "title" not in said and "title" not in self.errors:
            self.add_error("title", _("Write what is talked over, or empty the line."))
        if "title" in said and "why" not in said and "why" not in self.errors:
            self.add_error("why", _("Say why it comes first; everybody reads it."))
        return given


PriorityLines = forms.formset_factory(PriorityForm, extra=SPARE, max_num=MOST, validate_max=True)


def lines(given: Any, current: PriorityVersion | None, offered: Sequence[TopicRow]) -> Any:
    """Return the form of a whole list, filled with the version that holds unless it was sent.

    What was sent stands by itself: a line that says what a newer version says too is no empty one.
    """
    initial = (
        []
        if given
        else [
            {
                "place": one.number,
                "title": one.title,
                "why": one.why,
                "topic": one.topic.id if one.topic else "",
            }
            for one in (current.entries if current else ())
        ]
    )
    return PriorityLines(given, initial=initial, form_kwargs={"offered": offered})


def entries(form: Any) -> list[NewPriority]:
    """Return what a valid form says, by place, then as the lines stand."""
    told = [one.cleaned_data for one in form if one.cleaned_data.get("title")]
    told.sort(key=lambda one: one.get("place") or 100)
    return [NewPriority(title=one["title"], why=one["why"], topic_id=one["topic"]) for one in told]
