"""URLs of the rating pages; one path per verb of ``rules.evaluation``."""

from django.urls import path

from yuanba.evaluation.views import bench, desk, following, resident, results, reviews

app_name = "evaluation"
urlpatterns = [
    path("m/<str:token>/judge", resident.panel, name="panel"),
    path("m/<str:token>/rate", resident.rate_own, name="rate_own"),
    path("e", resident.door, name="door"),
    path("e/<str:code>", resident.code, name="code"),
    path("desk/judge", desk.mine, name="mine"),
    path("desk/judge/<int:matter_id>", desk.judge, name="rate"),
    path("desk/judge/<int:matter_id>/part", desk.part, name="part"),
    path("desk/judge/<int:matter_id>/codes", desk.hand_out, name="hand_out"),
    path("desk/followed", following.followed, name="followed"),
    path("desk/unit-reviews", reviews.unit_reviews, name="unit_reviews"),
    path("desk/calls", desk.calls, name="calls"),
    path("desk/calls/<int:call_id>", desk.follow_up, name="follow_up"),
    path("desk/to-write", desk.to_write, name="to_write"),
    path("judges", bench.judges, name="judges"),
    path("desk/roster", bench.roster, name="roster"),
    path("desk/results", results.results, name="results"),
    path("desk/results/counted", results.counted, name="counted"),
    path("desk/results/figures.csv", results.figures, name="figures"),
]
