"""URLs of notices and objections; one path per verb of ``rules.notices``."""

from django.urls import path

from yuanba.notices import views

app_name = "notices"
urlpatterns = [
    path("notices", views.notices, name="list"),
    path("notices/<int:notice_id>", views.notice, name="notice"),
    path("notices/<int:notice_id>.pdf", views.sheet, name="sheet"),
    path("notices/<int:notice_id>/object", views.object_to, name="object"),
    path("objections/<str:token>", views.objection, name="objection"),
    path("desk/boards", views.boards, name="boards"),
    path("desk/boards/<int:posting_id>/prove", views.prove, name="prove"),
    path("desk/boards/<int:posting_id>/proof", views.proof, name="proof"),
    path("desk/notices/<int:notice_id>", views.desk_notice, name="desk_notice"),
    path("desk/notices/<int:notice_id>/end", views.end, name="end"),
    path("desk/objections", views.objections, name="objections"),
    path("desk/objections/<int:objection_id>", views.answer, name="answer"),
]
