"""The terms of public notices: of a class of matters, or of what is no matter, such as a roll of voters."""

from yuanba.rules.pack import Level, NoticeRule, Pack
from yuanba.rules.time.deadline import Term, TermUnit

#: Where a pack has no terms for notices at all.
NEUTRAL = NoticeRule(
    levels=(Level.COMMUNITY,),
    period=Term(amount=7, unit=TermUnit.CALENDAR_DAYS),
    answer=Term(amount=3, unit=TermUnit.WORKING_DAYS),
)


def terms(class_code: str, pack: Pack) -> NoticeRule | None:
    """Return the terms of notices of a class, None where it has none; "" is what belongs to no class.

    That hangs as long as the first class of the pack that is posted.
    """
    if class_code:
        return pack.classes[class_code].notice
    return next((one.notice for one in pack.classes.values() if one.notice), NEUTRAL)


def grounds(class_code: str, pack: Pack) -> tuple[str, ...]:
    """Return where the terms of a notice stand in its pack, as the journal records it."""
    named = class_code or next((code for code, one in pack.classes.items() if one.notice), "")
    return (f"classes.{named}",) if named else ()
