"""The page of the ladders."""

from django.urls import path

from tests.toy.ladders import views

app_name = "ladders"
urlpatterns = [
    path("", views.lend, name="list"),
    path("table", views.loans, name="table"),
    path("<int:number>", views.loan, name="loan"),
]
