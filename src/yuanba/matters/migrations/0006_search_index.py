"""The index over the search words."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0005_fill_search_words")]

    operations = [
        AddIndexConcurrently(model_name="matter", index=GinIndex(fields=["words"], name="matter_words"))
    ]
