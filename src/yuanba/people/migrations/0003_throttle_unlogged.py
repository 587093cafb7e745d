from django.db import migrations


class Migration(migrations.Migration):
    """Counts of a few minutes need not survive a crash, and cost no wait for the disk."""

    dependencies = [("people", "0002_position_once_at_a_time")]
    operations = [
        migrations.RunSQL(
            "alter table people_throttle set unlogged", "alter table people_throttle set logged"
        )
    ]
