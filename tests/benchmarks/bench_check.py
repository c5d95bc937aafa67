"""All rules over a township, against one pass that reads every record."""

from desktop.services import checks
from tests.benchmarks.ratio import best_of, consume
from tests.benchmarks.scale import PERSONS


def test_check(township, report):
    ledger = township.ledger

    def read_everything():
        for entity in ledger.dictionary:
            consume(ledger.every(entity.name))

    bare = best_of(2, read_everything)
    ours = best_of(2, lambda: checks.check_all(township))
    assert checks.tallies(township)
    report.add(f"all rules over {PERSONS} persons", ours, bare, 5.0)
