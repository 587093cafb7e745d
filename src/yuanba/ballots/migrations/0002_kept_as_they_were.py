"""What the database keeps of rolls and votes: frozen rolls, motions as voted on, results written once."""

from django.db import migrations

KEEP_ROLL = """
create or replace function ballots_keep_roll() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.frozen_at is not null or old.kind <> new.kind then
        raise exception 'a frozen roll stays as it is' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$
"""
KEEP_VOTER = """
create or replace function ballots_keep_voter() returns trigger language plpgsql as $$
declare
    frozen timestamptz;
begin
    select frozen_at into frozen from ballots_roll
    where id = case when tg_op = 'INSERT' then new.roll_id else old.roll_id end for key share;
    -- a rotation of keys seals names anew; who is erased has none any more
    if frozen is null or (
        tg_op = 'UPDATE' and to_jsonb(new) - array['sealed_name', 'name_digest', 'account_key']
            = to_jsonb(old) - array['sealed_name', 'name_digest', 'account_key']
    ) then
        return case when tg_op = 'DELETE' then old else new end;
    end if;
    raise exception 'nothing on a frozen roll changes' using errcode = 'insufficient_privilege';
end
$$
"""
KEEP_VOTE = """
create or replace function ballots_keep_vote() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if not exists (select from ballots_roll where id = new.roll_id and frozen_at is not null) then
            raise exception 'a vote needs a frozen roll' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end if;
    if tg_op = 'DELETE'
        or to_jsonb(new) - array['closed_at', 'counted_at', 'result']
            <> to_jsonb(old) - array['closed_at', 'counted_at', 'result']
        or (old.closed_at is not null and new.closed_at is distinct from old.closed_at)
        or old.result is not null
    then
        raise exception 'a vote stays as it was opened, closed and counted'
        using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$
"""
OPEN_FOR = """
create or replace function ballots_vote_is_open() returns trigger language plpgsql as $$
declare
    closed timestamptz;
begin
    select v.closed_at into closed from ballots_heldvote v join ballots_votemotion m on m.vote_id = v.id
    where m.id = new.motion_id for key share of v;
    if closed is not null then
        raise exception 'the vote is closed' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$
"""


def trigger(table: str, name: str, when: str, does: str) -> migrations.RunSQL:
    """One trigger of a table."""
    each = "statement" if when == "truncate" else "row"
    return migrations.RunSQL(
        f"create trigger {table}_{name} before {when} on {table} for each {each} execute function {does}()",
        f"drop trigger {table}_{name} on {table}",
    )


def append_only(table: str) -> list[migrations.RunSQL]:
    """Refuse changes of a table, for its owner too."""
    return [
        trigger(table, "append_only", "update or delete", "refuse_change"),
        trigger(table, "keeps_all", "truncate", "refuse_change"),
    ]


class Migration(migrations.Migration):
    dependencies = [("ballots", "0001_rolls_and_votes"), ("journal", "0001_journal")]
    operations = [
        migrations.RunSQL(KEEP_ROLL, "drop function ballots_keep_roll()"),
        migrations.RunSQL(KEEP_VOTER, "drop function ballots_keep_voter()"),
        migrations.RunSQL(KEEP_VOTE, "drop function ballots_keep_vote()"),
        migrations.RunSQL(OPEN_FOR, "drop function ballots_vote_is_open()"),
        trigger("ballots_roll", "stays", "update or delete", "ballots_keep_roll"),
        trigger("ballots_voter", "stays", "insert or update or delete", "ballots_keep_voter"),
        trigger("ballots_ownedunit", "stays", "insert or update or delete", "ballots_keep_voter"),
        trigger("ballots_heldvote", "stays", "insert or update or delete", "ballots_keep_vote"),
        trigger("ballots_votetotal", "open", "insert", "ballots_vote_is_open"),
        *append_only("ballots_votemotion"),
        *append_only("ballots_station"),
        *append_only("ballots_presence"),
        *append_only("ballots_votetotal"),
    ]
