from django.db import migrations, models

KEEP = """
create or replace function journal_words_stay() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.entry_id = old.entry_id and old.erased_at is null
        and (new.erased_at is not null or new.salt = old.salt) then
        return new;
    end if;
    raise exception '% keeps its rows: words are emptied, with who and when', tg_table_name
        using errcode = 'insufficient_privilege';
end
$$
"""
#: Words that went before rows said so: nobody knows by whom, and it was before this moment.
SAY_SO = """
insert into journal_words (entry_id, salt, sealed, erased_at, erased_by)
select id, '', '', now(), 'not recorded' from journal_entry entry
where words_digest is not null and not exists (select from journal_words where entry_id = entry.id)
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_skipped")]
    operations = [
        migrations.AddField("words", "erased_at", models.DateTimeField(null=True)),
        migrations.AddField("words", "erased_by", models.CharField(max_length=80, blank=True, db_default="")),
        migrations.AddConstraint(
            "words",
            models.CheckConstraint(
                name="words_here_or_erased_by_somebody",
                condition=models.Q(erased_at=None, erased_by="") & ~models.Q(sealed=b"")
                | models.Q(erased_at__isnull=False, sealed=b"", salt=b"") & ~models.Q(erased_by=""),
            ),
        ),
        migrations.RunSQL(KEEP, "drop function journal_words_stay()"),
        migrations.RunSQL(
            "create trigger journal_words_stay before update or delete on journal_words "
            "for each row execute function journal_words_stay()",
            "drop trigger journal_words_stay on journal_words",
        ),
        migrations.RunSQL(
            "create trigger journal_words_stay_all before truncate on journal_words "
            "for each statement execute function journal_words_stay()",
            "drop trigger journal_words_stay_all on journal_words",
        ),
        migrations.RunSQL(SAY_SO, migrations.RunSQL.noop),
    ]
