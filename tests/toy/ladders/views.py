"""The page on which ladders are lent."""

from django.http import HttpResponse
from django.shortcuts import redirect
from yuanba.rules.ladders.verbs import LadderVerb

from tests.toy.ladders import queries, services
from tests.toy.ladders.tables import LOANS, WHO
from yuanba.web import tables
from yuanba.web.entrance import DistrictRequest, now, open_to, page, whoever_may


@open_to(*whoever_may(LadderVerb.LEND))
def lend(request: DistrictRequest) -> HttpResponse:
    """Render how many are lent; on POST lend one."""
    if request.method == "POST":
        borrower, words = request.POST["borrower"], request.POST["words"]
        services.lend(actor=request.actor, borrower=borrower, words=words, now=now())
        return redirect("ladders:list")
    return page(request, "ladders/list.html", lent=queries.lent(), verb=LadderVerb.LEND)


@open_to(*WHO)
def loans(request: DistrictRequest) -> HttpResponse:
    """Render the work table of the loans."""
    return tables.respond(request, LOANS)


@open_to(*WHO)
def loan(request: DistrictRequest, number: int) -> HttpResponse:
    """Render one loan along the table from which it was opened."""
    return page(request, "web/along.html", number=number)
