"""Loans of ladders."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("journal", "0001_journal")]
    operations = [
        migrations.CreateModel(
            name="Loan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("borrower", models.CharField(max_length=80)),
                ("sealed", models.BinaryField()),
                ("lent_at", models.DateTimeField()),
                ("is_read", models.BooleanField(default=False)),
            ],
        ),
    ]
