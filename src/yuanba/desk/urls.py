"""URLs of the desk; one path per verb of ``rules.matters`` that staff press on a matter."""

from django.urls import path

from yuanba.desk.forms.deeds import BY_NAME
from yuanba.desk.views import attachments, finding, matter, orders, preview, search, tasks, triage

app_name = "desk"
urlpatterns = [
    path("find", finding.find, name="find"),
    path("tasks", tasks.queue, name="tasks"),
    path("tasks/waiting", tasks.waiting, name="waiting"),
    path("triage", triage.triage, name="triage"),
    path("orders", orders.orders, name="orders"),
    path("alarms", orders.alarms, name="alarms"),
    path("pool", orders.pool, name="pool"),
    path("pool/take", orders.take, name="take"),
    path("checks", orders.checks, name="checks"),
    path("matters", search.everything, name="list"),
    path("matters/<int:matter_id>", matter.matter, name="matter"),
    path("matters/<int:matter_id>/deed/<str:name>", matter.deed, name="deed"),
    path("matters/<int:matter_id>/preview", preview.preview, name="preview"),
    path("matters/<int:matter_id>/why", matter.why, name="why"),
    path("matters/<int:matter_id>/like", search.like, name="like"),
    path("matters/<int:matter_id>/attach", attachments.attach, name="attach"),
    path("matters/<int:matter_id>/files/<str:key>", attachments.show, name="attachment"),
    path("matters/<int:matter_id>/unmask", matter.unmask, name="unmask"),
    *(path(f"matters/<int:matter_id>/{name}", matter.do, {"name": name}, name=name) for name in BY_NAME),
]
