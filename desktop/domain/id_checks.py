"""A pasted column of ID numbers: which are right, why the others are not, and what each says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.ages import StatutoryCategory, age_on, statutory_retirement, turns
from desktop.domain.id_number import BadIdNumber, IdNumber, birth_of, parse_id_number, sex_of
from desktop.domain.id_styles import IdStyle, styled
from desktop.domain.tables import Align, Column, Table

RIGHT, WRONG = "对", "错"
_SIXTEEN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One pasted line.

    Attributes:
        line: counted from 1.
        seen: what was pasted.
        number: the number put in order; empty if it is wrong, or nothing was pasted.
        why: what is wrong, or worth knowing.
        birth, sex, age: as the number says.
        sixteen: the month in which 16 is reached.
        retires: the month of the statutory age; both for a woman, whose class is not known.
    """

    line: int
    seen: str
    number: str = ""
    why: str = ""
    sex: str = ""
    birth: date | None = None
    age: int | None = None
    sixteen: str = ""
    retires: str = ""

    @property
    def verdict(self) -> str:
        """对 or 错; empty for an empty line."""
        return (RIGHT if self.number else WRONG) if self.seen else ""

    @property
    def masked(self) -> str:
        """The number with its middle starred."""
        return styled(self.number, IdStyle.ENDS)


def check_text(text: str, today: date) -> list[Checked]:
    """The lines of a pasted text; of several columns the one that holds most digits is taken."""
    lines = [_number_cell(line) for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return check_lines(lines, today)


def check_lines(lines: Sequence[str], today: date) -> list[Checked]:
    """Each line looked at; a number that stood there before is pointed out."""
    first: dict[str, int] = {}
    found = []
    for at, seen in enumerate(lines, start=1):
        checked = _check(at, seen, today)
        earlier = first.setdefault(checked.number, at) if checked.number else at
        found.append(
            checked if earlier == at else replace(checked, why=f"与第{earlier}行是同一个号")
        )
    return found


def _check(at: int, seen: str, today: date) -> Checked:
    if not seen:
        return Checked(line=at, seen="")
    try:
        number = parse_id_number(seen, today)
    except BadIdNumber as defect:
        return Checked(line=at, seen=seen, why=str(defect))
    birth, sex = birth_of(number), sex_of(number)
    return Checked(
        line=at,
        seen=seen,
        number=number,
        why="" if number == seen else "已整理",
        sex=sex,
        birth=birth,
        age=age_on(birth, today),
        sixteen=_month(turns(_SIXTEEN, birth)),
        retires=_retires(birth, number),
    )


def _retires(birth: date, number: IdNumber) -> str:
    def month(category: StatutoryCategory) -> str:
        return _month(statutory_retirement(birth.year, birth.month, category))

    if sex_of(number) == "男":
        return month(StatutoryCategory.M)
    return f"{month(StatutoryCategory.F50)}（原50岁）/{month(StatutoryCategory.F55)}（原55岁）"


def _month(year_month: tuple[int, int]) -> str:
    return f"{year_month[0]:04}-{year_month[1]:02}"


def _number_cell(line: str) -> str:
    cells = [cell.strip() for cell in line.split("\t")]
    return max(cells, key=lambda cell: sum(map(str.isdecimal, cell)))


def counts(found: Sequence[Checked]) -> str:
    """How many are right and wrong, in a sentence."""
    right = sum(one.verdict == RIGHT for one in found)
    wrong = sum(one.verdict == WRONG for one in found)
    return f"共 {right + wrong} 个：对 {right}，错 {wrong}"


ID_TABLE: Table[Checked] = Table(
    "身份证号核对",
    (
        Column("行", lambda one: one.line, 10.0, Align.RIGHT),
        Column("原来的", lambda one: one.seen, 44.0),
        Column("结果", lambda one: one.verdict, 12.0, Align.CENTER),
        Column("问题或说明", lambda one: one.why, 92.0),
        Column("整理后", lambda one: one.number, 42.0),
        Column("性别", lambda one: one.sex, 12.0, Align.CENTER),
        Column("出生日期", lambda one: one.birth, 24.0),
        Column("年龄", lambda one: one.age, 12.0, Align.RIGHT),
        Column("满16周岁", lambda one: one.sixteen, 20.0),
        Column("法定退休年龄", lambda one: one.retires, 62.0),
        Column("隐去中间", lambda one: one.masked, 42.0),
    ),
)
"""What is told of each line, on screen and on the command line."""
