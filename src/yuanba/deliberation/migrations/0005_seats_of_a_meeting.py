"""A meeting that has ended keeps which seats sat in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0004_resolutions")]

    operations = [
        migrations.AddField("councilmeeting", "seat_ids", models.JSONField(null=True)),
    ]
