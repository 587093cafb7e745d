"""Several units may work on one matter: one leads, the others help."""

from django.db import migrations, models

ENDINGS = (
    "answered",
    "returned",
    "reassigned",
    "withdrawn",
    "merged",
    "contributed",
    "declined",
    "dropped",
)


class Migration(migrations.Migration):
    dependencies = [("matters", "0012_merged_matters")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="role",
            field=models.CharField(db_default="lead", default="lead", max_length=10),
        ),
        migrations.RemoveConstraint(model_name="order", name="order_open_once"),
        migrations.RemoveConstraint(model_name="order", name="order_ends_with_ending"),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None), ("role", "lead")),
                fields=("matter",),
                name="order_leads_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None), ("role", "co")),
                fields=("matter", "unit"),
                name="order_helps_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["lead", "co"])), name="order_role_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ending", "")),
                    models.Q(("ended_at__isnull", False), ("ending__in", ENDINGS)),
                    _connector="OR",
                ),
                name="order_ends_with_ending",
            ),
        ),
    ]
