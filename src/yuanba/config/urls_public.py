"""The URLs outside every district: front page, health checks and metrics."""

from django.urls import URLPattern, URLResolver, path

from yuanba.home import views
from yuanba.keeping import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.public_front, name="public_front"),
    path("look", views.set_public_look, name="public_look"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
]

handler400 = "yuanba.home.views.bad_request"
handler500 = "yuanba.web.faults.server_error"
