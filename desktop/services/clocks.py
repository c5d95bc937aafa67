"""Wrong clocks: they decide nothing, but whoever reads times is told that they are wrong."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from desktop.domain.changes import Act
from desktop.domain.hlc import Hlc
from desktop.envelope.header import Header
from desktop.services import partners
from desktop.services.session import Session
from desktop.storage import slips
from desktop.storage.faults import DiskFull, LedgerBusy, ReadOnly

_SLACK = timedelta(hours=2)
"""What two honest clocks may differ by."""
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_END_MS = 253_000_000_000_000
_CLOCK = "clock"
"""The ledger's own fact: what the PC's clock said when the ledger was opened last."""


def remarks(session: Session, header: Header, acts: Iterable[Act]) -> list[str]:
    """What is odd about the times in a package; nothing else follows from it."""
    now, made = _now(), _moment(header.made_at)
    if made > now + _SLACK:
        return [f"对方电脑的时间是{_shown(made)}，比本机晚，请核对两边电脑的日期（内容照常合并）"]
    found = []
    before = slips.made_before(session.ledger.data, header.device, header.upto)
    if before and made + _SLACK < _moment(before):
        found.append(
            f"对方电脑的时间倒退了：这个包写的是{_shown(made)}，前一个包是"
            f"{_shown(_moment(before))}，请对方核对电脑日期（内容照常合并）"
        )
    late = _latest(acts)
    if late is not None and late > now + _SLACK:
        found.append(f"包里有时间在将来的操作（{_shown(late)}），显示的时间不准（内容照常合并）")
    return found


def at_start(session: Session) -> str:
    """What a clerk is told on opening, if this PC's clock stands before the last opening."""
    ledger, now = session.ledger, _now()
    last = ledger.fact(_CLOCK)
    if last and now + _SLACK < _moment(last):
        return (
            f"这台电脑的时间是{_shown(now)}，比上次打开台账时（{_shown(_moment(last))}）还早。"
            "请先核对电脑右下角的日期和时间，改好再录入，不然记下的时间都不对。"
        )
    believe(session)
    return ""


def believe(session: Session) -> None:
    """Take the PC's clock for right from now on."""
    ledger = session.ledger
    # A ledger that cannot be written to just now can still be looked at.
    with suppress(LedgerBusy, DiskFull, ReadOnly), session.at_once(), ledger.transaction():
        ledger.put(_CLOCK, _now().isoformat())


def _now() -> datetime:
    return _moment(partners.now())


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _latest(acts: Iterable[Act]) -> datetime | None:
    latest = max((Hlc.parse(act.hlc).ms for act in acts), default=None)
    # A stamp may lie beyond what a date can say.
    return None if latest is None else _BEGIN + timedelta(milliseconds=min(latest, _END_MS))


def _shown(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"
