"""A step by which something is published has a public notice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0014_clock_waits")]

    operations = [
        migrations.AddField(
            model_name="procedurerecord",
            name="notice_id",
            field=models.BigIntegerField(null=True),
        ),
    ]
