from django.db import migrations


def _watched(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"create trigger {table}_new_edition after insert or update or delete or truncate on {table} "
        "for each statement execute function places_new_edition()",
        f"drop trigger {table}_new_edition on {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0012_unit_of_an_estate"), ("places", "0003_edition")]
    operations = [_watched("people_unit"), _watched("people_position")]
