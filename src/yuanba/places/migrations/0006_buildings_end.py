"""Buildings end and are reopened, as estates do."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0005_areas_end_and_reopen")]

    operations = [
        migrations.AddField(model_name="building", name="valid_to", field=models.DateField(null=True)),
    ]
