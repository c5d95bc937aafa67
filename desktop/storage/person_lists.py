"""Lists of people across villages: which of them, and in which order, decided in SQL."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.entities import Household, Membership
from desktop.domain.facts import HEAD
from desktop.domain.listing import Listed
from desktop.storage import families
from desktop.storage.ledger import Ledger
from desktop.storage.person_columns import sort_key
from desktop.storage.person_filters import HERE, Ground, Values, condition, years_before

_PLACES = "a.code, h.village, h.household_no, h.id, m.id"
FROM = (
    " FROM person p"
    " LEFT JOIN membership m ON m.person = p.id AND m.deleted = 0 AND m.end IS NULL"
    f" AND (m.kind = '{families.REGISTERED}' OR m.kind IS NULL)"
    " LEFT JOIN household h ON h.id = m.household AND h.deleted = 0"
    " LEFT JOIN area a ON a.id = h.village"
)
"""Everybody with the households that they are registered in."""
_TEXT = "(p.name LIKE :text OR p.id_no LIKE :text OR p.phone LIKE :text OR p.remark LIKE :text)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which people: every part that is given must fit.

    Attributes:
        standing: the key of a standing filter.
        survey: the round that the standing filters go by.
        ages: least and most full years on ``day``.
        text: a piece of the name, ID number, phone or remark.
        codes: keys by field name of the person, such as the employment status.
    """

    standing: str = ""
    survey: str = ""
    village: str | None = None
    ages: tuple[int | None, int | None] = (None, None)
    day: date | None = None
    text: str = ""
    codes: tuple[tuple[str, str], ...] = ()


def person_ids(
    ledger: Ledger, wanted: Wanted, *, order: str = "", descending: bool = False
) -> list[str]:
    """The people that fit, by village and household, or by a column such as ``person.birth``.

    Raises:
        KeyError: if there is no such column or standing filter.
    """
    conditions, values = _conditions(ledger, wanted)
    key, ordering = "", _PLACES
    if order:
        sql, is_backwards = sort_key(ledger, order)
        key = f", {sql} AS sort_key"
        way = "DESC" if descending != is_backwards else "ASC"
        ordering = f"sort_key {way} NULLS LAST, {_PLACES}"
    query = f"SELECT p.id{key}{FROM} WHERE {conditions} ORDER BY {ordering}"
    return list(dict.fromkeys(row[0] for row in ledger.data.rows(query, values)))


def _conditions(ledger: Ledger, wanted: Wanted) -> tuple[str, Values]:
    day = wanted.day or date.min
    parts, values = ["p.deleted = 0"], Values(day=day.isoformat())
    if wanted.village is not None:
        parts.append("h.village = :village")
        values["village"] = wanted.village
    for at, (name, key) in enumerate(wanted.codes):
        field = ledger.dictionary["person"].field(name)
        parts.append(f'p."{field.name}" = :code{at}')
        values[f"code{at}"] = key
    _add_ages(wanted, parts, values)
    if wanted.text:
        parts.append(_TEXT)
        values["text"] = f"%{wanted.text}%"
    if wanted.standing:
        sql, more = condition(wanted.standing, Ground(ledger, day, wanted.survey))
        parts.append(f"({sql})")
        values |= more
    return " AND ".join(parts), values


def _add_ages(wanted: Wanted, conditions: list[str], values: Values) -> None:
    least, most = wanted.ages
    if wanted.day is None:
        return
    # A birth known to the month or year counts from its first day, and sorts before it as text.
    if least is not None:
        conditions.append("rtrim(p.birth, '~') <= :least")
        values["least"] = years_before(wanted.day, least)
    if most is not None:
        conditions.append("rtrim(p.birth, '~') > :most")
        values["most"] = years_before(wanted.day, most + 1)


def listed(ledger: Ledger, people: Iterable[str]) -> list[Listed]:
    """These people with the households they are registered in, in this order.

    Who is in no household stands alone; who is not here is left out.
    """
    wanted = list(people)
    entries = _registrations(ledger, wanted)
    homes = {
        home.id: home
        for home in ledger.among(
            Household, "id", sorted({entry.household or "" for entry in entries})
        )
    }
    at_home = {entry.person: entry for entry in reversed(entries) if entry.household in homes}
    heads = _heads(ledger, sorted(homes))
    found: dict[str, Listed] = {}
    for member in families.homeless(ledger, wanted):
        entry = at_home.get(member.person.id)
        home = homes[entry.household or ""] if entry else None
        whole = replace(member, membership=entry) if entry else member
        found[member.person.id] = Listed(home, whole, heads.get(home.id, "") if home else "")
    return [found[person] for person in wanted if person in found]


def _registrations(ledger: Ledger, people: list[str]) -> list[Membership]:
    found = ledger.among(Membership, "person", people)
    kinds = {families.REGISTERED, None}
    return sorted(
        (entry for entry in found if entry.end is None and entry.kind in kinds),
        key=lambda entry: entry.id,
    )


def _heads(ledger: Ledger, households: list[str]) -> dict[str, str]:
    marks = ", ".join("?" * len(households))
    rows = ledger.data.rows(
        "SELECT m.household, p.name FROM membership m JOIN person p ON p.id = m.person"  # noqa: S608
        f" WHERE m.household IN ({marks}) AND m.deleted = 0 AND m.end IS NULL"
        " AND p.deleted = 0 AND m.relation = ? ORDER BY m.id DESC",
        [*households, HEAD],
    )
    return {row[0]: row[1] or "" for row in rows}


def count_of_age(ledger: Ledger, sex: str, ages: tuple[int, int], day: date) -> int:
    """How many on the register, still there, are of a sex and between two ages on a day."""
    conditions, values = ["p.deleted = 0", "p.sex = :sex", HERE], Values(sex=sex)
    _add_ages(Wanted(ages=ages, day=day), conditions, values)
    query = f"SELECT count(DISTINCT p.id){FROM} WHERE {' AND '.join(conditions)}"
    return next((int(row[0]) for row in ledger.data.rows(query, values)), 0)
