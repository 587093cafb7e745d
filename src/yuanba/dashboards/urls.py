"""Addresses of figures and queues for those who watch."""

from __future__ import annotations

from django.urls import path

from yuanba.dashboards.views import supervision, week

app_name = "dashboards"
urlpatterns = [
    path("week", week.week, name="week"),
    path("week/subscribe", week.subscribe, name="subscribe"),
    path("week/unsubscribe", week.unsubscribe, name="unsubscribe"),
    path("week/paper", week.paper, name="week_paper"),
    path("week/workbook", week.workbook, name="week_workbook"),
    path("supervision", supervision.overview, name="supervision"),
    path("supervision/<str:heap>", supervision.heaped, name="heap"),
]
