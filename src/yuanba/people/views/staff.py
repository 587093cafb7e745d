"""Views of staff: the list, one person with positions, and the forms that change them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuanba.journal import queries as journal
from yuanba.packs import store
from yuanba.people import forms, queries, services
from yuanba.people.queries import AccountRow, PositionRow, kinship, program_keys
from yuanba.people.views import undoing, vacated
from yuanba.rules.core import access
from yuanba.rules.core.access import Facts, NotAllowed
from yuanba.rules.core.actor import KEEPERS, ActorKind, PositionKind
from yuanba.rules.core.refusal import Refused
from yuanba.rules.core.verb import Verb
from yuanba.rules.messages.verbs import MessageVerb
from yuanba.rules.people.verbs import PeopleVerb
from yuanba.rules.time.calendar import day
from yuanba.web.changing import change
from yuanba.web.entrance import DistrictRequest, now, open_to, page
from yuanba.web.sentences import refusal_sentence

_PAGE = 50
_EVERYONE = 2000


@require_safe
@open_to(*KEEPERS)
def staff(request: DistrictRequest) -> HttpResponse:
    """Render the staff accounts, sorted by log-in name, with a search field."""
    typed = request.GET.get("q", "").strip()[:80]
    after = request.GET.get("after", "")
    found = queries.staff(typed, after=after, limit=_PAGE + 1)
    rows = found[:_PAGE]
    return page(
        request,
        "people/staff.html",
        typed=typed,
        rows=rows,
        names=queries.names(row.key for row in rows),
        after=after,
        next=rows[-1].login if len(found) > _PAGE else "",
        today=day(now()),
        asked=_asked(request) if _may(request, PeopleVerb.ACCOUNT_RESET_FACTOR) else [],
        may_import=_may(request, PeopleVerb.STAFF_IMPORT),
        may_open=_may(request, PeopleVerb.ACCOUNT_OPEN),
    )


def _asked(request: DistrictRequest) -> list[AccountRow]:
    """The accounts whose log-in another administrator asked to reset, which this one may carry out."""
    found = queries.resets_asked(since=now() - services.ASKED_FOR)
    return [one for one in found if one.reset_asked_by != request.actor.key]


@require_safe
@open_to(*KEEPERS)
def person(request: DistrictRequest, key: str) -> HttpResponse:
    """Render one person: current and past positions, and the account's history."""
    return render_person(request, key)


def render_person(
    request: DistrictRequest, key: str, *, password: str = "", refusal: Refused | None = None
) -> HttpResponse:
    """Return the page of one person, with a new password that is shown once, or with a refusal."""
    account = account_or_404(key)
    own, moment = Facts(owner_key=key), now()
    may_see = access.may(request.actor, PeopleVerb.ACCESS_SEE, own, moment)
    story = journal.story("account", key) if may_see else []
    return page(
        request,
        "people/person.html",
        account=account,
        name=queries.names([key]).get(key, ""),
        password=password,
        refused=refusal,
        today=day(now()),
        story=story,
        undos=undoing.of_account(request.actor, account, now()),
        labels=queries.posts(story),
        may_see=may_see,
        may_appoint=_may(request, PeopleVerb.POSITION_APPOINT, own) and account.is_active,
        kin=queries.logins(kinship.kin_of(key)),
        may_declare=_may(request, PeopleVerb.KIN_DECLARE, own) and account.is_active,
        may_retract=_may(request, PeopleVerb.KIN_RETRACT, own),
        may_reset=_may(request, PeopleVerb.ACCOUNT_RESET, own)
        and account.is_active
        and not account.is_program,
        may_set_duty_phone=_may(request, MessageVerb.DUTY_PHONE) and not account.is_program,
        may_issue=_may(request, PeopleVerb.KEY_ISSUE) and account.is_active and account.is_program,
        may_revoke=_may(request, PeopleVerb.KEY_REVOKE),
        keys=program_keys.keys_of(key) if account.is_program else None,
        may_ask_reset=_may(request, PeopleVerb.ACCOUNT_ASK_RESET, own)
        and account.is_active
        and not account.is_program,
        may_reset_factor=_may(request, PeopleVerb.ACCOUNT_RESET_FACTOR, own)
        and any(one.key == key for one in _asked(request)),
        may_close=_may(request, PeopleVerb.ACCOUNT_CLOSE, own) and account.is_active,
    )


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def open_account(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form that opens accounts; their one-time passwords are shown once."""
    form = forms.OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        people = form.cleaned_data["people"]
        try:
            if form.cleaned_data["is_program"]:
                return redirect("people:person", key=_open_program(request, people[0]))
            opened = services.open_accounts(actor=request.actor, people=people, now=now())
        except (services.BadLogin, services.LoginTaken) as fault:
            form.add_error("people", refusal_sentence(fault))
        else:
            return page(request, "people/opened.html", opened=opened)
    return page(request, "people/open.html", form=form)


def _open_program(request: DistrictRequest, one: services.NewPerson) -> str:
    return services.open_account(
        actor=request.actor, login=one.login, name=one.name, password=None, now=now()
    )


@require_POST
@open_to(PositionKind.SYSTEM_ADMIN)
def reopen_account(request: DistrictRequest, key: str) -> HttpResponse:
    """Reopen an account that was closed today or yesterday."""
    account_or_404(key)
    try:
        services.reopen_account(actor=request.actor, account_key=key, now=now())
    except NotAllowed:
        raise
    except Refused as fault:
        return render_person(request, key, refusal=fault)
    messages.success(request, _("Done and recorded."))
    return redirect("people:person", key=key)


@never_cache
@require_POST
@open_to(PositionKind.SYSTEM_ADMIN)
def reset_password(request: DistrictRequest, key: str) -> HttpResponse:
    """Reset an account's password and show the new one-time password once."""
    account_or_404(key)
    try:
        password = services.reset_password(actor=request.actor, account_key=key, now=now())
    except services.NeedsSecondAdministrator as fault:
        return render_person(request, key, refusal=fault)
    return render_person(request, key, password=password)


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def ask_reset(request: DistrictRequest, key: str) -> HttpResponse:
    """Show and handle the form that asks the security administrator to reset an account's log-in."""
    form = forms.StaffReasonForm(request.POST or None)

    def carry_out() -> None:
        services.ask_reset(actor=request.actor, account_key=key, now=now(), **form.cleaned_data)

    return _change(request, account_or_404(key), form, carry_out, PeopleVerb.ACCOUNT_ASK_RESET)


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SECURITY_ADMIN)
def reset_factor(request: DistrictRequest, key: str) -> HttpResponse:
    """Show and handle the form that carries out an asked reset; the new password is shown once."""
    form = forms.StaffReasonForm(request.POST or None)
    password = ""

    def carry_out() -> None:
        nonlocal password
        password = services.reset_factor(actor=request.actor, account_key=key, now=now(), **form.cleaned_data)

    answer = _change(request, account_or_404(key), form, carry_out, PeopleVerb.ACCOUNT_RESET_FACTOR)
    return render_person(request, key, password=password) if password else answer


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SYSTEM_ADMIN)
def close_account(request: DistrictRequest, key: str) -> HttpResponse:
    """Show and handle the form that closes an account."""
    form = forms.StaffReasonForm(request.POST or None)

    account = account_or_404(key)

    def carry_out() -> str | None:
        services.close_account(actor=request.actor, account_key=key, now=now(), **form.cleaned_data)
        today = day(now())
        return vacated.told([one for one in account.positions if one.holds_on(today)], from_on=today)

    return _change(request, account, form, carry_out, PeopleVerb.ACCOUNT_CLOSE)


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SECURITY_ADMIN)
def appoint(request: DistrictRequest, key: str) -> HttpResponse:
    """Show and handle the form that appoints an account to a position."""
    today = day(now())
    form = forms.AppointForm(
        request.POST or None,
        pack=store.in_force(on=today),
        initial={"from_on": today},
    )

    def carry_out() -> None:
        services.appoint(actor=request.actor, account_key=key, now=now(), **form.cleaned_data)

    return _change(request, account_or_404(key), form, carry_out, PeopleVerb.POSITION_APPOINT)


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SECURITY_ADMIN)
def end(request: DistrictRequest, key: str, position_id: int) -> HttpResponse:
    """Show and handle the form that ends a position."""
    account = account_or_404(key)
    position = _position(account, position_id)
    form = forms.EndForm(request.POST or None, initial={"until_on": day(now())})

    def carry_out() -> str | None:
        services.end(actor=request.actor, position_id=position.id, now=now(), **form.cleaned_data)
        return vacated.told([position], from_on=form.cleaned_data["until_on"] + timedelta(days=1))

    return _change(request, account, form, carry_out, PeopleVerb.POSITION_END, position)


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SECURITY_ADMIN)
def stand_in(request: DistrictRequest, key: str, position_id: int) -> HttpResponse:
    """Show and handle the form that names a stand-in for a position."""
    account = account_or_404(key)
    position = _position(account, position_id)
    others = [
        one
        for one in queries.staff(limit=_EVERYONE)
        if one.key != key and one.is_active and not one.is_program
    ]
    form = forms.StandInForm(
        request.POST or None,
        staff=others,
        names=queries.names(one.key for one in others),
        today=day(now()),
    )

    def carry_out() -> None:
        services.stand_in(actor=request.actor, position_id=position.id, now=now(), **form.cleaned_data)

    return _change(request, account, form, carry_out, PeopleVerb.POSITION_STAND_IN, position)


@require_safe
@open_to(ActorKind.STAFF, ActorKind.RESIDENT)
def me(request: DistrictRequest) -> HttpResponse:
    """Render the reader's own account: name, positions, password, declared relatives."""
    account = queries.account(request.actor.key)
    if account is None:
        raise Http404(request.actor.key)
    return page(
        request,
        "people/me.html",
        account=account,
        name=queries.names([account.key]).get(account.key, ""),
        today=day(now()),
        kin=queries.logins(kinship.kin_of(account.key)) if account.kind is ActorKind.STAFF else None,
        base="web/base_staff.html" if account.kind is ActorKind.STAFF else "web/base_resident.html",
    )


@require_http_methods(["GET", "POST"])
@open_to(ActorKind.STAFF)
def declare_own(request: DistrictRequest) -> HttpResponse:
    """Show and handle the form by which staff declare a relative of their own (申报亲属关系)."""
    form = forms.KinForm(request.POST or None)

    def carry_out() -> None:
        services.declare(actor=request.actor, account_key=request.actor.key, now=now(), **form.cleaned_data)

    return _change(
        request, account_or_404(request.actor.key), form, carry_out, PeopleVerb.KIN_DECLARE, back="people:me"
    )


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SECURITY_ADMIN)
def declare(request: DistrictRequest, key: str) -> HttpResponse:
    """Show and handle the form by which the security administrator declares two people as relatives."""
    form = forms.KinForm(request.POST or None)

    def carry_out() -> None:
        services.declare(actor=request.actor, account_key=key, now=now(), **form.cleaned_data)

    return _change(request, account_or_404(key), form, carry_out, PeopleVerb.KIN_DECLARE)


@require_http_methods(["GET", "POST"])
@open_to(PositionKind.SECURITY_ADMIN)
def retract(request: DistrictRequest, key: str, login: str) -> HttpResponse:
    """Show and handle the form that retracts a declared family tie (撤销亲属申报)."""
    form = forms.StaffReasonForm(request.POST or None)

    def carry_out() -> None:
        services.retract(
            actor=request.actor, account_key=key, kin_login=login, now=now(), **form.cleaned_data
        )

    return _change(request, account_or_404(key), form, carry_out, PeopleVerb.KIN_RETRACT)


def _change(
    request: DistrictRequest,
    account: AccountRow,
    form: django_forms.Form,
    carry_out: Callable[[], str | None],
    verb: Verb,
    position: PositionRow | None = None,
    back: str = "",
) -> HttpResponse:
    """Show the form, or carry out what it says and go back to the person."""
    to = back or reverse("people:person", args=[account.key])
    done = change(request, form, carry_out, to=to, draft=f"{verb}.{account.key}")
    if isinstance(done, HttpResponse):
        return done
    return page(
        request,
        "people/change.html",
        back=back,
        account=account,
        name=queries.names([account.key]).get(account.key, ""),
        form=form,
        verb=str(verb),
        position=position,
        refused=done,
    )


def account_or_404(key: str) -> AccountRow:
    """Return an account of staff; residents' have no page, and their names are nobody's business here."""
    found = queries.account(key)
    if found is None or found.kind is not ActorKind.STAFF:
        raise Http404(key)
    return found


def _position(account: AccountRow, position_id: int) -> PositionRow:
    for position in account.positions:
        if position.id == position_id:
            return position
    raise Http404(str(position_id))


def _may(request: DistrictRequest, verb: Verb, facts: Facts | None = None) -> bool:
    return access.may(request.actor, verb, facts or Facts(), at=now())
