from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0010_reset_asked")]
    operations = [
        migrations.AddField(
            model_name="account",
            name="factors_dropped",
            field=models.IntegerField(db_default=0, default=0),
        ),
    ]
