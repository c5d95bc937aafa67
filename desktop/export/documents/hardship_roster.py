"""就业困难人员台账: by category, with recognition, measures and exit (domain §D 8)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from desktop.domain.entities import Tag
from desktop.domain.facts import Family
from desktop.domain.labour import Worker, Workforce
from desktop.domain.roster import (
    UNREAD_MARK,
    UNREAD_NOTE,
    RosterLine,
    village_column,
    village_name,
)
from desktop.domain.tables import Align, Column, Table
from desktop.export.documents.declaring import Document, Form, Occasion
from desktop.export.documents.rostering import lines_of, of_field, roster_layout, who_columns
from desktop.export.pdf.bundles import Grouping

_LABEL = "就业困难人员台账"
_WHOLE, _PREFIX = "就业困难人员", "就业困难-"


@dataclass(frozen=True, slots=True)
class HardshipLine:
    """One category of one person."""

    line: RosterLine
    tag: Tag


def _tags(member_tags: Iterable[Tag], year: int) -> list[Tag]:
    """Those of hardship, but for what ended before this year; the mere 就业困难人员 if alone."""
    held = [
        tag
        for tag in member_tags
        if (tag.tag or "") == _WHOLE or (tag.tag or "").startswith(_PREFIX)
        if tag.end is None or tag.end.last_day().year >= year
    ]
    return [tag for tag in held if tag.tag != _WHOLE] or held


def _rows(occasion: Occasion, families: Iterable[Family]) -> Iterator[HardshipLine]:
    year = occasion.basis.day.year

    def test(_: Occasion, force: Workforce, worker: Worker) -> bool:
        return bool(_tags(worker.view.member.tags, year))

    number = 0
    for line in lines_of(occasion, families, test):
        for tag in _tags(line.member.tags, year):
            number += 1
            yield HardshipLine(replace(line, number=number), tag)


def _lifted(column: Column[RosterLine]) -> Column[HardshipLine]:
    value = column.value
    return Column(
        column.label, lambda row: value(row.line), column.width_mm, column.align, wrap=column.wrap
    )


def _of_tag(
    occasion: Occasion, name: str, width_mm: float, label: str, align: Align = Align.CENTER
) -> Column[HardshipLine]:
    kind = occasion.dictionary.field(f"tag.{name}").kind

    def value(row: HardshipLine) -> str:
        seen = row.tag.unread.get(name)
        held = kind.show(getattr(row.tag, name), occasion.book)
        return f"{UNREAD_MARK}{seen}" if seen else held.removeprefix(_PREFIX)

    return Column(label, value, width_mm, align)


def _columns(occasion: Occasion) -> tuple[Column[HardshipLine], ...]:
    def of(path: str, width_mm: float, **changes: object) -> Column[HardshipLine]:
        return _lifted(of_field(occasion, path, width_mm, **changes))

    return (
        *map(_lifted, who_columns(occasion)),
        of("person.education", 14.0),
        _of_tag(occasion, "tag", 24.0, "困难类别"),
        _of_tag(occasion, "start", 19.0, "认定日期"),
        _of_tag(occasion, "source", 26.0, "认定单位"),
        of("person.employment_status", 16.0),
        of("employment_spell.employer", 28.0),
        of("survey_answer.measures", 28.0, label="援助措施"),
        _of_tag(occasion, "end", 19.0, "退出日期"),
        _of_tag(occasion, "end_reason", 22.0, "退出原因"),
        of("person.remark", 16.0),
    )


def _wide(occasion: Occasion) -> Table[HardshipLine]:
    number, *others = _columns(occasion)
    return Table(_LABEL, (number, _lifted(village_column(occasion.book)), *others))


def _grouping(occasion: Occasion) -> Grouping[HardshipLine]:
    return Grouping(
        heading=lambda row: village_name(row.line, occasion.book),
        keep=lambda row: row.line.member.person.id,
        begins_page=True,
    )


def _notes(occasion: Occasion) -> tuple[str, ...]:
    return (
        "本册列入：有就业困难人员标识、没有退出或本年内退出的在册人员；一人有几个类别的，一个类别一行。",
        UNREAD_NOTE,
    )


HARDSHIP_ROSTER = Document(
    name="hardship_roster",
    label=_LABEL,
    form=Form.ROSTER,
    table=lambda occasion: Table(_LABEL, _columns(occasion)),
    wide=_wide,
    rows=_rows,
    layout=roster_layout,
    notes=_notes,
    unit="人",
    grouping=_grouping,
    frozen=4,
)
