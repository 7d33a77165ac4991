"""The only writers of money: open accounts, post entries, reverse one, hold an amount, seal a day."""

from toparquia.ledger.services.pending import hold, release_expired, settle, void
from toparquia.ledger.services.posting import (
    REVERSAL,
    check_account,
    open_account,
    open_accounts,
    post,
    post_all,
    reverse,
    seal,
)

__all__ = [
    "REVERSAL",
    "check_account",
    "hold",
    "open_account",
    "open_accounts",
    "post",
    "post_all",
    "release_expired",
    "reverse",
    "seal",
    "settle",
    "void",
]
