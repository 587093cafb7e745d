"""Addresses of matters. One path per verb of ``rules.actions``."""

from django.urls import path

from yuanba.matters.views import attachments, chat, counter, outside, papers, public, resident, search, staff

app_name = "matters"
urlpatterns = [
    path("file", resident.file, name="file"),
    path("file/communities", resident.communities, name="communities"),
    path("receipt/<str:token>.pdf", papers.receipt, name="receipt_pdf"),
    path("receipt/<str:token>", resident.receipt, name="receipt"),
    path("track", resident.track, name="track"),
    path("m/<str:token>", resident.follow, name="story"),
    path("m/<str:token>/confirm", resident.confirm, name="confirm_own"),
    path("m/<str:token>/reopen", resident.reopen, name="reopen_own"),
    path("m/<str:token>/attach", attachments.attach_own, name="attach_own"),
    path("m/<str:token>/files/<str:key>", attachments.show_own, name="file_own"),
    path("public", public.listed, name="public"),
    path("public/map", public.mapped, name="public_map"),
    path("public/follow", public.follow_area, name="follow_area"),
    path("public/<int:matter_id>/follow", public.follow, name="follow"),
    path("public/<int:matter_id>/unfollow", public.unfollow, name="unfollow"),
    path("public/<int:matter_id>", public.matter, name="public_matter"),
    path("triage", staff.triage, name="triage"),
    path("orders", staff.orders, name="orders"),
    path("matters", search.everything, name="list"),
    path("matters/chat", chat.chat, name="chat"),
    path("matters/outside", outside.take, name="outside"),
    path("matters/<int:matter_id>", staff.matter, name="matter"),
    path("matters/<int:matter_id>/like", search.like, name="like"),
    path("matters/<int:matter_id>/outside", outside.beside, name="outside_beside"),
    path("matters/<int:matter_id>/assign", staff.assign, name="assign"),
    path("matters/<int:matter_id>/reassign", staff.reassign, name="reassign"),
    path("matters/<int:matter_id>/refuse", staff.refuse, name="refuse"),
    path("matters/<int:matter_id>/accept", staff.accept, name="accept"),
    path("matters/<int:matter_id>/return", staff.give_back, name="return"),
    path("matters/<int:matter_id>/answer", staff.answer, name="answer"),
    path("matters/<int:matter_id>/publish", staff.publish, name="publish"),
    path("matters/<int:matter_id>/confirm", staff.confirm, name="confirm"),
    path("matters/<int:matter_id>/reopen", staff.reopen, name="reopen"),
    path("matters/<int:matter_id>/order.pdf", papers.order, name="order_pdf"),
    path("counter", counter.counter, name="counter"),
    path("matters/<int:matter_id>/tell/<int:message_id>", counter.tell, name="tell"),
    path("matters/<int:matter_id>/attach", attachments.attach, name="attach"),
    path("matters/<int:matter_id>/files/<str:key>", attachments.show, name="attachment"),
    path("matters/<int:matter_id>/unmask", staff.unmask, name="unmask"),
]
