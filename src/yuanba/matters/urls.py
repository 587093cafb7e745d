"""URLs of matters; one path per verb of ``rules.matters``."""

from django.urls import path

from yuanba.matters.forms.deeds import BY_NAME, OWN
from yuanba.matters.views import attachments, desk, nearby, orders, own, preview, resident, search, triage

app_name = "matters"
urlpatterns = [
    path("file", resident.file, name="file"),
    path("file/communities", resident.communities, name="communities"),
    path("file/outlines", resident.outlines, name="outlines"),
    path("file/nearby", nearby.nearby, name="nearby"),
    path("receipt/<str:token>", resident.receipt, name="receipt"),
    path("track", resident.track, name="track"),
    path("track/keep", resident.keep_receipts, name="keep_receipts"),
    path("l/<str:link>", own.linked, name="linked"),
    path("m/<str:token>", own.follow, name="story"),
    path("m/<str:token>/why", own.why, name="why_own"),
    *(path(f"m/<str:token>/{name}", own.do, {"name": name}, name=f"{name}_own") for name in OWN),
    path("m/<str:token>/attach", attachments.attach_own, name="attach_own"),
    path("m/<str:token>/files/<str:key>", attachments.show_own, name="file_own"),
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
    path("counter", desk.counter, name="counter"),
    path("matters/<int:matter_id>/tell/<int:message_id>", desk.tell, name="tell"),
    path("matters/<int:matter_id>/attach", attachments.attach, name="attach"),
    path("matters/<int:matter_id>/files/<str:key>", attachments.show, name="attachment"),
    path("matters/<int:matter_id>/unmask", desk.unmask, name="unmask"),
    *(path(f"matters/<int:matter_id>/{name}", desk.do, {"name": name}, name=name) for name in BY_NAME),
]
