from django.db import migrations, models

KEEP_WRITTEN = """
create or replace function packs_rulesedition_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE'
        or (new.in_force_from, new.begins_at, new.text, new.released_at)
            is distinct from (old.in_force_from, old.begins_at, old.text, old.released_at)
        or old.revoked_at is not null
    then
        raise exception 'an edition is never changed' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$
"""


class Migration(migrations.Migration):
    dependencies = [("packs", "0001_resolved_pack")]
    operations = [
        migrations.CreateModel(
            name="RulesEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("in_force_from", models.DateField()),
                ("begins_at", models.DateTimeField()),
                ("text", models.TextField()),
                ("released_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        name="edition_once_a_day",
                        fields=["in_force_from"],
                        condition=models.Q(("revoked_at", None)),
                    ),
                    models.CheckConstraint(
                        name="edition_released_before_its_day",
                        condition=models.Q(("released_at__lt", models.F("begins_at"))),
                    ),
                    models.CheckConstraint(
                        name="edition_frozen_on_its_day",
                        condition=models.Q(
                            ("revoked_at", None), ("revoked_at__lt", models.F("begins_at")), _connector="OR"
                        ),
                    ),
                ]
            },
        ),
        migrations.RunSQL(KEEP_WRITTEN, "drop function packs_rulesedition_stays"),
        migrations.RunSQL(
            "create trigger packs_rulesedition_stays before update or delete on packs_rulesedition "
            "for each row execute function packs_rulesedition_stays()",
            "drop trigger packs_rulesedition_stays on packs_rulesedition",
        ),
    ]
