"""Two villages with three households, for reports; all invented."""

from desktop.domain.entities import EmploymentSpell, Household, Membership, Person, Tag
from desktop.domain.partial_date import PartialDate
from desktop.services import people
from tests.domain.make import id_no

PEOPLE = (
    # household, name, relation, sex, birth, education
    ("2", "田大山", "户主", "男", "1975-03-02", "初中"),
    ("2", "向小花", "配偶", "女", "1978-08-15", "小学"),
    ("10", "彭老三", "户主", "男", "1960-01-01", None),
    ("1", "王独户", "户主", "男", "1990-05-05", "普高"),
)
GROUPS = {"2": "2组", "10": "10组", "1": "1组"}


def settle(session):
    """Fill the ledger; the ids of the people by name."""
    first, second = (village.place.id for village in people.villages(session)[4:6])
    made = {}
    with session.ledger.act("test", "造数") as writer:
        homes = {
            number: writer.insert(
                Household(
                    village=second if number == "1" else first,
                    household_no=f"43313011000{number:>03}",
                    group_name=group,
                )
            ).id
            for number, group in GROUPS.items()
        }
        for at, (number, name, relation, sex, birth, education) in enumerate(PEOPLE):
            person = writer.insert(
                Person(
                    name=name,
                    sex=sex,
                    birth=PartialDate.parse(birth),
                    id_no=id_no(birth, sex, at),
                    education=education,
                    phone=f"1380013800{at}",
                )
            )
            writer.insert(
                Membership(
                    person=person.id, household=homes[number], kind="户籍", relation=relation
                )
            )
            made[name] = person
        writer.insert(Tag(household=homes["10"], tag="低保"))
        area = session.ledger.book.places.read("广东省深圳市")
        writer.insert(
            EmploymentSpell(
                person=made["田大山"].id,
                kind="务工",
                employer="某电子厂",
                work_area=area,
                start=PartialDate(2024, 3),
                wage=5200,
            )
        )
    return made
