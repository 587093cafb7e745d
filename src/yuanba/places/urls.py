"""URLs of the pages of places."""

from django.urls import path

from yuanba.places.views import areas, changes

app_name = "places"
urlpatterns = [
    path("", areas.tree, name="tree"),
    path("import", areas.import_places, name="import"),
    path("<slug:code>", areas.area, name="area"),
    path("<slug:code>/children", areas.children, name="children"),
    path("<slug:code>/add", changes.add, name="add"),
    path("<slug:code>/undo-add", changes.undo_add, name="undo_add"),
    path("<slug:code>/rename", changes.rename, name="rename"),
    path("<slug:code>/merge", changes.merge, name="merge"),
    path("<slug:code>/split", changes.split, name="split"),
    path("<slug:code>/end", changes.end, name="end"),
    path("<slug:code>/reopen", changes.reopen, name="reopen"),
]
