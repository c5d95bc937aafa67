"""What a document is: one declaration that paper, workbook and screen are made from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Generic

from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary
from desktop.domain.facts import Family
from desktop.domain.finding import Finding
from desktop.domain.labour import Basis
from desktop.domain.tables import Row, Table
from desktop.export.parts import Ending, Heading
from desktop.export.pdf.bundles import Grouping
from desktop.export.pdf.document import PageSetup
from desktop.export.pdf.leaves import Leaf
from desktop.export.pdf.letter import Letter
from desktop.export.pdf.page import Layout, Paper

SIGNATURES = ("单位负责人（签字）：", "审核人：", "填表人：", "联系电话：")


class Form(StrEnum):
    """What sort of document it is."""

    ROSTER = "花名册"
    SUMMARY = "汇总表"
    SHEET = "表单"
    PAPER = "公文"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """For whom, of which area and for which day a document is made.

    Attributes:
        office: who reports.
        area: the area's name as titles have it.
        units: the rows of a summary in order: what each is known by, and how it reads.
        unit_of: to which of them a household belongs.
        made_on: the day on which it is made.
        people: only these are listed; everybody without it.
        findings_of: what the rules found in a household and nobody has answered.
        blank: forms are printed empty, to be filled in by hand.
        told: what the clerk was asked for this document, by key.
    """

    dictionary: Dictionary
    book: CodeBook
    basis: Basis
    office: str
    area: str
    made_on: date
    units: tuple[tuple[str, str], ...] = ()
    unit_of: Callable[[Family], str] = lambda _: ""
    people: frozenset[str] | None = None
    findings_of: Callable[[Family], Sequence[Finding]] = lambda _: ()
    blank: bool = False
    told: Mapping[str, str] = field(default_factory=dict)

    def wants(self, person: str) -> bool:
        """Whether somebody may be listed."""
        return self.people is None or person in self.people


@dataclass(frozen=True, slots=True)
class Asked:
    """What a clerk is asked before a document is made; without ``optional`` it must be answered."""

    key: str
    label: str
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Generic[Row]):
    """One document.

    Attributes:
        name: on the command line.
        label: what a clerk calls it.
        table: its columns; on screen and in a workbook those of ``wide``, if there are more there.
        rows: what its lines are, made from households as they come.
        layout: how it is set on each paper, for an occasion.
        notes: the 口径说明 under it.
        unit: what its numbers count, for the line under the title.
        grouping: what its lines are gathered by on paper.
        total: the label of its sums.
        frozen: how many columns of a workbook stay in view.
        one_page: it is small enough for one page, so its notes run on and a workbook fits it.
        leaves: its forms of one page each, where it is no table on paper.
        letter: the official paper that its table is a part of.
        asks: what a clerk is asked first.
        signatures: who signs under it.
        blank: it can be printed empty.
    """

    name: str
    label: str
    form: Form
    table: Callable[[Occasion], Table[Row]]
    rows: Callable[[Occasion, Iterable[Family]], Iterator[Row]]
    layout: Callable[[Occasion, Paper], Layout]
    notes: Callable[[Occasion], tuple[str, ...]]
    unit: str
    wide: Callable[[Occasion], Table[Row]] | None = None
    grouping: Callable[[Occasion], Grouping[Row]] | None = None
    total: str = ""
    frozen: int = 0
    one_page: bool = False
    leaves: Callable[[Occasion, Iterable[Family], Paper], Iterator[Leaf[Row]]] | None = None
    letter: Callable[[Occasion], Letter] | None = None
    asks: tuple[Asked, ...] = ()
    signatures: tuple[str, ...] = SIGNATURES
    blank: bool = False

    def title(self, occasion: Occasion) -> str:
        """Area and label."""
        return f"{occasion.area}{self.label}"

    def wide_table(self, occasion: Occasion) -> Table[Row]:
        """The columns where width costs nothing."""
        return (self.wide or self.table)(occasion)

    def heading(self, occasion: Occasion) -> Heading:
        """The title, and the line with who reports, for which day, and what is counted."""
        return Heading(
            title=self.title(occasion),
            left=f"填报单位（盖章）：{occasion.office}",
            middle=f"统计时点：{day_words(occasion.basis.day)}",
            right=f"填报日期：{day_words(occasion.made_on)}　单位：{self.unit}",
        )

    def ending(self, occasion: Occasion) -> Ending:
        """The sums, the signatures and the notes."""
        return Ending(total=self.total, signatures=self.signatures, notes=self.notes(occasion))

    def setup(self, occasion: Occasion, paper: Paper) -> PageSetup:
        """How it is printed on a paper."""
        ending = self.ending(occasion)
        if self.one_page:
            ending = replace(ending, notes=("".join(ending.notes),))
        return PageSetup(
            heading=self.heading(occasion),
            layout=self.layout(occasion, paper),
            grouping=self.grouping(occasion) if self.grouping else Grouping(),
            ending=ending,
            stamp=self.stamp(occasion),
            letter=self.letter(occasion) if self.letter else None,
        )

    def stamp(self, occasion: Occasion) -> str:
        """Who made it, and when; the version follows it."""
        return f"制表 {occasion.office} {occasion.made_on.isoformat()}"


def day_words(day: date) -> str:
    """A day as papers have it."""
    return f"{day.year}年{day.month}月{day.day}日"
