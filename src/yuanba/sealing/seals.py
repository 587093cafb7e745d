"""The list of every encrypted column and every keyed digest, for key rotation and erasure.

A law test compares this with the models and with the code: a binary column that stands nowhere here, and a
digest whose purpose stands nowhere here, fail the build.
"""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One database column whose values are encrypted by ``keyring.seal`` for one purpose.

    An empty value holds nothing encrypted. Where a framework keeps JSON, ``within`` names what of it is
    sealed, written as hexadecimal digits.
    """

    table: str
    column: str
    purpose: str
    pk: str = "id"
    within: str = ""

    @property
    def value(self) -> sql.Composable:
        """Return the SQL expression that reads the column's encrypted bytes."""
        column = sql.Identifier(self.column)
        if not self.within:
            return column
        return sql.SQL("decode({}->>{}, 'hex')").format(column, sql.Literal(self.within))

    @property
    def put(self) -> sql.Composable:
        """Return the SQL expression that puts other encrypted bytes (its one parameter) into the column."""
        if not self.within:
            return sql.Placeholder()
        put = sql.SQL("jsonb_set({}, array[{}], to_jsonb(encode({}, 'hex')))")
        return put.format(sql.Identifier(self.column), sql.Literal(self.within), sql.Placeholder())


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One column of keyed digests by which an encrypted value is looked up without decrypting it.

    A rotation computes it anew. The digest is that of ``<the column before>:<the opened value>``.
    """

    table: str
    column: str
    purpose: str
    of: Sealed
    before: str


#: What a code of the second factor is computed from, and a recovery code: rows of allauth's.
FACTOR = "people.second_factor"
ADDRESS = Sealed(table="messages_contactpoint", column="sealed", purpose="messages.address")
PHONE = Sealed(table="people_account", column="sealed_phone", purpose="people.phone")

SEALED = (
    Sealed(table="people_account", column="sealed_name", purpose="people.name"),
    PHONE,
    Sealed(table="matters_matter", column="sealed", purpose="matter.words"),
    ADDRESS,
    Sealed(table="messages_message", column="sealed", purpose="messages.body"),
    Sealed(table="notices_objection", column="sealed", purpose="notices.objection"),
    Sealed(table="notices_objection", column="sealed_answer", purpose="notices.objection"),
    Sealed(table="evaluation_rating", column="sealed", purpose="evaluation.words"),
    Sealed(table="evaluation_followup", column="sealed", purpose="evaluation.words"),
    Sealed(table="privacy_datarequest", column="sealed", purpose="privacy.request"),
    Sealed(table="privacy_datarequest", column="sealed_answer", purpose="privacy.request"),
    Sealed(table="journal_words", column="sealed", purpose="journal.words", pk="entry_id"),
    Sealed(table="journal_acknowledged", column="reply", purpose="journal.reply", pk="scope"),
    Sealed(table="mfa_authenticator", column="data", purpose=FACTOR, within="secret"),
    Sealed(table="mfa_authenticator", column="data", purpose=FACTOR, within="seed"),
)
#: Attachments are encrypted too, as files: see ``sealing.files``.
FILES = "district.files"

INDEXES = (
    Index(
        table="messages_contactpoint",
        column="digest",
        purpose="messages.address",
        of=ADDRESS,
        before="channel",
    ),
    Index(table="people_account", column="phone_digest", purpose="people.phone", of=PHONE, before="kind"),
)
#: The purposes of digests that a rotation rebuilds.
REBUILT = frozenset(index.purpose for index in INDEXES)

#: The purposes of digests that last, each with its ground. They are made from the ring's lasting key.
LASTING = {
    "matter.code": "the resident has the code, we have only this",
    "evaluation.code": "the code itself: printed on papers that lie in letter-boxes",
    "evaluation.code_digest": "found by the code on the paper",
    "messages.webhook": "the receiver was told this secret",
    "messages.follower": "names a follower without an account, in the journal too",
    "notices.contact": "names who objected without an account, in the journal too",
    "people.throttle": "counts for an hour, then it is gone",
    "people.unknown_log_in": "stands in the journal for a name that nobody has",
    "district.files": "the name of a file, which rows and the journal repeat",
}

#: Binary columns that hold no sealed value and are looked up by nothing secret, each with its ground.
PLAIN = {
    "journal_entry.words_digest": "salted digest of erasable words",
    "journal_entry.hash": "the chain",
    "journal_chain.head": "the chain",
    "journal_position.running": "the chain",
    "journal_words.salt": "makes the digest of short words hard to guess; goes with them",
    "journal_acknowledged.scope": "digest of an idempotency key",
    "journal_acknowledged.body_digest": "digest of what was sent",
    "people_programkey.digest": "SHA-256 of 256 random bits: nothing to guess, and no ring needed",
    "matters_matter.code_digest": "a lasting digest",
    "evaluation_invitation.code_digest": "a lasting digest",
    "messages_contactpoint.digest": "an index that a rotation rebuilds",
    "people_account.phone_digest": "an index that a rotation rebuilds",
    "people_throttle.key": "a lasting digest",
}
