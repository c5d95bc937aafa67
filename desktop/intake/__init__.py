"""Files that come in, read into plain rows; knows no ledger."""
