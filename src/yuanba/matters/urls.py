"""URLs of matters; one path per verb of ``rules.matters``."""

from django.urls import path

from yuanba.matters.forms.deeds import BY_NAME
from yuanba.matters.views import attachments, desk, orders, preview, search, triage

app_name = "matters"
urlpatterns = [
    path("triage", triage.triage, name="triage"),
    path("orders", orders.orders, name="orders"),
    path("alarms", orders.alarms, name="alarms"),
    path("pool", orders.pool, name="pool"),
    path("pool/take", orders.take, name="take"),
    path("checks", orders.checks, name="checks"),
    path("matters", search.everything, name="list"),
    path("matters/<int:matter_id>", desk.matter, name="matter"),
    path("matters/<int:matter_id>/preview", preview.preview, name="preview"),
    path("matters/<int:matter_id>/why", desk.why, name="why"),
    path("matters/<int:matter_id>/like", search.like, name="like"),
    path("matters/<int:matter_id>/attach", attachments.attach, name="attach"),
    path("matters/<int:matter_id>/files/<str:key>", attachments.show, name="attachment"),
    path("matters/<int:matter_id>/unmask", desk.unmask, name="unmask"),
    *(path(f"matters/<int:matter_id>/{name}", desk.do, {"name": name}, name=name) for name in BY_NAME),
]
