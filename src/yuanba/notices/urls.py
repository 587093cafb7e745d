"""Addresses of notices and objections."""

from django.urls import URLPattern

app_name = "notices"
urlpatterns: list[URLPattern] = []
