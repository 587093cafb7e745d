"""URLs of the pages of places."""

from django.urls import path

from yuanba.places.views import areas as views

app_name = "places"
urlpatterns = [
    path("", views.tree, name="tree"),
    path("import", views.import_places, name="import"),
    path("<slug:code>", views.area, name="area"),
    path("<slug:code>/children", views.children, name="children"),
    path("<slug:code>/rename", views.rename, name="rename"),
    path("<slug:code>/merge", views.merge, name="merge"),
    path("<slug:code>/split", views.split, name="split"),
]
