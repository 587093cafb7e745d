"""Files of a list: a workbook of exactly what it shows."""

from __future__ import annotations

from django.http import HttpResponse

from yuanba.rules.time.calendar import HERE
from yuanba.sheets.writing import workbook
from yuanba.web.tables.bulk import Selection

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_workbook(chosen: Selection) -> HttpResponse:
    """Return the chosen rows with the columns that the list shows, in its order, as a workbook."""
    table = chosen.table
    columns = [table.by_code[code] for code in chosen.asked.columns]
    rows = ([column.value(row) for column in columns] for row in chosen.rows)
    made = workbook(str(table.title), [str(column.label) for column in columns], rows)
    response = HttpResponse(made, content_type=XLSX)
    name = f"{table.code}-{chosen.reader.now.astimezone(HERE):%Y%m%d-%H%M}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
