"""The invitations that this office gave out, and the keys that offices used before."""

from dataclasses import astuple, dataclass

from desktop.storage.database import Data

_COLUMNS = "office, name, level, area_code, secret, scope, device, upto, made_at, used_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """One given out: ``upto`` is 0 where it held only lists, ``used_at`` None until it is used."""

    office: str
    name: str
    level: str
    area_code: str
    secret: str
    scope: str
    device: str
    upto: int
    made_at: str
    used_at: str | None = None


def note(data: Data, invited: Invited) -> None:
    """Keep an invitation; a newer one of the same office takes its place."""
    data.run(
        f"INSERT OR REPLACE INTO invitation({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        list(astuple(invited)),
    )


def of(data: Data, office: str) -> Invited | None:
    """The latest invitation of an office."""
    row = data.one(f"SELECT {_COLUMNS} FROM invitation WHERE office = ?", [office])  # noqa: S608
    return _invited(row) if row else None


def all_of(data: Data) -> list[Invited]:
    """All invitations, newest first."""
    rows = data.all(f"SELECT {_COLUMNS} FROM invitation ORDER BY made_at DESC, office")  # noqa: S608
    return [_invited(row) for row in rows]


def _invited(row: tuple[object, ...]) -> Invited:
    return Invited(**dict(zip(_COLUMNS.split(", "), row, strict=True)))  # type: ignore[arg-type]


def retire(data: Data, office: str, at: str, *, revoked: bool) -> None:
    """Move an office's present card among the former ones; a revoked one proves nothing more."""
    data.run(
        "INSERT OR REPLACE INTO former_partner(office, card, until, revoked)"
        " SELECT office, card, ?, ? FROM partner WHERE office = ?",
        [at, revoked, office],
    )
    data.run("DELETE FROM partner WHERE office = ?", [office])
    if revoked:
        data.run("UPDATE former_partner SET revoked = 1 WHERE office = ?", [office])


def former_cards(data: Data, office: str) -> list[str]:
    """The cards that an office used before and that were only replaced, newest first."""
    rows = data.all(
        "SELECT card FROM former_partner WHERE office = ? AND NOT revoked ORDER BY until DESC",
        [office],
    )
    return [row[0] for row in rows]
