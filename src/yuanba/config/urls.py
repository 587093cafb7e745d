"""The URLs of a district; the district's own path prefix is in SCRIPT_NAME already."""

from django.urls import URLPattern, URLResolver, include, path

from yuanba.config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),  # first: the hot path tries no page
    path("", include("yuanba.home.urls")),
    path("", include("yuanba.exchange.urls")),
    path("", include("yuanba.deliberation.urls")),
    path("", include("yuanba.duty.urls")),
    path("", include("yuanba.dashboards.urls")),
    path("", include("yuanba.residents.urls")),
    path("", include("yuanba.desk.urls")),
    path("", include("yuanba.ballots.urls")),
    path("", include("yuanba.notices.urls")),
    path("", include("yuanba.events.urls")),
    path("", include("yuanba.compacts.urls")),
    path("", include("yuanba.venues.urls")),
    path("", include("yuanba.activities.urls")),
    path("", include("yuanba.works.urls")),
    path("", include("yuanba.honours.urls")),
    path("", include("yuanba.opinions.urls")),
    path("", include("yuanba.lists.urls")),
    path("", include("yuanba.saved.urls")),
    path("", include("yuanba.learn.urls")),
    path("", include("yuanba.evaluation.urls")),
    path("", include("yuanba.revisions.urls")),
    path("", include("yuanba.privacy.urls")),
    path("messages/", include("yuanba.messages.urls")),
    path("places/", include("yuanba.places.urls")),
    path("people/", include("yuanba.people.urls")),
    path("account/", include("yuanba.config.urls_account")),
]

handler400 = "yuanba.home.views.bad_request"
handler500 = "yuanba.web.faults.server_error"
