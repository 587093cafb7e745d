"""The floor of `bench.memory`: Django with one page and nothing else."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(request: HttpRequest) -> HttpResponse:
    """A page of two words."""
    return HttpResponse("it works")


urlpatterns = [path("", page)]
settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="of no use")
application = get_wsgi_application()
