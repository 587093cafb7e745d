"""URLs of the pages that take in data of other systems."""

from __future__ import annotations

from django.urls import path

from yuanba.exchange.views import chat, outside, papers

app_name = "exchange"
urlpatterns = [
    path("receipt/<str:token>.pdf", papers.receipt, name="receipt_pdf"),
    path("matters/<int:matter_id>/order.pdf", papers.order, name="order_pdf"),
    path("matters/chat", chat.chat, name="chat"),
    path("matters/outside", outside.take, name="import_orders"),
    path("matters/<int:matter_id>/outside", outside.beside, name="outside_beside"),
]
