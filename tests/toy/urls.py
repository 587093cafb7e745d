"""The URLs of the house and of the toy app."""

from django.urls import include, path

from yuanba.config.urls import handler400 as handler400
from yuanba.config.urls import urlpatterns as house

urlpatterns = [*house, path("ladders/", include("tests.toy.ladders.urls"))]
