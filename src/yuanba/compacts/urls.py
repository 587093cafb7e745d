"""URLs of compacts; one path per verb of ``rules.compacts``."""

from django.urls import path

from yuanba.compacts import views

app_name = "compacts"
urlpatterns = [
    path("compacts", views.compacts, name="list"),
    path("compacts/<int:compact_id>", views.compact, name="compact"),
    path("compacts/<int:compact_id>.<str:form>", views.poster, name="poster"),
    path("desk/compacts", views.desk_compacts, name="desk_compacts"),
    path("desk/compacts/new", views.draft, name="draft"),
    path("desk/compacts/<int:compact_id>", views.desk_compact, name="desk_compact"),
    path("desk/compacts/<int:compact_id>/draft", views.next_draft, name="next_draft"),
    path("desk/compacts/<int:compact_id>/adopt", views.adopt, name="adopt"),
    path("desk/compacts/<int:compact_id>/drop", views.drop, name="drop"),
]
