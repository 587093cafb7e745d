"""A review keeps the figures that its minutes name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0007_topics_in_meetings")]

    operations = [
        migrations.AddField(
            model_name="councilmeeting",
            name="figures",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
