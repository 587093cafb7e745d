"""URLs of votes; one path per verb of ``rules.ballots``."""

from django.urls import path

from yuanba.ballots import views
from yuanba.ballots.views import own, papers, printed, rolls

app_name = "ballots"
urlpatterns = [
    path("votes", views.votes, name="votes"),
    path("votes/<int:vote_id>", views.vote, name="vote"),
    path("votes/<int:vote_id>.pdf", printed.result_sheet, name="result_sheet"),
    path("votes/<int:vote_id>/poster.pdf", printed.poster, {"form": "pdf"}, name="poster"),
    path("votes/<int:vote_id>/poster.png", printed.poster, {"form": "png"}, name="poster_picture"),
    path("desk/votes/<int:vote_id>.pdf", printed.ballot_sheet, name="ballot_sheet"),
    path("votes/<int:vote_id>/cast", own.cast, name="cast"),
    path("rolls/<int:roll_id>", own.roll, name="roll"),
    path("desk/rolls/import", rolls.import_roll, name="import_roll"),
    path("desk/rolls/<int:roll_id>", rolls.desk_roll, name="desk_roll"),
    path("desk/rolls/<int:roll_id>/correct", rolls.correct_roll, name="correct_roll"),
    path("desk/rolls/<int:roll_id>/post", rolls.post_roll, name="post_roll"),
    path("desk/rolls/<int:roll_id>/vote", rolls.open_vote, name="open_vote"),
    path("desk/votes", views.desk_votes, name="desk_votes"),
    path("desk/votes/<int:vote_id>", views.desk_vote, name="desk_vote"),
    path("desk/votes/<int:vote_id>/count_hands", views.count_hands, name="count_hands"),
    path("desk/votes/<int:vote_id>/turnout", papers.turnout, name="turnout"),
    path("desk/votes/<int:vote_id>/sheets/<int:station>/<int:number>", papers.sheet, name="sheet"),
    path("desk/votes/<int:vote_id>/list_proxy", papers.list_proxy, name="list_proxy"),
    path("desk/votes/<int:vote_id>/revoke_proxy/<int:proxy>", papers.revoke_proxy, name="revoke_proxy"),
    path("desk/votes/<int:vote_id>/count_box", papers.count_box, name="count_box"),
    path("desk/votes/<int:vote_id>/close", views.close, name="close"),
    path("desk/votes/<int:vote_id>/export", views.export, name="export"),
]
