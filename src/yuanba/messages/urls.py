"""The staff's inbox and the outbox."""

from django.urls import URLPattern

app_name = "messages"
urlpatterns: list[URLPattern] = []
