"""URLs of the pages about people."""

from django.urls import path

from yuanba.people.views import access, program_keys, seats, staff, unit_changes, units

app_name = "people"
urlpatterns = [
    path("", staff.staff, name="staff"),
    path("me", staff.me, name="me"),
    path("me/kin", staff.declare_own, name="declare_own"),
    path("open", staff.open_account, name="open"),
    path("import", units.import_staff, name="import"),
    path("audit", access.audit, name="audit"),
    path("audit/export", access.audit_export, name="audit_export"),
    path("keys", program_keys.keys, name="keys"),
    path("keys/<slug:prefix>/revoke", program_keys.revoke, name="revoke_key"),
    path("units", units.units, name="units"),
    path("units/import", units.import_units, name="import_units"),
    path("units/add", unit_changes.add_unit, name="add_unit"),
    path("units/ask", unit_changes.ask_units, name="ask_units"),
    path("ask-staff", unit_changes.ask_staff, name="ask_staff"),
    path("vacancies", seats.all_vacancies, name="all_vacancies"),
    path("vacancies/<slug:area>", seats.vacancies, name="vacancies"),
    path("units/found/<slug:area>", unit_changes.found_units, name="found_units"),
    path("units/of/<slug:code>", units.of_area, name="of_area"),
    path("units/<slug:code>", units.unit, name="unit"),
    path("units/<slug:code>/below", units.units_below, name="units_below"),
    path("units/<slug:code>/change", unit_changes.change_unit, name="change_unit"),
    path("units/<slug:code>/undo", unit_changes.undo_change, name="undo_change"),
    path("units/<slug:code>/close", unit_changes.close_unit, name="close_unit"),
    path("units/<slug:code>/reopen", unit_changes.reopen_unit, name="reopen_unit"),
    path("<slug:key>", staff.person, name="person"),
    path("<slug:key>/keys", program_keys.issue, name="issue_key"),
    path("<slug:key>/access", access.access, name="access"),
    path("<slug:key>/reset", staff.reset_password, name="reset_password"),
    path("<slug:key>/ask-reset", staff.ask_reset, name="ask_reset"),
    path("<slug:key>/reset-second-factor", staff.reset_factor, name="reset_factor"),
    path("<slug:key>/close", staff.close_account, name="close"),
    path("<slug:key>/reopen", staff.reopen_account, name="reopen"),
    path("<slug:key>/kin", staff.declare, name="declare"),
    path("<slug:key>/kin/<str:login>/retract", staff.retract, name="retract"),
    path("<slug:key>/appoint", staff.appoint, name="appoint"),
    path("<slug:key>/positions/<int:position_id>/end", staff.end, name="end"),
    path("<slug:key>/positions/<int:position_id>/take-back", seats.take_back, name="take_back"),
    path("<slug:key>/positions/<int:position_id>/restore", seats.restore, name="restore"),
    path("<slug:key>/positions/<int:position_id>/stand-in", staff.stand_in, name="stand_in"),
]
