"""Who works away from which village, and what was noted of them in a season."""

from typing import NamedTuple

from desktop.domain.entities import Presence
from desktop.storage.families import REGISTERED
from desktop.storage.ledger import Ledger


class Worker(NamedTuple):
    """A registered person who works away, with household and village."""

    person: str
    household: str
    village: str


class Noted(NamedTuple):
    """One field of a presence as an act left it; ``hlc`` is the stamp of that act."""

    hlc: str
    field: str
    new: str | None


_AWAY = (
    "SELECT m.person, h.id, coalesce(h.village, '') FROM household h"
    " JOIN membership m ON m.household = h.id AND m.deleted = 0 AND m.end IS NULL"
    " AND (m.kind = :registered OR m.kind IS NULL)"
    " JOIN person p ON p.id = m.person AND p.deleted = 0"
    " AND coalesce(p.status, '') NOT IN ('迁出', '死亡', '出国定居')"
    " LEFT JOIN area a ON a.id = h.village"
    " WHERE h.deleted = 0 AND (:village = '' OR h.village = :village) AND ("
    " EXISTS (SELECT 1 FROM employment_spell s WHERE s.person = m.person AND s.deleted = 0"
    " AND coalesce(s.kind, '') <> '务农' AND (s.end IS NULL OR s.end >= :since)"
    " AND (s.region_class <> '乡内' OR (s.region_class IS NULL AND s.work_place IS NOT NULL)))"
    " OR EXISTS (SELECT 1 FROM survey_answer q JOIN survey_round r ON r.id = q.round"
    " WHERE q.person = m.person AND q.deleted = 0 AND q.present LIKE '外出%'"
    " AND r.reference_date >= :since)"
    " OR EXISTS (SELECT 1 FROM presence n WHERE n.person = m.person AND n.deleted = 0"
    " AND n.season = :season))"
    " ORDER BY a.code, h.village, h.household_no, h.id, m.id"
)


def workers_away(ledger: Ledger, village: str, season: str, since: str) -> list[Worker]:
    """The people who work or worked away since a year, or of whom the season knows something.

    Args:
        ledger: where.
        village: the id of a village; empty for all.
        season: the season's name.
        since: the first year that counts, such as ``2025``.
    """
    given = {"registered": REGISTERED, "village": village, "season": season, "since": since}
    found = {row[0]: Worker(*row) for row in ledger.data.rows(_AWAY, given)}
    return list(found.values())


def noted_people(ledger: Ledger, season: str) -> set[str]:
    """The people of whom a season knows where they are."""
    rows = ledger.data.rows(
        "SELECT person FROM presence WHERE season = ? AND deleted = 0 AND state IS NOT NULL",
        [season],
    )
    return {row[0] for row in rows}


def noted(ledger: Ledger, presence: Presence) -> list[Noted]:
    """What acts set in a presence since it was made, in the order they came in."""
    rows = ledger.data.all(
        "SELECT a.hlc, c.field, c.new, c.old FROM change c JOIN act a ON a.id = c.act"
        " WHERE c.record = ? AND c.field IN ('state', 'on') ORDER BY c.pos, c.act, c.n",
        [presence.id],
    )
    firsts = {"state": presence.state, "on": str(presence.on) if presence.on else None}
    # Whatever changed first had been as the insert left it.
    firsts |= {field: old for _, field, _, old in reversed(rows)}
    born = ledger.data.one(
        "SELECT hlc FROM act WHERE device = ? AND seq = ?",
        [presence.born_device, presence.born_seq],
    )
    stamp = born[0] if born else ""
    made = [Noted(stamp, field, value) for field, value in firsts.items()]
    return [*made, *(Noted(*row[:3]) for row in rows)]
