"""Views of 我的信息: see, correct, export and erase one's data, by account or by a proven receipt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.matters import queries as matters
from yuanba.matters.queries import MatterRow
from yuanba.packs import store
from yuanba.people import services as people
from yuanba.privacy import forms, queries, services
from yuanba.privacy.queries import Held
from yuanba.residents.views import proof
from yuanba.residents.views.own import PARTS
from yuanba.rules.core.actor import Actor, ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.matters import receipt as receipts
from yuanba.rules.time.calendar import day
from yuanba.web.entrance import ANYONE, DistrictRequest, arrived, now, open_to, page
from yuanba.web.proxies import client_address

#: How often somebody may make a copy in a day, and try a query code in ten minutes.
COPIES, COPIES_SECONDS = 6, 24 * 3600
TRIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """The person whose data is shown: an account holder, or a receipt holder together with their matter."""

    actor: Actor
    matter: MatterRow | None = None

    @property
    def token(self) -> str:
        """Return the token that forms carry to name the matter of the receipt; empty for an account."""
        return self.matter.token if self.matter else ""


def _person(request: DistrictRequest, token: str) -> Asker:
    """Whoever is meant, if this browser has proven it; raises matters.MatterNotFound."""
    if not token and request.actor.kind is ActorKind.RESIDENT:
        return Asker(actor=request.actor)
    row = matters.matter_by_token(token)
    actor = proof.acting(request, row)
    if actor.key != row.owner_key or actor.kind is ActorKind.STAFF:
        raise matters.MatterNotFound
    return Asker(actor=actor, matter=None if actor.kind is ActorKind.RESIDENT else row)


@require_safe
@open_to(*ANYONE)
@never_cache
def mine(request: DistrictRequest) -> HttpResponse:
    """Render all data of the reader's account or, for readers without one, a choice of proven receipts."""
    if request.actor.kind is ActorKind.RESIDENT:
        return _held_page(request, Asker(actor=request.actor))
    found = matters.owned(matters.owner_by_receipt(number) for number in proof.receipts(request))
    return page(request, "privacy/which.html", mine=found, pack=store.in_force(day(now())))


@require_safe
@open_to(*ANYONE)
@never_cache
def mine_of(request: DistrictRequest, token: str) -> HttpResponse:
    """Render all data that belongs to one receipt, or ask for its query code if that was not given yet."""
    try:
        person = _person(request, token)
    except matters.MatterNotFound:
        row = matters.matter_by_token(token)
        return _prove(request, row)
    return _held_page(request, person)


def _prove(request: DistrictRequest, row: MatterRow) -> HttpResponse:
    return page(request, "privacy/which.html", mine=[], unproven=row, pack=store.in_force(day(now())))


def _held_page(
    request: DistrictRequest,
    person: Asker,
    *,
    form: forms.CorrectForm | None = None,
    asking: forms.AskForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    held = queries.held(person.actor, now())
    names = [one.original.name for one in held["matters"] if one.original.name]
    holder = held["account"]
    own_name = holder.name if holder else ""
    first = form or forms.CorrectForm(initial={"name": own_name or next(iter(names), "")})
    response = page(
        request,
        "privacy/mine.html",
        person=person,
        held=held,
        form=first,
        asking=asking or ask_form(),
        refusal=refusal,
        parts=PARTS,
        ways=ways(held),
        pack=store.in_force(day(now())),
        status=status,
    )
    response["Cache-Control"] = "no-store"
    return response


def ask_form(data: object = None) -> forms.AskForm:
    """Return the data request form, with the kinds of request that today's rules allow."""
    asked = store.in_force(day(now())).requests
    is_zh = (get_language() or "zh").startswith("zh")
    titles = {code: kind.title for code, kind in asked.kinds.items()} if asked else {}
    return forms.AskForm(data, kinds=[(code, text.zh if is_zh else text.en) for code, text in titles.items()])


def ways(held: Held) -> list[tuple[str, str, int]]:
    """Return each contact address once: its channel, masked address, and the number of uses."""
    counted = Counter((one.channel, one.masked) for one in held["contacts"])
    return [(channel, masked, number) for (channel, masked), number in counted.items()]


@require_POST
@open_to(*ANYONE)
def correct(request: DistrictRequest) -> HttpResponse:
    """Handle the form that corrects the person's name and phone number."""
    person = _person(request, request.POST.get("of", ""))
    form = forms.CorrectForm(request.POST)
    if not form.is_valid():
        return _held_page(request, person, form=form, status=422)
    services.correct(
        actor=person.actor, name=form.cleaned_data["name"], phone=form.cleaned_data["phone"], now=now()
    )
    messages.success(request, _("It has been corrected."))
    return _back(person)


@require_POST
@open_to(*ANYONE)
def ask(request: DistrictRequest) -> HttpResponse:
    """Handle the form that files a data request."""
    person = _person(request, request.POST.get("of", ""))
    form = ask_form(request.POST)
    if not form.is_valid():
        return _held_page(request, person, asking=form, status=422)
    try:
        services.ask(actor=person.actor, now=now(), **form.cleaned_data)
    except Refused as refusal:
        return _held_page(request, person, asking=form, refusal=refusal, status=409)
    told = _("Received. The answer and its reasons will appear on this page.")
    arrived(request, told, draft=f"privacy.ask.{person.token}")
    return _back(person)


@require_POST
@open_to(*ANYONE)
def silence(request: DistrictRequest) -> HttpResponse:
    """Withdraw the person's consent to be messaged and delete their contact addresses."""
    person = _person(request, request.POST.get("of", ""))
    services.stop_telling(actor=person.actor, now=now())
    messages.success(request, _("Nobody will contact you any more. Look here for the progress."))
    return _back(person)


def _back(person: Asker) -> HttpResponse:
    return redirect("privacy:mine_of", token=person.token) if person.token else redirect("privacy:mine")


@require_POST
@open_to(*ANYONE)
def export(request: DistrictRequest) -> HttpResponse:
    """Return the ZIP of all personal data of the person as a download."""
    person, moment = _person(request, request.POST.get("of", "")), now()
    people.throttle(key=f"export:{person.actor.key}", limit=COPIES, window_seconds=COPIES_SECONDS, now=moment)
    copy = services.export(actor=person.actor, now=moment)
    response = HttpResponse(copy, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="yuanba-my-data-{day(moment)}.zip"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*ANYONE)
def erase(request: DistrictRequest) -> HttpResponse:
    """Explain what erasing means; erase the person's data once they confirm it and prove who they are."""
    person = _person(request, (request.POST or request.GET).get("of", ""))
    held = queries.held(person.actor, now())
    asks = _asks(request, person)
    form = forms.EraseForm(request.POST or None, asks=asks, has_running=bool(held.running))
    if request.method != "POST" or not form.is_valid() or not _is_proven(request, person, form, asks):
        status = 422 if form.is_bound else 200
        context = {"person": person, "held": held, "form": form, "pack": store.in_force(day(now()))}
        response = page(request, "privacy/erase.html", status=status, **context)
    else:
        withdraws = form.cleaned_data.get("running") == "back"
        erased = services.erase(actor=person.actor, withdraws=withdraws, now=now())
        if person.matter is None:
            logout(request)
        response = page(request, "privacy/erased.html", erased=erased, person=person)
    response["Cache-Control"] = "no-store"
    return response


def _asks(request: DistrictRequest, person: Asker) -> str:
    """What has to be typed once more: the query code of a receipt, or the password of an account."""
    if person.matter:
        return "code"
    return "password" if request.user.is_authenticated and request.user.has_usable_password() else ""


def _is_proven(request: DistrictRequest, person: Asker, form: forms.EraseForm, asks: str) -> bool:
    def check() -> bool | None:
        if person.matter:
            typed = form.cleaned_data["code"].translate(receipts.WIDE)
            found = matters.matter_by_code(person.matter.receipt, typed)
            return bool(found and found.id == person.matter.id) or None
        return not asks or request.user.check_password(form.cleaned_data["password"]) or None

    code = person.matter.receipt if person.matter else person.actor.key
    if people.prove(code=code, asker=client_address(request), limit=TRIES, now=now(), check=check):
        return True
    form.add_error(asks, _("The query code or password is not right. Please check and try again."))
    return False
