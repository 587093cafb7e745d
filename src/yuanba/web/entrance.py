"""What every entrance needs: the clock, who may come in, and how a page is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from yuanba.districts.queries import DistrictRow
from yuanba.rules.core.access import NotAllowed
from yuanba.rules.core.actions import ACTIONS
from yuanba.rules.core.actor import Actor, ActorKind, PositionKind
from yuanba.rules.core.verb import Verb
from yuanba.rules.time.calendar import day

P = ParamSpec("P")
Who = ActorKind | PositionKind


class Request(HttpRequest):
    """A request inside a district; the middleware fills in both."""

    actor: Actor
    district: DistrictRow


View = Callable[Concatenate[Request, P], HttpResponse]

ANYONE: tuple[Who, ...] = tuple(ActorKind)


def now() -> datetime:
    """The moment at the door. Only entrances read the clock."""
    return datetime.now(UTC)


def whoever_may(*verbs: Verb) -> tuple[Who, ...]:
    """The position kinds that may do any of these, however far: a page for them opens to no others.

    >>> whoever_may(EvaluationVerb.SEE_RESULTS)[-1].value
    'auditor'
    """
    return tuple(kind for kind in PositionKind if any(kind in ACTIONS[verb].who for verb in verbs))


def open_to(*who: Who) -> Callable[[View[P]], View[P]]:
    """Say who may enter a page; the service asks again, with the facts of the case."""

    def protect(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not _enters(request.actor, who):
                if request.actor.kind is ActorKind.ANONYMOUS:
                    return log_in_first(request)
                raise NotAllowed(verb=view.__name__)
            return view(request, *args, **kwargs)

        guarded.open_to = who  # type: ignore[attr-defined]
        return guarded

    return protect


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser elsewhere; where htmx asked for a part of a page, the whole page goes."""
    if "HX-Request" not in request.headers:
        return redirect(address)
    return HttpResponse(status=204, headers={"HX-Redirect": address})


def log_in_first(request: HttpRequest) -> HttpResponse:
    """To the log-in, and from there back to the page where the person was."""
    return go(request, f"{reverse('account_login')}?{urlencode({'next': back_to(request)})}")


def back_to(request: HttpRequest) -> str:
    """The address of the page that a person sees: of a form that was sent, the page with the form."""
    shown = request.headers.get("HX-Current-URL", "") if "HX-Request" in request.headers else ""
    if not shown and request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    address = urlsplit(shown or request.headers.get("Referer", ""))
    if address.netloc == request.get_host() and address.path.startswith(request.META["SCRIPT_NAME"] + "/"):
        return address.path + (f"?{address.query}" if address.query else "")
    return reverse(settings.LOGIN_REDIRECT_URL)


def _enters(actor: Actor, who: tuple[Who, ...]) -> bool:
    if actor.kind in who:
        return True
    today = day(now())
    return any(holding.kind in who and holding.holds_on(today) for holding in actor.holdings)


#: How higher apps tell from a browser whose a subject is: request, kind and key in; who that is, or nobody.
Proof = Callable[[Request, str, str], Actor | None]
_PROOFS: list[Proof] = []


def ask_for_proof(proof: Proof) -> None:
    """Let a higher app say who acts on its subjects; called once, when the apps are ready."""
    if proof not in _PROOFS:
        _PROOFS.append(proof)


def acting_on(request: Request, kind: str, key: str) -> Actor:
    """Who acts on a subject: the account, or whoever proved in this browser that it is theirs."""
    return next((who for proof in _PROOFS if (who := proof(request, kind, key))), request.actor)


def arrived(request: Request, words: str, *, draft: str) -> None:
    """Say on the next page that it is done, and that the browser may forget the draft of this name."""
    messages.success(request, words, extra_tags=draft)


def page(request: Request, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    """A full page, or its fragment where htmx asked for one (``template#fragment`` is not needed)."""
    return render(request, template, context, status=status)
