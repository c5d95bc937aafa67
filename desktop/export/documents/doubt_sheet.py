"""疑点数据核查表: what the rules found, by village, with room for what is right (domain §D 29)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop.domain.facts import Family, Member
from desktop.domain.finding import Finding
from desktop.domain.roster import UNREAD_MARK
from desktop.domain.tables import Align, Column, Table
from desktop.export.documents.declaring import Document, Form, Occasion
from desktop.export.documents.rostering import blank_column, roster_layout
from desktop.export.pdf.bundles import Grouping

_LABEL = "疑点数据核查表"
_SIGNED = ("核查人（签字）：", "村负责人（签字）：", "核查日期：", "审核人：")


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """One finding with its household, and the person it is about, if it is about one."""

    number: int
    family: Family
    member: Member | None
    finding: Finding


def _rows(occasion: Occasion, families: Iterable[Family]) -> Iterator[DoubtLine]:
    number = 0
    for family in families:
        whose = dict(_owners(family))
        for finding in occasion.findings_of(family):
            member = whose.get(finding.record)
            if member is not None and not occasion.wants(member.person.id):
                continue
            number += 1
            yield DoubtLine(number, family, member, finding)


def _owners(family: Family) -> Iterator[tuple[str, Member]]:
    for member in family.members:
        records = (
            member.person,
            member.membership,
            *member.spells,
            *member.tags,
            member.answer,
            member.presence,
        )
        yield from ((record.id, member) for record in records if record is not None)


def _name(member: Member | None) -> str:
    if member is None:
        return ""
    seen: Mapping[str, str] = member.person.unread
    return member.person.name or (f"{UNREAD_MARK}{seen['name']}" if "name" in seen else "")


def _table(occasion: Occasion) -> Table[DoubtLine]:
    household = occasion.dictionary["household"].by_name
    columns: tuple[Column[DoubtLine], ...] = (
        Column("序号", lambda line: line.number, 10.0, Align.CENTER),
        Column(household["group_name"].label, lambda line: line.family.household.group_name, 14.0,
               Align.CENTER),
        Column(household["household_no"].label, lambda line: line.family.household.household_no,
               34.0, Align.CENTER),
        Column("户主", lambda line: _name(line.family.head), 17.0, Align.CENTER, wrap=False),
        Column("姓名", lambda line: _name(line.member), 17.0, Align.CENTER, wrap=False),
        Column("级别", lambda line: line.finding.severity.value, 10.0, Align.CENTER),
        Column("问题", lambda line: line.finding.message, 62.0),
        Column("现值", lambda line: line.finding.value, 32.0),
        Column("怎样处理", lambda line: line.finding.advice, 38.0),
        blank_column("更正为（属实的写“属实”）", 42.0),
        blank_column("核实人签字", 20.0),
    )  # fmt: skip
    return Table(_LABEL, columns)


def _village(occasion: Occasion, family: Family) -> str:
    village = family.household.village
    return occasion.book.area_label(village) if village else "未填村"


def _wide(occasion: Occasion) -> Table[DoubtLine]:
    number, *others = _table(occasion).columns
    village: Column[DoubtLine] = Column(
        "村", lambda line: _village(occasion, line.family), 22.0, Align.CENTER
    )
    return Table(_LABEL, (number, village, *others))


def _grouping(occasion: Occasion) -> Grouping[DoubtLine]:
    return Grouping(
        heading=lambda line: _village(occasion, line.family),
        keep=lambda line: line.family.household.id,
        begins_page=True,
    )


def _notes(occasion: Occasion) -> tuple[str, ...]:
    return (
        "“错误”须更正；“疑点”核对无误的写“属实”并注明理由，在程序中答复后不再列出。"
        "本表所列为打印时尚未答复的问题。",
    )


DOUBT_SHEET = Document(
    name="doubt_sheet",
    label=_LABEL,
    form=Form.ROSTER,
    table=_table,
    wide=_wide,
    rows=_rows,
    layout=roster_layout,
    notes=_notes,
    unit="处",
    grouping=_grouping,
    frozen=6,
    signatures=_SIGNED,
)
