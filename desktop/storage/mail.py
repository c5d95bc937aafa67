"""What the ledger remembers of its exchanges: partners, positions reached, packages."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from enum import StrEnum

from desktop.storage.database import Data


class State(StrEnum):
    """How far a package has come, in the words of the exchange page."""

    MADE = "已生成"
    COPIED = "已拷出"
    RECEIVED = "已收到"
    MERGED = "已合并"
    RETURNED = "退回"
    PARTLY = "部分退回"
    WAITING = "等待"
    UNDONE = "已撤销"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One package or receipt that went out or came in.

    ``office`` is the other side, ``device`` the one that made it, ``file`` its name in the outbox
    or inbox, empty once it is no longer kept.
    """

    id: str
    direction: str
    office: str
    device: str
    kind: str
    state: str
    at: str
    digest: str
    file: str
    scope: str
    after: int
    upto: int
    report: str


OUT, IN = "out", "in"
_GONE = 12
"""How often other ledgers of an office are heard before a silent one is taken for gone."""
_COLUMNS = (
    "id, direction, office, device, kind, state, at, digest, file, scope, after, upto, report"
)


def note(data: Data, parcel: Parcel) -> None:
    """Write down a package, or how it stands now."""
    marks = ", ".join("?" * 13)
    data.run(f"INSERT OR REPLACE INTO package({_COLUMNS}) VALUES ({marks})", astuple(parcel))  # noqa: S608


_WAY = (State.MADE, State.COPIED, State.RECEIVED, State.RETURNED, State.MERGED, State.PARTLY)


def advance(data: Data, parcel: Parcel, state: State, report: str = "") -> None:
    """Note how far a package that we sent has come; an older answer never takes it back."""
    if _WAY.index(state) >= _WAY.index(State(parcel.state)):
        note(data, replace(parcel, state=state, report=report or parcel.report))


def parcel(data: Data, package: str) -> Parcel | None:
    """The package of an id, if it is known."""
    row = data.one(f"SELECT {_COLUMNS} FROM package WHERE id = ?", [package])  # noqa: S608
    return None if row is None else Parcel(*row)


def parcels(data: Data, condition: str = "1", values: Sequence[str | int] = ()) -> list[Parcel]:
    """The packages that fulfil an SQL condition, oldest first."""
    query = f"SELECT {_COLUMNS} FROM package WHERE {condition} ORDER BY at, id"  # noqa: S608
    return [Parcel(*row) for row in data.all(query, values)]


def latest_sent(data: Data, office: str, device: str, scope: str) -> Parcel | None:
    """The last package that this device made for an office and scope."""
    condition = "direction = ? AND office = ? AND device = ? AND scope = ? AND kind <> 'receipt'"
    found = parcels(data, condition, [OUT, office, device, scope])
    return found[-1] if found else None


def reached(data: Data, device: str, scope: str) -> int:
    """Up to which of a device's positions everything of a scope has been merged here."""
    row = data.one("SELECT upto FROM reached WHERE device = ? AND scope = ?", [device, scope])
    return int(row[0]) if row else 0


def reach(data: Data, device: str, scope: str, upto: int) -> None:
    """Everything up to a position is here now; what was reached before is never lowered."""
    data.run(
        "INSERT INTO reached(device, scope, upto) VALUES (?, ?, ?)"
        " ON CONFLICT(device, scope) DO UPDATE SET upto = max(upto, excluded.upto)",
        [device, scope, upto],
    )


def acknowledged(data: Data, office: str, device: str, scope: str) -> int | None:
    """Up to which position of a device all of an office's ledgers have a scope; None if unknown.

    An office may have two, or have put back a backup of one. A ledger that has been silent while
    another was heard often is taken for gone; if it is not, a gap brings it back.
    """
    row = data.one(
        "SELECT min(upto) FROM acknowledged"
        " WHERE office = ? AND device = ? AND scope = ? AND silent < ?",
        [office, device, scope, _GONE],
    )
    return int(row[0]) if row and row[0] is not None else None


def acknowledge(
    data: Data, office: str, device: str, scope: str, upto: int, peer: str = ""
) -> None:
    """Note what an office says it has, which counts also where it is less than before.

    An office that restored a backup has less than it once had. ``peer`` is the ledger of it that
    said so; without it any ledger of it may have been meant, until one is heard.
    """
    key = [office, device, scope]
    here = "office = ? AND device = ? AND scope = ?"
    data.run(f"DELETE FROM acknowledged WHERE {here} AND peer = ''", key)  # noqa: S608
    others = f"UPDATE acknowledged SET silent = silent + 1 WHERE {here} AND peer <> ?"  # noqa: S608
    data.run(others, [*key, peer])
    data.run(
        "INSERT OR REPLACE INTO acknowledged(office, device, scope, upto, peer, silent)"
        " VALUES (?, ?, ?, ?, ?, 0)",
        [*key, upto, peer],
    )


def acknowledged_scopes(data: Data, office: str, device: str) -> list[str]:
    """The scopes of which an office ever said that it has something of a device."""
    query = "SELECT DISTINCT scope FROM acknowledged WHERE office = ? AND device = ?"
    return [row[0] for row in data.all(query, [office, device])]


def add_partner(data: Data, office: str, card: str, at: str) -> None:
    """Trust an office under this card from now on."""
    data.run(
        "INSERT OR REPLACE INTO partner(office, card, trusted_at) VALUES (?, ?, ?)",
        [office, card, at],
    )


def partner_cards(data: Data) -> Iterator[str]:
    """The cards of the trusted offices, in the order in which they were trusted."""
    return (row[0] for row in data.all("SELECT card FROM partner ORDER BY trusted_at, office"))


def conflicts(data: Data) -> list[tuple[str, str, str]]:
    """The cells in dispute: entity, record, field."""
    query = "SELECT entity, record, field FROM conflict ORDER BY entity, record, field"
    return [(row[0], row[1], row[2]) for row in data.all(query)]
