"""URLs of the community lists."""

from django.urls import path

from yuanba.lists import views

app_name = "lists"
urlpatterns = [
    path("lists", views.communities, name="communities"),
    path("lists/<str:area_code>", views.community, name="community"),
    path("lists/<str:area_code>/<int:number>", views.community, name="version"),
    path("desk/lists", views.desk, name="desk"),
    path("desk/lists/<str:area_code>", views.history, name="history"),
    path("desk/lists/<str:area_code>/derive", views.derive, name="derive"),
    path("desk/lists/<str:area_code>/revise", views.revise, name="revise"),
    path("desk/lists/<str:area_code>/revise/<slug:item_code>", views.revise_row, name="revise_row"),
]
