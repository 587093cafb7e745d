"""What a search looks in: the pairs of characters of a matter's masked words."""

import django.contrib.postgres.search
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_attachments")]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="words",
            field=django.contrib.postgres.search.SearchVectorField(db_default=""),
        ),
    ]
