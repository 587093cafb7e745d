"""URLs of councils."""

from django.urls import path

from yuanba.deliberation.views import councils, desk

app_name = "deliberation"
urlpatterns = [
    path("councils", councils.councils, name="councils"),
    path("councils/<int:council_id>", councils.council, name="council"),
    path("desk/councils", desk.desk_councils, name="desk_councils"),
    path("desk/councils/new", desk.set_up, name="set_up"),
    path("desk/councils/<int:council_id>", desk.desk_council, name="desk_council"),
    path("desk/councils/<int:council_id>/seats/<int:seat_id>/end", desk.unseat, name="unseat"),
    path("desk/councils/<int:council_id>/dissolve", desk.dissolve, name="dissolve"),
]
