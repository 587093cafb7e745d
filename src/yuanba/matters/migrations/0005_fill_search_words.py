"""Fill the search words of matters that are there already, a batch at a time."""

import re
import unicodedata
from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

BATCH = 500
RUN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")


def tokens(text: str) -> Iterator[str]:
    """The same pairs as ``reading.bigrams`` made on the day of this migration."""
    for run in RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if run[0].isascii() or len(run) == 1:
            yield run
        else:
            yield from (run[at : at + 2] for at in range(len(run) - 1))


def vector(*texts: str) -> str:
    return " ".join(f"'{token}'" for token in sorted({token for text in texts for token in tokens(text)}))


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    matters = apps.get_model("matters", "Matter").objects.order_by("id")
    last = 0
    while True:
        batch = list(matters.filter(id__gt=last).only("text", "place", "receipt", "source_number")[:BATCH])
        if not batch:
            return
        for matter in batch:
            matter.words = vector(matter.text, matter.place, matter.receipt, matter.source_number)
        matters.bulk_update(batch, ["words"])
        last = batch[-1].id


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0004_search_words")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
