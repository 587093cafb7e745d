"""URLs of consultations; one path per verb of ``rules.opinions``."""

from django.urls import path

from yuanba.opinions.views import desk, printed, resident, results

app_name = "opinions"
urlpatterns = [
    path("consultations", resident.consultations, name="list"),
    path("consultations/<int:consultation_id>", resident.consultation, name="consultation"),
    path("statements/<int:statement_id>/take_stance", resident.take_stance, name="take_stance"),
    path("consultations/<int:consultation_id>/add", resident.add, name="add"),
    path("consultations/<int:consultation_id>/beside", resident.beside, name="beside"),
    path("consultations/<int:consultation_id>/groups", results.groups, name="groups"),
    path(
        "consultations/<int:consultation_id>/groups.pdf",
        printed.groups_sheet,
        {"form": "pdf"},
        name="groups_sheet",
    ),
    path(
        "consultations/<int:consultation_id>/groups.png",
        printed.groups_sheet,
        {"form": "png"},
        name="groups_picture",
    ),
    path("desk/consultations", desk.desk_consultations, name="desk_list"),
    path("desk/consultations/new", desk.open_consultation, name="open"),
    path("desk/consultations/<int:consultation_id>", desk.desk_consultation, name="desk_consultation"),
    path("desk/consultations/<int:consultation_id>/close", desk.close, name="close"),
    path("desk/consultations/<int:consultation_id>/export", desk.export, name="export"),
    path("desk/statements/<int:statement_id>/accept", desk.accept, name="accept"),
    path("desk/statements/<int:statement_id>/reject", desk.reject, name="reject"),
]
