from django.db import migrations, models

NEW_EDITION = """
create function places_new_edition() returns trigger language plpgsql as $$
begin
    execute format(
        'insert into %I.places_edition (id, mark) values (1, gen_random_uuid()) '
        'on conflict (id) do update set mark = excluded.mark', tg_table_schema);
    return null;
end
$$
"""


def _watched(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"create trigger {table}_new_edition after insert or update or delete or truncate on {table} "
        "for each statement execute function places_new_edition()",
        f"drop trigger {table}_new_edition on {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("places", "0002_type_of_community")]
    operations = [
        migrations.CreateModel(
            "Edition",
            [
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("mark", models.UUIDField()),
            ],
        ),
        migrations.RunSQL(NEW_EDITION, "drop function places_new_edition()"),
        _watched("places_area"),
        _watched("places_estate"),
    ]
