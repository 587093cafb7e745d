"""URLs of what residents do with their matters, by themselves or at the counter."""

from django.urls import path

from yuanba.residents.forms.own import OWN
from yuanba.residents.views import attachments, counter, filing, mine, nearby, own, wishes

app_name = "residents"
urlpatterns = [
    path("file", filing.file, name="file"),
    path("file/communities", filing.communities, name="communities"),
    path("file/outlines", filing.outlines, name="outlines"),
    path("file/nearby", nearby.nearby, name="nearby"),
    path("receipt/<str:token>", filing.receipt, name="receipt"),
    path("track", mine.track, name="track"),
    path("track/keep", mine.keep_receipts, name="keep_receipts"),
    path("track/messages", wishes.wishes, name="wishes"),
    path("l/<str:link>", own.linked, name="linked"),
    path("m/<str:token>", own.follow, name="story"),
    path("m/<str:token>/why", own.why, name="why_own"),
    *(path(f"m/<str:token>/{name}", own.do, {"name": name}, name=f"{name}_own") for name in OWN),
    path("m/<str:token>/attach", attachments.attach_own, name="attach_own"),
    path("m/<str:token>/files/<str:key>", attachments.show_own, name="file_own"),
    path("counter", counter.counter, name="counter"),
    path("matters/<int:matter_id>/tell/<int:message_id>", counter.tell, name="tell"),
]
