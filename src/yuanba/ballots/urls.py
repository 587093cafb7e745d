"""URLs of votes; one path per verb of ``rules.ballots``."""

from django.urls import path

from yuanba.ballots import views

app_name = "ballots"
urlpatterns = [
    path("votes", views.votes, name="votes"),
    path("votes/<int:vote_id>", views.vote, name="vote"),
    path("rolls/<int:roll_id>", views.roll, name="roll"),
    path("desk/votes", views.desk_votes, name="desk_votes"),
    path("desk/votes/<int:vote_id>", views.desk_vote, name="desk_vote"),
    path("desk/votes/<int:vote_id>/count_hands", views.count_hands, name="count_hands"),
    path("desk/votes/<int:vote_id>/close", views.close, name="close"),
    path("desk/votes/<int:vote_id>/export", views.export, name="export"),
]
