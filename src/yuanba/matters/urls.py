"""URLs of matters; one path per verb of ``rules.matters``."""

from django.urls import path

from yuanba.matters.views import (
    attachments,
    counter,
    desk,
    grid,
    handover,
    orders,
    own,
    pool,
    public,
    resident,
    search,
    supervision,
    triage,
)
from yuanba.matters.views.deeds import BY_NAME
from yuanba.matters.views.own import OWN

app_name = "matters"
urlpatterns = [
    path("file", resident.file, name="file"),
    path("file/communities", resident.communities, name="communities"),
    path("receipt/<str:token>", resident.receipt, name="receipt"),
    path("track", resident.track, name="track"),
    path("m/<str:token>", own.follow, name="story"),
    path("m/<str:token>/why", own.why, name="why_own"),
    *(path(f"m/<str:token>/{name}", own.do, {"name": name}, name=f"{name}_own") for name in OWN),
    path("m/<str:token>/attach", attachments.attach_own, name="attach_own"),
    path("m/<str:token>/files/<str:key>", attachments.show_own, name="file_own"),
    path("public", public.listed, name="public"),
    path("public/map", public.mapped, name="public_map"),
    path("public/follow", public.follow_area, name="follow_area"),
    path("public/unfollow", public.unfollow_area, name="unfollow_area"),
    path("public/<int:matter_id>/follow", public.follow, name="follow"),
    path("public/<int:matter_id>/unfollow", public.unfollow, name="unfollow"),
    path("public/<int:matter_id>", public.matter, name="public_matter"),
    path("triage", triage.triage, name="triage"),
    path("orders", orders.orders, name="orders"),
    path("pool", pool.pool, name="pool"),
    path("pool/take", pool.take, name="take"),
    path("checks", orders.checks, name="checks"),
    path("grid", grid.home, name="grid"),
    path("grid/note", grid.note, name="grid_note"),
    path("handover", handover.hand_over, name="hand_over"),
    path("handover/<slug:key>", handover.hand_over, name="hand_over_for"),
    path("handover/<slug:key>/back", handover.come_back, name="come_back"),
    path("supervision", supervision.overview, name="supervision"),
    path("supervision/<str:heap>", supervision.heaped, name="heap"),
    path("matters", search.everything, name="list"),
    path("matters/<int:matter_id>", desk.matter, name="matter"),
    path("matters/<int:matter_id>/why", desk.why, name="why"),
    path("matters/<int:matter_id>/like", search.like, name="like"),
    path("counter", counter.counter, name="counter"),
    path("matters/<int:matter_id>/tell/<int:message_id>", counter.tell, name="tell"),
    path("matters/<int:matter_id>/attach", attachments.attach, name="attach"),
    path("matters/<int:matter_id>/files/<str:key>", attachments.show, name="attachment"),
    path("matters/<int:matter_id>/unmask", desk.unmask, name="unmask"),
    *(path(f"matters/<int:matter_id>/{name}", desk.do, {"name": name}, name=name) for name in BY_NAME),
]
