from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(max_length=20)),
                ("in_force_from", models.DateField()),
                ("text", models.TextField()),
                ("began_from", models.DateField()),
                ("hands", models.JSONField(default=list)),
                ("drafted_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        name="revision_state_known",
                        condition=models.Q(("state__in", ["drafting", "submitted", "released", "withdrawn"])),
                    ),
                    models.CheckConstraint(
                        name="revision_goes_forward",
                        condition=models.Q(("in_force_from__gt", models.F("began_from"))),
                    ),
                    models.UniqueConstraint(
                        models.Value(1),
                        name="revision_one_open",
                        condition=models.Q(("state__in", ["drafting", "submitted"])),
                    ),
                ]
            },
        ),
    ]
