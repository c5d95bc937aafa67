"""People keyed in twice: who has one ID number in several records, and making them one."""

from dataclasses import dataclass
from itertools import groupby

from desktop.domain.entities import Person
from desktop.domain.errors import Refused
from desktop.services import person_merging
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import families

REASON = "同一人重复录入"
_SAME_NUMBER = (
    "t.id_no IN (SELECT id_no FROM person WHERE deleted = 0 AND id_no IS NOT NULL"
    " GROUP BY id_no HAVING count(*) > 1)"
)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Records with one ID number.

    Attributes:
        id_no: the number.
        persons: the ids, the one that survives a merge first.
        names: the names, in the same order.
        households: where each is registered; empty if nowhere.
        villages: the village of each, as it reads.
        plain: whether name and village are the same too, so that one yes for all is enough.
    """

    id_no: str
    persons: tuple[str, ...]
    names: tuple[str, ...]
    households: tuple[str, ...]
    villages: tuple[str, ...]
    plain: bool


@verb("person.duplicates", "重复人员", Role.READER)
def listed(session: Session) -> list[Duplicate]:
    """The ID numbers that several records have, those that are plainly one person first."""
    ledger = session.ledger
    people = sorted(ledger.where(Person, _SAME_NUMBER), key=lambda one: (one.id_no or "", one.id))
    homes = families.homes_of(ledger, [one.id for one in people])
    villages = {
        family.household.id: family.household.village or ""
        for family in families.families(ledger, sorted(set(homes.values())))
    }
    found = []
    for number, records in groupby(people, key=lambda one: one.id_no or ""):
        alike = list(records)
        places = [villages.get(homes.get(one.id, ""), "") for one in alike]
        found.append(
            Duplicate(
                number,
                tuple(one.id for one in alike),
                tuple(one.name or "" for one in alike),
                tuple(homes.get(one.id, "") for one in alike),
                tuple(ledger.book.area_label(place) if place else "" for place in places),
                len({one.name for one in alike}) == 1 and len({*places, ""}) == 2,
            )
        )
    return sorted(found, key=lambda one: (not one.plain, one.id_no))


@verb("person.merge_duplicates", "合并全部重复人员", Role.REVIEWER)
def merge_all(session: Session, *, confirmed: int) -> int:
    """Make one of every record whose ID number, name and village are the same; how many went.

    Village and township will both have taken in last year's sheet. Nothing is merged by itself:
    ``confirmed`` is the number of people that the clerk was shown and said yes to.

    Raises:
        Refused: if there are not just so many now.
    """
    with session.ledger.transaction():
        plain = [one for one in listed(session) if one.plain]
        if len(plain) != confirmed:
            raise Refused(
                f"现在可直接合并的是{len(plain)}人，与确认的{confirmed}人不符，请重新确认"
            )
        gone = 0
        with session.ledger.as_one("person.merge", f"合并重复人员{len(plain)}人"):
            for one in plain:
                for other in one.persons[1:]:
                    person_merging.merge_people(
                        session, person=one.persons[0], other=other, reason=REASON
                    )
                    gone += 1
    return gone
