"""台账体检报告: what is wrong or due in each village, in numbers with the names behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop.domain.listing import Listed
from desktop.domain.tables import Align, Column, Table
from desktop.services import checks, list_prints, people, person_lists
from desktop.services.list_prints import Listing
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import person_counts

TITLE = "台账体检报告"
NAMES = (
    "household.village", "household.group_name", "person.name", "person.id_no",
    "membership.relation", "person.phone", "person.employment_status",
)  # fmt: skip
"""The columns of the names behind a number."""
_ALL = "合计"


@dataclass(frozen=True, slots=True)
class Question:
    """One number of the report: the standing filter of its people, and what it is called."""

    standing: str
    label: str
    note: str


QUESTIONS = (
    Question("", "人数", "在册的人"),
    Question("bad_number", "身份证错", "号码写着，但不对或被Excel改坏了"),
    Question("shared_number", "重复", "两个人登记了同一个身份证号"),
    Question("without_phone", "无电话", "年满16周岁，本人和户上都没有电话"),
    Question("turns_sixteen", "今年满16", "今年满16周岁，要摸排就业意愿"),
    Question("leaves_labour_age", "今年到龄", "今年超出默认的劳动年龄口径"),
    Question("poor_without_work", "脱贫未就业", "劳动年龄内、暂未就业的脱贫户和监测对象"),
    Question("lacking", "缺项", "姓名、身份证号、关系或人人必问的项空着"),
)


@dataclass(frozen=True, slots=True)
class VillageHealth:
    """One village; ``numbers`` stand in the order of the questions. The sums have no village."""

    village: str
    name: str
    numbers: tuple[int, ...]


def report(session: Session) -> list[VillageHealth]:
    """The villages that have people, and their sums at the end."""
    day = checks.reference_day(session)
    counted = [
        person_counts.by_village(session.ledger, question.standing, day) for question in QUESTIONS
    ]
    found = [
        VillageHealth(
            village.place.id,
            village.place.name,
            tuple(numbers.get(village.place.id, 0) for numbers in counted),
        )
        for village in people.villages(session, empty=False)
    ]
    sums = tuple(sum(numbers.values()) for numbers in counted)
    return [*found, VillageHealth("", _ALL, sums)]


def table() -> Table[VillageHealth]:
    """A line for each village, a column for each question."""
    place: Column[VillageHealth] = Column("村", lambda row: row.name, 34.0)
    return Table(TITLE, (place, *(_column(at) for at in range(len(QUESTIONS)))))


def _column(at: int) -> Column[VillageHealth]:
    return Column(QUESTIONS[at].label, lambda row: row.numbers[at], 24.0, Align.RIGHT)


def people_behind(session: Session, question: Question, village: str) -> list[str]:
    """The ids of the people behind a number; of all villages without one."""
    wanted = person_lists.wanted(session, standing=question.standing, village=village or None)
    ids = person_lists.person_ids(session, wanted)
    return ids if question.standing else _here(session, ids)


def _here(session: Session, ids: Sequence[str]) -> list[str]:
    """Without those who have left, whom the list of people shows and the number does not count."""
    left = {"迁出", "死亡", "出国定居"}
    return [
        line.member.person.id
        for line in person_lists.people_of(session, ids)
        if line.member.person.status not in left and line.household is not None
    ]


def listing_of(session: Session) -> Listing[VillageHealth]:
    """The report as a page to be printed."""
    rows = report(session)
    return Listing(
        title=TITLE,
        note=f"{len(rows) - 1}个村",
        table=table(),
        rows=rows,
        count=len(rows),
        unit="人",
        notes=("口径说明：", *(f"{one.label}：{one.note}。" for one in QUESTIONS)),
        numbered=False,
    )


def names_of(session: Session, *, question: Question, village: str) -> Listing[Listed]:
    """The names behind a number as a list to be printed, village by village."""
    wanted = person_lists.wanted(session, standing=question.standing, village=village or None)
    return person_lists.listing_of(
        session, wanted=wanted, paths=NAMES, only=people_behind(session, question, village)
    )


@verb("ledger.health", "台账体检报告", Role.READER)
def write(session: Session, *, file: Path) -> int:
    """Write the report as .pdf or .xlsx, by the file's name; how many lines it has.

    Raises:
        AppError: if the file cannot be written; nothing of it is left behind.
    """
    return list_prints.write(session, partial(listing_of), file=file)
