import django.db.models.deletion
from django.db import migrations, models

REFUSE_CHANGE = """
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$
"""

APPEND = """
create or replace function journal_append(
    subject_kind text, subject_key text, verb text, actor_kind text, actor_key text, at timestamptz,
    outcome jsonb, because jsonb, body_digest bytea, words_digest bytea, salt bytea, sealed bytea
) returns bigint language plpgsql as $$
declare
    place bigint;
    before bytea;
    moment timestamptz := clock_timestamp();
    digest bytea;
    entry bigint;
begin
    insert into journal_chain (kind, key, length, head)
    values (subject_kind, subject_key, 0, decode(repeat('00', 32), 'hex'))
    on conflict (kind, key) do update set length = journal_chain.length
    returning length, head into place, before;
    place := place + 1;
    digest := sha256(
        before || int8send(place) || int8send((extract(epoch from moment) * 1000000)::bigint) || body_digest
    );
    insert into journal_entry (
        subject_kind, subject_key, number, verb, actor_kind, actor_key, at, recorded_at,
        outcome, because, words_digest, hash
    ) values (
        subject_kind, subject_key, place, verb, actor_kind, actor_key, at, moment,
        outcome, because, words_digest, digest
    ) returning id into entry;
    update journal_chain set length = place, head = digest where kind = subject_kind and key = subject_key;
    insert into journal_waiting (entry_id) values (entry);
    if sealed is not null then
        insert into journal_words (entry_id, salt, sealed) values (entry, salt, sealed);
    end if;
    return entry;
end
$$
"""


def append_only(table: str) -> list[migrations.RunSQL]:
    """Refuse changes of a table, for its owner too."""
    return [
        migrations.RunSQL(
            f"create trigger {table}_append_only before update or delete on {table} "
            "for each row execute function refuse_change()",
            f"drop trigger {table}_append_only on {table}",
        ),
        migrations.RunSQL(
            f"create trigger {table}_keeps_all before truncate on {table} "
            "for each statement execute function refuse_change()",
            f"drop trigger {table}_keeps_all on {table}",
        ),
    ]


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_key", models.CharField(max_length=80)),
                ("number", models.BigIntegerField()),
                ("verb", models.CharField(max_length=80)),
                ("actor_kind", models.CharField(max_length=20)),
                ("actor_key", models.CharField(max_length=80, blank=True)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("outcome", models.JSONField()),
                ("because", models.JSONField()),
                ("words_digest", models.BinaryField(max_length=32, null=True)),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        name="entry_once_per_number",
                        fields=["subject_kind", "subject_key", "number"],
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Chain",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "key",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
                ("length", models.BigIntegerField()),
                ("head", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Words",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        serialize=False,
                        to="journal.entry",
                    ),
                ),
                ("salt", models.BinaryField(max_length=16)),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[("entry_id", models.BigIntegerField(primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "entry",
                    models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, to="journal.entry"),
                ),
                ("running", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Reader",
            fields=[
                (
                    "name",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                ("position", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Acknowledged",
            fields=[
                (
                    "scope",
                    models.BinaryField(max_length=32, primary_key=True, serialize=False),
                ),
                ("body_digest", models.BinaryField(max_length=32)),
                ("reply", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(REFUSE_CHANGE, "drop function refuse_change()"),
        migrations.RunSQL(APPEND, "drop function journal_append"),
        *append_only("journal_entry"),
        *append_only("journal_position"),
    ]
