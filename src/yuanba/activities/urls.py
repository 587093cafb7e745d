"""URLs of weekly menus; one path per verb of ``rules.activities`` that has a page of its own."""

from django.urls import path

from yuanba.activities import views
from yuanba.activities.views import desk

app_name = "activities"
urlpatterns = [
    path("menu", views.menu, name="menu"),
    path("menus/<int:menu_id>.pdf", views.sheet, {"form": "pdf"}, name="sheet"),
    path("menus/<int:menu_id>.png", views.sheet, {"form": "png"}, name="picture"),
    path("desk/menus", desk.centres, name="desk"),
    path("desk/menus/<int:centre_id>", desk.week, name="week"),
    path("desk/menus/<int:centre_id>/compose", desk.compose, name="compose"),
    path("desk/menus/<int:centre_id>/offerings/new", desk.keep, name="new_offering"),
    path("desk/weeks/<int:menu_id>/add", desk.add, name="add"),
    path("desk/weeks/<int:menu_id>/publish", desk.publish, name="publish"),
    path("desk/sessions/<int:session_id>/drop", desk.drop, name="drop"),
    path("desk/offerings/<int:offering_id>", desk.offering, name="offering"),
    path("desk/offerings/<int:offering_id>/end", desk.end, name="end"),
]
