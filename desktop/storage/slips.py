"""What the codes of printed receipts are made with, one secret for each package."""

from desktop.storage.database import Data
from desktop.storage.mail import IN


def keep(data: Data, package: str, secret: str) -> None:
    """Keep the secret of a package that was sealed or opened here."""
    data.run("INSERT OR REPLACE INTO slip(package, secret) VALUES (?, ?)", [package, secret])


def secret(data: Data, package: str) -> str | None:
    """The secret of a package; None for one that no slip can be made or read for."""
    row = data.one("SELECT secret FROM slip WHERE package = ?", [package])
    return row[0] if row else None


def devices(data: Data, office: str) -> list[str]:
    """The ledgers of an office that anything was ever heard of."""
    query = (
        "SELECT peer FROM acknowledged WHERE office = ? AND peer <> ''"
        " UNION SELECT device FROM package WHERE office = ? AND direction = ?"
    )
    return [row[0] for row in data.all(query, [office, office, IN])]
