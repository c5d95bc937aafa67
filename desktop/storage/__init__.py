"""The encrypted ledger on disk: the only floor that knows SQL."""
