"""Files that go out: workbooks, PDF, packages; gets records and a path, never a ledger."""
