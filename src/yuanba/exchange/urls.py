"""URLs of the pages that take in data of other systems."""

from __future__ import annotations

from django.urls import path

from yuanba.exchange.views import chat, outside

app_name = "exchange"
urlpatterns = [
    path("matters/chat", chat.chat, name="chat"),
    path("matters/outside", outside.take, name="import_orders"),
    path("matters/<int:matter_id>/outside", outside.beside, name="outside_beside"),
]
