"""URLs of the help and of the first day."""

from django.urls import path

from yuanba.learn import views

app_name = "learn"
urlpatterns = [
    path("help", views.pages, name="help"),
    path("help/first-day", views.first_day, name="first_day"),
    path("help/first-day/offer", views.offer, name="offer"),
    path("help/first-day/leave", views.leave, name="leave"),
    path("help/first-day/take-up", views.take_up, name="take_up"),
    path("help/first-day/<slug:step>/tick", views.tick, name="tick"),
]
