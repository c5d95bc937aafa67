"""``python -m desktop.cli`` is ``labour-ledger``."""

from desktop.cli.main import main

main()
