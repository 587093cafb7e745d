"""Views of the log-in by phone: a number, then a code of six digits; the steps are allauth's."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yuanba.messages import services as messages
from yuanba.people.forms import PhoneCodeForm, PhoneForm
from yuanba.people.queries import phones
from yuanba.people.services import TooMany
from yuanba.people.services import phones as services
from yuanba.web import navigation
from yuanba.web.entrance import ANYONE, now, open_to
from yuanba.web.proxies import client_address

DEVICE = "device"
A_DAY = 24 * 3600


class RequestCode(RequestLoginCodeView):  # type: ignore[misc]
    """The page that sends a log-in code to a phone number, whether or not the number has an account."""

    form_class = PhoneForm
    template_name = "account/request_login_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not messages.can_send_codes():
            raise Http404
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: PhoneForm) -> HttpResponse:
        device = _device(self.request)
        try:
            services.count_code(
                number=services.opened(form.cleaned_data["phone"]),
                address=client_address(self.request),
                device=device,
                now=now(),
            )
            response: HttpResponse = super().form_valid(form)
        except TooMany as refusal:
            form.add_error("phone", _too_many(refusal))
            return self.form_invalid(form)  # type: ignore[no-any-return]
        except messages.CodeNotSent:
            form.add_error(
                "phone",
                _("The text message could not be sent. Try again in a few minutes."),
            )
            return self.form_invalid(form)  # type: ignore[no-any-return]
        if not device:
            response.set_signed_cookie(
                DEVICE,
                secrets.token_hex(8),
                salt=_salt(self.request),
                max_age=A_DAY,
                httponly=True,
                samesite="Lax",
                secure=settings.SECURE,
            )
        return response


class ConfirmCode(ConfirmLoginCodeView):  # type: ignore[misc]
    """The page that asks for the log-in code; a phone number's first log-in creates its account."""

    form_class = PhoneCodeForm
    template_name = "account/confirm_login_code.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            services.count_try(number=self._number(), address=client_address(request), now=now())
        except TooMany as refusal:  # nothing of what was typed is looked at any more
            flash.error(request, _too_many(refusal))
            return self.render_to_response(self.get_context_data(form=PhoneCodeForm()))  # type: ignore[no-any-return]
        return super().post(request, *args, **kwargs)  # type: ignore[no-any-return]

    def form_valid(self, form: PhoneCodeForm) -> HttpResponse:
        before = phones.by_phone(self._number())
        key = services.enter_by_phone(number=self._number(), now=now())
        if before and before.key != key:
            flash.info(
                self.request,
                _(
                    "Nobody logged in with this number for three months, and numbers get new holders: what "
                    "was reported before is not shown. If it is yours, type receipt number and query code "
                    "below, or ask at your community's counter."
                ),
            )
        services.forget_try(address=client_address(self.request), now=now())
        # allauth would keep the number in the session, beside the way of logging in
        account = get_adapter().get_user_by_phone(self._process.state.pop("phone"))
        self._process.state["user_id"] = str(account.pk)
        self._process._user = account  # it remembers whom the number belonged to when the code was asked for
        return super().form_valid(form)  # type: ignore[no-any-return]

    def get_next_url(self) -> str:
        """Return the URL of the page requested before the log-in, or else of the person's list of matters."""
        return super().get_next_url() or navigation.link("track")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {"number": self._number(), "minutes": messages.CODE_MINUTES}
        if settings.DEMO:
            context["demo_code"] = services.opened(self._process.code)
        return context

    def _number(self) -> str:
        return services.opened(self._process.state["phone"])


def _too_many(refusal: TooMany) -> str:
    minutes = -(-int(refusal.arguments["retry_after"]) // 60)
    words = ngettext(
        "Too many attempts. Try again in %(minutes)s minute.",
        "Too many attempts. Try again in %(minutes)s minutes.",
        minutes,
    )
    return words % {"minutes": minutes}


def _device(request: HttpRequest) -> str:
    """The name that we gave this browser, or nothing."""
    return str(request.get_signed_cookie(DEVICE, "", salt=_salt(request), max_age=A_DAY))


def _salt(request: HttpRequest) -> str:
    return f"{request.META['SCRIPT_NAME']}.{DEVICE}"


request_code = open_to(*ANYONE)(RequestCode.as_view())
confirm_code = open_to(*ANYONE)(ConfirmCode.as_view())
