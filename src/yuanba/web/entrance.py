"""What every view needs: the current time, access checks, and rendering of pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial, wraps
from typing import Concatenate, ParamSpec

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
from yuanba.web.addresses import parts_of

P = ParamSpec("P")
Who = ActorKind | PositionKind


class DistrictRequest(HttpRequest):
    """A request inside a district; middleware sets its actor and its district."""

    actor: Actor
    district: DistrictRow


View = Callable[Concatenate[DistrictRequest, P], HttpResponse]

ANYONE: tuple[Who, ...] = tuple(ActorKind)


#: What `now` asks. Whoever wants another moment everywhere replaces this: `now` itself is imported by name.
_clock: Callable[[], datetime] = partial(datetime.now, UTC)


def now() -> datetime:
    """Return the current moment in UTC; only views, jobs and commands call this."""
    return _clock()


def whoever_may(*verbs: Verb) -> tuple[Who, ...]:
    """Return every kind of position that may do at least one of these actions, in whatever scope.

    A page for these actions opens to no others.

    >>> from yuanba.rules.evaluation.verbs import EvaluationVerb
    >>> whoever_may(EvaluationVerb.SEE_RESULTS)[-1].value
    'auditor'
    """
    return tuple(kind for kind in PositionKind if any(kind in ACTIONS[verb].who for verb in verbs))


def open_to(*who: Who, chairs: bool = False) -> Callable[[View[P]], View[P]]:
    """Return a decorator that limits a view to these kinds of actor or position.

    With `chairs` also to staff who have the chair of a council or write its minutes. Others are sent to the
    log-in or get NotAllowed. The service asks again, with the facts of the case.
    """

    def protect(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: DistrictRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not (enters(request.actor, who) or (chairs and request.actor.has_chair)):
                if request.actor.kind is ActorKind.ANONYMOUS:
                    return log_in_first(request)
                raise NotAllowed(verb=view.__name__)
            return view(request, *args, **kwargs)

        guarded.open_to = who  # type: ignore[attr-defined]
        return guarded

    return protect


def unattended(view: View[P]) -> View[P]:
    """Mark a view that open pages ask by themselves, so that asking does not keep a session alive."""
    view.is_unattended = True  # type: ignore[attr-defined]
    return view


def go(request: HttpRequest, address: str) -> HttpResponse:
    """Return a redirect of the whole page to an address, even where htmx asked for a part of the page."""
    if "HX-Request" not in request.headers:
        return redirect(address)
    return HttpResponse(status=204, headers={"HX-Redirect": address})


def log_in_first(request: HttpRequest) -> HttpResponse:
    """Return a redirect to the log-in page, with the address to which the person returns after the log-in."""
    return go(request, f"{reverse('account_login')}?{urlencode({'next': back_to(request)})}")


def back_to(request: HttpRequest) -> str:
    """Return the address of the page that the person sees now, to return to it after a log-in.

    Of a form that was sent, that is the page with the form.
    """
    seen = page_seen(request)
    return (
        seen if seen.startswith(request.META["SCRIPT_NAME"] + "/") else reverse(settings.LOGIN_REDIRECT_URL)
    )


def page_seen(request: HttpRequest) -> str:
    """Return path and query of the page that the person sees now; "" where no page of ours is named."""
    shown = request.headers.get("HX-Current-URL", "") if "HX-Request" in request.headers else ""
    if not shown and request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    address = parts_of(shown or request.headers.get("Referer", ""))
    if address.netloc != request.get_host():
        return ""
    return address.path + (f"?{address.query}" if address.query else "")


def enters(actor: Actor, who: tuple[Who, ...]) -> bool:
    """Return whether the actor is of one of these kinds, or holds a position of one today."""
    if actor.kind in who:
        return True
    today = day(now())
    return any(holding.kind in who and holding.holds_on(today) for holding in actor.holdings)


#: How higher apps tell from a browser whose a subject is: request, kind and key in; who that is, or nobody.
Proof = Callable[[DistrictRequest, str, str], Actor | None]
_PROOFS: list[Proof] = []


def ask_for_proof(proof: Proof) -> None:
    """Register a function that returns the owner of a matter or other thing, if this browser is theirs.

    Called once, when the apps are ready. `acting_on` asks all of them.
    """
    if proof not in _PROOFS:
        _PROOFS.append(proof)


def acting_on(request: DistrictRequest, kind: str, key: str) -> Actor:
    """Return the actor for a matter or other thing: its owner if this browser is theirs, else the account."""
    return next((who for proof in _PROOFS if (who := proof(request, kind, key))), request.actor)


def arrived(request: DistrictRequest, words: str, *, draft: str) -> None:
    """Queue a success message for the next page, and let the browser delete the draft that has this name."""
    messages.success(request, words, extra_tags=draft)


def page(request: DistrictRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    """Return the response that renders a template with these variables."""
    return render(request, template, context, status=status)
