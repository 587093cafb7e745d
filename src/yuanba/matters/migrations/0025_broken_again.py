"""Which closed matter is broken again, as a later one says."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0024_search_words_alike")]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="again_of",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="again",
                to="matters.matter",
            ),
        ),
    ]
