from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("revisions", "0002_rules_trial")]
    operations = [
        migrations.AddField(
            model_name="revision", name="sent_back_at", field=models.DateTimeField(null=True)
        ),
    ]
