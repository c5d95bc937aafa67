"""What stands around the pages: the office, the day that counts, the backups."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desktop.domain.levels import Level
from desktop.services import rounds
from desktop.services.session import Session
from desktop.storage import counts

_BACKUPS = "*.ldb"


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """The facts that the frame of the window shows."""

    office: str
    level: Level
    area: str
    account: str
    role: str
    folder: Path
    round: str
    day: date


def look(session: Session) -> OfficeFacts:
    """The office, the account, and the latest round with its reference date."""
    ledger = session.ledger
    latest = next((entry for entry in rounds.listed(session) if entry.reference_date), None)
    return OfficeFacts(
        office=ledger.fact("office_name"),
        level=ledger.level,
        area=ledger.fact("area"),
        account=session.account,
        role=session.role.key,
        folder=ledger.folder,
        round=(latest.name or "") if latest else "",
        day=rounds.reference_day(session),
    )


def last_backup(session: Session) -> datetime | None:
    """When the ledger's own newest backup was made; None if there is none."""
    files = (session.ledger.folder / "backups").glob(_BACKUPS)
    newest = max((file.stat().st_mtime for file in files), default=None)
    return None if newest is None else datetime.fromtimestamp(newest)  # noqa: DTZ006


def position(session: Session) -> int:
    """The latest log position: whether anything was done since it was looked at."""
    return session.ledger.position


def unsent(session: Session) -> int | None:
    """How many people are new or changed since the last package; None if none was ever sent."""
    last = counts.last_sending(session.ledger)
    return None if last is None else counts.changed_people(session.ledger, last.upto)
