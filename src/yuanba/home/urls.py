"""URLs of the pages that belong to no other app."""

from django.urls import path

from yuanba.home import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("desk", views.desk, name="desk"),
    path("look", views.set_look, name="look"),
    path("privacy", views.privacy, name="privacy"),
    path("rules", views.rules, name="rules"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("suggestions", views.suggestions, name="suggestions"),
]
