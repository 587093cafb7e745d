"""URLs of projects; one path per verb of ``rules.works`` that has a page of its own."""

from django.urls import path

from yuanba.works import views

app_name = "works"
urlpatterns = [
    path("projects", views.projects, name="list"),
    path("projects/<int:project_id>", views.project, name="project"),
    path("desk/projects", views.desk_projects, name="desk_projects"),
    path("desk/projects/<int:project_id>", views.desk_project, name="desk_project"),
    path("desk/projects/<int:project_id>/plan", views.shape, name="shape"),
    path("desk/projects/<int:project_id>/reach", views.reach, name="reach"),
    path("desk/projects/<int:project_id>/postpone", views.postpone, name="postpone"),
    path("desk/projects/<int:project_id>/finish", views.finish, name="finish"),
    path("desk/projects/<int:project_id>/stop", views.stop, name="stop"),
]
