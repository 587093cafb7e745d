"""URLs of the pages of places."""

from django.urls import path

from yuanba.places.views import areas, changes, housing

app_name = "places"
urlpatterns = [
    path("", areas.tree, name="tree"),
    path("import", areas.import_places, name="import"),
    path("ask", housing.ask_areas, name="ask_areas"),
    path("ask-estates", housing.ask_estates, name="ask_estates"),
    path("estates/<slug:code>", housing.estate, name="estate"),
    path("estates/<slug:code>/change", housing.change_estate, name="change_estate"),
    path("estates/<slug:code>/end", housing.end_estate, name="end_estate"),
    path("estates/<slug:code>/reopen", housing.reopen_estate, name="reopen_estate"),
    path("buildings/<slug:code>", housing.building, name="building"),
    path("buildings/<slug:code>/change", housing.change_building, name="change_building"),
    path("buildings/<slug:code>/end", housing.end_building, name="end_building"),
    path("buildings/<slug:code>/reopen", housing.reopen_building, name="reopen_building"),
    path("<slug:code>", areas.area, name="area"),
    path("<slug:code>/correct", changes.correct, name="correct"),
    path("<slug:code>/add-estates", housing.add_estates, name="add_estates"),
    path("<slug:code>/add-buildings", housing.add_buildings, name="add_buildings"),
    path("<slug:code>/children", areas.children, name="children"),
    path("<slug:code>/add", changes.add, name="add"),
    path("<slug:code>/undo-add", changes.undo_add, name="undo_add"),
    path("<slug:code>/rename", changes.rename, name="rename"),
    path("<slug:code>/merge", changes.merge, name="merge"),
    path("<slug:code>/split", changes.split, name="split"),
    path("<slug:code>/end", changes.end, name="end"),
    path("<slug:code>/reopen", changes.reopen, name="reopen"),
]
