"""操作记录: what was done in a ledger, by whom and when, exports and unlocking among it."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.changes import Act
from desktop.domain.hlc import Hlc
from desktop.domain.levels import Level
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import history

_LEVELS = {Level.VILLAGE: "村", Level.TOWNSHIP: "乡镇", Level.COUNTY: "县"}


@dataclass(frozen=True, slots=True)
class Trace:
    """One act as people see it.

    Attributes:
        at: when, by the clock of the PC that did it.
        who: the account, with the level of its office.
        label: what was done.
        verb: the verb that did it.
        device: the device it was done on.
    """

    at: datetime
    who: str
    label: str
    verb: str
    device: str


@verb("ledger.log", "操作记录", Role.READER)
def latest(session: Session, *, last: int = 50) -> list[Trace]:
    """The latest acts of this ledger and of those merged into it, newest first."""
    return [_told(act) for _, act in history.recent_acts(session.ledger.data, max(last, 0))]


def _told(act: Act) -> Trace:
    at = datetime.fromtimestamp(Hlc.parse(act.hlc).ms / 1000).astimezone()
    who = f"{act.account or '系统'}（{_LEVELS[Level(act.level)]}）"
    return Trace(at.replace(microsecond=0), who, act.label, act.verb, act.device)


def lines(done: list[Trace]) -> list[str]:
    """The same as lines of text."""
    return [f"{one.at:%Y-%m-%d %H:%M:%S}  {one.who}  {one.label}" for one in done]
