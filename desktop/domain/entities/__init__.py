"""The entities of the ledger, each declared once."""
