"""URLs of centres and bookings; one path per verb of ``rules.venues`` that has a page of its own."""

from django.urls import path

from yuanba.venues.views import bookings, desk, public

app_name = "venues"
urlpatterns = [
    path("centres", public.centres, name="list"),
    path("centres/<int:centre_id>", public.centre, name="centre"),
    path("rooms/<int:bookable_id>", public.room, name="room"),
    path("rooms/<int:bookable_id>/book", public.book, name="book"),
    path("bookings/<str:booking_token>", public.booking, name="booking"),
    path("bookings/<str:booking_token>/cancel", public.cancel, name="cancel"),
    path("desk/centres", desk.centres, name="desk"),
    path("desk/centres/new", desk.keep, name="new_centre"),
    path("desk/centres/<int:centre_id>", desk.centre, name="desk_centre"),
    path("desk/centres/<int:centre_id>/entry", desk.keep, name="keep_centre"),
    path("desk/centres/<int:centre_id>/merge", desk.merge, name="merge"),
    path("desk/centres/<int:centre_id>/rooms/new", desk.add, name="new_room"),
    path("desk/centres/<int:centre_id>/book", bookings.book, name="desk_book"),
    path("desk/centres/<int:centre_id>/repeat", bookings.repeat, name="repeat"),
    path("desk/rooms/<int:bookable_id>", desk.room, name="desk_room"),
    path("desk/rooms/<int:bookable_id>/close", desk.close, name="close"),
    path("desk/rooms/<int:bookable_id>/closures/<int:closure_id>/reopen", desk.reopen, name="reopen"),
    path("desk/bookings/<int:booking_id>", bookings.booking, name="desk_booking"),
    path("desk/bookings/<int:booking_id>/confirm", bookings.confirm, name="confirm"),
    path("desk/bookings/<int:booking_id>/decline", bookings.decline, name="decline"),
    path("desk/bookings/<int:booking_id>/move", bookings.move, name="move"),
    path("desk/bookings/<int:booking_id>/cancel", bookings.cancel, name="desk_cancel"),
    path("desk/repetitions/<int:repetition_id>", bookings.repetition, name="desk_repetition"),
    path("desk/repetitions/<int:repetition_id>/stop", bookings.stop, name="stop"),
]
