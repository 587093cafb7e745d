"""URLs of saved views of work tables."""

from django.urls import path

from yuanba.saved import views

app_name = "saved"
urlpatterns = [
    path("views", views.views, name="views"),
    path("views/menu", views.menu, name="menu"),
    path("views/save", views.save, name="save"),
    path("views/<int:view_id>/remove", views.remove, name="remove"),
]
