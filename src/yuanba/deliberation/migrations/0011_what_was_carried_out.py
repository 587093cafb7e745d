"""What became of resolutions: on which item they rest, when they were done, and what needed none."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0010_chairs_that_are_there"),
    ]

    operations = [
        migrations.AddField(
            model_name="matterreferral",
            name="taken_off",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="resolution",
            name="done_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="resolution",
            name="item",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resolution",
                to="deliberation.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="without_task",
            field=models.CharField(blank=True, db_default="", default="", max_length=500),
        ),
    ]
