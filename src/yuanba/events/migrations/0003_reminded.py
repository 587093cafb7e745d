"""An event knows when those who registered were reminded of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0002_attendance_stays")]

    operations = [
        migrations.AddField("event", "reminded_at", models.DateTimeField(null=True)),
    ]
