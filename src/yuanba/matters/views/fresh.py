"""Keeps the receipt that was given out last, with its query code, in a signed cookie for an hour.

So the receipt's page can show the code: to who has just filed, and at the desk to who gave a new receipt.
"""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpResponse

from yuanba.matters.services import Filed
from yuanba.web.entrance import DistrictRequest

FRESH = "fresh"
AN_HOUR = 3600


def code_of(request: DistrictRequest, receipt: str) -> str:
    """Return the query code of a matter that this browser filed within the last hour, or an empty string."""
    number, code = _fresh(request)
    return code if number == receipt else ""


def just_filed(request: DistrictRequest) -> str:
    """Return the receipt number of what this browser filed last, within an hour, or an empty string."""
    return _fresh(request)[0]


def _fresh(request: DistrictRequest) -> tuple[str, str]:
    try:
        found = signing.loads(request.COOKIES.get(FRESH, ""), salt=salt(request, FRESH), max_age=AN_HOUR)
    except signing.BadSignature:
        return "", ""
    return str(found[0]), str(found[1])


def keep(request: DistrictRequest, response: HttpResponse, filed: Filed) -> None:
    """Store in a cookie, for an hour, the receipt number of a matter just filed and its query code."""
    fresh = signing.dumps([filed.receipt, filed.code], salt=salt(request, FRESH))
    set_cookie(response, FRESH, fresh, AN_HOUR)


def forget(response: HttpResponse) -> None:
    """Delete that cookie: the next resident at a counter sees nothing of the one before."""
    response.delete_cookie(FRESH, samesite="Lax")


def salt(request: DistrictRequest, name: str) -> str:
    """Return the salt of a signed cookie, so that one of another name or district is worth nothing here."""
    return f"{request.district.code}.{name}"


def set_cookie(response: HttpResponse, name: str, value: str, age: int) -> None:
    """Store a cookie that no script can read, for so many seconds."""
    response.set_cookie(name, value, max_age=age, httponly=True, samesite="Lax", secure=settings.SECURE)
