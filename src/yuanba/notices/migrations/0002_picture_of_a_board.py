"""A picture of a board is a file of the district, small and whole."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_notices_and_objections")]
    operations = [
        migrations.AlterField(
            model_name="posting",
            name="proof",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="posting",
            name="proof_small",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
    ]
