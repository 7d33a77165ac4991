"""The self-check: every invariant of the ledger, looked at again in what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection

from toparquia.ledger.queries.journal import CHUNK, read_consistently
from toparquia.ledger.rules import hash_of_lines

GUARDED: Final = (
    "account",
    "journalentry",
    "transfer",
    "seal",
    "sealedbalance",
    "pendingtransfer",
    "settlement",
)
GUARDS: Final = (
    *(f"ledger_{table}.ledger_{table}_append_only" for table in GUARDED),
    *(f"ledger_{table}.ledger_guard" for table in GUARDED if table != "account"),
)
CONSTRAINTS: Final = (
    "ledger_account_of_currency",
    "ledger_account_currency",
    "ledger_entry_size",
    "ledger_transfer_positive",
    "ledger_transfer_between_two",
    "ledger_transfer_seq",
    "ledger_account_pkey",
    "ledger_journalentry_pkey",
    "ledger_transfer_pkey",
)

# Each finds what breaks its invariant, as one text a row, in an order that does not change.
QUERIES: Final[dict[str, str]] = {
    "transfer_amounts_are_positive": """
        SELECT entry_id || '/' || seq FROM ledger_transfer WHERE amount_minor <= 0 ORDER BY entry_id, seq""",
    "transfers_join_two_accounts": """
        SELECT entry_id || '/' || seq FROM ledger_transfer
        WHERE debit_id = credit_id ORDER BY entry_id, seq""",
    "both_sides_keep_the_currency": """
        SELECT t.entry_id || '/' || t.seq FROM ledger_transfer t
        LEFT JOIN ledger_account d ON d.id = t.debit_id AND d.currency = t.currency
        LEFT JOIN ledger_account c ON c.id = t.credit_id AND c.currency = t.currency
        WHERE d.id IS NULL OR c.id IS NULL ORDER BY t.entry_id, t.seq""",
    "entries_have_all_their_transfers": """
        SELECT coalesce(e.id, t.entry_id)::text FROM ledger_journalentry e FULL JOIN (
            SELECT entry_id, count(*) AS transfers, min(seq) AS first, max(seq) AS last
            FROM ledger_transfer GROUP BY entry_id
        ) t ON t.entry_id = e.id
        WHERE (t.transfers = e.transfer_count AND t.first = 1 AND t.last = e.transfer_count) IS NOT TRUE
        ORDER BY 1""",
    "transfers_have_their_entrys_day": """
        SELECT t.entry_id || '/' || t.seq FROM ledger_transfer t
        JOIN ledger_journalentry e ON e.id = t.entry_id
        WHERE t.effective_on <> e.effective_on ORDER BY t.entry_id, t.seq""",
    "entries_are_reversed_once_at_most": """
        SELECT reverses_id::text FROM ledger_journalentry WHERE reverses_id IS NOT NULL
        GROUP BY reverses_id HAVING count(*) > 1 ORDER BY 1""",
    "no_reversal_is_reversed": """
        SELECT r.id::text FROM ledger_journalentry r LEFT JOIN ledger_journalentry o ON o.id = r.reverses_id
        WHERE r.reverses_id IS NOT NULL AND (o.id IS NULL OR o.reverses_id IS NOT NULL) ORDER BY 1""",
    "reversals_are_mirror_images": """
        SELECT DISTINCT r.id::text FROM ledger_journalentry r
        LEFT JOIN ledger_transfer t ON t.entry_id = r.id
        LEFT JOIN ledger_transfer o ON o.entry_id = r.reverses_id AND o.seq = t.seq
        WHERE r.reverses_id IS NOT NULL AND (
            r.transfer_count IS DISTINCT FROM (
                SELECT transfer_count FROM ledger_journalentry WHERE id = r.reverses_id)
            OR (o.debit_id, o.credit_id, o.amount_minor, o.currency)
                IS DISTINCT FROM (t.credit_id, t.debit_id, t.amount_minor, t.currency))
        ORDER BY 1""",
    "sealed_balances_are_what_moved": """
        SELECT b.account_id || ' ' || b.through FROM ledger_sealedbalance b CROSS JOIN LATERAL (
            SELECT (SELECT coalesce(sum(amount_minor), 0) FROM ledger_transfer
                    WHERE debit_id = b.account_id AND effective_on <= b.through) AS debit,
                (SELECT coalesce(sum(amount_minor), 0) FROM ledger_transfer
                    WHERE credit_id = b.account_id AND effective_on <= b.through) AS credit
        ) moved
        WHERE (b.debit_minor, b.credit_minor) <> (moved.debit, moved.credit)
            OR NOT EXISTS (SELECT 1 FROM ledger_seal s WHERE s.through = b.through)
        ORDER BY 1""",
    "no_movement_is_missing_from_a_seal": """
        SELECT DISTINCT moved.account_id || ' ' || s.through FROM (
            SELECT debit_id AS account_id, effective_on FROM ledger_transfer
            UNION SELECT credit_id, effective_on FROM ledger_transfer
        ) moved
        CROSS JOIN LATERAL (
            SELECT through FROM ledger_seal WHERE through >= moved.effective_on ORDER BY through LIMIT 1
        ) s
        WHERE NOT EXISTS (
            SELECT 1 FROM ledger_sealedbalance b
            WHERE b.account_id = moved.account_id AND b.through = s.through)
        ORDER BY 1""",
    "balances_sum_to_zero": """
        SELECT a.currency || ' ' || sum(ledger_balance(a.id)) FROM ledger_account a
        GROUP BY a.currency HAVING sum(ledger_balance(a.id)) <> 0 ORDER BY 1""",
    "held_amounts_are_what_is_pending": """
        SELECT a.code FROM ledger_account a LEFT JOIN (
            SELECT p.holding_id AS id, sum(p.amount_minor) AS minor FROM ledger_pendingtransfer p
            WHERE NOT EXISTS (SELECT 1 FROM ledger_settlement s WHERE s.pending_id = p.entry_id)
            GROUP BY p.holding_id
        ) waiting ON waiting.id = a.id
        WHERE a.code LIKE 'held.%' AND coalesce(waiting.minor, 0)
            <> ledger_balance(a.id) * CASE WHEN a.kind IN ('asset', 'expense') THEN 1 ELSE -1 END
        ORDER BY 1""",
    "limited_accounts_are_not_below_zero": """
        SELECT a.code FROM ledger_account a WHERE NOT a.may_go_negative
            AND ledger_balance(a.id) * CASE WHEN a.kind IN ('asset', 'expense') THEN 1 ELSE -1 END < 0
        ORDER BY 1""",
}

CONTENT: Final = """
SELECT e.id, e.kind, e.place_id, e.effective_on, e.reverses_id, e.reason, e.content_hash, t.lines
FROM ledger_journalentry e LEFT JOIN LATERAL (
    SELECT array_agg(
        ARRAY[debit_id::text, credit_id::text, amount_minor::text, currency] ORDER BY seq
    ) AS lines
    FROM ledger_transfer WHERE entry_id = e.id
) t ON true ORDER BY e.id
"""


@dataclass(frozen=True)
class Finding:
    """One invariant, how many cases break it, and the first of them ("" if none)."""

    invariant: str
    broken: int
    example: str

    @property
    def holds(self) -> bool:
        """True when nothing breaks it."""
        return self.broken == 0


def check() -> list[Finding]:
    """Look at every invariant over the whole ledger, all as of one moment, and return what was found.

    Reads every row; memory does not grow with them. The order is that of reporting.
    """
    others: dict[str, Callable[[], Iterator[str]]] = {
        "guards_are_in_place": _missing_guards,
        "content_matches_its_hash": _changed_content,
    }
    with read_consistently():
        findings = [_finding(name, found()) for name, found in others.items()]
        return findings + [_finding(name, _rows(sql)) for name, sql in QUERIES.items()]


def _finding(invariant: str, broken: Iterator[str]) -> Finding:
    example = next(broken, "")
    return Finding(invariant, (1 + sum(1 for _ in broken)) if example else 0, example)


def _rows(sql: str) -> Iterator[str]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rows := cursor.fetchmany(CHUNK):
            yield from (str(row[0]) for row in rows)


def _missing_guards() -> Iterator[str]:
    """Yield the triggers that are gone or silent, and the constraints that are gone or not enforced."""
    standing = set(
        _rows(
            "SELECT c.relname || '.' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgenabled = 'A'"
        )
    )
    yield from (guard for guard in GUARDS if guard not in standing)
    enforced = set(_rows("SELECT conname FROM pg_constraint WHERE convalidated"))
    yield from (name for name in CONSTRAINTS if name not in enforced)
    unique = set(_rows("SELECT indexrelid::regclass::text FROM pg_index WHERE indisunique AND indisvalid"))
    yield from ({"ledger_entry_reversed_once"} - unique)


def _changed_content() -> Iterator[str]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(CONTENT)
        while rows := cursor.fetchmany(CHUNK):
            for key, kind, place, day, reverses, reason, digest, moved in rows:
                transfers = [
                    (UUID(d), UUID(c), int(minor), currency) for d, c, minor, currency in moved or ()
                ]
                if hash_of_lines(key, kind, place, day, reverses, transfers, reason) != bytes(digest).hex():
                    yield str(key)
