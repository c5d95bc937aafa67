"""劳务台账 (Labour Ledger): a township labour office's ledger on an offline PC."""
