"""Views of a matter's page for the holder of its receipt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from yuanba.matters import queries, services
from yuanba.matters.forms import BAD_PHONE, PHONE, Files, ManyFiles, contact_of
from yuanba.matters.queries import MatterRow, attachments, handover
from yuanba.matters.services.attachments import FROM_RESIDENTS, MOST
from yuanba.matters.services.orders import LONGEST_ANSWER
from yuanba.matters.views import proof, story, timing
from yuanba.media.enclosures import LARGEST_PICTURE, Kind
from yuanba.packs import store
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.state import State
from yuanba.rules.core.verb import Verb
from yuanba.rules.matters import triage
from yuanba.rules.matters.verbs import MatterVerb
from yuanba.rules.privacy import Part
from yuanba.web.entrance import ANYONE, Request, arrived, now, open_to, page

#: What an unmasking showed.
PARTS = {
    Part.CONTACT: _("name and contact"),
    Part.WORDS: _("the original words"),
    Part.BOTH: _("the original words, name and contact"),
}


class SayForm(forms.Form):
    """The form of a reply: words, with pictures or a voice clip."""

    words = forms.CharField(
        label=_("Your reply"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your reply.")},
    )
    enclosed = Files(
        label=_("Pictures or voice"),
        required=False,
        most=MOST[Kind.PICTURE] + MOST[Kind.VOICE],
        at_most=LARGEST_PICTURE,
        widget=ManyFiles(attrs={"accept": "image/*,audio/*"}),
    )

    def said(self) -> dict[str, Any]:
        """Return the cleaned form as the arguments of the reply service."""
        enclosures = services.prepare(self.cleaned_data.pop("enclosed"), allowed=FROM_RESIDENTS)
        return {"words": self.cleaned_data["words"], "enclosures": enclosures}


class UrgeForm(forms.Form):
    """The form that urges the responsible unit (催办), with optional words."""

    words = forms.CharField(
        label=_("What you want to say"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def said(self) -> dict[str, Any]:
        """Return the cleaned form as the arguments of the urge service."""
        return {"words": self.cleaned_data["words"]}


class ObjectForm(forms.Form):
    """The form that objects to a refusal (提异议)."""

    reason = forms.CharField(
        label=_("Why it should be taken after all"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why it should be taken after all.")},
    )

    def said(self) -> dict[str, Any]:
        """Return the cleaned form as the arguments of the objection service."""
        return {"reason": self.cleaned_data["reason"]}


class ContactForm(forms.Form):
    """The form that changes the contact (更改联系方式) to another number, or none."""

    phone = forms.RegexField(
        label=_("New mobile number"),
        regex=PHONE,
        required=False,
        help_text=_("Leave it empty and we send nothing more."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"invalid": BAD_PHONE},
    )

    def said(self) -> dict[str, Any]:
        """Return the cleaned form as the arguments of the contact service."""
        return {"contact": contact_of("sms", self.cleaned_data["phone"])}


class WithdrawForm(forms.Form):
    """The form that withdraws a matter (撤回): only its button."""

    def said(self) -> dict[str, Any]:
        """Return the arguments of the withdraw service: none."""
        return {}


#: What owners do on their page: verb, form, service, and what they are told afterwards.
OWN: Mapping[str, tuple[Verb, type[Any], Callable[..., None], Promise]] = {
    "reply": (MatterVerb.REPLY, SayForm, services.reply, _("Thank you. The unit reads it now.")),
    "urge": (MatterVerb.URGE, UrgeForm, services.urge, _("They have been told. Each urging is counted.")),
    "object": (
        MatterVerb.OBJECT,
        ObjectForm,
        services.object_to,
        _("Your objection is in. It is looked at again."),
    ),
    "correct_contact": (
        MatterVerb.CORRECT_CONTACT,
        ContactForm,
        services.correct_contact,
        _("Changed. From now on only this way is used."),
    ),
    "withdraw": (MatterVerb.WITHDRAW, WithdrawForm, services.withdraw, _("You have taken it back.")),
}


@require_GET
@open_to(*ANYONE)
def follow(request: Request, token: str) -> HttpResponse:
    """Render the history of one matter for the holder of its receipt."""
    return _story_page(request, queries.matter_by_token(token))


def _story_page(
    request: Request,
    row: MatterRow,
    *,
    bound: Mapping[str, forms.Form] | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, moment = proof.acting(request, row), now()
    verbs = queries.offered(actor, row, moment)
    found = {
        name: (bound or {}).get(name) or form(auto_id=f"id_{name}_%s")
        for name, (verb, form, *_rest) in OWN.items()
        if verb in verbs
    }
    if not _may_object(row):
        found.pop("object", None)
    pack = store.pack_of(row.pack_digest)
    return page(
        request,
        "matters/story.html",
        matter=row,
        verbs=verbs,
        own=found,
        open_form=next(iter(bound or {}), ""),
        question=_last(row, MatterVerb.ASK) if row.state is State.WAITING else "",
        is_proven=actor.key == row.owner_key,
        attachments=attachments.attachments_of(actor, row, moment),
        story=story.for_party(row),
        names=queries.names_for([row]),
        pack=pack,
        duty=handover.titles_now(pack, now()) if row.state is State.FILED else [],
        looks=queries.looks_at([row.id], moment) if actor.key == row.owner_key else [],
        parts=PARTS,
        refusal=refusal,
        status=status,
    )


def _may_object(row: MatterRow) -> bool:
    """Whether the time for an objection, and the one objection, are still there."""
    try:
        triage.object_to(
            row.state,
            reason="?",
            ended_at=row.ended_at or now(),
            objections=sum(step.verb == MatterVerb.OBJECT for step in queries.story(row.id)),
            pack=store.pack_of(row.pack_digest),
            at=now(),
        )
    except Refused:
        return False
    return True


def _last(row: MatterRow, verb: Verb) -> str:
    said = [step.words for step in story.for_party(row) if step.verb is verb]
    return said[-1] if said else ""


@require_POST
@open_to(*ANYONE)
def do(request: Request, token: str, name: str) -> HttpResponse:
    """Handle a reply, urge, objection, contact change or withdrawal by the matter's owner."""
    row = queries.matter_by_token(token)
    _verb, form_class, call, told = OWN[name]
    form = form_class(request.POST, request.FILES, auto_id=f"id_{name}_%s")
    if not form.is_valid():
        return _story_page(request, row, bound={name: form}, status=422)
    try:
        call(actor=proof.acting(request, row), matter_id=row.id, now=now(), **form.said())
    except Refused as refusal:
        fresh = queries.matter_by_token(token)
        status = 403 if isinstance(refusal, NotAllowed) else 409
        return _story_page(request, fresh, bound={name: form}, refusal=refusal, status=status)
    arrived(request, str(told), draft=f"matter.{name}.{row.receipt}")
    return redirect("matters:story", token=row.token)


@require_GET
@open_to(*ANYONE)
def why(request: Request, token: str) -> HttpResponse:
    """Render how the deadline came about (为什么是这一天) for the holder of the receipt."""
    row, moment = queries.matter_by_token(token), now()
    return page(
        request,
        "matters/why_own.html",
        matter=row,
        pack=store.pack_of(row.pack_digest),
        way=timing.way(row, moment),
        now=moment,
    )
