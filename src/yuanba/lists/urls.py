"""URLs of the community lists."""

from django.urls import path

from yuanba.lists import views
from yuanba.lists.views import directories

app_name = "lists"
urlpatterns = [
    path("lists", views.communities, name="communities"),
    path("lists/<str:area_code>", views.community, name="community"),
    path("lists/<str:area_code>/<int:number>", views.community, name="version"),
    path("directories/<str:town_code>", directories.directory, name="directory"),
    path("directories/<str:town_code>/<int:number>", directories.directory, name="directory_version"),
    path("desk/directories/<str:town_code>", directories.issue, name="issue"),
    path("desk/directories/<str:town_code>/<slug:item_code>", directories.issue_row, name="issue_row"),
    path("desk/lists", views.desk, name="desk"),
    path("desk/lists/<str:area_code>", views.history, name="history"),
    path("desk/lists/<str:area_code>/derive", views.derive, name="derive"),
    path("desk/lists/<str:area_code>/revise", views.revise, name="revise"),
    path("desk/lists/<str:area_code>/revise/<slug:item_code>", views.revise_row, name="revise_row"),
]
