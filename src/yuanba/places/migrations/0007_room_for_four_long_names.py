"""Room for a full label of four names of 80 characters: no row of a file is too long for the column."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0006_buildings_end")]

    operations = [migrations.AlterField("area", "full_label", models.CharField(max_length=400))]
