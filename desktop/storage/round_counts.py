"""How far a round has come, group by group, and where in the log it began and was closed."""

from typing import NamedTuple

from desktop.storage.families import REGISTERED
from desktop.storage.ledger import Ledger


class Count(NamedTuple):
    """One group of a village in a round."""

    village: str
    group: str
    households: int
    visited: int
    done: int
    returned: int
    persons: int
    answered: int
    changed: int


class ByWhom(NamedTuple):
    """One surveyor in a round."""

    surveyor: str
    households: int
    done: int
    answered: int
    changed: int
    first: str
    last: str


class Corrected(NamedTuple):
    """One change that was made to an answer by a verb, such as a correction."""

    hlc: str
    account: str
    person: str
    field: str
    old: str | None
    new: str | None
    reason: str | None


_BY_WHOM = (
    "SELECT coalesce(v.surveyor, ''), count(DISTINCT v.household),"
    " count(DISTINCT CASE WHEN v.result IS NOT NULL THEN v.household END),"
    " coalesce(sum(s.answered), 0), coalesce(sum(s.changed), 0),"
    " coalesce(min(v.visited_on), ''), coalesce(max(v.visited_on), '')"
    " FROM household_visit v LEFT JOIN (SELECT visit, count(*) AS answered, sum(changed) AS changed"
    " FROM survey_answer WHERE round = ?1 AND deleted = 0 GROUP BY visit) s ON s.visit = v.id"
    " WHERE v.round = ?1 AND v.deleted = 0 GROUP BY 1 ORDER BY 2 DESC, 1"
)
_CORRECTED = (
    "SELECT a.hlc, a.account, coalesce(s.person, ''), c.field, c.old, c.new, c.reason"
    " FROM act a JOIN change c ON c.act = a.id JOIN survey_answer s ON s.id = c.record"
    " WHERE a.verb = ? AND s.round = ? ORDER BY a.hlc DESC, c.n DESC"
)
_GONE = "('整户迁出', '销户', '并入')"
_VISITED = (
    "EXISTS (SELECT 1 FROM household_visit v WHERE v.household = h.id AND v.round = ?1"
    " AND v.deleted = 0{more})"
)
_ANSWERED = (
    "EXISTS (SELECT 1 FROM survey_answer s WHERE s.person = p.id AND s.round = ?1"
    " AND s.deleted = 0{more})"
)
_HOUSEHOLDS = (
    "SELECT coalesce(h.village, ''), coalesce(h.group_name, ''), count(*),"  # noqa: S608
    f" sum({_VISITED.format(more='')}),"
    f" sum({_VISITED.format(more=' AND v.result IS NOT NULL')}),"
    f" sum({_VISITED.format(more=' AND v.returned IS NOT NULL')})"
    f" FROM household h WHERE h.deleted = 0 AND coalesce(h.status, '') NOT IN {_GONE}"
    " GROUP BY 1, 2"
)
_PERSONS = (
    "SELECT coalesce(h.village, ''), coalesce(h.group_name, ''), count(*),"  # noqa: S608
    f" sum({_ANSWERED.format(more='')}), sum({_ANSWERED.format(more=' AND s.changed')})"
    " FROM household h JOIN membership m ON m.household = h.id AND m.deleted = 0"
    " AND m.end IS NULL AND (m.kind = ?2 OR m.kind IS NULL)"
    " JOIN person p ON p.id = m.person AND p.deleted = 0"
    " AND coalesce(p.status, '') NOT IN ('迁出', '死亡', '出国定居')"
    f" WHERE h.deleted = 0 AND coalesce(h.status, '') NOT IN {_GONE} GROUP BY 1, 2"
)


def by_group(ledger: Ledger, survey: str) -> list[Count]:
    """Every group that has households on the register, by village and group."""
    people = {(row[0], row[1]): row[2:] for row in ledger.data.rows(_PERSONS, [survey, REGISTERED])}
    return [
        Count(*row, *people.get((row[0], row[1]), (0, 0, 0)))
        for row in sorted(ledger.data.all(_HOUSEHOLDS, [survey]))
    ]


def by_surveyor(ledger: Ledger, survey: str) -> list[ByWhom]:
    """Who asked how many households, the most first."""
    return [ByWhom(*row) for row in ledger.data.rows(_BY_WHOM, [survey])]


def corrections(ledger: Ledger, survey: str, verb: str) -> list[Corrected]:
    """What a verb changed in the answers of a round, the newest first."""
    return [Corrected(*row) for row in ledger.data.rows(_CORRECTED, [verb, survey])]


def stretch(ledger: Ledger, survey: str, archived: str) -> tuple[int, int]:
    """The log positions at which a round was made, and archived; the latest while it is not."""
    begun = ledger.data.one("SELECT pos FROM survey_round WHERE id = ?", [survey])
    ended = ledger.data.one(
        "SELECT max(pos) FROM change WHERE record = ? AND field = 'state' AND new = ?",
        [survey, archived],
    )
    upto = ended[0] if ended and ended[0] else ledger.position
    return (begun[0] if begun else 0), upto


def born_between(ledger: Ledger, entity: str, after: int, upto: int) -> list[str]:
    """The records of an entity that came in at positions in (after, upto], and are still here."""
    query = f'SELECT id FROM "{entity}" WHERE pos > ? AND pos <= ? AND deleted = 0 ORDER BY id'  # noqa: S608
    return [row[0] for row in ledger.data.rows(query, [after, upto])]
