"""Addresses of figures and queues for those who watch."""

from __future__ import annotations

from django.urls import path

from yuanba.dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("supervision", views.overview, name="supervision"),
    path("supervision/<str:heap>", views.heaped, name="heap"),
]
