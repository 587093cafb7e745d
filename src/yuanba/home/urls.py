"""URLs of the pages that belong to no other app."""

from django.urls import path

from yuanba.home import views
from yuanba.home.views import panorama, public

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("desk", views.desk, name="desk"),
    path("look", views.set_look, name="look"),
    path("privacy", views.privacy, name="privacy"),
    path("panorama", panorama.panorama, name="panorama"),
    path("figures", panorama.figures, name="figures"),
    path("rules", views.rules, name="rules"),
    path("standards", views.standards, name="standards"),
    path("rules/origins", views.rule_origins, name="rule_origins"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("suggestions", views.suggestions, name="suggestions"),
    path("public", public.listed, name="public"),
    path("public/map", public.mapped, name="public_map"),
    path("public/follow", public.follow_area, name="follow_area"),
    path("public/unfollow", public.unfollow_area, name="unfollow_area"),
    path("public/<int:matter_id>/follow", public.follow, name="follow"),
    path("public/<int:matter_id>/unfollow", public.unfollow, name="unfollow"),
    path("public/<int:matter_id>/files/<str:key>", public.picture, name="public_picture"),
    path("public/<int:matter_id>", public.matter, name="public_matter"),
]
