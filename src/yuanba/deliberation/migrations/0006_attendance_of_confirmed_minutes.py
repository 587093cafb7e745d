"""Who was at a meeting whose minutes somebody has confirmed stays as it is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0005_seats_of_a_meeting"),
        ("events", "0002_attendance_stays"),
    ]

    operations = [
        migrations.RunSQL(
            "update events_event set frozen_at = m.confirmed_at from deliberation_councilmeeting m "
            "where m.event_id = events_event.id and m.confirmed_at is not null",
            migrations.RunSQL.noop,
        ),
    ]
