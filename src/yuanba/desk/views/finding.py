"""View of the search over everything: a page of its own, and the results in the box that Ctrl-K opens."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from yuanba.desk.forms.finding import FindForm
from yuanba.rules.core.actor import ActorKind
from yuanba.rules.core.refusal import Refused
from yuanba.web import search
from yuanba.web.entrance import DistrictRequest, now, open_to, page
from yuanba.web.search import SearchHit, SearchQuery, SearchSource

#: So many results of a kind are shown, and whether there are more.
SHOWN = 6


@require_http_methods(["GET", "HEAD", "POST"])
@open_to(ActorKind.STAFF)
def find(request: DistrictRequest) -> HttpResponse:
    """Show the search, and what was found by it, grouped by where; to htmx only the results."""
    form = FindForm(request.POST if request.method == "POST" else None)
    text = form.cleaned_data["text"].strip() if form.is_bound and form.is_valid() else ""
    asked = SearchQuery(actor=request.actor, text=text, now=now(), limit=SHOWN + 1)
    found, refusal = _found(asked)
    is_part = request.headers.get("HX-Request") == "true"
    response = page(
        request,
        "desk/found.html" if is_part else "desk/find.html",
        form=form,
        text=text,
        found=[(source, hits[:SHOWN], len(hits) > SHOWN) for source, hits in found],
        refusal=refusal,
        status=200 if is_part else 422 if form.errors or refusal else 200,
    )
    response["Cache-Control"] = "no-store"
    return response


def _found(asked: SearchQuery) -> tuple[Sequence[tuple[SearchSource, Sequence[SearchHit]]], Refused | None]:
    """What was found, or why nothing is looked for, such as too many telephone numbers in a short time."""
    try:
        return search.found(asked), None
    except Refused as refusal:
        return (), refusal
