"""An entry that a reader cannot take, or that cannot be numbered, is set aside; the others go on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_entry_position")]

    operations = [
        migrations.CreateModel(
            name="Skipped",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reader", models.CharField(max_length=40)),
                ("entry_id", models.BigIntegerField()),
                ("fault", models.CharField(max_length=200)),
                ("tries", models.IntegerField()),
                ("since_at", models.DateTimeField()),
                ("retry_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["reader", "entry_id"], name="skipped_once")]
            },
        ),
    ]
