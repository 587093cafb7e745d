"""The rules of consultations: how long one lasts, what a statement may be, what is shown of groups."""

from datetime import date, timedelta
from typing import ClassVar

from yuanba.rules.core.refusal import Refused

#: A question that is open for longer is no question of the day any more.
LONGEST_DAYS = 90
#: A statement is one thought that fits on a phone, as in other conversations of this kind.
LONGEST_STATEMENT = 140
#: What a conversation of a district bears; what somebody brings; the statements with which it begins.
MOST_STATEMENTS, MOST_OWN, FEWEST_TO_BEGIN = 200, 5, 2
#: So many people must have taken part before groups are looked for, and no fewer than five are told apart.
ENOUGH_PEOPLE, TOLD_APART = 15, 5


class BadLastDay(Refused):
    """Raised when the last day of a consultation lies before today, or too far ahead."""

    code: ClassVar[str] = "consultation.bad_last_day"


class NoQuestion(Refused):
    """Raised when a consultation has no question, or one that is too long."""

    code: ClassVar[str] = "consultation.no_question"


class TooFewStatements(Refused):
    """Raised when a consultation would begin without statements that people can agree or disagree with."""

    code: ClassVar[str] = "consultation.too_few_statements"


class BadStatement(Refused):
    """Raised when a statement has no text, or is longer than a statement may be."""

    code: ClassVar[str] = "statement.bad"


class StatementTwice(Refused):
    """Raised when the same statement is there already."""

    code: ClassVar[str] = "statement.already_there"


class TooManyStatements(Refused):
    """Raised when a consultation has as many statements as people can read, or somebody as many as theirs."""

    code: ClassVar[str] = "statement.too_many"


class NotForToday(Refused):
    """Raised when something comes after a consultation was ended."""

    code: ClassVar[str] = "consultation.over"


def opened(question: str, statements: tuple[str, ...], *, until_on: date, on: date) -> tuple[str, ...]:
    """Return the statements with which a consultation begins, each in its plain form.

    Raises NoQuestion, BadLastDay, TooFewStatements, BadStatement, StatementTwice or TooManyStatements.
    """
    if not question.strip():
        raise NoQuestion
    if not on <= until_on <= on + timedelta(days=LONGEST_DAYS):
        raise BadLastDay(days=LONGEST_DAYS)
    said = tuple(map(stated, statements))
    if len(said) < FEWEST_TO_BEGIN:
        raise TooFewStatements(least=FEWEST_TO_BEGIN)
    if len(set(said)) < len(said):
        raise StatementTwice
    if len(said) > MOST_STATEMENTS:
        raise TooManyStatements(most=MOST_STATEMENTS)
    return said


def stated(words: str) -> str:
    """Return a statement as it is kept: on one line, no other change; raise BadStatement.

    >>> stated("  晚上十点以后\\n不要跳舞 ")
    '晚上十点以后 不要跳舞'
    """
    plain = " ".join(words.split())
    if not plain or len(plain) > LONGEST_STATEMENT:
        raise BadStatement(most=LONGEST_STATEMENT)
    return plain


def added(words: str, *, all_there: int, own: int) -> str:
    """Return a statement that somebody adds; raise BadStatement or TooManyStatements.

    `own` are those that they have brought already.
    """
    if own >= MOST_OWN:
        raise TooManyStatements(most=MOST_OWN)
    if all_there >= MOST_STATEMENTS:
        raise TooManyStatements(most=MOST_STATEMENTS)
    return stated(words)
