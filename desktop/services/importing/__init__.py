"""Taking a spreadsheet in: rows become drafts, drafts find their people, acts write them."""
