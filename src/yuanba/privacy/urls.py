"""Addresses of what is kept of people, for themselves and for those who guard it."""

from django.urls import path

from yuanba.privacy.views import mine, watch

app_name = "privacy"
urlpatterns = [
    path("mydata", mine.mine, name="mine"),
    path("mydata/correct", mine.correct, name="correct"),
    path("mydata/silence", mine.silence, name="silence"),
    path("mydata/export", mine.export, name="export"),
    path("mydata/erase", mine.erase, name="erase"),
    path("mydata/<str:token>", mine.mine_of, name="mine_of"),
    path("guard/looks", watch.seen, name="looks"),
    path("guard/retention", watch.retention, name="retention"),
]
