"""A referral keeps until when the clock of its matter waits for the council."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0013_demands")]

    operations = [
        migrations.AddField(
            model_name="matterreferral",
            name="waits_until",
            field=models.DateTimeField(null=True),
        ),
    ]
