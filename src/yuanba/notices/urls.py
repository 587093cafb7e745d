"""URLs of notices and objections; one path per verb of ``rules.notices``."""

from django.urls import path

from yuanba.notices import views
from yuanba.notices.views import bulletins

app_name = "notices"
urlpatterns = [
    path("notices", views.notices, name="list"),
    path("notices/<int:notice_id>", views.notice, name="notice"),
    path("notices/<int:notice_id>.pdf", views.sheet, name="sheet"),
    path("notices/<int:notice_id>/object", views.object_to, name="object"),
    path("bulletins", bulletins.bulletins, name="bulletins"),
    path("bulletins/place", bulletins.set_place, name="set_place"),
    path("bulletins/<int:bulletin_id>", bulletins.bulletin, name="bulletin"),
    path("bulletins/<int:bulletin_id>.pdf", bulletins.bulletin_sheet, name="bulletin_sheet"),
    path("desk/bulletins", bulletins.desk_bulletins, name="desk_bulletins"),
    path("desk/bulletins/new/<str:kind>", bulletins.announce, name="announce"),
    path("desk/bulletins/<int:bulletin_id>/retract", bulletins.retract, name="retract"),
    path("objections/<str:token>", views.objection, name="objection"),
    path("desk/boards", views.boards, name="boards"),
    path("desk/boards/<int:posting_id>", views.board, name="board"),
    path("desk/boards/<int:posting_id>/prove", views.prove, name="prove"),
    path("desk/boards/<int:posting_id>/proof", views.proof, name="proof"),
    path("desk/notices", views.desk_notices, name="desk_notices"),
    path("desk/notices/<int:notice_id>", views.desk_notice, name="desk_notice"),
    path("desk/notices/<int:notice_id>/end", views.end, name="end"),
    path("desk/objections", views.objections, name="objections"),
    path("desk/objections/<int:objection_id>", views.answer, name="answer"),
]
