"""The findings table: what the rules found last, rebuilt where something changed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from desktop.domain.finding import Finding, Severity
from desktop.storage.ledger import Ledger

_COLUMNS = "rule, severity, entity, record, field, household, value, message, advice"

_CHUNK = 500
_LISTS = ("code_item", "age_policy", "rule_parameter")


class FindingCount(NamedTuple):
    """How many findings of a rule and level a village has."""

    village: str
    rule: int
    severity: Severity
    number: int


def replace_scope(ledger: Ledger, scope: str, found: Iterable[Finding]) -> None:
    """Put the findings of one household or group in place of its former ones."""
    ledger.data.run("DELETE FROM finding WHERE scope = ?", [scope])
    add(ledger, ((scope, finding) for finding in found))


def clear(ledger: Ledger) -> None:
    """Forget all findings, before all are found anew."""
    ledger.data.run("DELETE FROM finding")


def add(ledger: Ledger, found: Iterable[tuple[str, Finding]]) -> None:
    """Add findings, each with its scope."""
    ledger.data.insert_many(
        f"INSERT INTO finding({_COLUMNS}, scope) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            (item.rule, item.severity.value, item.entity, item.record, item.field,
             item.household, item.value, item.message, item.advice, scope)
            for scope, item in found
        ),
    )  # fmt: skip


def listed(
    ledger: Ledger,
    *,
    village: str | None = None,
    rule: int | None = None,
    severity: Severity | None = None,
    households: Sequence[str] | None = None,
) -> Iterator[Finding]:
    """The findings by village, household number, rule; all, or those that fit."""
    conditions, values = ["1"], list[object]()
    for column, value in (("h.village", village), ("f.rule", rule), ("f.severity", severity)):
        if value is not None:
            conditions.append(f"{column} = ?")
            values.append(value)
    if households is not None:
        ledger.data.run("CREATE TEMP TABLE IF NOT EXISTS wanted(id TEXT PRIMARY KEY)")
        ledger.data.run("DELETE FROM wanted")
        ledger.data.insert_many("INSERT INTO wanted VALUES (?)", ((name,) for name in households))
        conditions.append("f.household IN (SELECT id FROM wanted)")
    columns = ", ".join(f"f.{name.strip()}" for name in _COLUMNS.split(","))
    query = (
        f"SELECT {columns} FROM finding f LEFT JOIN household h ON h.id = f.household"  # noqa: S608
        " LEFT JOIN area a ON a.id = h.village"
        f" WHERE {' AND '.join(conditions)} ORDER BY f.severity <> '错误',"
        " a.code, h.household_no, f.rule, f.record"
    )
    for row in ledger.data.rows(query, values):
        yield Finding(row[0], Severity(row[1]), *row[2:])


def tallies(ledger: Ledger) -> list[FindingCount]:
    """How many findings each village has, by rule and level."""
    rows = ledger.data.rows(
        "SELECT coalesce(h.village, ''), f.rule, f.severity, count(*) FROM finding f"
        " LEFT JOIN household h ON h.id = f.household GROUP BY 1, 2, 3 ORDER BY 1, 2"
    )
    return [FindingCount(row[0], row[1], Severity(row[2]), row[3]) for row in rows]


def waiting(ledger: Ledger) -> list[str]:
    """The records that changed since the rules last looked."""
    return [row[0] for row in ledger.data.all("SELECT record FROM recheck")]


def looked(ledger: Ledger, *, but_lists: bool = False) -> None:
    """Nothing waits to be checked any more, or nothing but the lists that all goes by."""
    lists = ", ".join(f"'{name}'" for name in _LISTS)
    kept = f" WHERE entity NOT IN ({lists}, 'area')" if but_lists else ""
    ledger.data.run(f"DELETE FROM recheck{kept}")  # noqa: S608


def looked_at(ledger: Ledger, records: Iterable[str], position: int) -> None:
    """These records wait no more, but for those that changed after a position."""
    ledger.data.insert_many(
        "DELETE FROM recheck WHERE record = ?1 AND NOT EXISTS"
        " (SELECT 1 FROM change WHERE record = ?1 AND pos > ?2)",
        ((record, position) for record in records),
    )


_OF_PERSON = ("employment_spell", "tag", "survey_answer", "presence")
# CROSS JOIN, because few records wait and the planner would go through everybody to find them.
# A reference that was changed concerns whom it named before, too.
_NAMED = (
    "SELECT c.{side} FROM recheck r CROSS JOIN change c ON c.record = r.record"
    " WHERE c.field = '{field}'"
)
_FORMERLY_NAMED = (
    "SELECT m.household FROM recheck r CROSS JOIN change c ON c.record = r.record"
    " AND c.field = 'person'"
    " CROSS JOIN membership m ON m.person = c.{side}"
)
_SIDES = ("old", "new")
_HOUSEHOLDS = " UNION ".join(
    [
        "SELECT record FROM recheck WHERE entity = 'household'",
        "SELECT m.household FROM recheck r CROSS JOIN membership m ON m.id = r.record",
        "SELECT m.household FROM recheck r CROSS JOIN membership m ON m.person = r.record"
        " WHERE r.entity = 'person'",
        "SELECT t.household FROM recheck r CROSS JOIN tag t ON t.id = r.record",
        *(
            f'SELECT m.household FROM recheck r CROSS JOIN "{entity}" t ON t.id = r.record'  # noqa: S608
            f" CROSS JOIN membership m ON m.person = t.person WHERE r.entity = '{entity}'"
            for entity in _OF_PERSON
        ),
        *(_NAMED.format(side=side, field="household") for side in _SIDES),
        *(_FORMERLY_NAMED.format(side=side) for side in _SIDES),
    ]
)
_PEOPLE = " UNION ".join(
    [
        "SELECT record FROM recheck WHERE entity = 'person'",
        "SELECT m.person FROM recheck r CROSS JOIN membership m ON m.id = r.record",
        "SELECT m.person FROM recheck r CROSS JOIN membership m ON m.household = r.record",
        *(_NAMED.format(side=side, field="person") for side in _SIDES),
    ]
)


def lists_waiting(ledger: Ledger) -> bool:
    """Whether a list changed that the rules go by, so that everything must be checked."""
    lists = ", ".join(f"'{name}'" for name in _LISTS)
    query = (
        f"SELECT 1 FROM recheck WHERE entity IN ({lists})"  # noqa: S608
        " UNION ALL SELECT 1 FROM recheck r JOIN area a ON a.id = r.record WHERE a.deleted"
        " OR a.valid_to IS NOT NULL OR a.merged_into IS NOT NULL OR EXISTS"
        " (SELECT 1 FROM change c WHERE c.record = r.record) LIMIT 1"
    )
    return ledger.data.one(query) is not None


def households_waiting(ledger: Ledger) -> list[str]:
    """The households that the changes since the last look can concern."""
    return sorted(row[0] for row in ledger.data.all(_HOUSEHOLDS) if row[0])


def keys_waiting(ledger: Ledger, column: str) -> set[str]:
    """The keys that people whom the changes concern have or had."""
    people = [row[0] for row in ledger.data.all(_PEOPLE)]
    found: set[str | None] = set()
    for start in range(0, len(people), _CHUNK):
        part = people[start : start + _CHUNK]
        marks = ", ".join("?" * len(part))
        query = f'SELECT "{column}" FROM person WHERE id IN ({marks})'  # noqa: S608
        found.update(row[0] for row in ledger.data.rows(query, part))
        query = f"SELECT old, new FROM change WHERE field = ? AND record IN ({marks})"  # noqa: S608
        found.update(key for row in ledger.data.rows(query, [column, *part]) for key in row)
    return {key for key in found if key}


def group_scopes(ledger: Ledger) -> set[str]:
    """The groups that have findings."""
    query = "SELECT DISTINCT scope FROM finding WHERE scope >= 'g:' AND scope < 'g;'"
    return {row[0] for row in ledger.data.all(query)}


def people_with(ledger: Ledger, column: str, key: str) -> list[str]:
    """The people, not deleted, who share a key such as an ID number."""
    query = f'SELECT id FROM person WHERE "{column}" = ? AND deleted = 0'  # noqa: S608
    return [row[0] for row in ledger.data.all(query, [key])]


# The index alone tells who shares a key; only those are read, to leave out who is deleted.
_SHARED = 'SELECT "{0}" FROM person WHERE "{0}" {1} GROUP BY 1 HAVING count(*) > 1'


def shared_keys(ledger: Ledger, column: str) -> list[str]:
    """The keys that more than one person has, in order."""
    found = ledger.data.all(_SHARED.format(column, "IS NOT NULL"))
    return sorted(shared_among(ledger, column, [row[0] for row in found]))


def shared_among(ledger: Ledger, column: str, keys: Collection[str]) -> set[str]:
    """Those of some keys that more than one person has."""
    shared: set[str] = set()
    wanted = list(keys)
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        for rest in ("", " AND deleted = 0"):
            marks = ", ".join("?" * len(part))
            query = _SHARED.format(column, f"IN ({marks}){rest}")
            part = [row[0] for row in ledger.data.all(query, part)]
        shared.update(part)
    return shared
