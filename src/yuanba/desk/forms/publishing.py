"""The form by which staff release to everyone what a matter is about and what was done."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from yuanba.desk.forms.asked import DeskFields, long_words
from yuanba.matters.queries import attachments
from yuanba.matters.queries.story import answer_words
from yuanba.rules.privacy import masking


class Publish(DeskFields):
    """The form that publishes a matter under a title and summary written by staff (公开标题和摘要)."""

    title = forms.CharField(
        label=_("Title"), max_length=60, error_messages={"required": _("The public needs a title.")}
    )
    summary = long_words(_("Summary"), most=300, fault=_("The public needs a summary."))
    answer = forms.CharField(
        label=_("What was done, for everyone to read"),
        max_length=1000,
        required=False,
        help_text=_("The answer with personal data starred out: read it once more before it is public."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    pictures = forms.MultipleChoiceField(
        label=_("Pictures of the answer that everyone may see"),
        required=False,
        help_text=_("Only those without faces, number plates, house numbers or papers."),
        widget=forms.CheckboxSelectMultiple,
    )

    def fit(self) -> None:
        row = self.about.matter
        self.fields["summary"].help_text = _("Everybody reads this.")
        said, found = answer_words(row.id), attachments.for_release(row.id)
        self.initial = {
            "title": row.title,
            "summary": row.summary,
            "answer": row.public_answer or masking.mask(said).text,
            "pictures": [one.key for one in found if one.is_released],
        }
        box = self.fields["pictures"]
        assert isinstance(box, forms.MultipleChoiceField)
        box.choices = [
            (one.key, _("Picture %(n)s") % {"n": number}) for number, one in enumerate(found, start=1)
        ]
        for name, is_there in (("answer", said), ("pictures", found)):
            if not is_there:
                del self.fields[name]
