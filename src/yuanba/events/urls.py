"""URLs of events; one path per verb of ``rules.events``."""

from django.urls import path

from yuanba.events import views
from yuanba.events.views import desk, door

app_name = "events"
urlpatterns = [
    path("events", views.events, name="list"),
    path("events.ics", views.feed, name="feed"),
    path("events/<int:event_id>", views.event, name="event"),
    path("events/<int:event_id>.ics", views.entry, name="entry"),
    path("events/<int:event_id>.pdf", views.poster, {"form": "pdf"}, name="poster"),
    path("events/<int:event_id>.png", views.poster, {"form": "png"}, name="poster_picture"),
    path("events/<int:event_id>/register", views.register, name="register"),
    path("events/<int:event_id>/check_in", door.check_in, name="check_in"),
    path("registrations/<str:registration_token>", views.registration, name="registration"),
    path("registrations/<str:registration_token>/withdraw", views.withdraw, name="withdraw"),
    path("desk/events", desk.events, name="desk"),
    path("desk/events/new", desk.plan, name="plan"),
    path("desk/events/<int:event_id>", desk.event, name="desk_event"),
    path("desk/events/<int:event_id>/door", door.door, name="door"),
    path("desk/events/<int:event_id>/move", desk.move, name="move"),
    path("desk/events/<int:event_id>/cancel", desk.cancel, name="cancel"),
    path("desk/events/<int:event_id>/open_door", desk.open_door, name="open_door"),
    path("desk/events/<int:event_id>/begin", desk.begin, name="begin"),
    path("desk/events/<int:event_id>/end", desk.end, name="end"),
    path("desk/events/<int:event_id>/register", desk.register_other, name="register_other"),
    path("desk/events/<int:event_id>/check_in", desk.check_in_other, name="check_in_other"),
    path("desk/events/<int:event_id>/names.pdf", desk.see_names, name="see_names"),
    path("desk/registrations/<int:registration_id>/withdraw", desk.withdraw_other, name="withdraw_other"),
    path("desk/registrations/<int:registration_id>/check_in", desk.tick, name="tick"),
    path("desk/attendances/<int:attendance_id>/take_back", desk.take_back, name="take_back"),
]
