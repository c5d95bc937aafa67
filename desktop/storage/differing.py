"""The households that another office holds otherwise than this ledger, by package."""

from collections.abc import Iterable
from typing import NamedTuple

from desktop.storage.database import Data


class Differing(NamedTuple):
    """A household that differs: how many people the sender has in it, and how many are here."""

    village: str
    household: str
    theirs: int
    here: int | None


def note(data: Data, package: str, found: Iterable[Differing]) -> None:
    """Write down what differed after a package was merged."""
    data.run("DELETE FROM differing WHERE package = ?", [package])
    data.insert_many(
        "INSERT INTO differing(package, village, household, theirs, here) VALUES (?, ?, ?, ?, ?)",
        ((package, *each) for each in found),
    )


def of_package(data: Data, package: str) -> list[Differing]:
    """What differed after a package was merged, by village."""
    query = (
        "SELECT village, household, theirs, here FROM differing WHERE package = ?"
        " ORDER BY village, household"
    )
    return [Differing(*row) for row in data.all(query, [package])]
