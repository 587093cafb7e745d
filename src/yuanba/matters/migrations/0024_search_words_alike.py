"""Index anew what is written in signs that search now takes for others: 煤氣 is found as 煤气."""

import unicodedata

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from yuanba.reading import bigrams
from yuanba.rules.core import signs

BATCH = 500


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    matters = apps.get_model("matters", "Matter").objects.order_by("id")
    last = 0
    while batch := list(
        matters.filter(id__gt=last).only("text", "place", "receipt", "source_number")[:BATCH]
    ):
        last = batch[-1].id
        changed = [matter for matter in batch if reads_otherwise(f"{matter.text}\n{matter.place}")]
        for matter in changed:
            matter.words = bigrams.vector(matter.text, matter.place, matter.receipt, matter.source_number)
        matters.bulk_update(changed, ["words"])


def reads_otherwise(text: str) -> bool:
    """Whether the index of before, which knew NFKC and small letters only, held other tokens."""
    return signs.alike(text) != unicodedata.normalize("NFKC", text).lower()


class Migration(migrations.Migration):
    dependencies = [("matters", "0023_receipts_kept_in_accounts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
