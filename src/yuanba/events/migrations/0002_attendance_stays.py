"""Who was at an event stays as it is once a record of it was confirmed, for the owner of the database too."""

from django.db import migrations, models

STAYS = """
create or replace function events_attendance_stays() returns trigger language plpgsql as $$
declare
    frozen timestamptz;
begin
    if tg_table_name = 'events_attendance' then
        select e.frozen_at into frozen from events_event e
        join events_eventperson p on p.event_id = e.id
        where p.id = new.person_id for key share of e;
    else
        select e.frozen_at into frozen from events_event e
        join events_eventperson p on p.event_id = e.id
        join events_attendance a on a.person_id = p.id
        where a.id = new.attendance_id for key share of e;
    end if;
    if frozen is not null then
        raise exception 'who was there was confirmed' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$
"""


def stays(table: str) -> migrations.RunSQL:
    """Refuse new rows of a table about an event whose attendance is frozen."""
    return migrations.RunSQL(
        f"create trigger {table}_stays before insert on {table} "
        "for each row execute function events_attendance_stays()",
        f"drop trigger {table}_stays on {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0001_events_registrations_attendance")]

    operations = [
        migrations.AddField("event", "frozen_at", models.DateTimeField(null=True)),
        migrations.RunSQL(STAYS, "drop function events_attendance_stays()"),
        stays("events_attendance"),
        stays("events_attendancecorrection"),
    ]
