"""入户核对表: one line a person with the last answers, and room for what has changed (domain F7).

Every page has its own number and each line its row number, so that what was written on paper is
keyed in by them; so the pages are drawn line by line, and never flow.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import Household
from desktop.domain.facts import Member
from desktop.domain.record import Record
from desktop.domain.roster import UNREAD_MARK
from desktop.domain.tables import Align, Column, Table

LABEL = "入户核对表"
_ID_TAIL = 4
_NUMBER_TAIL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One printed line.

    Attributes:
        group: the group of the household, for the page's heading.
        household: shown on its first line of a page only.
        member: who stands on it; None on a blank line.
        note: why nobody is to be asked here.
        begins: whether a household begins here.
    """

    page: int
    row: int
    group: str
    household: Household
    member: Member | None
    note: str
    begins: bool
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOccasion:
    """Which list it is.

    Attributes:
        area: the village as titles have it.
        pages: how many the whole list has.
        mark_of: the code of a page.
    """

    dictionary: Dictionary
    book: CodeBook
    area: str
    survey: str
    day: date
    pages: int
    mark_of: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The lines of one page."""

    number: int
    group: str
    lines: tuple[CheckLine, ...]


def pages_of(lines: Iterable[CheckLine]) -> Iterable[CheckPage]:
    """The lines by page."""
    for number, found in groupby(lines, lambda line: line.page):
        held = tuple(found)
        groups = {line.group for line in held}
        yield CheckPage(number, groups.pop() if len(groups) == 1 else "各组", held)


Value = Callable[[CheckLine], object]


def table(occasion: CheckOccasion) -> Table[CheckLine]:
    """The columns, each with the letter that it is keyed in by."""

    def of(letters: str, label: str, width_mm: float, value: Value, **more: Any) -> Any:
        return Column(f"{letters}{label}", value, width_mm, Align.CENTER, **more)

    def field(path: str) -> Value:
        return _field(occasion, path)

    employer, place = field("employment_spell.employer"), field("employment_spell.work_place")
    columns: Sequence[Column[CheckLine]] = (
        of("", "行", 6.0, lambda line: line.row),
        of("", "户", 9.0, _household_number),
        of("A", "姓名", 16.0, _name, wrap=False),
        of("B", "与户主关系", 12.0, field("membership.relation")),
        of("", "性别年龄", 10.0, _sex_and_birth),
        of("C", "证件后四位", 12.0, _id_tail),
        of("D", "电话", 21.0, field("person.phone")),
        of("E", "文化程度", 12.0, field("person.education")),
        of("F", "健康", 11.0, field("person.health")),
        of("G", "劳动能力", 10.0, _ability(field("person.labour_ability"))),
        of("H", "现状", 15.0, field("person.employment_status")),
        of("J", "在家外出", 16.0, field("survey_answer.present")),
        of("K", "务工地点", 21.0, place),
        of("L", "单位", 21.0, employer),
        of("M", "工种", 12.0, field("employment_spell.trade")),
        of("N", "月收入", 11.0, _wage(occasion)),
        of("P", "就业意愿", 8.0, field("survey_answer.job_will")),
        of("Q", "培训意愿", 13.0, field("survey_answer.train_will")),
        of("", "无变化", 8.0, lambda _: "", group="变动"),
        of("", "栏", 7.0, lambda _: "", group="变动"),
        of("", "改为", 46.0, lambda _: "", group="变动"),
    )
    return Table(LABEL, tuple(columns))


def _records(line: CheckLine, entity: str) -> Record | None:
    member = line.member
    if member is None:
        return None
    if entity == "employment_spell":
        return member.spell_on(line.day)
    found: Record | None = {
        "person": member.person, "membership": member.membership, "survey_answer": member.answer
    }[entity]  # fmt: skip
    return found


def _field(occasion: CheckOccasion, path: str) -> Value:
    declared = occasion.dictionary.field(path)

    def value(line: CheckLine) -> str:
        record = _records(line, declared.entity)
        if record is None or line.note:
            return ""
        seen = record.unread.get(declared.name)
        if seen:
            return f"{UNREAD_MARK}{seen}"
        return declared.kind.show(getattr(record, declared.name), occasion.book)

    return value


def _household_number(line: CheckLine) -> str:
    return (line.household.household_no or "")[-_NUMBER_TAIL:] if line.begins else ""


def _name(line: CheckLine) -> str:
    if line.member is None:
        return line.note
    person = line.member.person
    name = person.name or person.unread.get("name", "")
    return f"{name}（{line.note}）" if line.note else name


def _sex_and_birth(line: CheckLine) -> str:
    if line.member is None or line.note:
        return ""
    person = line.member.person
    age = "" if person.birth is None else str(_age(person.birth.first_day(), line.day))
    return f"{person.sex or ''}{age}"


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _id_tail(line: CheckLine) -> str:
    """Enough to compare with the card at the door; the whole number would be lost with a sheet."""
    if line.member is None or line.note:
        return ""
    person = line.member.person
    if person.id_no:
        return person.id_no[-_ID_TAIL:]
    return "有误" if "id_no" in person.unread else "缺"


def _ability(shown: Value) -> Value:
    """Without 劳动力, which the heading says."""
    return lambda line: str(shown(line)).partition("劳动")[0]


def _wage(occasion: CheckOccasion) -> Value:
    amount = _field(occasion, "employment_spell.wage")
    band = _field(occasion, "employment_spell.wage_band")
    return lambda line: amount(line) or band(line)
