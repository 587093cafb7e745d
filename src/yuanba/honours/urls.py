"""URLs of selections; one path per verb of ``rules.honours``."""

from django.urls import path

from yuanba.honours.views import desk, public

app_name = "honours"
urlpatterns = [
    path("honours", public.honours, name="honours"),
    path("selections", public.selections, name="selections"),
    path("selections/<int:selection_id>", public.selection, name="selection"),
    path("selections/<int:selection_id>/nominate", public.nominate, name="nominate"),
    path("nominees/<int:nominee_id>", public.nominee, name="nominee"),
    path("nominees/<int:nominee_id>/agree", public.agree, name="agree"),
    path("nominees/<int:nominee_id>/withdraw", public.withdraw, name="withdraw"),
    path("desk/selections", desk.desk_selections, name="desk_selections"),
    path("desk/selections/new", desk.open_selection, name="open_selection"),
    path("desk/selections/<int:selection_id>", desk.desk_selection, name="desk_selection"),
    path("desk/selections/<int:selection_id>/vote", desk.put_to_vote, name="put_to_vote"),
    path("desk/selections/<int:selection_id>/post", desk.post_result, name="post_result"),
    path("desk/selections/<int:selection_id>/confer", desk.confer, name="confer"),
    path("desk/selections/<int:selection_id>/drop", desk.drop_selection, name="drop_selection"),
]
