"""Papers as browsers get them: a PDF to print, or a PNG to send along."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import get_language

from yuanba.web.entrance import DistrictRequest

TYPES = {"pdf": "application/pdf", "png": "image/png"}


def printed(made: bytes, name: str, form: str = "pdf") -> HttpResponse:
    """Return a paper as the response that browsers show, print or save under a name; `form` is its ending."""
    response = HttpResponse(made, content_type=TYPES[form])
    response["Content-Disposition"] = f'inline; filename="{name}.{form}"'
    return response


def district_name(request: DistrictRequest) -> str:
    """Return the district's name in the reader's language, as papers have it at their head."""
    row = request.district
    return row.name if (get_language() or "zh").startswith("zh") else row.name_en
