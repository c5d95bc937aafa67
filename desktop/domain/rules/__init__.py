"""The checks of a ledger, one small pure function each."""
