"""Which ledgers of other offices were heard, and when last."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.storage.database import Data
from desktop.storage.mail import IN


@dataclass(frozen=True, slots=True)
class Heard:
    """A device of an office, and when something of it came last; ``packages`` counts them."""

    office: str
    device: str
    at: str
    packages: int


def devices(data: Data) -> Iterator[Heard]:
    """The devices that packages or receipts came from, by office, the one heard last first."""
    query = (
        "SELECT office, device, max(at), count(*) FROM package WHERE direction = ?"
        " GROUP BY office, device ORDER BY office, max(at) DESC"
    )
    return (Heard(*row) for row in data.all(query, [IN]))


def former_cards(data: Data) -> dict[str, tuple[str, str, bool]]:
    """Of each office with keys that are no longer believed: the last card, until when, revoked."""
    rows = data.all("SELECT office, card, until, revoked FROM former_partner ORDER BY until")
    return {row[0]: (row[1], row[2], bool(row[3])) for row in rows}
