"""When the platform that sent a matter here wants it done."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0006_search_index")]

    operations = [
        migrations.AddField(
            model_name="matter", name="outside_due_at", field=models.DateTimeField(null=True)
        ),
    ]
