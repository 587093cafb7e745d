from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="ResolvedPack",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("district", models.SlugField(max_length=40)),
                ("in_force_from", models.DateField()),
                ("stored_at", models.DateTimeField(db_default=Now())),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        name="resolved_pack_digest_plain",
                        condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"),
                    )
                ]
            },
        ),
    ]
