"""What is kept of each package for its printed receipt: its secret, and when it was made."""

from desktop.storage.database import Data
from desktop.storage.mail import IN


def keep(data: Data, package: str, secret: str, made_at: str) -> None:
    """Keep the secret of a package that was sealed or opened here, and when it says it was made."""
    data.run(
        "INSERT OR REPLACE INTO slip(package, secret, made_at) VALUES (?, ?, ?)",
        [package, secret, made_at],
    )


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


def made_before(data: Data, device: str, upto: int) -> str:
    """When the latest of a device's earlier packages says it was made; empty if none came."""
    row = data.one(
        "SELECT max(s.made_at) FROM slip s JOIN package p ON p.id = s.package"
        " WHERE p.direction = ? AND p.device = ? AND p.upto < ?",
        [IN, device, upto],
    )
    return (row[0] if row else "") or ""
