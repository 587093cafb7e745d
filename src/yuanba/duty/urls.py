"""Addresses of patrols and of handing work over."""

from __future__ import annotations

from django.urls import path

from yuanba.duty.views import grid, handover, phone

app_name = "duty"
urlpatterns = [
    path("grid", grid.home, name="grid"),
    path("grid/note", grid.note, name="grid_note"),
    path("handover", handover.hand_over, name="hand_over"),
    path("handover/<slug:key>", handover.hand_over, name="hand_over_for"),
    path("handover/<slug:key>/back", handover.come_back, name="come_back"),
    path("phone", phone.phone, name="phone"),
    path("phone/<slug:key>", phone.phone, name="phone_of"),
]
