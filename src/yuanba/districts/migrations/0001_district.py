from django.core.validators import RegexValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="District",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        max_length=40,
                        unique=True,
                        validators=[RegexValidator(r"^[a-z][a-z0-9]{1,39}$")],
                    ),
                ),
                ("schema_name", models.CharField(max_length=63, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("name_en", models.CharField(max_length=80)),
                ("head", models.CharField(max_length=64, blank=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        name="district_code_plain",
                        condition=models.Q(code__regex=r"^[a-z][a-z0-9]{1,39}$"),
                    )
                ]
            },
        ),
    ]
