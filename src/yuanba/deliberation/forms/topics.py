"""Forms about topics: proposing one, seconding it for somebody, and what its council does with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.deliberation.forms.projects import ProjectChoice, ProjectPart
from yuanba.deliberation.queries import CouncilRow
from yuanba.deliberation.queries.topics import TopicRow
from yuanba.rules.deliberation.topics import LONGEST_SUMMARY, LONGEST_TITLE, LONGEST_WORDS
from yuanba.web.dates import DayField
from yuanba.web.phones import MobileField
from yuanba.web.sentences import words


class ProposeTopicForm(forms.Form):
    """The form that proposes a topic to a council; staff also give the phone of whose topic it is."""

    FIELDS = {"topic.no_words": "words", "topic.needs_phone": "phone", "council.dissolved": "council"}

    words = forms.CharField(
        label=_("What should be talked over?"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("As you would say it. What everybody reads later names nobody."),
    )
    council = forms.TypedChoiceField(label=_("Where it should be talked over"), coerce=int)
    phone = MobileField(label=_("Their mobile number"), required=False)

    def __init__(self, *args: Any, councils: Sequence[CouncilRow], is_staff: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        council = self.fields["council"]
        assert isinstance(council, forms.ChoiceField)
        council.choices = [(one.id, f"{one.where} · {words(one.title)}") for one in councils]
        council.widget = forms.RadioSelect(choices=council.choices) if len(councils) < 8 else council.widget
        if not is_staff:
            del self.fields["phone"]


class SupportForForm(forms.Form):
    """The form by which staff second a topic for somebody who stands before them."""

    phone = MobileField(label=_("Their mobile number"))


class PublishTopicForm(forms.Form):
    """The form for the title and the summary under which everybody reads a topic."""

    title = forms.CharField(label=_("Public title"), max_length=LONGEST_TITLE)
    summary = forms.CharField(
        label=_("Public summary"),
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it is about, without names, addresses or telephone numbers."),
    )


class TopicReplyForm(forms.Form):
    """The form for the council's words when it declines a topic or puts it on its agenda."""

    reason = forms.CharField(
        label=_("Reason, which everybody concerned reads"),
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SettleTopicForm(forms.Form):
    """The form that says why what was adopted needs no task."""

    reason = forms.CharField(
        label=_("How it was settled, which everybody reads"),
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TopicTaskForm(ProjectPart, forms.Form):
    """The form that gives what was adopted on a topic a task: what, who, until when, and to whose unit."""

    text = forms.CharField(
        label=_("What was resolved"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads it: no names of residents."),
    )
    responsible = forms.CharField(label=_("Who carries it out"), max_length=60)
    due_on = DayField(label=_("To be done by"), help_text=_("This day is included."))
    class_code = forms.ChoiceField(
        label=_("Give it to the unit of this class at once"),
        required=False,
        help_text=_("Its time for the answer begins now."),
    )

    def __init__(
        self,
        *given: Any,
        classes: Sequence[tuple[str, str]],
        projects: Iterable[ProjectChoice] = (),
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        if classes:
            self.fields["class_code"].choices = [("", "—"), *classes]  # type: ignore[attr-defined]
        else:
            del self.fields["class_code"]
        self.offer_projects(projects)


class MergeTopicForm(forms.Form):
    """The form that names the topic into which one is merged."""

    into = forms.TypedChoiceField(label=_("The topic that stays"), coerce=int)

    def __init__(self, *args: Any, targets: Sequence[TopicRow], **more: Any) -> None:
        super().__init__(*args, **more)
        into = self.fields["into"]
        assert isinstance(into, forms.ChoiceField)
        into.choices = [(one.id, one.title) for one in targets]
