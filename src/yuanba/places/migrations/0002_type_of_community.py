"""Communities carry a type that the pack names."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0001_areas_estates_buildings")]

    operations = [
        migrations.AddField(
            model_name="area",
            name="type_code",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
    ]
