"""Lists of people across villages: which of them, and in which order, decided in SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.domain.entities import Membership, Person
from desktop.domain.facts import Family, Member
from desktop.storage.families import REGISTERED, families
from desktop.storage.ledger import Ledger

_PLACES = "a.code, h.village, h.household_no, h.id, m.id"
_FROM = (
    " FROM person p"
    " LEFT JOIN membership m ON m.person = p.id AND m.deleted = 0 AND m.end IS NULL"
    f" AND (m.kind = '{REGISTERED}' OR m.kind IS NULL)"
    " LEFT JOIN household h ON h.id = m.household AND h.deleted = 0"
    " LEFT JOIN area a ON a.id = h.village"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which people: every part that is given must fit.

    Attributes:
        ages: least and most full years on ``day``.
        text: a piece of the name, ID number, phone or remark.
        codes: keys by field name of the person, such as the employment status.
    """

    village: str | None = None
    ages: tuple[int | None, int | None] = (None, None)
    day: date | None = None
    text: str = ""
    codes: tuple[tuple[str, str], ...] = ()


def person_ids(
    ledger: Ledger, wanted: Wanted, *, order: str = "", descending: bool = False
) -> list[str]:
    """The people that fit, by village and household, or by a field of the person."""
    conditions, values = ["p.deleted = 0"], list[object]()
    if wanted.village is not None:
        conditions.append("h.village = ?")
        values.append(wanted.village)
    for name, key in wanted.codes:
        conditions.append(f'p."{_checked(ledger, name)}" = ?')
        values.append(key)
    _add_ages(wanted, conditions, values)
    if wanted.text:
        pieces = " OR ".join(f"p.{name} LIKE ?" for name in ("name", "id_no", "phone", "remark"))
        conditions.append(f"({pieces})")
        values += [f"%{wanted.text}%"] * 4
    query = (
        f"SELECT p.id{_FROM}{_sort_join(order)} WHERE {' AND '.join(conditions)}"
        f" ORDER BY {_ordering(ledger, order, descending=descending)}"
    )
    return list(dict.fromkeys(row[0] for row in ledger.data.rows(query, values)))


def _add_ages(wanted: Wanted, conditions: list[str], values: list[object]) -> None:
    least, most = wanted.ages
    if wanted.day is None or (least is None and most is None):
        return
    # A birth known to the month or year counts from its first day, and sorts before it as text.
    if least is not None:
        conditions.append("rtrim(p.birth, '~') <= ?")
        values.append(_years_before(wanted.day, least))
    if most is not None:
        conditions.append("rtrim(p.birth, '~') > ?")
        values.append(_years_before(wanted.day, most + 1))


def _years_before(day: date, years: int) -> str:
    return f"{max(day.year - years, 1):04}-{day.month:02}-{day.day:02}"


def _checked(ledger: Ledger, name: str) -> str:
    return ledger.dictionary["person"].field(name).name


def _sort_join(order: str) -> str:
    return " LEFT JOIN search_key k ON k.record = p.id" if order == "name" else ""


def _ordering(ledger: Ledger, order: str, *, descending: bool) -> str:
    if not order:
        return _PLACES
    column = "k.pinyin" if order == "name" else f'p."{_checked(ledger, order)}"'
    way = "DESC" if descending else "ASC"
    return f"{column} IS NULL, {column} {way}, {_PLACES}"


def in_households(ledger: Ledger, people: Iterable[str]) -> list[tuple[Family | None, Member]]:
    """These people with the households they are registered in, in this order.

    Who is in no household stands alone; who is not here is left out.
    """
    wanted = list(people)
    marks = ", ".join("?" * len(wanted))
    rows = ledger.data.rows(
        f"SELECT m.household{_FROM} WHERE p.id IN ({marks}) AND h.id IS NOT NULL",
        wanted,
    )
    homes = sorted({row[0] for row in rows})
    found: dict[str, tuple[Family | None, Member]] = {
        member.person.id: (family, member)
        for family in families(ledger, homes)
        for member in family.members
    }
    for person in ledger.among(Person, "id", [one for one in wanted if one not in found]):
        found[person.id] = (None, Member(person, Membership(person=person.id)))
    return [found[person] for person in wanted if person in found]


def count_of_age(ledger: Ledger, sex: str, ages: tuple[int, int], day: date) -> int:
    """How many on the register, still there, are of a sex and between two ages on a day."""
    conditions, values = ["p.deleted = 0", "p.sex = ?"], list[object]([sex])
    _add_ages(Wanted(ages=ages, day=day), conditions, values)
    conditions += ["coalesce(p.status, '') NOT IN ('迁出', '死亡')", "h.id IS NOT NULL"]
    query = f"SELECT count(DISTINCT p.id){_FROM} WHERE {' AND '.join(conditions)}"
    row = ledger.data.one(query, values)
    return int(row[0]) if row else 0
