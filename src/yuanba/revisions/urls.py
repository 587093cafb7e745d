"""URLs of the revisions of a district's rules."""

from django.urls import path

from yuanba.revisions import views
from yuanba.revisions.views import acts, rows

app_name = "revisions"
urlpatterns = [
    path("desk/rules", views.desk, name="desk"),
    path("desk/rules/<int:revision_id>", views.revision, name="revision"),
    path("desk/rules/<int:revision_id>/submit", acts.submit, name="submit"),
    path("desk/rules/<int:revision_id>/try-out", acts.try_out, name="try_out"),
    path("desk/rules/<int:revision_id>/trial", acts.trial, name="trial"),
    path("desk/rules/<int:revision_id>/release", acts.release, name="release"),
    path("desk/rules/<int:revision_id>/send-back", acts.send_back, name="send_back"),
    path("desk/rules/<int:revision_id>/withdraw", acts.withdraw, name="withdraw"),
    path("desk/rules/<int:revision_id>/export", acts.export, name="export"),
    path("desk/rules/<int:revision_id>/bring", acts.bring, name="bring"),
    path("desk/rules/<int:revision_id>/tables/<slug:table_name>", rows.table, name="table"),
    path("desk/rules/<int:revision_id>/tables/<slug:table_name>/<slug:row_code>", rows.row, name="row"),
    path(
        "desk/rules/<int:revision_id>/tables/<slug:table_name>/<slug:row_code>/check",
        rows.check,
        name="check",
    ),
    path(
        "desk/rules/<int:revision_id>/tables/<slug:table_name>/<slug:row_code>/remove",
        rows.remove,
        name="remove",
    ),
]
