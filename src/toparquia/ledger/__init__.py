"""The one ledger: accounts, entries and transfers; the only writer of money."""
