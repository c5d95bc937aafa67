"""How much is measured; smaller numbers make a quick try of the benchmarks themselves."""

import os

COUNTY, TOWNSHIP = "433130", "433130110"
PERSONS = int(os.environ.get("BENCH_PERSONS", "60000"))
"""People of a township."""
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "1000000"))
"""People to search among."""
SHEET_ROWS = PERSONS // 3
"""People of a workbook."""
PAPER_ROWS = PERSONS // 6
"""People on a printed roster."""
FULL = os.environ.get("LEDGER_FULL") == "1"
TOWNSHIPS = 32
"""Townships of a county."""
MERGED = int(os.environ.get("BENCH_MERGED", "40000" if FULL else "1500"))
"""People of each of them."""
